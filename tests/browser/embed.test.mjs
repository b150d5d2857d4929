// The page around the canvas: an element that is moved about, what follows a link, and an end in the reader's words.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Playground, startBrowser } from './support/playground.mjs';

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.stop());

/** A page that knows the element, without one. */
async function emptyPage() {
  const page = await browser.context.newPage();
  await page.goto(`${browser.address}web/embed-example.html`);
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('glass-box')) element.remove();
  });
  return page;
}

for (const [name, move] of [
  [
    'moved to another parent at once',
    (element) => {
      element.setAttribute('eager', '');
      document.body.append(element);
      document.body.appendChild(document.createElement('section')).append(element);
    },
  ],
  [
    'started, taken away, put back and started',
    (element) => {
      document.body.append(element);
      element.start();
      element.remove();
      document.body.append(element);
      element.start();
    },
  ],
]) {
  test(`an element that is ${name} holds one playground`, async () => {
    const page = await emptyPage();
    await page.evaluate(`(${move})(Object.assign(document.createElement('glass-box'), { id: 'moved' }))`);
    const element = page.locator('#moved');
    await page.waitForFunction(() => document.querySelector('#moved').playground);
    await element.evaluate((box) => box.playground.ready);
    assert.equal(await element.locator('canvas').count(), 1);
    assert.equal(await page.evaluate(() => window.glassbox.playgrounds.length), 1);
    await element.evaluate((box) => box.remove());
    assert.equal(await page.evaluate(() => window.glassbox.playgrounds.length), 0);
    await page.close();
  });
}

test('an element in a language that is not spoken here is English throughout', async () => {
  const page = await emptyPage();
  await page.evaluate(async () => {
    document.body.insertAdjacentHTML('beforeend', '<glass-box id="foreign" language="fr"></glass-box>');
    const box = document.querySelector('#foreign');
    await box.start();
    await box.playground.ready;
  });
  assert.equal(await page.locator('#foreign .glassbox-mirror').getAttribute('lang'), 'en');
  await page.close();
});

test("the page follows a link's theme and language, and keeps them when the system's theme changes", async () => {
  const prepare = (page) => page.emulateMedia({ colorScheme: 'light' });
  const first = await Playground.open(browser, { prepare });
  await first.click('preset.linear');
  const fragment = (await first.fragment(/view=/)).replace('light', 'dark').replace(/(language(?::|%3A))en/, '$1es');
  await first.close();

  const playground = await Playground.open(browser, { fragment, prepare });
  await playground.widget('train', ({ label }) => /Entrenar/.test(label));
  const around = () =>
    playground.page.evaluate(() => ({
      lang: document.documentElement.lang,
      dark: document.querySelector('.glassbox-stage').classList.contains('dark'),
      mirror: document.querySelector('.glassbox-mirror').lang,
    }));
  assert.deepEqual(await around(), { lang: 'es', dark: true, mirror: 'es' });
  await playground.page.emulateMedia({ colorScheme: 'dark' });
  await playground.page.emulateMedia({ colorScheme: 'light' });
  assert.match((await playground.widget('train')).label, /Entrenar/);
  assert.deepEqual(await around(), { lang: 'es', dark: true, mirror: 'es' });
  await playground.close();
});

test('an engine that cannot be loaded is told in the language of the page', async () => {
  const page = await browser.context.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  await page.addInitScript(() => localStorage.setItem('glassbox.language', 'es'));
  await page.route(/engine-[a-z]+\.wasm/, (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto(browser.address);
  const alert = page.getByRole('alert');
  await alert.waitFor();
  assert.match(await alert.innerText(), /No se ha podido cargar el motor/);
  assert.doesNotMatch(await alert.innerText(), /engine|Aborted/);
  assert.ok(said.some((text) => text.includes('could not be started')), said.join('\n'));
  await page.evaluate(() => localStorage.clear());
  await page.close();
});

test('a saved run that is damaged is told of', async () => {
  const playground = await Playground.open(browser);
  await playground.click('preset.linear');
  await playground.until((snapshot) => snapshot.parameters === 7850);
  await playground.snapshot();
  await playground.page.goto(`${browser.address}web/icon.svg`);
  await playground.page.evaluate(async () => {
    const settled = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const runs = (await settled(indexedDB.open('glassbox', 1))).transaction('runs', 'readwrite').objectStore('runs');
    for (const key of await settled(runs.getAllKeys())) {
      const run = await settled(runs.get(key));
      run[run.length >> 1] ^= 1;
      await settled(runs.put(run, key));
    }
  });
  await playground.page.goto(browser.address);
  await playground.ready();
  assert.match((await playground.widget('notice')).value, /saved training cannot be read/);
  await playground.close();
});
