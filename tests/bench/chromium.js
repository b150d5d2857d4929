// Runs a benchmark module in a Worker, where the page runs the engine too, and collects what it prints.

window.runBenchmark = (module, programArguments) =>
  new Promise((resolve, reject) => {
    const worker = new Worker('chromium-worker.js', { type: 'module' });
    const lines = [];
    worker.onmessage = ({ data }) => {
      if (data.line !== undefined) lines.push(data.line);
      else {
        worker.terminate();
        if (data.error) reject(new Error(data.error));
        else resolve(lines);
      }
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ module, arguments: programArguments });
  });
