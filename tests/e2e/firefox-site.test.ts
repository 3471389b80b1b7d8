import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { captureOf, HOST, Scene } from '../unit/captures/scene.ts';
import { dropping } from './dropped-file.ts';
import { FIREFOX, type Firefox, type FirefoxPage, openFirefox } from './firefox.ts';
import { SITE } from './pages.ts';
import { freePort } from './ports.ts';
import { untilIn } from './tab.ts';
import { WidgetPage } from './widget-page.ts';

const REFUSED = captureOf(new Scene().client('S').server('RA').packets);

describe.skipIf(!existsSync(FIREFOX))('Firefox', () => {
  let firefox: Firefox;
  let site: ServedSite;
  let page: FirefoxPage;
  beforeAll(async () => {
    site = await serveSite({ dir: SITE, port: await freePort() });
    firefox = await openFirefox();
    page = await firefox.open(site.url);
  });
  afterAll(async () => {
    await firefox?.close();
    await site?.close();
  });

  test('after one visit all of it works with server and network gone', async () => {
    await untilIn(page.evaluate, `document.querySelector('#offline-state')?.dataset.state === 'ready'`);
    await site.close();
    await firefox.inBrowser('Services.io.offline = true');
    await page.goto(`${site.url}guides/error-0x4`);
    expect(await page.evaluate(`document.querySelector('h1').textContent`)).toContain('0x4');
    await page.goto(`${site.url}nowhere/at/all`);
    expect(await page.evaluate(`document.querySelector('h1').textContent`)).toContain('find that page');
    await page.goto(`${site.url}search/#q=516`);
    await untilIn(page.evaluate, `document.querySelector('#results a[href*="0x204"]') !== null`);
    await page.goto(`${site.url}diagnose/#progress=nothing`);
    const person = new WidgetPage(page);
    await person.screen('asking');
    expect(await person.reachesVerdict()).toMatch(/\w/);
    await page.goto(site.url);
    await page.evaluate(dropping(`document.querySelector('.ask')`, REFUSED));
    await untilIn(page.evaluate, `document.querySelector('#read .ticks')?.textContent.includes('${HOST}')`);
    await page.goto(`${site.url}offline/`);
    expect(await untilIn(page.evaluate, `document.querySelector('#stored-state').textContent`)).toContain('stored');
    const { origin } = new URL(site.url);
    expect(firefox.requested.length).toBeGreaterThan(20);
    expect(
      firefox.requested.filter(address => !/^(?:about|data|blob):/.test(address) && new URL(address).origin !== origin),
    ).toEqual([]);
  });
});
