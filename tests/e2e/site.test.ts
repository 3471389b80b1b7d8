import { describe, expect, test } from 'vitest';
import { encodeConnectionRequest } from '../../machines/rdp/x224.ts';
import { captureOf, Scene } from '../unit/captures/scene.ts';
import { browser, site } from './opened-site.ts';
import { answerToVerdict, toQuestion, watchedContext } from './pages.ts';
import { statusOf } from './raw-status.ts';
import { stored } from './stored-cases.ts';
import { pageTypes } from './tour.ts';

const origin = () => new URL(site.url).origin;
describe('the start field', () => {
  test.each<[what: string, text: string, read: RegExp, address: RegExp]>([
    ['a code', '0x204', /0x204/, /#code=.*0x204$/],
    ['a number of Windows', '516', /0x204/, /#code=.*0x204$/],
    ['a host', 'office-pc:3390', /office-pc:3390/, /#target=office-pc:3390$/],
    [
      'the text of a dialog',
      'The logon attempt failed',
      /The message: .+/,
      /#text=The\+logon\+attempt\+failed&ready=1$/,
    ],
    [
      'what a command printed',
      'ping: office-pc: Name or service not known',
      /Got it/,
      /#text=ping.*not\+known&ready=1$/,
    ],
  ])('reads %s at once and goes on with it', async (_, text, read, address) => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(site.url);
    await page.fill('#seen', text);
    await expect.poll(() => page.locator('#read').textContent()).toMatch(read);
    const visited: string[] = [];
    page.on('framenavigated', frame => visited.push(frame.url()));
    await page.press('#seen', 'Enter');
    await page.locator('rdp-diagnosis .root[data-screen]').waitFor();
    expect(visited[0]).toMatch(address);
    await context.close();
  });

  test('reads an .rdp file that is chosen, and keeps its password to itself', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(site.url);
    const lines = 'full address:s:office-pc:3390\r\npassword 51:b:0123456789ABCDEF0123456789ABCDEF\r\n';
    await page.setInputFiles('#file', {
      name: 'office.rdp',
      mimeType: 'text/plain',
      buffer: Buffer.from(`\ufeff${lines}`, 'utf16le'),
    });
    await expect.poll(() => page.locator('#read').textContent()).toMatch(/office-pc:3390/);
    const visited: string[] = [];
    page.on('framenavigated', frame => visited.push(frame.url()));
    await page.getByRole('button', { name: 'Find the cause' }).click();
    await page.locator('rdp-diagnosis .root[data-screen]').waitFor();
    expect(visited.join(' ')).not.toMatch(/0123456789ABCDEF/);
    await context.close();
  });

  test('reads an example that is chosen after a file, and not the file once more', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(site.url);
    const buffer = Buffer.from('full address:s:office-pc:3390\r\n');
    await page.setInputFiles('#file', { name: 'office.rdp', mimeType: 'text/plain', buffer });
    await expect.poll(() => page.locator('#read').textContent()).toMatch(/office-pc:3390/);
    await page.locator('.examples button').first().click();
    await expect.poll(() => page.locator('#read').textContent()).not.toMatch(/office-pc:3390/);
    await context.close();
  });

  test.each<[what: string, text: string]>([
    ['markup', '<img src=x onerror="alert(1)"><script>alert(1)</script>'],
    ['letters that turn the line around', '\u202emoc.elpmaxe\u202c \u0000\u0007'],
    ['a web address', 'javascript:alert(1)//'],
    ['far more than any dialog', 'A '.repeat(20_000)],
  ])('takes %s for text, says so and goes on', async (_, text) => {
    const { context, faults, foreignRequests } = await watchedContext(browser, [origin()], { serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(site.url);
    await page.fill('#seen', text);
    await expect.poll(() => page.locator('#read').textContent()).not.toBe('');
    expect(await page.inputValue('#seen')).not.toBe('');
    await page.getByRole('button', { name: 'Find the cause' }).click();
    await page.locator('rdp-diagnosis .root[data-screen]').waitFor();
    expect([...faults, ...foreignRequests]).toEqual([]);
    await context.close();
  });

  test('a capture → what its packets show stands as facts, and the flow goes on with them', async () => {
    const { context, faults, foreignRequests } = await watchedContext(browser, [origin()], { serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(site.url);
    const { packets } = new Scene()
      .opens()
      .client('A', encodeConnectionRequest({ protocols: 11 }))
      .server('RA');
    const buffer = Buffer.from(captureOf(packets));
    await page.setInputFiles('#file', { name: 'office.pcap', mimeType: 'application/octet-stream', buffer });
    await expect.poll(() => page.locator('#read .ticks li').count()).toBeGreaterThan(1);
    await page.locator('#start button.strong').click();
    await page.locator('rdp-diagnosis .root[data-screen]').waitFor();
    expect([...faults, ...foreignRequests]).toEqual([]);
    await context.close();
  });

  test('a file that is too large is turned away in a sentence, and what was typed stays', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(site.url);
    await page.fill('#seen', '0x204');
    await expect.poll(() => page.locator('#read').textContent()).toMatch(/0x204/);
    await page.setInputFiles('#file', {
      name: 'big.rdp',
      mimeType: 'text/plain',
      buffer: Buffer.alloc(1_100_000, 0x41),
    });
    await expect.poll(() => page.locator('#read').textContent()).toMatch(/larger than 1 MB/);
    expect(await page.inputValue('#seen')).toBe('0x204');
    await context.close();
  });

  test('a digit chooses an answer, Enter goes on, Escape goes back', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(`${site.url}diagnose/#progress=nothing`);
    const heading = page.locator('rdp-diagnosis #heading');
    await toQuestion(page);
    const first = await heading.textContent();
    await page.keyboard.press('2');
    expect(await page.locator('rdp-diagnosis .answers input').nth(1).isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => heading.textContent()).not.toBe(first);
    await page.keyboard.press('Escape');
    await expect.poll(() => heading.textContent()).toBe(first);
    await context.close();
  });

  test('a case goes on after the page has crashed', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const first = await context.newPage();
    await first.goto(`${site.url}diagnose/#progress=nothing`);
    await first.locator('rdp-diagnosis .root[data-screen="asking"]').waitFor();
    const open = await first.locator('rdp-diagnosis #heading').textContent();
    await expect.poll(async () => (await stored(first)).length).toBe(1);
    const crashed = first.waitForEvent('crash');
    await first.goto('chrome://crash').catch(() => undefined);
    await crashed;
    const second = await context.newPage();
    await second.goto(`${site.url}diagnose/`);
    await expect.poll(() => second.locator('rdp-diagnosis #heading').textContent()).toBe(open);
    await context.close();
  });

  test('a link that says how far it gets starts with the next question', async () => {
    const { context, faults } = await watchedContext(browser, [origin()], { serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(site.url);
    await page.locator('.sees a').first().click();
    await page.locator('rdp-diagnosis .root[data-screen="asking"]').waitFor();
    expect(await answerToVerdict(page)).not.toBe('');
    expect(faults).toEqual([]);
    await context.close();
  });

  test('a case goes on after the page was closed', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const first = await context.newPage();
    await first.goto(`${site.url}diagnose/#progress=nothing`);
    await toQuestion(first);
    await first.locator('rdp-diagnosis .answers input').first().check();
    const before = await first.locator('rdp-diagnosis #heading').textContent();
    await first.locator('rdp-diagnosis .acts button.strong').click();
    const heading = first.locator('rdp-diagnosis #heading');
    await expect.poll(() => heading.textContent()).not.toBe(before);
    const open = await heading.textContent();
    // What the link told, and the answer.
    await expect.poll(async () => (await stored(first))[0]?.saved.findings.length).toBe(2);
    await first.close();
    const second = await context.newPage();
    await second.goto(`${site.url}diagnose/`);
    await expect.poll(() => second.locator('rdp-diagnosis #heading').textContent()).toBe(open);
    await context.close();
  });
});

test('the start field: a text that is still being read in the flow → nothing to press stands there meanwhile', async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.fill('#seen', 'The logon attempt failed');
  await page.locator('#read p').first().waitFor();
  // What the flow reads texts by comes once the flow has been seen without it.
  await page.route(/\/wordings\//, async route => {
    await page.locator('html[data-field]').waitFor();
    await route.continue();
  });
  await page.addInitScript(() => {
    const look = () => {
      const root = document.querySelector('rdp-diagnosis')?.shadowRoot?.querySelector<HTMLElement>('.root');
      const button = root?.querySelector('button');
      if (root?.dataset.screen === 'describing' && button) {
        const seen = button.checkVisibility({ visibilityProperty: true }) ? 'shown' : 'hidden';
        document.documentElement.dataset.field = `${document.documentElement.dataset.field ?? ''} ${seen}`;
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await page.press('#seen', 'Enter');
  await page.locator('rdp-diagnosis .root[data-screen]:not([data-screen="describing"])').waitFor();
  const seen = (await page.locator('html').getAttribute('data-field')) ?? '';
  expect(seen).toContain('hidden');
  expect(seen).not.toContain('shown');
  expect(await page.locator('rdp-diagnosis #heading').isVisible()).toBe(true);
  await context.close();
});

test('search: nothing is found → one can describe it instead, and the words go along', async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(`${site.url}search/`);
  await page.fill('#query', 'zzzzzzzz');
  await page.press('#query', 'Enter');
  await page.locator('#describe a').click();
  await expect.poll(() => page.locator('rdp-diagnosis #said').inputValue()).toBe('zzzzzzzz');
  expect(await page.locator('rdp-diagnosis .suggested').count()).toBe(0);
  await context.close();
});

test.each([
  ['0x204', 'codes/mstsc-disconnect/0x204/'],
  ['516', 'codes/mstsc-disconnect/0x204/'],
  ['conection refussed firewal', 'causes/'],
])('search finds %s', async (query, address) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(`${site.url}search/#${new URLSearchParams({ q: query })}`);
  const links = page.locator('#results a');
  await links.first().waitFor();
  const found = await links.evaluateAll(all => all.slice(0, 5).map(link => link.getAttribute('href') ?? ''));
  expect(found.some(href => href.startsWith(`/${address}`))).toBe(true);
  await context.close();
});

describe('without scripts', () => {
  test('guides, causes, steps and codes can be read, and nothing stands there that needs a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const { guide, cause, step, code, codes, message } = pageTypes();
    for (const address of [guide, cause, step, code, codes, message]) {
      await page.goto(`${site.url}${address}`);
      expect(await page.locator('main h1').isVisible()).toBe(true);
      expect(await page.locator('main :is(p, li, td):visible').count()).toBeGreaterThan(5);
      expect(await page.locator('button:visible, input:visible, textarea:visible').count()).toBe(0);
    }
    await context.close();
  });

  test('the steps stand in their order where the flow would be', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.url}guides/error-0x4/`);
    const inGuide = await page.locator('.step h3').allInnerTexts();
    expect(inGuide).toHaveLength(6);
    await page.goto(`${site.url}diagnose/`);
    expect(await page.locator('.by-hand .step h3').allInnerTexts()).toEqual(inGuide);
    expect(await page.locator('.by-hand .step').first().isVisible()).toBe(true);
    await context.close();
  });
});

describe('the server', () => {
  test.each([
    ['/guides', 308],
    ['/guides/', 200],
    ['/nowhere', 404],
    ['/../package.json', 400],
    ['/%2e%2e/%2e%2e/package.json', 400],
    ['/..%5c..%5cpackage.json', 400],
    ['/%00', 400],
    ['/%zz', 400],
    ['//etc/passwd', 404],
  ])('answers %s with %i', async (address, status) => {
    expect(await statusOf(site.url, address)).toBe(status);
  });
});
