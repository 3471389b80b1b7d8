import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Choices, policyFor, tagFor } from '../../site/browser/embed-snippet.ts';
import { integrityOf, widgetIntegrity } from '../../site/data/integrity.ts';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { type Articles, article, LISTENING, type ReceivedEvent, serveArticles } from './articles.ts';
import { withPageInEachBrowser } from './page-in-each-browser.ts';
import { SITE } from './pages.ts';
import { untilIn, type Where } from './tab.ts';
import { type Place, WidgetPage } from './widget-page.ts';

let site: ServedSite;
let articles: Articles;

/** What the page for authors starts with. */
const CHOICES: Choices = {
  kind: 'element',
  code: 'mac-client:0x4',
  cause: '',
  target: '',
  theme: '',
  lang: '',
  audience: '',
  support: '',
  handOver: '',
  stepTitle: '',
  stepLines: '',
};

beforeAll(async () => {
  site = await serveSite({ dir: SITE, port: 0 });
  const host = {
    base: site.url,
    integrity: widgetIntegrity(),
    knowledge: integrityOf(readFileSync(path.join(SITE, 'knowledge.json'))),
    frameTitle: 'Find out why Remote Desktop fails',
  };
  const frame: Choices = { ...CHOICES, kind: 'frame' };
  const tag = tagFor(CHOICES, host);
  const script = tag.slice(0, tag.indexOf('</script>') + 9);
  const widget = (attributes = '') =>
    `<rdp-diagnosis code="mac-client:0x4" knowledge="${site.url}knowledge.json" ${attributes}></rdp-diagnosis>`;
  articles = await serveArticles({
    bare: { html: article('') },
    strict: {
      policy: `default-src 'none'; img-src 'self'; ${policyFor(CHOICES, host).replaceAll('\n', ' ').replace('script-src', "script-src 'self'")}`,
      html: article(tag),
    },
    hostile: {
      html: article(script + widget(), {
        head: `<style>
          * { all: unset !important }
          *, *::before, *::after { color: red !important; font: 40px/4 cursive !important; display: inline !important;
            letter-spacing: 1em !important; text-transform: uppercase !important; visibility: hidden !important;
            pointer-events: none !important; --ink: red !important; --space-5: 90px !important; direction: rtl }
          h2, button, label, .root, .answers, fieldset { display: none !important }
        </style>`,
      }),
    },
    sandboxed: {
      html: article('<iframe sandbox="allow-scripts" src="/inner" title="Article" width="800" height="800"></iframe>'),
    },
    inner: { html: article(tag) },
    ten: {
      html: article(script + Array.from({ length: 10 }, (_, index) => widget(`id="w${index}"`)).join('<p>And:</p>'), {
        head: '<style>rdp-diagnosis { --reconnect-min-height: 700px }</style>',
      }),
    },
    'right-to-left': { html: article(tag, { attributes: 'lang="ar" dir="rtl"' }) },
    'in-a-form': {
      html: article(`<form action="/sent"><label>Ticket <input name="ticket" value="4711" /></label>${script}
        <rdp-diagnosis knowledge="${site.url}knowledge.json"></rdp-diagnosis><button>Send the ticket</button></form><script>
        var sent = 0;
        document.querySelector('form').addEventListener('submit', event => { sent++; event.preventDefault(); });
      </script>`),
    },
    xhtml: {
      type: 'application/xhtml+xml',
      html: `<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>Help</title>${LISTENING}</head>
        <body><h1>Office PC</h1>${widget()}<script>import('${site.url}widget/reconnect.js')</script></body></html>`,
    },
    frame: {
      policy: `default-src 'none'; img-src 'self'; script-src 'self'; ${policyFor(frame, host)}`,
      html: article(tagFor(frame, host)),
    },
    unnamed: {
      headers: { 'referrer-policy': 'no-referrer' },
      html: article(`${tagFor(frame, host)}<script>
        const frame = document.querySelector('iframe');
        frame.addEventListener('load', () => frame.contentWindow.postMessage({ type: 'reconnect-hello' }, '*'));
      </script>`),
    },
  });
});
afterAll(async () => {
  await articles?.close();
  await site?.close();
});

/** What the element asks for on its way to a verdict; a frame also asks for its page and what that is made of. */
const OF_THE_ELEMENT = [
  'knowledge.json',
  'widget/reconnect.js',
  'widget/reconnect-answers.js',
  'widget/reconnect-parse-report.js',
];
const OF_THE_FRAME = [...OF_THE_ELEMENT, 'embed/', 'logo.svg', '_astro/'];

