import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { LanguageSayings, Sayings } from '../machines/reading/sentences/sayings.ts';
import { fold, phrasesAsMeant, plainly, synonymsOf, withoutEndings } from '../machines/reading/sentences/tokens.ts';
import { checkYaml } from './knowledge.ts';
import { tellingWords } from './telling-words.ts';

const phrases = z
  .string()
  .min(1)
  .refine(text => !/\([^()]*\(/u.test(text), 'a group of ways holds no other group')
  .refine(text => text.split(',').every(phrase => phrase.trim() !== ''), 'nothing stands between two commas')
  .refine(text => isEachOnce(text.split(',')), 'a phrase stands twice')
  .refine(
    text => [...text.matchAll(/\(([^()]*)\)/gu)].every(([, ways = '']) => isEachOnce(ways.split('|'))),
    'a way stands twice in a group',
  );
/** What stands twice would count twice where a language is told by its words. */
const isEachOnce = (texts: readonly string[]): boolean =>
  new Set(texts.map(text => fold(text.trim()))).size === texts.length;
/** Texts are compared word by word. */
const synonyms = phrases.refine(
  text =>
    text.split(',').every(group =>
      group
        .split('=')
        .slice(1)
        .every(word => !/\s/u.test(word.trim())),
    ),
  'what another stands for is one word',
);
const className = z.string().regex(/^[A-Z][A-Z0-9]*$/u, 'a class is written in capitals');

const languageFile = z.strictObject({
  small: phrases,
  often: phrases.optional(),
  weightless: phrases.optional(),
  alike: synonyms.optional(),
  between: phrases.optional(),
  unending: phrases.optional(),
  variants: z
    .tuple([z.string(), z.string()])
    .refine(([given, meant]) => given.length === meant.length, 'characters in pairs')
    .optional(),
  words: z.record(className, phrases),
  sayings: z.record(z.string(), z.record(z.string(), phrases)),
}) satisfies z.ZodType<LanguageSayings>;

const sharedFile = z.strictObject({
  groups: z.record(className, z.array(className)),
  opposites: z.array(z.tuple([z.string(), z.string()])),
  supposed: z.array(z.string().regex(/^=[a-z-]+:[a-z-]+$|^[A-Z]+$/u)),
  names: z.record(className, phrases),
  rules: z.record(z.string(), z.record(z.string(), z.array(z.string().min(1)))),
});

/** How people say what the vocabulary asks for, in every language that has a `sayings.yaml`. */
export async function loadSayings(folder: string = import.meta.dirname): Promise<Sayings> {
  const shared = await readChecked(folder, 'model/sayings.yaml', sharedFile);
  const entries = await readdir(folder, { recursive: true });
  const files = entries.map(file => file.split(path.sep).join('/')).filter(file => /^\w\w\/sayings\.yaml$/u.test(file));
  const languages = await Promise.all(
    files.toSorted().map(async file => [file.slice(0, 2), await readChecked(folder, file, languageFile)] as const),
  );
  const sources = Object.fromEntries(languages);
  return {
    ...shared,
    telling: tellingWords(sources),
    names: mapValues(shared.names, asCompared),
    languages: mapValues(sources, ({ often, weightless = '', alike, between, unending, variants, words, sayings }) => {
      const passedOver = asCompared(weightless);
      const weighed = weighing(passedOver);
      const plain = variants === undefined ? undefined : plainly(variants);
      const unended = unending === undefined ? undefined : withoutEndings(asCompared(unending));
      const synonyms = synonymsOf(fold(alike ?? ''));
      const meant = (phrases: string) => phrasesAsMeant(synonyms, phrases);
      const compared = (phrases: string) =>
        [fold, plain, unended, meant].reduce((text, change) => change?.(text) ?? text, phrases);
      const bare = (phrases: string) => weighed(compared(phrases));
      return {
        ...(often !== undefined && { often: asCompared(often) }),
        ...(passedOver !== '' && { weightless: passedOver }),
        ...(alike !== undefined && { alike: asCompared(alike) }),
        ...(between !== undefined && { between: asCompared(between) }),
        ...(unending !== undefined && { unending: asCompared(unending) }),
        ...(variants !== undefined && { variants }),
        words: mapValues(words, (phrases, name) =>
          WRITTEN_OUT.has(name) ? asCompared(compared(phrases)) : bare(phrases),
        ),
        sayings: mapValues(sayings, answers => mapValues(answers, bare)),
      };
    }),
  };
}

/** Where an article makes the difference: "it is on the shelf", "the other PC" and "another PC", "auf dem Server" and "auf den Server". */
const WRITTEN_OUT: ReadonlySet<string> = new Set(['NOISE', 'FAR', 'ATFAR']);

/**
 * Phrases without the words that weigh nothing in their language: these are passed over in a text as well, so that it
 * does not matter which of them somebody says, and where. What would be a single word without them keeps them.
 */
function weighing(weightless: string): (phrases: string) => string {
  const passedOver = new Set(weightless.split(','));
  const bareWay = (way: string) =>
    way
      .split(/\s+/u)
      .filter(word => word !== '' && !passedOver.has(word))
      .join(' ');
  const eachGroup = (phrase: string, change: (way: string) => string) =>
    phrase.replace(/\(([^()]*)\)/gu, (_, ways: string) => {
      const changed = [...new Set(ways.split('|').map(change))].toSorted();
      return changed.length === 1 ? (changed[0] ?? '') : `(${changed.join('|')})`;
    });
  const bareOf = (phrase: string) => {
    const bare = bareWay(eachGroup(phrase, bareWay));
    if (weightOf(bare) >= Math.min(weightOf(phrase), WORDS_AT_LEAST)) return bare;
    return eachGroup(phrase, way => way.trim());
  };
  return phrases => asCompared(fold(phrases).split(',').map(bareOf).join(','));
}
const WORDS_AT_LEAST = 2;

/** The words that are there whatever way is taken. */
const weightOf = (phrase: string): number =>
  phrase
    .replace(/\((?:[^()]*\|)?(?:\|[^()]*)?\)|[~$]/gu, ' ')
    .replace(/\([^()]*\)/gu, 'word')
    .split(/\s+/u)
    .filter(word => word !== '').length;

/** Phrases as the words of a text are compared, each once: lighter to carry, and ready sooner. */
const asCompared = (phrases: string): string =>
  [
    ...new Set(
      fold(phrases)
        .split(',')
        .map(phrase => phrase.trim().replace(/\s+/gu, ' '))
        .map(phrase => phrase.replace(/ ?([()]) ?/gu, '$1')),
    ),
  ]
    .filter(phrase => phrase !== '')
    .toSorted()
    .join(',');

const mapValues = <One, Other>(
  record: Readonly<Record<string, One>>,
  change: (value: One, key: string) => Other,
): Readonly<Record<string, Other>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));

async function readChecked<T extends z.ZodType>(folder: string, file: string, schema: T): Promise<z.output<T>> {
  return checkYaml(`content/${file}`, await readFile(path.join(folder, file), 'utf8'), schema);
}
