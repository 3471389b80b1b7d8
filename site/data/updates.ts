import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Update } from '../../content/knowledge.ts';
import { at } from './address.ts';
import { inlineHtml } from './inline.ts';
import { language, listed, wordsFolder } from './language.ts';

/** Runs the loader from its source: bundled, it would look for content/ beside the bundle. */
async function loadUpdates(): Promise<readonly Update[]> {
  const source = pathToFileURL(path.resolve('content/knowledge.ts')).href;
  const loader: typeof import('../../content/knowledge.ts') = await import(/* @vite-ignore */ source);
  return loader.loadUpdates(path.resolve('content'), wordsFolder);
}

export const updates = await loadUpdates();

/** A day or a month as people write it: `8 September 2026`, `January 2025`. */
export function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  const style = day === undefined ? {} : { day: 'numeric' as const };
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...style,
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1));
}

/** A sentence of the file as HTML, its links under the site's root. */
export const updateHtml = (sentence: string): string => inlineHtml(sentence, at);

/** `KB5129235 (Server 2025), …` */
export const curesOf = ({ cures = {} }: Update): string =>
  listed(Object.entries(cures).map(([system, kb]) => `${kb} (${system})`));
