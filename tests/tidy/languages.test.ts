import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SelfCheck } from '../../extension/helper/host/self-check.ts';
import type { Knowledge } from '../../machines/knowledge.ts';
import { buildPseudo, buildPseudoExtension, PSEUDO_DIST, UNTRANSLATED } from '../languages/build.ts';
import { englishIn, visibleText } from '../languages/visible-text.ts';
import { type Given, run } from '../unit/cli/command-line.ts';
import { HEALTHY, SILENT } from '../unit/cli/events.ts';

/**
 * All of the product in a language that nobody speaks, in which every sentence of content/ is told by its letters: what is
 * in plain ones was written in code, and no translator would ever see it.
 */
const LANGUAGE = 'en-XA';
const site = path.join(PSEUDO_DIST, 'site', LANGUAGE);
let knowledge: Knowledge;

beforeAll(async () => {
  await buildPseudo(LANGUAGE);
  knowledge = JSON.parse(readFileSync(path.join(PSEUDO_DIST, `knowledge.${LANGUAGE}.json`), 'utf8'));
}, 600_000);

const left = (name: string, texts: readonly string[]): readonly string[] =>
  texts.flatMap(text => {
    const words = englishIn(text);
    return words.length === 0 ? [] : [`${name}: “${words.join(' ')}” in “${text.trim().slice(0, 120)}”`];
  });

test('englishIn: a sentence of code, and what every language has → the first alone', () => {
  expect(englishIn('Try again in 3 sec')).toEqual(['Try', 'again', 'in']);
  expect(englishIn('Ţŕýý office-pc:3389, 0x204, --json ááñđ “Connect to” in'.replace(' in', ''))).toEqual([]);
});

test('site: every page in another language → no English sentence, and it says which language it is in', () => {
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(800);
  const faults = pages
    .filter(page => !page.startsWith(UNTRANSLATED))
    .flatMap(page => {
      const html = readFileSync(path.join(site, page), 'utf8');
      const says = html.includes(`<html lang="${LANGUAGE}" dir="ltr"`) ? [] : [`${page}: does not say its language`];
      return [...says, ...left(page, visibleText(html, LANGUAGE))];
    });
  expect(faults.slice(0, 20)).toEqual([]);
});

test('site: a guide that is not translated → in English, marked as such, with a note in the language', () => {
  const html = readFileSync(path.join(site, UNTRANSLATED, 'index.html'), 'utf8');
  expect(html).toContain(`<html lang="${LANGUAGE}" dir="ltr"`);
  expect(html).toContain('<div class="prose body" lang="en" dir="ltr">');
  const [, body = ''] = /<body[^>]*>(.*)/s.exec(html) ?? [];
  expect(left(UNTRANSLATED, visibleText(body, LANGUAGE))).toEqual([]);
  expect(html).toContain('Íţ ííš šĥóóŵñ ííñ Éñĝļííšĥ');
});

test('site: a page in another language → names the same page in each, and its links stay in the language', () => {
  const html = readFileSync(path.join(site, 'guides/error-0x4/index.html'), 'utf8');
  for (const [tag, home] of [
    ['en', '/'],
    ['en-XA', '/en-XA/'],
    ['ar-XB', '/ar-XB/'],
  ])
    expect(html).toMatch(
      new RegExp(`<link rel="alternate" hreflang="${tag}" href="https?://[^/]+${home}guides/error-0x4/"`),
    );
  const links = [...html.matchAll(/<a\b([^>]*)>/g)].map(([, attributes = '']) => attributes);
  const leaving = links.filter(
    link => / href="\//.test(link) && !/ href="\/en-XA\//.test(link) && !/ hreflang=/.test(link),
  );
  expect(links.length).toBeGreaterThan(20);
  expect(leaving).toEqual([]);
});

test('knowledge: words and HTML of another language → no English sentence', () => {
  const { ui, causes, questions } = knowledge.words;
  const commands = /^helper\.(?:program|[\w-]+\.run)$/;
  const faults = [
    ...Object.entries(ui).flatMap(([key, text]) =>
      commands.test(key) ? [] : left(key, [text.replace(/\{\w+\}/g, '')]),
    ),
    ...Object.entries(causes).flatMap(([id, { title, short, who, remedy, undo, verify }]) =>
      left(id, [title, short, who, ...visibleText(`${remedy}${undo}${verify}`, LANGUAGE)]),
    ),
    ...Object.entries(questions).flatMap(([id, { title, why, answers, help }]) =>
      left(id, [title, why, ...Object.values(answers).map(({ label }) => label), ...visibleText(help, LANGUAGE)]),
    ),
    ...knowledge.model.codes.flatMap(({ code, meaning }) => left(code, [meaning])),
  ];
  expect(knowledge).toMatchObject({ language: LANGUAGE, direction: 'ltr' });
  expect(faults.slice(0, 20)).toEqual([]);
});

