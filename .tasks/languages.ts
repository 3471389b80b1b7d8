import path from 'node:path';
import { root } from './run.ts';

/** What everything is written in first: it stands at the root of the site, and in files without a language in their name. */
const FIRST = 'en';

/** What is built besides English, and where the folders of its words are. */
export interface Languages {
  readonly further: readonly string[];
  readonly folder: string;
}

/** The languages that people get: `RECONNECT_LANGUAGES=de,fr npm run build` builds two besides English. */
export const shipped: Languages = {
  further: (process.env.RECONNECT_LANGUAGES ?? '').split(',').filter(language => language !== ''),
  folder: path.join(root, 'content'),
};

export const tagsOf = ({ further }: Languages): readonly string[] => [FIRST, ...further];

export const wordsOf = ({ folder }: Languages, language: string): string =>
  language === FIRST ? path.join(root, 'content', FIRST) : path.join(folder, language);

/** `knowledge.json` of English, `knowledge.de.json` of another language. */
export function fileOf(name: string, language: string): string {
  const { name: stem, ext } = path.parse(name);
  return language === FIRST ? name : `${stem}.${language}${ext}`;
}

/** The folder of a language's pages within a site, also as an address. */
export const placeOf = (language: string): string => (language === FIRST ? '' : language);

/** The sub-path that people get the site under: `RECONNECT_BASE=/help npm run build`. */
export const subPath: string = process.env.RECONNECT_BASE ?? '';

/** The sub-path of a language's pages, in a site that lives under `base`: `/help/de`. Empty at the root of a host. */
export function baseOf(base: string, language: string): string {
  const place = placeOf(language);
  return base.replace(/\/$/, '') + (place === '' ? '' : `/${place}`);
}
