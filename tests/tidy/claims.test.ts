import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** The guide on 0x4 says of each claim how well it is founded: a raised number leads to a note, and the note to a source. */
const file = path.resolve(import.meta.dirname, '../../content/en/guides/error-0x4.mdx');
const [, , ...rest] = readFileSync(file, 'utf8').split(/^---$/m);
/** A section has a heading, or is folded under its name. */
const sections = rest
  .join('---')
  .split(/^(?=## |<Fold summary=)/m)
  .slice(1)
  .map(section => {
    const [, heading = '', folded = ''] = /^(?:## (.+)|<Fold summary="(.+)">)$/m.exec(section) ?? [];
    return { title: heading || folded, text: section.slice(section.indexOf('\n')).replace('</Fold>', '').trim() };
  });
const SOURCES = 'Where this comes from';
/** They hold what is folded under them, and nothing else. */
const HEADS = ['What else helps to tell', 'For administrators'];
const claims = sections.filter(({ title }) => title !== SOURCES && !HEADS.includes(title));
const notes = [...(sections.at(-1)?.text.matchAll(/^(\d+)\. (.+)$/gm) ?? [])].map(([, number, text = '']) => ({
  number: Number(number),
  text,
}));

/** Instructions, or what is kept elsewhere with its own marks, and claims nothing of its own. */
const CLAIMS_NOTHING: Readonly<Record<string, string>> = {
  'Before you start': 'a list of what to have ready',
  'The six steps': 'each step has its own page',
  'A walk through it': 'a recording of the product',
  'Questions and answers': 'short forms of what stands above with its mark',
  'What to keep in mind': 'a list of advice',
  'What to write down': 'a list of what to gather',
};

const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
function marksIn(text: string): readonly number[] {
  return [...text.matchAll(/[⁰¹²³⁴-⁹]+/g)].map(([mark]) =>
    Number([...mark].map(digit => DIGITS.indexOf(digit)).join('')),
  );
}

test('every mark leads to a note, and every note is needed', () => {
  const used = new Set(claims.flatMap(({ text }) => marksIn(text)));
  expect(notes.map(({ number }) => number)).toEqual(notes.map((_, at) => at + 1));
  expect([...used].toSorted((a, b) => a - b)).toEqual(notes.map(({ number }) => number));
});

test.each(notes)('note $number says how sure it is, and names its source', ({ text }) => {
  expect(text).toMatch(/^(?:Documented|Reported|Inferred)\b/);
  expect(text).toMatch(
    /[\w-]+\/[\w.-]+|MS-RDPBCGR|\bKB \d+|issues? \d+|event texts of Windows|same (?:list|event)|our own/,
  );
});

describe.each(claims)('“$title”', ({ title, text }) => {
  test('has a source, or claims nothing', () => {
    expect(marksIn(text).length > 0).toBe(CLAIMS_NOTHING[title] === undefined);
  });

  test('marks each row of a table, or the table as a whole', () => {
    const paragraphs = text.split(/\n\s*\n/);
    const bare = paragraphs.flatMap((paragraph, at) => {
      if (!paragraph.startsWith('|')) return [];
      const around = `${paragraphs[at - 1] ?? ''}\n${paragraphs[at + 1] ?? ''}`;
      const rows = paragraph.split('\n').slice(2);
      return marksIn(around).length > 0 ? [] : rows.filter(row => marksIn(row).length === 0);
    });
    expect(bare).toEqual([]);
  });

  test('says documented, reported or inferred only with a mark beside it', () => {
    const words = [...text.matchAll(/(?:\| |· )(documented|reported|inferred)\b([^|\n]*)/g)];
    expect(words.filter(([, , after = '']) => marksIn(after).length === 0).map(([found]) => found)).toEqual([]);
  });
});

test('every row of the product’s table has its place in the guide, in its order', () => {
  const order = [
    'The six steps',
    'Before you start',
    'What to look at',
    'The quick path, five minutes',
    'What is behind it, and how often',
    'What fixes it',
    'A walk through it',
    'Questions and answers',
    'What to keep in mind',
    'Stay safe',
    'Which 4 is yours?',
    'What to write down',
    'The log ladder',
    SOURCES,
  ];
  const titles = sections.map(({ title }) => title);
  expect(titles.filter(title => order.includes(title))).toEqual(order);
});
