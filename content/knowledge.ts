import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import type { CodeKnowledge, Model, Wordings } from '../machines/knowledge.ts';
import { DIALOG_LANGUAGES } from '../machines/vocabulary.ts';
import {
  causesFile,
  codesFile,
  meaningsFile,
  questionsFile,
  updatesFile,
  updateWordsFile,
  wordFault,
  wordingsFile,
} from './schema.ts';
import { ContentError, withWords } from './with-words.ts';

export { ContentError };

const here = import.meta.dirname;

/**
 * Reads and checks content/model, content/codes with their meanings in one language, and the wordings of every language.
 * Works while there are no codes yet. `words` is the folder of the language.
 */
export async function loadModel(folder: string = here, words: string = path.join(folder, 'en')): Promise<Model> {
  const [causes, questions, codes] = await Promise.all([
    readChecked(path.join(folder, 'model/causes.yaml'), causesFile),
    readChecked(path.join(folder, 'model/questions.yaml'), questionsFile),
    readWordedCodes(folder, words),
  ]);
  return { causes, questions, codes };
}

/** A known fault of an update, or a change that is meant to be so, with its words in one language. */
export type Update = z.output<typeof updatesFile>[number] & z.output<typeof updateWordsFile>[string];

/** Reads and checks content/model/updates.yaml (what broke, since when, and what cures it) with its words in one language. */
export async function loadUpdates(
  folder: string = here,
  words: string = path.join(folder, 'en'),
): Promise<readonly Update[]> {
  const file = path.join(words, 'updates.yaml');
  const [rows, worded] = await Promise.all([
    readChecked(path.join(folder, 'model/updates.yaml'), updatesFile),
    readChecked(file, updateWordsFile),
  ]);
  const updates = withWords(rows, ({ id }) => id, worded, named(file));
  const helpless = updates.filter(
    ({ kind, meanwhile, cured }) => kind === 'fault' && cured !== undefined && !meanwhile,
  );
  if (helpless.length === 0) return updates;
  const lines = helpless.map(({ id }) => `${named(file)}: ${id}.meanwhile: expected what helps until it is cured`);
  throw new ContentError(lines.join('\n'));
}

async function readWordedCodes(folder: string, words: string): Promise<readonly CodeKnowledge[]> {
  const [rows, wordings] = await Promise.all([readCodes(folder), readWordings(folder)]);
  const codes =
    rows.length === 0 ? [] : withWords(rows, meaningId, await readMeanings(words), named(meaningsIn(words)));
  const messages = new Set(codes.filter(({ surface }) => surface === 'message').map(({ code }) => code));
  const strays = [...wordings.keys()].filter(id => !messages.has(id));
  if (strays.length > 0 && codes.length > 0)
    throw new ContentError(`content/*/wordings.yaml: expected ids of codes/message.yaml, got ${strays.join(', ')}`);
  return codes.map(row => {
    const known = row.surface === 'message' ? wordings.get(row.code) : undefined;
    return known === undefined ? row : { ...row, wordings: known };
  });
}

const meaningsIn = (words: string): string => path.join(words, 'codes.yaml');
const meaningId = ({ surface, code }: { readonly surface: string; readonly code: string }) => `${surface}.${code}`;

async function readMeanings(words: string): Promise<Readonly<Record<string, { readonly meaning: string }>>> {
  const bySurface = await readChecked(meaningsIn(words), meaningsFile);
  return Object.fromEntries(
    Object.entries(bySurface).flatMap(([surface, codes]) =>
      Object.entries(codes).map(([code, meaning]) => [meaningId({ surface, code }), { meaning }]),
    ),
  );
}

/** By message, every language that has a file. */
async function readWordings(folder: string): Promise<ReadonlyMap<string, Wordings>> {
  const byMessage = new Map<string, Wordings>();
  for (const language of DIALOG_LANGUAGES) {
    const file = `${language}/wordings.yaml`;
    const text = await readFile(path.join(folder, file), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    for (const [id, fragments] of Object.entries(checkYaml(`content/${file}`, text, wordingsFile)))
      byMessage.set(id, { ...byMessage.get(id), [language]: fragments });
  }
  return byMessage;
}

async function readCodes(folder: string): Promise<z.output<typeof codesFile>> {
  const files = await readdir(path.join(folder, 'codes')).catch(() => []);
  const yaml = files.filter(file => file.endsWith('.yaml')).toSorted();
  const lists = await Promise.all(yaml.map(file => readChecked(path.join(folder, 'codes', file), codesFile)));
  return lists.flat();
}

async function readChecked<T extends z.ZodType>(file: string, schema: T): Promise<z.output<T>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ContentError(`${named(file)}: expected a file, got nothing`, { cause: error });
  });
  return checkYaml(named(file), text, schema);
}

/** A file as an author knows it: `content/de/codes.yaml`. */
const named = (file: string): string => path.join('content', ...file.split(path.sep).slice(-2));

/** One file's text as what the schema says, or a ContentError that names every fault in it. */
export function checkYaml<T extends z.ZodType>(file: string, text: string, schema: T): z.output<T> {
  const result = schema.safeParse(parseYaml(file, text), { error: wordFault });
  if (result.success) return result.data;
  throw new ContentError(result.error.issues.map(issue => `${file}: ${fieldOf(issue)}: ${issue.message}`).join('\n'));
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line;
    throw new ContentError(`${file}:${line ?? '?'}: expected YAML, got ${error.code.toLowerCase()}`, { cause: error });
  }
}

function fieldOf({ path: keys }: z.core.$ZodIssue): string {
  return keys.length === 0 ? 'the whole file' : keys.map(String).join('.');
}
