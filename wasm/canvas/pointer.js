// Mouse, pen and finger on the canvas. A finger scrolls the page unless the user interface needs it where it is: to
// draw on the pad, to scroll a panel. The wheel scrolls the page until the canvas has the focus.

const kinds = { move: 0, down: 1, up: 2, leave: 3 };
const devices = { mouse: 0, touch: 1, pen: 2 };
const pixelsPerWheelStep = 75; // what Dear ImGui scrolls for one
const pixelsPerLine = 20;

/** Whether the page has something to scroll itself, so that it has the first claim on the wheel. */
function pageScrolls() {
  const page = document.scrollingElement;
  return window.parent !== window || (page !== null && page.scrollHeight > page.clientHeight);
}

export function listenToPointer({ ui, canvas, signal, changed, now, focus, hasFocus }) {
  const listen = (type, listener, options = {}) => canvas.addEventListener(type, listener, { signal, ...options });
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left - canvas.clientLeft, event.clientY - box.top - canvas.clientTop];
  };
  const send = (kind, event) =>
    ui.pointer(kinds[kind], devices[event.pointerType] ?? devices.mouse, ...place(event), Math.max(event.button, 0));

  canvas.style.touchAction = 'manipulation';

  listen('pointerdown', (event) => {
    if (!event.isPrimary) return;
    focus();
    canvas.setPointerCapture(event.pointerId);
    send('down', event);
    now();
  });
  listen('pointermove', (event) => {
    if (!event.isPrimary) return;
    const samples = event.buttons === 0 ? [] : (event.getCoalescedEvents?.() ?? []);
    for (const sample of samples.length > 0 ? samples : [event]) send('move', sample);
    changed();
  });
  listen('pointerup', (event) => {
    if (!event.isPrimary) return;
    send('up', event);
    now();
  });
  for (const type of ['pointerleave', 'pointercancel']) {
    listen(type, (event) => {
      if (!event.isPrimary) return;
      send('leave', event);
      changed();
    });
  }
  // The focus is set by hand: the browser would take it from the hidden text field again.
  listen('mousedown', (event) => event.preventDefault());

  let finger = null;
  listen(
    'touchstart',
    (event) => {
      const [x, y] = place(event.touches[0]);
      finger = { x, y, ours: event.touches.length === 1 && ui.wantsTouch(x, y), decided: false };
      if (finger.ours) event.preventDefault();
    },
    { passive: false },
  );
  listen(
    'touchmove',
    (event) => {
      if (!finger || event.touches.length > 1) return;
      const [x, y] = place(event.touches[0]);
      if (!finger.ours && !finger.decided) {
        finger.decided = true;
        finger.ours = ui.wantsScroll(finger.x, finger.y, finger.x - x, finger.y - y);
      }
      if (finger.ours && event.cancelable) event.preventDefault();
    },
    { passive: false },
  );
  listen('contextmenu', (event) => {
    if (ui.wantsTouch(...place(event))) event.preventDefault();
  });

  listen(
    'wheel',
    (event) => {
      const [x, y] = place(event);
      const zooms = event.ctrlKey || event.metaKey;
      if (zooms || (!hasFocus() && pageScrolls()) || !ui.wantsScroll(x, y, event.deltaX, event.deltaY)) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : pixelsPerLine;
      const steps = (pixels) => (-pixels * unit) / pixelsPerWheelStep;
      ui.wheel(x, y, steps(event.deltaX), steps(event.deltaY));
      changed();
    },
    { passive: false },
  );
}
