import type { Page } from 'playwright';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { type Extended, openExtended, openPage, store, tabOf, workerOf } from './chromium.ts';
import { Popup } from './extension-pages.ts';
import { addressIn } from './practice-hosts.ts';

type Scheme = 'light' | 'dark';
type Shot = (page: Page, name: string) => Promise<void>;

const HOUR = 3_600_000;
/** A whole page is drawn without the scroll bar that its layout made room for. */
const BARE = ['--hide-scrollbars'];
/** As the background opens it. */
const CONSENT_SIZE = { width: 420, height: 480 };

/** The states of the extension's pages with a helper, from the running product. */
export async function photographExtension(schemes: readonly Scheme[], shot: Shot): Promise<void> {
  const practice = await startPracticeHosts({ only: ['healthy-nla', 'refused', 'dropped', 'mute'] });
  const withHelper = await openExtended({ helper: true, args: BARE });
  for (const scheme of schemes) await photographPopup(withHelper, practice, scheme, shot);
  for (const scheme of schemes) await photographOptions(withHelper, scheme, shot);
  for (const scheme of schemes) await photographConsent(withHelper, scheme, shot);
  await withHelper.close();
  await practice.close();
}

async function photographPopup(browser: Extended, practice: Practice, scheme: Scheme, shot: Shot): Promise<void> {
  const named = (name: string) => `popup-${name}-${scheme}`;
  await store(browser, 'local', { recent: [], checks: {}, settings: {}, watches: [] });
  const page = await browser.openPopup();
  const popup = new Popup(tabOf(page));
  await page.emulateMedia({ colorScheme: scheme });
  await page.locator('#helper-word:disabled').waitFor();
  await page.locator('#home').click();
  await shot(page, named('empty'));
  await popup.check(addressIn(practice, 'mute'));
  await page.locator('rdp-diagnosis .path li:not(.end)').nth(2).and(page.locator('[data-state="passed"]')).waitFor();
  await shot(page, named('checking'));
  await page.locator('rdp-diagnosis .says button').click();
  await page.locator('rdp-diagnosis .root:not([data-screen="checking"])').waitFor();
  await shot(page, named('cancelled'));
  await page.locator('#home').click();
  for (const id of ['healthy-nla', 'dropped', 'refused']) {
    await popup.check(addressIn(practice, id));
    await page.locator('#result:not([hidden])').waitFor();
    await page.locator('rdp-diagnosis .root:not([data-screen="checking"])').waitFor();
    await shot(page, named(id));
    if (id !== 'refused') await page.locator('#home').click();
  }
  await page.locator('#watch').click();
  await page.locator('#told:not([hidden])').waitFor();
  await shot(page, named('watching'));
  await page.locator('#again').click();
  await page.locator('#compare:not([hidden])').waitFor();
  await page.locator('#compare').click();
  await page.locator('#comparison:not([hidden])').waitFor();
  await shot(page, named('comparison'));
  await page.locator('rdp-diagnosis .stick .strong').click();
  await page.locator('rdp-diagnosis .remedy').waitFor();
  await shot(page, named('verdict'));
  const recent = (target: string, ago: number, places: readonly string[], sentence: string) => ({
    ...{ target, checkedAt: Date.now() - ago, elapsedMs: 41, places, sentence },
  });
  const broken = ['passed', 'passed', 'failed', 'waiting', 'waiting'];
  await store(browser, 'local', {
    settings: { pinned: ['office-pc', 'server-7.corp.example:3390'] },
    recent: [
      recent('office-pc', HOUR / 3, Array(5).fill('passed'), 'Every part that can be checked works.'),
      recent('10.20.0.14', 5 * HOUR, broken, 'The connection breaks at the firewall or VPN.'),
    ],
  });
  await page.locator('#home').click();
  await shot(page, named('idle'));
  await page.locator('#said').pressSequentially('serv');
  await shot(page, named('completing'));
  await page.close();

  const panel = await openPage(browser, 'page.html');
  await panel.emulateMedia({ colorScheme: scheme });
  await panel.setViewportSize({ width: 400, height: 800 });
  await panel.locator('rdp-diagnosis .root[data-screen="concluded"]').waitFor();
  await shot(panel, `panel-${scheme}`);
  await panel.setViewportSize({ width: 1280, height: 800 });
  await shot(panel, `page-${scheme}`);
  await panel.close();
}

async function photographOptions(browser: Extended, scheme: Scheme, shot: Shot): Promise<void> {
  await store(browser, 'local', {
    settings: {
      pinned: ['office-pc', 'server-7.corp.example:3390'],
      watch: { everyMinutes: 2, hours: 12, quiet: { from: 1320, until: 420 } },
    },
    watches: [{ target: '10.20.0.14', startedAt: Date.now(), nextAt: Date.now() + HOUR, looks: 3, missed: 0 }],
    consents: [{ origin: 'https://reconnect.example', since: 1, always: ['office-pc'] }],
  });
  const page = await openPage(browser, 'options.html');
  await page.emulateMedia({ colorScheme: scheme });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.locator('#origins li').first().waitFor();
    await shot(page, `options-${width}-${scheme}`);
  }
  await page.close();
  await store(browser, 'local', { watches: [] });
}

/** The real window, as a page of the guide would make it come. */
async function photographConsent(browser: Extended, scheme: Scheme, shot: Shot): Promise<void> {
  // The second question of a page: only then is "always" among the answers.
  await store(browser, 'local', { consents: [{ origin: 'https://reconnect.example', since: 1 }] });
  const opened = browser.context.waitForEvent('page');
  const worker = await workerOf(browser);
  await worker.evaluate(() => {
    let hear: (message: unknown) => void = () => {};
    Reflect.get(globalThis, 'chrome').runtime.onConnect.dispatch({
      name: 'page',
      sender: { tab: {}, frameId: 0, url: 'https://reconnect.example/diagnose/' },
      postMessage: () => {},
      disconnect: () => {},
      onMessage: {
        addListener: (listener: (message: unknown) => void) => {
          hear = listener;
        },
      },
      onDisconnect: { addListener: () => {} },
    });
    hear({ from: 'reconnect-page', v: 1, kind: 'check', id: 'a', target: 'office-pc' });
  });
  const page = await opened;
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize(CONSENT_SIZE);
  await page.locator('button:enabled').first().waitFor();
  await shot(page, `consent-${scheme}`);
  await page.close();
}
