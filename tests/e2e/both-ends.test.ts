import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { captureOf, Scene } from '../unit/captures/scene.ts';
import { browser, site } from './opened-site.ts';
import { watchedContext } from './pages.ts';
import { untilKept } from './stored-cases.ts';

const open = () =>
  watchedContext(browser, [new URL(site.url).origin], {
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
  });

/** As `reconnect host --json` prints it on a remote PC that is ready. */
const READY = {
  version: 1,
  platform: 'win32',
  verdict: {},
  findings: [
    { question: 'rdp-enabled', answer: 'yes', source: 'host' },
    { question: 'service-state', answer: 'running', source: 'host' },
    { question: 'listener', answer: 'listening', source: 'host', detail: { host: 'SECRET-PC' } },
    { question: 'firewall-rule', answer: 'allowed', source: 'host' },
  ],
};
const HOST_JSON = { name: 'host.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(READY)) };
const elsewhere = new Scene({ to: '203.0.113.9', port: 443, ttl: [128, 50] }).opens().wait(5_000).client('A');
const HOST_CAPTURE = {
  name: 'host.pcap',
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(captureOf(elsewhere.packets)),
};

test('both ends: a case goes to the remote PC’s side, its file is added, and the verdict of both comes back', async () => {
  // The person's side: what a tool printed there, and a link that names nobody.
  const person = await open();
  const page = await person.context.newPage();
  await reportOfCase(page, 'secret-pc.corp.test', 'port:silent,path:answers');
  const link = await copyLink(page);

  // The other side: the same case, with a file of the remote PC.
  const helper = await open();
  const other = await helper.context.newPage();
  await other.goto(link);
  const report = other.locator('#report');
  await report.locator('ul').first().waitFor();
  expect(await report.textContent()).not.toContain('What each end saw');
  const picker = other.getByLabel('File from the remote PC:');
  await picker.setInputFiles(HOST_JSON);
  const status = other.locator('#host-said');
  await expect.poll(() => status.textContent()).toMatch(/Added\. Your device .* The remote PC is ready/);
  expect(await report.textContent()).toContain('What each end saw');
  expect(await report.textContent()).not.toMatch(/secret-pc/i);

  // It can be taken back, by keyboard, and the focus is not lost.
  await other.getByRole('button', { name: 'Take it back' }).focus();
  await other.keyboard.press('Enter');
  await expect.poll(() => status.textContent()).toBe('Taken back.');
  expect(await report.textContent()).not.toContain('What each end saw');
  expect(await picker.evaluate(element => element === document.activeElement)).toBe(true);

  await picker.setInputFiles(HOST_JSON);
  await expect.poll(() => report.locator('[data-end="host"] li').count()).toBe(4);
  await picker.setInputFiles(HOST_CAPTURE);
  await expect
    .poll(() => status.textContent())
    .toMatch(/own capture shows that nothing arrived\. So it gets lost in between/);
  const { violations } = await new AxeBuilder({ page: other }).include('main').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  const back = await copyLink(other);

  // Back on the person's side: their own case, with its own names.
  await page.goto('about:blank');
  await page.goto(back);
  await expect.poll(() => page.locator('#report-origin').textContent()).toMatch(/case on this device, back/);
  await page.click('#report-go-on');
  await page.locator('rdp-diagnosis .root[data-screen="concluded"]').waitFor();
  expect(await page.locator('rdp-diagnosis .root').textContent()).toMatch(/remote PC/);
  await page.goto(`${site.url}report/`);
  await page.locator('#report [data-end="host"]').waitFor();
  await page.locator('[name="hosts"]').uncheck();
  await expect.poll(() => page.locator('#report').textContent()).toContain('secret-pc.corp.test');
  expect([...person.faults, ...helper.faults, ...person.foreignRequests, ...helper.foreignRequests]).toEqual([]);
  await person.context.close();
  await helper.context.close();
});

test('both ends: a file that is not the remote PC’s → one sentence, and the report stays as it is', async () => {
  const { context, faults } = await open();
  const page = await context.newPage();
  await reportOfCase(page, 'pc1', 'port:silent');
  const before = await page.locator('#report').textContent();
  const rows: readonly (readonly [buffer: Buffer, sentence: RegExp])[] = [
    [Buffer.from('lunch at noon?'), /could be read|comes from the remote PC/],
    [
      Buffer.from(JSON.stringify({ ...READY, findings: [{ question: 'port', answer: 'open', source: 'probe' }] })),
      /another device/,
    ],
    [Buffer.from(JSON.stringify({ ...READY, version: 9 })), /newer version/],
    [Buffer.from(captureOf([])), /too little/],
    [Buffer.from(captureOf(new Scene().client('S').server('RA').packets)), /made on the device that connects/],
    [Buffer.alloc(2 * 1024 * 1024, 0x41), /too large/],
  ];
  for (const [buffer, sentence] of rows) {
    await page.setInputFiles('#host-file', { name: 'any', mimeType: 'application/octet-stream', buffer });
    await expect.poll(() => page.locator('#host-said').textContent()).toMatch(sentence);
    expect(await page.locator('#report').textContent()).toBe(before);
  }
  // What a command printed there may be pasted as well.
  await page.getByText('Paste its output instead').click();
  await page
    .getByLabel('What a command printed on the remote PC')
    .fill('C:\\> sc query TermService\n\nSERVICE_NAME: TermService\n        STATE              : 1  STOPPED\n');
  await page.click('#host-add');
  await expect
    .poll(() => page.locator('#host-said').textContent())
    .toMatch(/service is stopped\. So the remote PC itself/);
  expect(faults).toEqual([]);
  await context.close();
});

/** Begins a case with what a link knows of it, and opens its report. */
async function reportOfCase(page: Page, host: string, read: string): Promise<void> {
  await page.goto(`${site.url}diagnose/#target=${host}&read=${read}`);
  await page.locator('rdp-diagnosis .ask button.strong').click();
  await page
    .locator('rdp-diagnosis .root[data-screen="asking"], rdp-diagnosis .root[data-screen="concluded"]')
    .waitFor();
  await untilKept(page, host);
  await page.goto(`${site.url}report/`);
  await page.locator('#report dl').waitFor();
}

async function copyLink(page: Page): Promise<string> {
  await page.click('#report-link');
  await expect.poll(() => page.locator('#report-said').textContent()).toMatch(/Copied/);
  return page.evaluate(() => navigator.clipboard.readText());
}