withPageInEachBrowser(visitor => {
  const heard = async () => (await visitor().evaluate('heard')) as readonly ReceivedEvent[];
  const visit = (page: string) => visitor().goto(`${articles.origin}/${page}`);
  const at = (place?: Place) => new WidgetPage(visitor(), place);
  const tenth: Place = { flow: `document.querySelector('#w9')` };

  test.each<[page: string, where: Where, allowed: readonly string[], place?: Place]>([
    ['strict', 'page', OF_THE_ELEMENT],
    ['hostile', 'page', OF_THE_ELEMENT],
    ['sandboxed', 'frame', OF_THE_ELEMENT],
    ['ten', 'page', OF_THE_ELEMENT, tenth],
    ['right-to-left', 'page', OF_THE_ELEMENT],
    ['xhtml', 'page', [...OF_THE_ELEMENT, 'widget/reconnect-xhtml.js']],
    ['frame', 'frame', OF_THE_FRAME],
    ['unnamed', 'frame', OF_THE_FRAME],
  ])(
    '%s: a person reaches a verdict, its events reach the page, nobody else is asked',
    async (page, where, allowed, place) => {
      visitor().requested();
      await visit(page);
      expect(await at({ where, ...place }).reachesVerdict()).toMatch(/\w/);
      await untilIn(visitor().evaluate, `heard.some(({ type }) => type === 'reconnect-verdict')`);
      await untilIn(visitor().evaluate, `heard.filter(({ type }) => type === 'reconnect-resize').length > 1`);
      const told = await heard();
      const of = (type: string) => told.filter(one => one.type === `reconnect-${type}`);
      expect(of('start')).toHaveLength(1);
      expect(of('answer').length).toBeGreaterThan(0);
      for (const { detail } of of('answer')) expect(Object.keys(detail)).toEqual(['question', 'answer']);
      expect(of('resize').every(({ detail }) => Number(detail.height) > 0)).toBe(true);
      expect(Object.keys(of('verdict').at(-1)?.detail ?? {}).toSorted()).toEqual(['blame', 'cause', 'settled']);
      expect(await visitor().evaluate('faults')).toEqual([]);
      const asked = visitor()
        .requested()
        .filter(address => address.startsWith('http') && new URL(address).origin !== articles.origin);
      expect(asked.filter(address => !allowed.some(start => address.startsWith(site.url + start)))).toEqual([]);
      // Each of them once: neither another widget nor another question asks again.
      expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
      expect(asked).toEqual(expect.arrayContaining(OF_THE_ELEMENT.map(file => site.url + file)));
    },
  );

  test('of ten widgets each is a case of its own, and waits until it is near', async () => {
    await visit('ten');
    await at({ flow: `document.querySelector('#w3')` }).reachesVerdict();
    expect(new Set((await heard()).filter(({ type }) => type === 'reconnect-answer').map(({ from }) => from))).toEqual(
      new Set(['w3']),
    );
    // One that was scrolled past has begun, one far below has not.
    const hasBegun = (id: string) => at({ flow: `document.querySelector('#${id}')` }).sees(`$('#heading') !== null`);
    expect([await hasBegun('w0'), await hasBegun('w9')]).toEqual([true, false]);
  });

  test('no global is left behind, and no style gets out or in', async () => {
    await visit('strict');
    await at().reachesVerdict();
    const globals = `Object.getOwnPropertyNames(window).filter(name => !before.includes(name) && isNaN(name))`;
    expect(await visitor().evaluate(globals)).toEqual([]);
    // What is measured in cqi differs with the room that a scroll bar takes.
    const inside = `['color', 'fontFamily', 'fontWeight', 'textTransform', 'direction', 'visibility', 'pointerEvents']
      .map(property => getComputedStyle($('#heading'))[property]).concat(getComputedStyle($('.lead')).fontSize)`;
    const outside = await visitor().evaluate(`getComputedStyle(document.querySelector('h1')).fontFamily`);
    const plain = await at().sees(inside);
    await visit('hostile');
    await at().reachesVerdict();
    expect(await at().sees(inside)).toEqual(plain);
    expect(plain).not.toContain(outside);
    await visit('bare');
    expect(await visitor().evaluate(`getComputedStyle(document.querySelector('h1')).fontFamily`)).toBe(outside);
  });

  test('the policy for the host page is in force: no other script writes HTML, none makes a policy of its own', async () => {
    await visit('strict');
    const refused = async (code: string) =>
      (await visitor().evaluate(`(() => { try { ${code}; return false } catch { return true } })()`)) === true;
    const known = (await visitor().evaluate(`'trustedTypes' in window`)) === true;
    expect(await refused(`document.createElement('p').innerHTML = '<b>x</b>'`)).toBe(known);
    expect(await refused(`trustedTypes.createPolicy('another', {})`)).toBe(true);
    await visit('bare');
    expect(await refused(`document.createElement('p').innerHTML = '<b>x</b>'`)).toBe(false);
  });

  test('a form around it is not sent, and gets no field of ours', async () => {
    await visit('in-a-form');
    const person = at();
    await person.screen('describing');
    const forms = `$$('form').length`;
    expect(await person.sees(forms)).toBe(0);
    await person.clicks('textarea');
    await person.types('\n');
    await person.screen('asking');
    await person.answers('key');
    expect(await person.sees(forms)).toBe(0);
    expect(await person.reachesVerdict()).toMatch(/\w/);
    expect(await visitor().evaluate('sent')).toBe(0);
    expect(await visitor().evaluate(`[...new FormData(document.forms[0])]`)).toEqual([['ticket', '4711']]);
    expect(await visitor().evaluate(`[...document.forms[0].elements].map(({ localName }) => localName)`)).toEqual([
      'input',
      'button',
    ]);
    expect(await visitor().evaluate(`location.pathname`)).toBe('/in-a-form');
    // The page's own button still sends it.
    await visitor().evaluate(`document.querySelector('form > button').click()`);
    expect(await visitor().evaluate('sent')).toBe(1);
  });
});
