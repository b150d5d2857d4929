// What a stage says in words, in English and Spanish; the canvas has its own tables. Understood by older browsers too.

const tables = {
  en: {
    loading: 'Glassbox is being loaded…',
    interface: 'The screen is ready, the network is being loaded…',
    engine: 'The network is ready, the screen is being loaded…',
    start: 'Start',
    poster: 'A neural network one can see through',
    canvas: 'Glassbox playground',
    mirror: 'What the playground shows',
    unavailable: 'unavailable',
    missingTitle: 'This browser cannot show Glassbox',
    missing: 'It lacks {0}. Glassbox works in the present versions of Chrome, Edge, Firefox and Safari.',
    failedTitle: 'Glassbox has stopped',
    failed: 'Loading the page again usually helps.',
    'page.fetch_failed': 'A file of the page could not be fetched: {0}. Loading the page again usually helps.',
    'engine.load_failed': 'The engine that computes the network could not be loaded. Loading the page again usually helps.',
    lost: 'The browser has taken the picture away; it usually gives it back by itself. Training goes on.',
    memory: 'There was not enough memory for that.',
    and: ' and ',
    button: 'button',
    checkbox: 'checkbox',
    combobox: 'choice',
    spinbutton: 'number',
    textbox: 'text field',
    slider: 'slider',
    tab: 'tab',
    img: 'picture',
    application: 'drawing area',
    progressbar: 'progress',
  },
  es: {
    loading: 'Glassbox se está cargando…',
    interface: 'La pantalla está lista, la red se está cargando…',
    engine: 'La red está lista, la pantalla se está cargando…',
    start: 'Empezar',
    poster: 'Una red neuronal que se deja ver por dentro',
    canvas: 'Laboratorio Glassbox',
    mirror: 'Lo que muestra el laboratorio',
    unavailable: 'no disponible',
    missingTitle: 'Este navegador no puede mostrar Glassbox',
    missing: 'No tiene {0}. Glassbox funciona en las versiones actuales de Chrome, Edge, Firefox y Safari.',
    failedTitle: 'Glassbox se ha detenido',
    failed: 'Volver a cargar la página suele ayudar.',
    'page.fetch_failed': 'No se ha podido cargar un archivo de la página: {0}. Volver a cargarla suele ayudar.',
    'engine.load_failed': 'No se ha podido cargar el motor que calcula la red. Volver a cargar la página suele ayudar.',
    lost: 'El navegador ha retirado la imagen; suele devolverla por sí solo. El entrenamiento continúa.',
    memory: 'No había memoria suficiente para eso.',
    and: ' y ',
    button: 'botón',
    checkbox: 'casilla',
    combobox: 'opción',
    spinbutton: 'número',
    textbox: 'campo de texto',
    slider: 'deslizador',
    tab: 'pestaña',
    img: 'imagen',
    application: 'zona de dibujo',
    progressbar: 'progreso',
  },
};

/** "es" for speakers of Spanish, else "en". */
export function browserLanguage() {
  return String(navigator.language).slice(0, 2) === 'es' ? 'es' : 'en';
}

/** The words of a language ("es-MX" is "es" here), else English ones; an id without words is empty. */
export function wordsOf(language) {
  const table = tables[language.slice(0, 2)] || tables.en;
  return (id, value = '') => (table[id] || '').replace('{0}', value);
}
