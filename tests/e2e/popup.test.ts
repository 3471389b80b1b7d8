import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { HELPER, KNOWLEDGE, openExtended } from './chromium.ts';
import { MAY_MOUNT, openCompany } from './company.ts';
import type { ExtensionBrowser } from './extension-browser.ts';
import { policyFor } from './extension-in-chromium.ts';
import { withExtensionInEachBrowser } from './extension-in-each-browser.ts';
import { Popup } from './extension-pages.ts';
import { helperProcesses } from './helper-processes.ts';
import { FAULTS } from './helper-states.ts';
import { addressIn } from './practice-hosts.ts';
import { type Missing, type Server, startShadow, startXrdp } from './servers.ts';

let practice: Practice;
let words: Readonly<Record<string, string>>;
beforeAll(async () => {
  practice = await startPracticeHosts({ only: ['healthy-nla', 'refused', 'dropped', 'mute'] });
  words = JSON.parse(await readFile(KNOWLEDGE, 'utf8')).words.ui;
});
afterAll(async () => {
  await practice?.close();
});
const addressOf = (id: string) => addressIn(practice, id);

const CHECKED = 'rdp-diagnosis .root:not([data-screen="checking"])';
const NEXT = 'rdp-diagnosis .root:is([data-screen="asking"], [data-screen="concluded"])';
const PORT_REACHED = 'rdp-diagnosis .path li:not(.end):nth-of-type(3)[data-state="passed"]';

