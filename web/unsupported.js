// For browsers too old to know modules: they run only this.

(function () {
  var spanish = String(navigator.language).slice(0, 2) === 'es';
  var text = document.querySelector('.glassbox-poster p');
  text.setAttribute('role', 'alert');
  text.textContent = spanish
    ? 'Este navegador no puede mostrar Glassbox: le falta WebAssembly SIMD. Glassbox funciona en las versiones actuales de Chrome, Edge, Firefox y Safari.'
    : 'This browser cannot show Glassbox: it lacks WebAssembly SIMD. Glassbox works in the present versions of Chrome, Edge, Firefox and Safari.';
})();
