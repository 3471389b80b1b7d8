import net from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import type { ExtensionBrowser } from './extension-browser.ts';
import { withExtensionInEachBrowser } from './extension-in-each-browser.ts';
import { Popup } from './extension-pages.ts';
import { freePort } from './ports.ts';
import { addressIn } from './practice-hosts.ts';

withExtensionInEachBrowser('a watch', open => {
  /** A host that is away at first: its port is closed until a relay to a healthy host opens there. */
  let practice: Practice;
  let browser: ExtensionBrowser;
  let away: number;
  const relays: net.Server[] = [];
  beforeAll(async () => {
    practice = await startPracticeHosts({ only: ['healthy-nla'] });
    browser = await open({ helper: true });
    away = await freePort();
  });
  afterAll(async () => {
    await browser?.close();
    for (const relay of relays) relay.close();
    await practice?.close();
  });

  const target = () => `127.0.0.1:${away}`;
  const watches = () => browser.stored('local', 'watches');
  const badge = () => browser.inside('chrome.action.getBadgeText({})');

  /** Makes the watch due now and lets the real alarm fire. */
  async function alarm(): Promise<void> {
    const known = await watches();
    if (!Array.isArray(known)) throw new Error('nothing is watched');
    await browser.store('local', { watches: known.map(watch => ({ ...watch, nextAt: 1 })) });
    await browser.inside(`chrome.alarms.create('watch', { when: Date.now() })`);
  }

  test('a host that is away is watched from the popup, looked at when the alarm comes, and told when it is back', async () => {
    const page = await Popup.checking(browser, target());
    await page.fails();
    await page.click('#watch');
    await page.seen('#told');
    await page.close();
    expect(await watches()).toMatchObject([{ target: target(), looks: 0 }]);
    expect(await browser.inside(`chrome.alarms.get('watch')`)).toMatchObject({ name: 'watch' });
    await expect.poll(badge).toBe('✕');

    // Between two looks a browser stops the background: the alarm must wake it.
    await browser.stopBackground();
    await alarm();
    await expect.poll(watches).toMatchObject([{ target: target(), looks: 1, missed: 0 }]);
    expect(await browser.notes()).toEqual([]);

    await comeBack();
    await browser.stopBackground();
    await alarm();
    await expect.poll(browser.notes).toEqual([`watch:${target()}`]);
    await expect.poll(watches).toEqual([]);
    // What the watch saw is the last verdict now.
    await expect.poll(() => browser.stored('session', 'last')).toMatchObject({ target: target() });
    await expect.poll(badge).toBe('✓');
  });

  test('the notification leads to that host', async () => {
    await browser.store('session', { last: {}, case: {} });
    await browser.stopBackground();
    // Firefox takes one away after some seconds, and a busy machine needs longer to come here: it stands there anew.
    await browser.inside(
      `chrome.notifications.create('watch:${target()}', { type: 'basic', iconUrl: '/icon/128.png', title: 'x', message: 'x' })`,
    );
    await browser.clickNotification(`watch:${target()}`);
    // It comes as a real popup, which no driver sees, or as a tab: either way the host is checked there.
    await expect
      .poll(() => browser.stored('session', 'last'))
      .toMatchObject({ target: target(), places: Array(5).fill('passed') });
  });

  test('in quiet hours it is kept back, and told afterwards', async () => {
    const everyMinutes = 2;
    const quiet = { from: 0, until: 24 * 60 - 1 };
    await browser.store('local', {
      settings: { watch: { everyMinutes, hours: 1, quiet } },
      watches: [{ target: target(), startedAt: Date.now(), nextAt: 1, looks: 0, missed: 0 }],
    });
    await browser.inside(`chrome.notifications.clear('watch:${target()}')`);
    await expect.poll(browser.notes).toEqual([]);
    await alarm();
    await expect.poll(watches).toMatchObject([{ end: { why: 'back' } }]);
    expect(await browser.notes()).toEqual([]);
    await browser.store('local', { settings: { watch: { everyMinutes, hours: 1 } } });
    await alarm();
    await expect.poll(watches).toEqual([]);
    expect(await browser.notes()).toEqual([`watch:${target()}`]);
  });

  test('a watch that is stopped in the popup is over at once', async () => {
    const page = await Popup.checking(browser, `127.0.0.1:${await freePort()}`);
    await page.fails();
    await page.click('#watch');
    await expect.poll(watches).toHaveLength(1);
    await page.click('#watch');
    await expect.poll(watches).toEqual([]);
    await expect.poll(badge).toBe('✕');
    await page.click('#home');
    await page.check(addressIn(practice, 'healthy-nla'));
    await page.passes();
    await expect.poll(badge).toBe('✓');
    await page.close();
  });

  async function comeBack(): Promise<void> {
    const [host = '', port = ''] = addressIn(practice, 'healthy-nla').split(':');
    const relay = net.createServer(socket => {
      const onward = net.connect(Number(port), host);
      socket.pipe(onward).pipe(socket);
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    });
    await new Promise<void>(resolve => relay.listen(away, '127.0.0.1', resolve));
    relays.push(relay);
  }
});
