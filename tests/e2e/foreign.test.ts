import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Choices, policyFor, tagFor } from '../../site/browser/embed-snippet.ts';
import { widgetIntegrity } from '../../site/data/integrity.ts';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { type Articles, article, LISTENING, serveArticles, toVerdict } from './articles.ts';
import { FIREFOX } from './firefox.ts';
import { SITE } from './pages.ts';
import { type Visitor, visitInChromium, visitInFirefox } from './visitors.ts';

let site: ServedSite;
let articles: Articles;

/** The machine that this runs on can be slow. */
const SLOW = { timeout: 20_000 };

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
  const host = { base: site.url, integrity: widgetIntegrity() };
  const frame: Choices = { ...CHOICES, kind: 'frame' };
  const tag = tagFor(CHOICES, host);
  const script = tag.slice(0, tag.indexOf('</script>') + 9);
  const widget = (attributes = '') =>
    `<rdp-diagnosis code="mac-client:0x4" knowledge="${site.url}knowledge.json" ${attributes}></rdp-diagnosis>`;
  articles = await serveArticles({
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

/** All that the element may ask for; a frame also asks for its page and what that is made of. */
const OF_THE_ELEMENT = ['widget/reconnect.js', 'widget/reconnect-later.js', 'knowledge.json'];
const OF_THE_FRAME = [...OF_THE_ELEMENT, 'embed/', 'logo.svg', '_astro/'];

describe.each([
  ['Chromium', visitInChromium, true],
  ['Firefox', visitInFirefox, existsSync(FIREFOX)],
] as const)('%s', (_, visit, there) => {
  let visitor: Visitor;
  beforeAll(async () => {
    if (there) visitor = await visit();
  });
  afterAll(async () => visitor?.close());

  const heard = async () => (await visitor.evaluate('heard')) as readonly Heard[];

  test.skipIf(!there).each<[page: string, where: 'page' | 'frame', allowed: readonly string[], selector?: string]>([
    ['strict', 'page', OF_THE_ELEMENT],
    ['hostile', 'page', OF_THE_ELEMENT],
    ['sandboxed', 'frame', OF_THE_ELEMENT],
    ['ten', 'page', OF_THE_ELEMENT, '#w9'],
    ['right-to-left', 'page', OF_THE_ELEMENT],
    ['xhtml', 'page', OF_THE_ELEMENT],
    ['frame', 'frame', OF_THE_FRAME],
    ['unnamed', 'frame', OF_THE_FRAME],
  ])('%s: a verdict is reached, its events are heard, nobody else is asked', async (page, where, allowed, selector) => {
    visitor.requested();
    await visitor.goto(`${articles.origin}/${page}`);
    const inside = where === 'page' ? visitor.evaluate : visitor.evaluateInFrame;
    // A lazy frame is an empty one at first.
    await expect
      .poll(() => inside(`document.querySelector('rdp-diagnosis') !== null`).catch(() => false), SLOW)
      .toBe(true);
    expect(await inside(toVerdict(selector))).toMatch(/\w/);
    await expect.poll(async () => (await heard()).map(({ type }) => type)).toContain('reconnect-verdict');
    const told = await heard();
    for (const type of ['reconnect-start', 'reconnect-answer', 'reconnect-resize'])
      expect(told.map(one => one.type)).toContain(type);
    const verdict = told.findLast(({ type }) => type === 'reconnect-verdict');
    expect(Object.keys(verdict?.detail ?? {}).toSorted()).toEqual(['blame', 'cause', 'settled']);
    expect(await visitor.evaluate('faults')).toEqual([]);
    const strangers = visitor.requested().filter(address => {
      if (!address.startsWith('http')) return false;
      const { origin } = new URL(address);
      if (origin === articles.origin) return false;
      return !allowed.some(start => address.startsWith(site.url + start));
    });
    expect(strangers).toEqual([]);
  });

  test.skipIf(!there)('ten widgets ask for the questions once, and each is a case of its own', async () => {
    visitor.requested();
    await visitor.goto(`${articles.origin}/ten`);
    await visitor.evaluate(toVerdict('#w3'));
    const asked = visitor.requested().filter(address => address.startsWith(site.url));
    expect(asked.filter(address => address.endsWith('knowledge.json'))).toHaveLength(1);
    expect(new Set((await heard()).filter(({ type }) => type === 'reconnect-answer').map(({ from }) => from))).toEqual(
      new Set(['w3']),
    );
    // One that was scrolled past has begun, one far below has not.
    const hasBegun = (id: string) => `document.querySelector('#${id}').shadowRoot.querySelector('#heading') !== null`;
    expect([await visitor.evaluate(hasBegun('w0')), await visitor.evaluate(hasBegun('w9'))]).toEqual([true, false]);
  });

  test.skipIf(!there)('no global is left behind, and no style gets out or in', async () => {
    await visitor.goto(`${articles.origin}/strict`);
    await visitor.evaluate(toVerdict());
    expect(
      await visitor.evaluate(
        `Object.getOwnPropertyNames(window).filter(name => !before.includes(name) && isNaN(name))`,
      ),
    ).toEqual([]);
    const outside = `getComputedStyle(document.querySelector('h1')).fontFamily`;
    const inside = (property: string) =>
      `getComputedStyle(document.querySelector('rdp-diagnosis').shadowRoot.querySelector('#heading')).${property}`;
    const plain = [
      await visitor.evaluate(outside),
      await visitor.evaluate(inside('color')),
      await visitor.evaluate(inside('fontSize')),
    ];
    await visitor.goto(`${articles.origin}/hostile`);
    await visitor.evaluate(toVerdict());
    expect([plain[0], await visitor.evaluate(inside('color')), await visitor.evaluate(inside('fontSize'))]).toEqual(
      plain,
    );
    expect(await visitor.evaluate(inside('visibility'))).toBe('visible');
    expect(await visitor.evaluate(`document.querySelector('rdp-diagnosis').getBoundingClientRect().height > 200`)).toBe(
      true,
    );
  });

  test.skipIf(!there)('in an article that reads from the right the questions still read from the left', async () => {
    await visitor.goto(`${articles.origin}/right-to-left`);
    await visitor.evaluate(toVerdict());
    const direction = `getComputedStyle(document.querySelector('rdp-diagnosis').shadowRoot.querySelector('#heading')).direction`;
    expect(await visitor.evaluate(direction)).toBe('ltr');
  });
});

interface Heard {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly from?: string;
  readonly origin?: string;
}
