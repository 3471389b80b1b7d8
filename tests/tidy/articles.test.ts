import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CAUSE_IDS } from '../../machines/vocabulary.ts';
import { model } from '../shared-model.ts';

/** What an article owes its reader besides its text: dates, drawings with words, data for search engines, a feed. */
const site = path.resolve(import.meta.dirname, '../../dist/site');
const read = (file: string) => readFileSync(path.join(site, file), 'utf8');
const idsOf = (folder: string) => readdirSync(path.join(site, folder)).filter(name => name !== 'index.html');
const articles = ['guides', 'causes', 'steps'].flatMap(folder => idsOf(folder).map(id => `${folder}/${id}`));

/** Every schema.org object of a page, by its type. */
function structured(html: string): ReadonlyMap<string, Record<string, unknown>> {
  const found = [...html.matchAll(/<script type="application\/ld\+json"[^>]*>([\s\S]*?)<\/script>/g)];
  return new Map(
    found.map(([, json = '']) => {
      const object: Record<string, unknown> = JSON.parse(json);
      return [String(object['@type']), object];
    }),
  );
}

test.each(articles)('%s shows when it was last checked, and the feed and the sitemap know it', article => {
  const [, day] = /<time datetime="(\d{4}-\d\d-\d\d)">\1<\/time>/.exec(read(`${article}/index.html`)) ?? [];
  expect(day).toBeDefined();
  expect(read('sitemap.xml')).toContain(`/${article}/</loc><lastmod>${day}</lastmod>`);
});

describe('the feed', () => {
  const feed = read('feed.xml');
  const entries = feed.split('<entry>').slice(1);
  const updated = entries.map(entry => /<updated>(.*?)<\/updated>/.exec(entry)?.[1] ?? '');

  test('is Atom, the newest first, each entry with an address of its own that is there', () => {
    expect(feed).toMatch(/^<\?xml[^>]*>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/);
    expect(entries.length).toBeGreaterThan(20);
    expect(updated).toEqual(updated.toSorted().reverse());
    expect(feed).toContain(`<updated>${updated[0]}</updated>\n<author>`);
    const ids = entries.map(entry => /<id>(.*?)<\/id>/.exec(entry)?.[1] ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(articles).toContain(new URL(id).pathname.slice(1, -1));
    for (const entry of entries) expect(entry).toMatch(/<title>[^<]{3,}<\/title>[\s\S]*<summary>[^<]{10,}<\/summary>/);
  });

  test('is named by every page', () => {
    for (const page of ['index.html', 'guides/error-0x4/index.html', 'codes/mac-client/0x4/index.html'])
      expect(read(page)).toMatch(/<link rel="alternate" type="application\/atom\+xml" href="\/feed\.xml"/);
  });
});

test('every drawing of a text has a name, a description and a caption, and styles of the policy only', () => {
  const drawings = articles.flatMap(article => [
    ...read(`${article}/index.html`).matchAll(/<figure class="drawing">[\s\S]*?<\/figure>/g),
  ]);
  expect(drawings.length).toBeGreaterThanOrEqual(4);
  for (const [drawing] of drawings) {
    const [, ids = ''] = /role="img" aria-labelledby="([^"]+)"/.exec(drawing) ?? [];
    expect(ids.split(' ')).toHaveLength(2);
    for (const id of ids.split(' ')) expect(drawing).toMatch(new RegExp(`id="${id}"[^>]*>[^<]{10,}<`));
    expect(drawing).toMatch(/<figcaption>[^<]{10,}/);
    expect(drawing).not.toMatch(/\sstyle="/);
  }
});

test.each(articles)('%s loses no step of a list in the paragraph before it', article => {
  const paragraphs = [...read(`${article}/index.html`).matchAll(/<p>([\s\S]*?)<\/p>/g)].map(([, text = '']) => text);
  expect(paragraphs.length).toBeGreaterThan(0);
  expect(paragraphs.filter(text => /\n\d+\. /.test(text))).toEqual([]);
});

