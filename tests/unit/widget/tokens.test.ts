import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const site = path.resolve(import.meta.dirname, '../../../site');
const tokensIn = (text: string) =>
  new Map([...text.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)].map(([, name = '', value = '']) => [name, value.trim()]));

/** The site speaks in rem, so that a reader's own text size counts; the widget in px, since a foreign page may change rem. */
const inPixels = (value: string) => value.replace(/([\d.]+)rem/g, (_, rem) => `${Number(rem) * 16}px`);
/** What a page may set has our own value behind it. */
const ownValue = (value: string) => /^var\(--reconnect-[\w-]+, (.*)\)$/.exec(value)?.[1] ?? value;
const plain = (value: string) => ownValue(inPixels(value)).replaceAll('"', "'").replace(/\s+/g, ' ');

/** Where the widget follows what its page sets, by way of another token. */
const FOLLOWS = ['--action', '--focus', '--radius-3'];

test('site and widget wear the same tokens', () => {
  const ours = tokensIn(readFileSync(path.join(site, 'styles/tokens.css'), 'utf8').split('@media')[0] ?? '');
  const widget = readFileSync(path.join(site, 'widget/styles/tokens.styles.ts'), 'utf8');
  const later = readFileSync(path.join(site, 'widget/styles/answers.styles.ts'), 'utf8');
  const theirs = tokensIn(
    widget.slice(widget.indexOf('.root {'), widget.indexOf('@container')) + later.slice(0, later.indexOf('@media')),
  );
  expect(theirs.size).toBeGreaterThan(40);
  const different = [...theirs].filter(
    ([name, value]) => !FOLLOWS.includes(name) && plain(value) !== plain(ours.get(name) ?? 'not on the site'),
  );
  expect(different.map(([name, value]) => `${name}: ${value} / ${ours.get(name)}`)).toEqual([]);
});
