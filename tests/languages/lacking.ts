import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { loadStrings } from '../../content/words.ts';
import type { Strings } from '../../machines/format.ts';

/** Files of strings, by key. What recognises texts, and what stores show, is no part of a language's pages. */
const STRINGS = ['ui', 'site', 'terminal', 'codes', 'updates', 'search', 'walkthrough'] as const;
/** Pages without which the flow has no words. Guides, steps and the site's own pages may come later. */
const PAGES = ['causes', 'questions'] as const;
const FORM = /\.(?:zero|one|two|few|many|other)$/;

/** What a language lacks that English has, and what it has that nobody asks for: a sentence for each, with file and key. */
export async function lackingIn(english: string, folder: string): Promise<readonly string[]> {
  const name = path.basename(folder);
  const strings = await Promise.all(
    STRINGS.map(async file => {
      const own = path.join(folder, `${file}.yaml`);
      if (!existsSync(own)) return [`content/${name}/${file}.yaml is missing`];
      const [known, given] = await Promise.all([stringsOf(path.join(english, `${file}.yaml`)), stringsOf(own)]);
      const told = file === 'search' ? [] : stringsLacking(known, given);
      return told.map(fault => `content/${name}/${file}.yaml: ${fault}`);
    }),
  );
  const pages = await Promise.all(PAGES.map(kind => pagesLacking(english, folder, kind)));
  return [...strings.flat(), ...pages.flat()];
}

/** What a file said when it was last read: to ask once more about a language costs only what has changed since. */
const read = new Map<string, Promise<Strings>>();

async function stringsOf(file: string): Promise<Strings> {
  const { mtimeMs, size } = await stat(file);
  const version = `${file} ${mtimeMs} ${size}`;
  const strings = read.get(version) ?? loadStrings(file);
  read.set(version, strings);
  return strings;
}

function stringsLacking(known: Strings, given: Strings): readonly string[] {
  const stem = (key: string) => key.replace(FORM, '');
  const asked = new Set(Object.keys(known).map(stem));
  const has = new Set(Object.keys(given).map(stem));
  return [
    ...[...asked].filter(key => !has.has(key)).map(key => `"${key}" is missing`),
    ...Object.keys(given)
      .filter(key => !asked.has(stem(key)))
      .map(key => `"${key}" is no key of English`),
    ...Object.entries(given).flatMap(([key, text]) => {
      const lost = holesOf(known[key] ?? '').filter(hole => hole !== '{count}' && !holesOf(text).includes(hole));
      return lost.map(hole => `"${key}" lacks ${hole}`);
    }),
  ];
}

const holesOf = (text: string): readonly string[] => text.match(/\{\w+\}/g) ?? [];

async function pagesLacking(english: string, folder: string, kind: string): Promise<readonly string[]> {
  const pages = await readdir(path.join(english, kind));
  const gone = pages.filter(page => !existsSync(path.join(folder, kind, page)));
  return gone.map(page => `content/${path.basename(folder)}/${kind}/${page} is missing`);
}

/** The parts of a cause's page are found by their headings, which the language's own site.yaml names. */
export async function headingsLacking(folder: string): Promise<readonly string[]> {
  const words = await stringsOf(path.join(folder, 'site.yaml'));
  const headings = ['remedy', 'undo', 'verify'].map(part => `## ${words[`causes.part.${part}`]}`);
  const pages = await readdir(path.join(folder, 'causes'));
  const faults = await Promise.all(
    pages.map(async page => {
      const lines = (await readFile(path.join(folder, 'causes', page), 'utf8')).split('\n');
      return headings.filter(heading => !lines.includes(heading)).map(heading => `causes/${page} lacks “${heading}”`);
    }),
  );
  return faults.flat();
}
