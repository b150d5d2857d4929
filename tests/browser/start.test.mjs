// What a newcomer meets: the page opens without a complaint, asks nobody else for anything, is light, and stays quiet.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Playground, startBrowser } from './support/playground.mjs';

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.stop());

test('from opening the page to the first trained batch', async (t) => {
  const playground = await Playground.open(browser);
  await playground.click('step');
  await playground.until((snapshot) => snapshot.run.step === 1);

  await t.test('asks no other origin', () => {
    for (const url of playground.requests) assert.ok(/^(data|blob):/.test(url) || url.startsWith(browser.address), url);
  });

  await t.test('loads no engine module on the thread of the page', async () => {
    const names = await playground.page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
    assert.ok(names.some((name) => name.includes('ui.wasm')), 'the interface is a module of the page');
    assert.deepEqual(names.filter((name) => /engine-[a-z]+\.(mjs|wasm)/.test(name)), []);
    const cores = await playground.page.evaluate(() => navigator.hardwareConcurrency);
    const engines = playground.requests.flatMap((url) => url.match(/engine-[a-z]+\.wasm/) ?? []);
    assert.deepEqual(engines, [cores > 1 ? 'engine-threads.wasm' : 'engine-relaxed.wasm'], 'the worker loads one engine');
  });

  await t.test('says nothing on the console', () => assert.deepEqual(playground.complaints, []));
  await playground.close();
});

test('draws no frame while nothing changes', async () => {
  const playground = await Playground.open(browser);
  await playground.until((snapshot) => snapshot.data.train_available === 60000 && snapshot.data.test_available === 10000);
  const frames = () => playground.page.evaluate(() => window.glassbox.frames);
  const animationFrames = (count) =>
    playground.page.evaluate(
      (wanted) =>
        new Promise((resolve) => {
          let left = wanted;
          const next = () => (left-- > 0 ? requestAnimationFrame(next) : resolve());
          next();
        }),
      count,
    );
  let settled = await frames();
  for (let last = -1; last !== settled; ) {
    last = settled;
    await animationFrames(30);
    settled = await frames();
  }
  await animationFrames(120);
  assert.equal(await frames(), settled);

  await playground.page.mouse.move(700, 450);
  await animationFrames(10);
  assert.ok((await frames()) > settled, 'a pointer that moves is followed');
  await playground.close();
});

test('a lost picture is explained until it is back, and training goes on', async () => {
  const playground = await Playground.open(browser);
  await playground.click('train');
  await playground.until((snapshot) => snapshot.run.step > 0);
  const loss = (method) =>
    playground.page.evaluate((name) => {
      const context = document.querySelector('canvas').getContext('webgl2');
      window.loss ??= context.getExtension('WEBGL_lose_context');
      window.loss[name]();
    }, method);
  const words = playground.page.getByText('The browser has taken the picture away');
  assert.equal(await words.isVisible(), false);
  await loss('loseContext');
  await words.waitFor({ state: 'visible' });
  const { run } = await playground.snapshot();
  await playground.until((snapshot) => snapshot.run.step > run.step);
  await loss('restoreContext');
  await words.waitFor({ state: 'hidden' });
  await playground.click('pause');
  await playground.until((snapshot) => snapshot.run.status === 0);
  await playground.close();
});

for (const [name, missing] of [
  ['WebAssembly', () => delete window.WebAssembly],
  ['WebGL2', () => (HTMLCanvasElement.prototype.getContext = () => null)],
  ['Worker', () => delete window.Worker],
]) {
  test(`a browser without ${name} is told so`, async () => {
    const page = await browser.context.newPage();
    await page.addInitScript(missing);
    await page.goto(browser.address);
    const fallback = page.getByRole('alert');
    await fallback.waitFor();
    assert.match(await fallback.innerText(), new RegExp(name));
    await page.close();
  });
}

test('a browser without WebAssembly SIMD is told so', async () => {
  const page = await browser.context.newPage();
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto(browser.address);
  const fallback = page.getByRole('alert');
  await fallback.waitFor();
  assert.match(await fallback.innerText(), /SIMD/);
  await page.close();
});

test('the page works from a plain static server, without isolation', async (t) => {
  const plain = await startBrowser({ isolated: false });
  const bodies = [];
  try {
    const playground = await Playground.open(plain, {
      prepare: async (page) =>
        page.on('response', (response) => bodies.push({ url: response.url(), body: response.body().catch(() => Buffer.alloc(0)) })),
    });
    assert.equal(await playground.page.evaluate(() => crossOriginIsolated), false);
    await playground.click('step');
    await playground.until((snapshot) => snapshot.run.step === 1);
    assert.ok(playground.requests.some((url) => url.includes('engine-relaxed.wasm')));
    assert.ok(!playground.requests.some((url) => url.includes('engine-threads')), 'memory cannot be shared');
    assert.deepEqual(playground.complaints, []);

    await t.test('transfers at most 700 KB gzip, data aside', async () => {
      let total = 0;
      for (const { url, body } of bodies) {
        if (!url.includes('/data/')) total += gzipSync(await body).length;
      }
      t.diagnostic(`${(total / 1000).toFixed(0)} KB gzip in ${bodies.length} files`);
      assert.ok(total > 100_000 && total <= 700_000, `${total} bytes`);
    });
  } finally {
    await plain.stop();
  }
});

test('the API has as many threads as are asked for and as there are cores', async () => {
  const page = await browser.context.newPage();
  await page.goto(`${browser.address}web/embed-example.html`);
  const had = await page.evaluate(async () => {
    const { createEngine } = await import('/wasm/glassbox.js');
    const list = [];
    for (const options of [{}, { threads: null }, { threads: 1 }, { threads: 1000 }, { worker: false }]) {
      const engine = await createEngine(options);
      list.push([engine.variant, engine.threads]);
      await engine.dispose();
    }
    const refused = await createEngine({ threads: 0 }).catch(({ code }) => code);
    return { list, refused, cores: navigator.hardwareConcurrency };
  });
  const [one, several] = [['relaxed', 1], (threads) => (had.cores > 1 ? ['threads', Math.min(threads, had.cores)] : one)];
  assert.deepEqual(had.list, [several(2), one, one, several(1000), one]);
  assert.equal(had.refused, 'input.number');
  await page.close();
});

for (const [name, pattern, answer] of [
  ['the module with threads cannot be had', /engine-threads\.wasm/, async () => ({ status: 404, body: '' })],
  [
    'a worker may start no other',
    /host_worker\.js/,
    async (route) => {
      const response = await route.fetch();
      return { response, headers: { ...response.headers(), 'content-security-policy': "worker-src 'none'" } };
    },
  ],
]) {
  test(`where ${name}, the engine has one thread`, async () => {
    const page = await browser.context.newPage();
    await page.route(pattern, async (route) => route.fulfill(await answer(route)));
    await page.goto(`${browser.address}web/embed-example.html`);
    const had = await page.evaluate(async () => {
      const { createEngine } = await import('/wasm/glassbox.js');
      const { variant, threads } = await createEngine();
      return { variant, threads };
    });
    assert.deepEqual(had, { variant: 'relaxed', threads: 1 });
    await page.close();
  });
}
