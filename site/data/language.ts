import { existsSync } from 'node:fs';
import path from 'node:path';
import { directionOf } from '../../machines/language.ts';

/** What everything is written in first: a page that a language does not have yet is shown in this one. */
export const FIRST_LANGUAGE = 'en';

/** What this build of the site speaks. A build runs once for each language, under an address of its own. */
export const language = process.env.RECONNECT_LANGUAGE ?? FIRST_LANGUAGE;
export const direction = directionOf(language);

/** Every language that the site is built in; the first stands at its root. */
export const languages: readonly string[] = [
  FIRST_LANGUAGE,
  ...(process.env.RECONNECT_LANGUAGES ?? '').split(',').filter(other => other !== ''),
];

/** Where a language's words are: content/<language>/, or where the build says. */
const folderOf = (of: string): string =>
  path.resolve(of === FIRST_LANGUAGE ? 'content' : (process.env.RECONNECT_WORDS ?? 'content'), of);

export const wordsFolder = folderOf(language);
if (!existsSync(wordsFolder)) throw new Error(`there is no ${wordsFolder}, so the site cannot be built in ${language}`);

/** A file of the language's folder: `ui.yaml`. */
export const wordsFile = (name: string): string => path.join(wordsFolder, name);

/** How an element says that its text is in another language than the page: the attributes that it needs. */
export interface Foreign {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

/** For a dialog's own words and names of sources, which stay as they are; nothing where the page is in English as well. */
export const inEnglish: Foreign | undefined = language === FIRST_LANGUAGE ? undefined : { lang: 'en', dir: 'ltr' };

/** For an entry that is not translated yet. */
export function foreign({ filePath = '' }: { readonly filePath?: string | undefined }): Foreign | undefined {
  return path.resolve(filePath).startsWith(wordsFolder + path.sep) ? undefined : inEnglish;
}

/** Several things of one kind, as the language writes them in a row. */
export const listed = (items: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'unit' }).format(items);

/** What a language is called by those who speak it. */
export const nameOfLanguage = (of: string): string => new Intl.DisplayNames(of, { type: 'language' }).of(of) ?? of;