withExtensionInEachBrowser('with the helper', (open, name) => {
  let browser: ExtensionBrowser;
  beforeAll(async () => {
    browser = await open({ helper: true });
  });
  afterAll(() => browser?.close());

  test('a healthy host is reported as such, and is there again among the recent ones', async () => {
    const page = await Popup.checking(browser, addressOf('healthy-nla'));
    await page.passes();
    await page.click('#home');
    expect(await page.text('#recents li:first-child b')).toBe(addressOf('healthy-nla'));
    await page.click('#recents li:first-child .host');
    await page.passes();
    await page.close();
  });

  test.for<[name: string, start: () => Promise<Server | Missing>]>([
    ['xrdp', () => startXrdp('negotiate')],
    ['FreeRDP’s shadow server', () => startShadow('nla')],
  ])('%s is examined over the same way', async ([, start], context) => {
    const server = await start();
    if ('missing' in server) return context.skip(server.missing);
    try {
      const page = await Popup.checking(browser, `${server.host}:${server.port}`);
      await page.failsNowhere();
      expect(await page.text('#result-target')).toBe(`${server.host}:${server.port}`);
      await page.close();
    } finally {
      await server.stop();
    }
  });

  test('a silent port → reported after its time', async () => {
    const page = await Popup.checking(browser, addressOf('dropped'));
    await page.fails();
    await page.close();
  });

  test('a refused port → a verdict and never a question; the line stands, one thing to press sticks, nothing twice', async () => {
    const page = await Popup.checking(browser, addressOf('refused'));
    await page.fails();
    expect(await page.text('#result-target')).toBe(addressOf('refused'));
    await page.seen('rdp-diagnosis .root[data-screen="concluded"] .stick .strong');
    await page.seen('rdp-diagnosis .rail.stand [data-state="failed"]');
    const flow = `document.querySelector('rdp-diagnosis').shadowRoot`;
    expect(await page.evaluate(`${flow}.querySelectorAll('.answers, .thirds, .remedy').length`)).toBe(0);
    expect(await page.evaluate(`${flow}.querySelectorAll('button.strong').length`)).toBe(1);
    // It stands at the end of the room, and the whole of it is in sight.
    expect(await page.evaluate(`${flow}.querySelector('.stick').getBoundingClientRect().bottom <= innerHeight`)).toBe(
      true,
    );
    // The piece that hangs across is for a lying line.
    const across = `[...${flow}.querySelectorAll('.rail.stand .loose.across')]`;
    expect(await page.evaluate(`${across}.length > 0 && ${across}.every(piece => !piece.checkVisibility())`)).toBe(
      true,
    );
    const shown = String(await page.evaluate(`${flow}.querySelector('.root').innerText`)).split('\n');
    const sentences = shown.map(line => line.trim()).filter(line => line.length > 12);
    expect(sentences.filter((one, at) => sentences.indexOf(one) !== at)).toEqual([]);
    await page.click('rdp-diagnosis .stick .strong');
    await page.seen('rdp-diagnosis .remedy');
    await page.close();
  });

  test('a healthy host → that the connection is fine is the headline, and the whole line is passed', async () => {
    const page = await Popup.checking(browser, addressOf('healthy-nla'));
    await page.passes();
    await page.seen('rdp-diagnosis .stick .strong');
    expect(await page.text('rdp-diagnosis #heading')).toBe(words['verdict.healthy']);
    expect(await page.text('rdp-diagnosis .stick .strong')).toBe(words['brief.still']);
    await page.close();
  });

  test('what runs can be stopped, and the next check goes through', async () => {
    const page = await Popup.checking(browser, addressOf('mute'));
    await page.seen(PORT_REACHED);
    await page.click('rdp-diagnosis .says button');
    await page.seen(CHECKED);
    await page.click('#home');
    await page.check(addressOf('healthy-nla'));
    await page.passes();
    await page.close();
  });

  test('a helper that is killed in the middle leaves a sentence and questions, and the next check works', async () => {
    const page = await Popup.checking(browser, addressOf('mute'));
    await page.seen(PORT_REACHED);
    const ids = await helperProcesses(browser.registered.data);
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) process.kill(id, 'SIGKILL');
    await page.seen(CHECKED);
    expect(await page.helperNote()).toContain(words['helper.crashed']);
    await page.click('#home');
    await page.check(addressOf('healthy-nla'));
    await page.passes();
    await page.close();
  });

  test('a check goes on when the browser stops the background in the middle of it', async () => {
    const page = await Popup.checking(browser, addressOf('mute'));
    await page.seen(PORT_REACHED);
    await browser.stopBackground();
    await page.fails();
    expect(await browser.stored('session', 'last')).toMatchObject({ target: addressOf('mute') });
    await page.close();
  });

  test('the background that was stopped is there again for the next check', async () => {
    const page = await Popup.ready(browser);
    await browser.stopBackground();
    await page.check(addressOf('healthy-nla'));
    await page.passes();
    await page.close();
  });

  test('a popup that was closed goes on where it stood', async () => {
    const first = await Popup.checking(browser, addressOf('refused'));
    // The result stands a moment before what comes next does: something to try, a question or a cause.
    await first.seen(`${NEXT} #heading:not(:empty)`);
    const heading = await first.text('rdp-diagnosis #heading');
    await first.close();
    const second = await Popup.open(browser);
    await second.seen(`${NEXT} #heading:not(:empty)`);
    expect(await second.text('rdp-diagnosis #heading')).toBe(heading);
    await second.close();
  });

  test('a code is no host: the flow says what it made of it', async () => {
    const page = await Popup.checking(browser, '0x204');
    await page.seen('rdp-diagnosis .root[data-screen="describing"]');
    await page.until(`document.querySelector('rdp-diagnosis').shadowRoot.querySelector('textarea')?.value === '0x204'`);
    await page.close();
  });

  test.each<[name: string, tell: (text: string) => Promise<unknown>]>([
    ['words that were selected', text => browser.chooseInMenu({ selected: text })],
    ['an rdp: link', text => browser.chooseInMenu({ link: `rdp://full%20address=s:${text}&audiomode=i:2` })],
    ['an ms-rd: link', text => browser.chooseInMenu({ link: `ms-rd:full%20address=s:${text}` })],
    ['words in the address bar', text => browser.enterAddress(text)],
  ])('%s are checked', async (_, tell) => {
    await browser.store('session', { last: {}, case: {} });
    await tell(addressOf('healthy-nla'));
    // It comes as a real popup, which no driver sees, or as a tab: either way the host was checked there.
    await expect
      .poll(() => browser.stored('session', 'last'))
      .toMatchObject({ target: addressOf('healthy-nla'), places: Array(5).fill('passed') });
  });

  test('the address bar suggests known hosts, and what a host said stays text there', async () => {
    const known = (target: string, sentence: string) => ({
      ...{ target, sentence, checkedAt: Date.now(), elapsedMs: 12, places: Array(5).fill('passed') },
    });
    const recent = [known('office-pc', 'Broken <b>at</b> the "host" & more.'), known('server-7', 'All passed.')];
    const suggested = async () => {
      // A check of the test before may still note its host.
      await browser.store('local', { recent });
      return browser.suggestions('off');
    };
    await expect.poll(suggested, { timeout: 180_000 }).toEqual([
      name === 'firefox'
        ? 'office-pc: Broken <b>at</b> the "host" & more.'
        : // Chromium reads it as XML.
          'office-pc: Broken &lt;b&gt;at&lt;/b&gt; the &quot;host&quot; &amp; more.',
    ]);
  });

  test('nothing was requested from the network', () => {
    const ours = /^(?:chrome-extension|moz-extension|about|chrome|resource|data|blob):/;
    expect(browser.requested.length).toBeGreaterThan(0);
    expect(browser.requested.filter(address => !ours.test(address))).toEqual([]);
  });
});

