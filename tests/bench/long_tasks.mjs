// What training does to the page: tasks of 50 ms and more on its thread, and how long a click waits, while the course CNN trains.

import { Playground, startBrowser } from '../browser/support/playground.mjs';

const trainingSeconds = 10;

export async function measureLongTasks() {
  const browser = await startBrowser();
  try {
    const playground = await Playground.open(browser);
    await playground.until((snapshot) => snapshot.data.train_available === snapshot.data.train_size);
    await playground.draw([[[0.5, 0.2], [0.5, 0.8]]]);
    await playground.page.evaluate(() => {
      window.longTasks = [];
      new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
        type: 'longtask',
      });
    });
    const frames = () => playground.page.evaluate(() => window.glassbox.frames);
    const before = await frames();
    await playground.click('train');
    await new Promise((resolve) => setTimeout(resolve, trainingSeconds * 1000));
    const { run } = await playground.snapshot();
    const drawn = (await frames()) - before;
    const start = performance.now();
    await playground.click('pause');
    await playground.until((snapshot) => snapshot.run.status !== 1);
    const durations = await playground.page.evaluate(() => window.longTasks);
    return {
      seconds: trainingSeconds,
      samplesPerSecond: run.samples_per_second,
      framesPerSecond: drawn / trainingSeconds,
      longTasks: durations.length,
      longestTaskMs: Math.max(0, ...durations),
      pauseAnsweredMs: performance.now() - start,
    };
  } finally {
    await browser.stop();
  }
}
