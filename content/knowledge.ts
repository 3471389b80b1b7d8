import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { DIALOG_LANGUAGES } from '../machines/codes/dialog-languages.ts';
import type { CodeKnowledge, Model, Wordings } from '../machines/knowledge.ts';
import { causesFile, codesFile, questionsFile, updatesFile, wordFault, wordingsFile } from './schema.ts';

/** Content that cannot be used: one line a fault, with file, field, what was expected and what came. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
}

/** Reads and checks content/model, content/codes and the wordings of every language. Works while there are no codes yet. */
export async function loadModel(folder: string = import.meta.dirname): Promise<Model> {
  const [causes, questions, codes] = await Promise.all([
    readChecked(folder, 'model/causes.yaml', causesFile),
    readChecked(folder, 'model/questions.yaml', questionsFile),
    readWordedCodes(folder),
  ]);
  return { causes, questions, codes };
}

/** A known fault of an update, or a change that is meant to be so. */
export type Update = z.output<typeof updatesFile>[number];

/** Reads and checks content/model/updates.yaml: what broke, since when, and what cures it. */
export function loadUpdates(folder: string = import.meta.dirname): Promise<readonly Update[]> {
  return readChecked(folder, 'model/updates.yaml', updatesFile);
}

async function readWordedCodes(folder: string): Promise<readonly CodeKnowledge[]> {
  const [codes, wordings] = await Promise.all([readCodes(folder), readWordings(folder)]);
  const messages = new Set(codes.filter(({ surface }) => surface === 'message').map(({ code }) => code));
  const strays = [...wordings.keys()].filter(id => !messages.has(id));
  if (strays.length > 0 && codes.length > 0)
    throw new ContentError(`content/*/wordings.yaml: expected ids of codes/message.yaml, got ${strays.join(', ')}`);
  return codes.map(row => {
    const known = row.surface === 'message' ? wordings.get(row.code) : undefined;
    return known === undefined ? row : { ...row, wordings: known };
  });
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

async function readCodes(folder: string): Promise<readonly CodeKnowledge[]> {
  const files = await readdir(path.join(folder, 'codes')).catch(() => []);
  const yaml = files.filter(file => file.endsWith('.yaml')).toSorted();
  const lists = await Promise.all(yaml.map(file => readChecked(folder, `codes/${file}`, codesFile)));
  return lists.flat();
}

async function readChecked<T extends z.ZodType>(folder: string, file: string, schema: T): Promise<z.output<T>> {
  return checkYaml(`content/${file}`, await readFile(path.join(folder, file), 'utf8'), schema);
}

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