withExtensionInEachBrowser('without the helper', (open, engine) => {
  let browser: ExtensionBrowser;
  beforeAll(async () => {
    browser = await open({ helper: false });
  });
  afterAll(() => browser?.close());

  test('a sentence says so, questions lead on, and after installing it a look again is enough', async () => {
    const page = await Popup.open(browser);
    await page.seen('#missing');
    expect(await page.text('#missing-title')).toBe(words['popup.missing.title']);
    await page.click('#ask');
    await page.seen('rdp-diagnosis .root[data-screen="describing"]');

    await browser.register();
    await page.click('#helper-word');
    await page.click('#look');
    await page.seen('#idle');
    await page.check(addressOf('healthy-nla'));
    await page.passes();
    // The next popup begins with what it knows of the helper, and not with this case.
    await page.home();
    await page.close();
  });

  test.each(FAULTS.map(fault => [fault.name, fault[engine], fault.spoil] as const))(
    '%s: %s',
    async (_, state, spoil) => {
      // It is registered, and the extension has met it: by the first test, and by the end of each one.
      onTestFailed(async () => void (await browser.register()));
      await spoil(browser.registered);
      const page = await Popup.open(browser);
      await page.seen('#helper-word:enabled');
      await page.click('#helper-word');
      await page.seen('#missing');
      expect(await page.text('#missing-title')).toBe(words[`helper.${state}`]);
      expect(await page.text('#missing-mend')).toBe(words[`helper.${state}.mend`]);
      await page.seen('#command');
      expect(await page.text('#command')).toBe(
        words[`helper.${state}.run`]?.replace('{program}', 'node reconnect.mjs'),
      );
      // The command that is shown fixes it, and the window sees that by itself.
      await browser.register();
      await page.metHelper();
      await page.close();
    },
  );

  test('the helper file that the popup saves is the one that was built', async () => {
    const page = await Popup.open(browser);
    const file = await browser.saved(() => page.evaluate(`document.querySelector('#steps a').click()`));
    expect(file).toMatch(/reconnect\.mjs$/);
    expect(await readFile(file, 'utf8')).toBe(await readFile(HELPER, 'utf8'));
    await page.close();
  });
});

test.skipIf(!MAY_MOUNT)('popup: the company has the installers → their links in place of a terminal', async () => {
  const downloads = 'https://files.corp.example/reconnect';
  const company = await openCompany(policyFor({ downloads }));
  const browser = await openExtended({ helper: false, program: company.program });
  const page = await browser.openPopup();
  await page.locator('#install').click();
  await page.locator('#download-files a').first().waitFor();
  const links = await page.locator('#download-files a').evaluateAll(all => all.map(link => link.getAttribute('href')));
  const names = process.arch === 'arm64' ? ['arm64.deb', 'aarch64.rpm'] : ['amd64.deb', 'x86_64.rpm'];
  expect(links).toEqual(names.map(name => `${downloads}/reconnect-${name}`));
  expect(await page.locator('#by-hand').isVisible()).toBe(false);
  expect(await page.locator('#certain').isVisible()).toBe(false);
  await browser.close();
  await company.close();
});

describe.skipIf(!MAY_MOUNT)('where a company blocks helper programs', () => {
  test.each([
    ['all of them', { NativeMessagingBlocklist: ['*'] }],
    ['what a person installed', { NativeMessagingUserLevelHosts: false }],
  ])('%s: the popup says so, or finds none', async (name, policy) => {
    const company = await openCompany(policy);
    const browser = await openExtended({ helper: true, program: company.program });
    try {
      const page = await browser.openPopup();
      await page.locator('#missing').waitFor();
      // Chromium does not look at a person's own manifest then: for it there is none.
      const title = name === 'all of them' ? 'helper.blocked-by-policy' : 'popup.missing.title';
      expect(await page.locator('#missing-title').textContent()).toBe(words[title]);
    } finally {
      await browser.close();
      await company.close();
    }
  });
});
