// Keys, typed text and the focus. While a text field of the user interface is edited, a hidden <input> has the browser's
// focus: it brings the keyboard of a telephone, composed characters and the clipboard. Tab walks through the widgets and
// leaves the canvas at its ends, Escape releases it; keys of the browser (zoom, F-keys, shortcuts) stay the browser's.

const editing = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Backspace', 'Delete', 'Enter', 'ArrowUp', 'ArrowDown']);
const moving = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', 'Enter', ' ']);
const chords = new Set(['a', 'y', 'z']);
const nothing = '\u200b'; // stands in the hidden field, so that a soft keyboard has something to delete

function createField() {
  const field = document.createElement('input');
  field.type = 'text';
  field.inputMode = 'decimal';
  field.enterKeyHint = 'done';
  field.autocomplete = 'off';
  field.spellcheck = false;
  field.tabIndex = -1;
  field.setAttribute('aria-hidden', 'true');
  Object.assign(field.style, {
    position: 'absolute',
    width: '1px',
    height: '1px',
    padding: '0',
    border: '0',
    opacity: '0',
    fontSize: '16px', // below that, some telephones zoom the page in
    pointerEvents: 'none',
  });
  return field;
}

export function listenToKeys({ ui, canvas, signal, changed, now }) {
  const field = createField();
  canvas.after(field);
  let leaving = false;
  const clear = () => {
    field.value = nothing;
    field.setSelectionRange(1, 1);
  };
  const press = (key) => {
    ui.key(true, key, false, false, false, false);
    ui.key(false, key, false, false, false, false);
  };
  const hasFocus = () => [canvas, field].includes(canvas.getRootNode().activeElement);
  const takeBack = () => {
    leaving = true;
    canvas.focus({ preventScroll: true });
    leaving = false;
  };
  const listen = (type, listener) => {
    canvas.addEventListener(type, listener, { signal });
    field.addEventListener(type, listener, { signal });
  };

  function tab(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (ui.moveFocus(event.shiftKey)) {
      event.preventDefault();
      now();
    } else {
      takeBack(); // the browser goes on from the canvas itself
    }
  }

  function escape(event) {
    if (ui.escape()) {
      event.preventDefault();
      now();
    } else {
      event.target.blur();
    }
  }

  /** Whether the user interface uses this key now. */
  function isOurs(event) {
    if (event.altKey) return false;
    if (event.ctrlKey || event.metaKey) return chords.has(event.key.toLowerCase());
    return (ui.wantsText() ? editing : moving).has(event.key);
  }

  listen('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Tab') {
      tab(event);
    } else if (event.key === 'Escape') {
      escape(event);
    } else if (isOurs(event)) {
      event.preventDefault();
      ui.key(true, event.key, event.shiftKey, event.ctrlKey, event.altKey, event.metaKey);
      now();
    } else if (event.target === canvas && ui.wantsText() && [...event.key].length === 1 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      ui.text(event.key);
      changed();
    }
  });
  listen('keyup', (event) => {
    ui.key(false, event.key, event.shiftKey, event.ctrlKey, event.altKey, event.metaKey);
    changed();
  });

  const take = () => {
    const text = field.value.replaceAll(nothing, '');
    clear();
    if (text) ui.text(text);
    changed();
  };
  field.addEventListener('input', (event) => event.isComposing || take(), { signal });
  field.addEventListener('compositionend', take, { signal });
  field.addEventListener(
    'beforeinput',
    (event) => {
      if (event.inputType !== 'deleteContentBackward' || event.isComposing) return;
      event.preventDefault();
      press('Backspace');
      changed();
    },
    { signal },
  );

  listen('paste', (event) => {
    if (!ui.wantsText()) return;
    event.preventDefault();
    ui.text(event.clipboardData.getData('text/plain').trim().split('\n')[0]);
    changed();
  });
  for (const type of ['copy', 'cut']) {
    listen(type, (event) => {
      const text = ui.selectedText();
      if (!text) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', text);
      if (type === 'cut') press('Delete');
      changed();
    });
  }

  listen('focus', (event) => {
    if (event.relatedTarget === canvas || event.relatedTarget === field) return;
    ui.focused(true);
    const byKey = event.target === canvas && !leaving && canvas.matches(':focus-visible');
    const fromBehind = event.relatedTarget?.compareDocumentPosition(canvas) & Node.DOCUMENT_POSITION_PRECEDING;
    if (byKey) ui.moveFocus(Boolean(fromBehind));
    changed();
  });
  listen('blur', (event) => {
    if (event.relatedTarget === canvas || event.relatedTarget === field) return;
    ui.focused(false);
    changed();
  });
  canvas.style.outline = 'none'; // the focused widget inside has the ring

  clear();
  return {
    hasFocus,
    focus: () => hasFocus() || takeBack(),
    /** After each frame: the browser's focus follows the edited text field. */
    follow() {
      const wanted = ui.wantsText();
      const edited = canvas.getRootNode().activeElement === field;
      if (wanted && hasFocus()) {
        const { x, y, height } = ui.textArea();
        Object.assign(field.style, {
          left: `${canvas.offsetLeft + x}px`,
          top: `${canvas.offsetTop + y}px`,
          height: `${height}px`,
        });
        if (!edited) field.focus({ preventScroll: true });
      } else if (!wanted && edited) {
        takeBack();
      }
    },
    dispose: () => field.remove(),
  };
}
