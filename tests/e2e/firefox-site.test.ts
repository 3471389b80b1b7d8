import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { FIREFOX, type Firefox, type FirefoxPage, openFirefox } from './firefox.ts';
import { SITE } from './pages.ts';

/** The words of the flow's heading, once the flow shows one. */
const HEADING = `document.querySelector('rdp-diagnosis')?.shadowRoot?.querySelector('#heading')?.textContent.trim()`;
const SCREEN = `document.querySelector('rdp-diagnosis')?.shadowRoot?.querySelector('.root')?.dataset.screen`;
/** Answers with the first answer until a cause is shown: all in the page, as a person's clicks do. */
const TO_VERDICT = `(async () => {
  const root = document.querySelector('rdp-diagnosis').shadowRoot;
  const flow = document.querySelector('rdp-diagnosis');
  for (let asked = 0; asked < 30 && ${SCREEN} !== 'concluded'; asked++) {
    const enough = root.querySelector('.after-ask button');
    if (asked > 8 && enough) enough.click();
    else {
      root.querySelector('.answers input').click();
      await flow.updateComplete;
      root.querySelector('button.strong').click();
    }
    await flow.updateComplete;
  }
  return ${SCREEN} === 'concluded' && ${HEADING};
})()`;

describe.skipIf(!existsSync(FIREFOX))('Firefox', () => {
  let firefox: Firefox;
  let site: ServedSite;
  let page: FirefoxPage;
  beforeAll(async () => {
    site = await serveSite({ dir: SITE, port: 0 });
    firefox = await openFirefox();
    page = await firefox.open(site.url);
  });
  afterAll(async () => {
    await firefox?.close();
    await site?.close();
  });

  test('after one visit all of it works with server and network gone', async () => {
    await page.until(`document.querySelector('#offline-state')?.dataset.state === 'ready'`);
    await site.close();
    await firefox.inBrowser('Services.io.offline = true');
    await page.goto(`${site.url}guides/error-0x4`);
    expect(await page.evaluate(`document.querySelector('h1').textContent`)).toContain('0x4');
    await page.goto(`${site.url}nowhere/at/all`);
    expect(await page.evaluate(`document.querySelector('h1').textContent`)).toContain('not here');
    await page.goto(`${site.url}search/#q=516`);
    await page.until(`document.querySelector('#results a[href*="0x204"]') !== null`);
    await page.goto(`${site.url}diagnose/#progress=nothing`);
    await page.until(`${SCREEN} === 'asking'`);
    expect(await page.evaluate(TO_VERDICT)).toBeTruthy();
    await page.goto(`${site.url}offline/`);
    expect(await page.until(`document.querySelector('#stored-state').textContent`)).toContain('stored');
    const { origin } = new URL(site.url);
    expect(firefox.requested.length).toBeGreaterThan(20);
    expect(
      firefox.requested.filter(address => !/^(?:about|data|blob):/.test(address) && new URL(address).origin !== origin),
    ).toEqual([]);
  });
});
