import net from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { type Extended, openExtended } from './chromium.ts';
import { addressIn, check, dispatch, store, stored, workerOf } from './extension.ts';

/** A host that is away at first: its port is closed until a relay to a healthy host opens there. */
let practice: Practice;
let browser: Extended;
let away: number;
const relays: net.Server[] = [];
beforeAll(async () => {
  practice = await startPracticeHosts({ only: ['healthy-nla'] });
  browser = await openExtended({ helper: true });
  away = await freePort();
});
afterAll(async () => {
  await browser?.close();
  for (const relay of relays) relay.close();
  await practice?.close();
});

const target = () => `127.0.0.1:${away}`;
const watches = () => stored(browser, 'local', 'watches');
const notes = async () => {
  const worker = await workerOf(browser);
  const all: object = await worker.evaluate(() => Reflect.get(globalThis, 'chrome').notifications.getAll());
  return Object.keys(all);
};

/** Makes the watch due now and lets the real alarm fire. */
async function alarm(): Promise<void> {
  const known = await watches();
  if (!Array.isArray(known)) throw new Error('nothing is watched');
  await store(browser, 'local', { watches: known.map(watch => ({ ...watch, nextAt: 1 })) });
  const worker = await workerOf(browser);
  await worker.evaluate(() => Reflect.get(globalThis, 'chrome').alarms.create('watch', { when: Date.now() }));
}

test('a host that is away is watched from the popup, looked at when the alarm comes, and told when it is back', async () => {
  const page = await browser.openPopup();
  await check(page, target());
  await page.locator('#result[data-state="failed"]').waitFor();
  await page.locator('#watch').click();
  await page.locator('#told').waitFor();
  expect(await watches()).toMatchObject([{ target: target(), looks: 0 }]);
  const worker = await workerOf(browser);
  const set = await worker.evaluate(() => Reflect.get(globalThis, 'chrome').alarms.get('watch'));
  expect(set).toMatchObject({ name: 'watch' });

  await alarm();
  await expect.poll(watches, { timeout: 30_000 }).toMatchObject([{ target: target(), looks: 1, missed: 0 }]);
  expect(await notes()).toEqual([]);

  await comeBack();
  await alarm();
  await expect.poll(notes, { timeout: 30_000 }).toEqual([`watch:${target()}`]);
  expect(await watches()).toEqual([]);
  // What the watch saw is the last verdict now.
  await expect.poll(() => stored(browser, 'session', 'last')).toMatchObject({ target: target() });
  await page.close();
});

test('the notification leads to that host', async () => {
  await store(browser, 'session', { last: {} });
  await dispatch(browser, 'notifications.onClicked', `watch:${target()}`);
  // It comes as a real popup, which Playwright does not see, or as a tab: either way the host is checked there.
  await expect
    .poll(() => stored(browser, 'session', 'last'), { timeout: 20_000 })
    .toMatchObject({ target: target(), places: Array(5).fill('passed') });
});

test('in quiet hours it is kept back, and told afterwards', async () => {
  const everyMinutes = 2;
  const quiet = { from: 0, until: 24 * 60 - 1 };
  await store(browser, 'local', {
    settings: { watch: { everyMinutes, hours: 1, quiet } },
    watches: [{ target: target(), startedAt: Date.now(), nextAt: 1, looks: 0, missed: 0 }],
  });
  const worker = await workerOf(browser);
  await worker.evaluate(() => Reflect.get(globalThis, 'chrome').notifications.clear('watch:x'));
  await alarm();
  await expect.poll(watches, { timeout: 30_000 }).toMatchObject([{ end: { why: 'back' } }]);
  await store(browser, 'local', { settings: { watch: { everyMinutes, hours: 1 } } });
  await alarm();
  await expect.poll(watches, { timeout: 30_000 }).toEqual([]);
  expect(await notes()).toContain(`watch:${target()}`);
});

test('a watch that is stopped in the popup is over at once', async () => {
  const port = await freePort();
  const page = await browser.openPopup();
  await page.locator('#home').click();
  await check(page, `127.0.0.1:${port}`);
  await page.locator('#result[data-state="failed"]').waitFor();
  await page.locator('#watch').click();
  await expect.poll(watches).toHaveLength(1);
  await page.locator('#watch').click();
  await expect.poll(watches).toEqual([]);
  await page.close();
});

test('the badge shows the last verdict', async () => {
  const worker = await workerOf(browser);
  const badge = () => worker.evaluate(() => Reflect.get(globalThis, 'chrome').action.getBadgeText({}));
  await expect.poll(badge).toBe('✕');
  const page = await browser.openPopup();
  await page.locator('#home').click();
  await check(page, addressIn(practice, 'healthy-nla'));
  await page.locator('#result[data-state="passed"]').waitFor();
  await expect.poll(badge).toBe('✓');
  await page.close();
});

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

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