describe('extension: its package in English and another language', () => {
  let folder = '';
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
  beforeAll(async () => {
    folder = await buildPseudoExtension(LANGUAGE);
  }, 300_000);

  test('_locales → its name and description in each language, the browser falls back to English', () => {
    expect(JSON.parse(read('manifest.json'))).toMatchObject({
      default_locale: 'en',
      description: '__MSG_description__',
    });
    const messages = (locale: string): Record<string, { readonly message: string }> =>
      JSON.parse(read(`_locales/${locale}/messages.json`));
    expect(messages('en')).toMatchObject({ language: { message: 'en' }, knowledge: { message: 'knowledge.json' } });
    const own = messages('en_XA');
    expect(own).toMatchObject({
      language: { message: LANGUAGE },
      knowledge: { message: `knowledge.${LANGUAGE}.json` },
    });
    expect(left('_locales', [own.name?.message ?? 'nothing', own.description?.message ?? 'nothing'])).toEqual([]);
    expect(own.description?.message).not.toBe(messages('en').description?.message);
  });

  test.each(['popup', 'page', 'options', 'consent'])(
    'the page %s → no English sentence, and English leads to it',
    name => {
      const html = read(`${name}.${LANGUAGE}.html`);
      expect(html).toContain(`<html lang="${LANGUAGE}" dir="ltr"`);
      expect(left(name, visibleText(html, LANGUAGE))).toEqual([]);
      expect(visibleText(html, LANGUAGE).join(' ')).toMatch(/[áéíóú]{2}/);
      expect(read(`${name}.html`)).toContain('<script src="/language.js">');
      expect(read('language.js')).toContain("getMessage('language')");
    },
  );

  test('its knowledge → in each language, without the words of the terminal', () => {
    const words = JSON.parse(read(`knowledge.${LANGUAGE}.json`));
    expect(words).toMatchObject({ language: LANGUAGE });
    expect(Object.keys(words.words.ui).filter(key => key.startsWith('cli.'))).toEqual([]);
    expect(left('popup.check', [words.words.ui['popup.check']])).toEqual([]);
  });
});

describe('terminal: a command in another language → no English sentence', () => {
  const self = (answer: string): SelfCheck => ({
    platform: 'linux',
    looked: [{ command: 'ss4 -Htlnp', outcome: 'read' }],
    findings: answer === '' ? [] : [{ question: 'service-state', answer, source: 'host' }],
  });
  test.each<[name: string, words: readonly string[], given?: Given]>([
    ['help', ['help']],
    ['help of one command', ['help', 'check']],
    ['a healthy host', ['check', 'pc1'], { events: HEALTHY }],
    ['a silent host', ['check', 'pc1'], { events: SILENT }],
    ['a list', ['check', '-'], { input: 'pc1\npc2\n', events: SILENT }],
    ['a code', ['code', '0x204']],
    ['a code that nobody knows', ['code', 'xyzzy1']],
    ['no code', ['code']],
    ['this machine, with a fault', ['host'], { self: self('stopped') }],
    ['this machine, with nothing seen', ['host'], { self: self('') }],
    ['a text of nothing', ['read'], { input: 'xyzzy1' }],
    ['an unknown command', ['chekc1']],
    ['an unknown option', ['check', 'pc1', '--colour1']],
    ['no target', ['check']],
    ['no number', ['check', 'pc1', '--timeout', '0']],
    ['a file that is not there', ['read', 'nowhere1.txt']],
    ['a target that is none', ['check', 'http://pc1']],
    ['an exporter with words', ['exporter', 'pc1']],
  ])('%s', async (_, words, given) => {
    const { out, err } = await run(words, { ...given, knowledge });
    expect(out + err).not.toBe('');
    // How a command is called is the same in every language.
    const lines = (out + err).split('\n').filter(line => !/^\s*(?:reconnect |\[--)/.test(line));
    expect(left('terminal', lines)).toEqual([]);
  });
});