describe('pages: metadata for search engines', () => {
  const flagship = structured(read('guides/error-0x4/index.html'));

  test('the steps of the guide as a HowTo, its questions as a FAQPage', () => {
    const howTo = flagship.get('HowTo') as { totalTime?: string; step: { text: string; url: string }[] };
    expect(howTo.totalTime).toBe('PT40M');
    expect(howTo.step).toHaveLength(6);
    for (const step of howTo.step) expect(step.text).toMatch(/^[A-Z][^*`[\]]{20,}$/);
    const faq = flagship.get('FAQPage') as { mainEntity: { name: string; acceptedAnswer: { text: string } }[] };
    expect(faq.mainEntity.length).toBeGreaterThanOrEqual(6);
    for (const { name, acceptedAnswer } of faq.mainEntity) {
      expect(name).toMatch(/\?$/);
      expect(acceptedAnswer.text.length).toBeGreaterThan(30);
    }
  });

  test.each([...articles, 'codes/mac-client/0x4', 'codes/message/nla-required'])(
    'where %s stands, and its one true address',
    article => {
      const html = read(`${article}/index.html`);
      const trail = structured(html).get('BreadcrumbList') as { itemListElement: { item: string }[] };
      expect(trail.itemListElement.length).toBeGreaterThanOrEqual(2);
      const [, canonical = ''] = /<link rel="canonical" href="([^"]+)"/.exec(html) ?? [];
      expect(new URL(canonical).pathname).toBe(`/${article}/`);
      expect(trail.itemListElement.at(-1)?.item).toBe(canonical);
    },
  );
});

test('a code that several programs share leads with what causes it here; where else it is shown is folded under that', async () => {
  const { codes } = model;
  const numbered = codes.filter(({ surface }) => surface !== 'message');
  const shared = numbered.filter(code => numbered.some(other => other !== code && other.code === code.code));
  expect(shared.length).toBeGreaterThan(100);
  const wrong = shared.filter(({ surface, code }) => {
    const html = read(`codes/${surface}/${code}/index.html`);
    const causes = /<section[^>]*>[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    const after = html.slice(html.indexOf(causes) + causes.length);
    const folded = /<details[^>]*>[\s\S]*?<\/details>/.exec(after)?.[0] ?? '';
    const elsewhere = numbered.filter(other => other.code === code && other.surface !== surface);
    return (
      !/class="path"/.test(causes) || elsewhere.some(other => !folded.includes(`/codes/${other.surface}/${code}/`))
    );
  });
  expect(wrong).toEqual([]);
});

test('every code with a number has it in its heading, where it is spoken', async () => {
  const { codes } = model;
  const numbered = codes.filter(({ surface }) => surface !== 'message');
  const headings = numbered.map(({ surface, code }) => [
    code,
    /<h1>([^<]*)/.exec(read(`codes/${surface}/${code}/index.html`))?.[1],
  ]);
  expect(headings.filter(([code = '', heading = '']) => !heading.includes(code))).toEqual([]);
});

test('the guide on 0x4 is a rescue: what to try, then the way on, then six steps that show their name and time alone', () => {
  const html = read('guides/error-0x4/index.html');
  const [tries = ''] = /<section class="tries">[\s\S]*?<\/section>/.exec(html) ?? [];
  expect(tries.match(/<li>/g)).toHaveLength(3);
  const order = [
    '<h1>',
    '<section class="tries">',
    'class="button strong"',
    'id="step-host-status"',
    'id="for-administrators"',
  ];
  const places = order.map(sign => html.indexOf(sign));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  const steps = [
    ...html.matchAll(/<section class="step" id="step-[\w-]+">\s*<details>\s*<summary[^>]*>([\s\S]*?)<\/summary>/g),
  ];
  expect(steps).toHaveLength(6);
  for (const [, summary = ''] of steps) expect(summary).toMatch(/<h3>[^<]+<\/h3>[\s\S]*\d+ min/);
});

test('every code has its page with meaning, surface, sureness and what causes it', async () => {
  const { codes } = model;
  const bare = codes.filter(({ surface, code, causes }) => {
    const html = read(`codes/${surface}/${code}/index.html`);
    return (
      !/<h1>[^<]{6,}/.test(html) ||
      !/Well documented|Reported by people|Worked out/.test(html) ||
      causes.some(cause => !html.includes(`/causes/${cause}/`))
    );
  });
  expect(bare).toEqual([]);
});

test('every cause is listed, and its page is reached from there', () => {
  const list = read('causes/index.html');
  expect(CAUSE_IDS.filter(id => !list.includes(`/causes/${id}/`))).toEqual([]);
});
