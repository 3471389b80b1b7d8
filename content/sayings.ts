import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { LanguageSayings, Sayings } from '../machines/reading/sentences/sayings.ts';
import { checkYaml } from './knowledge.ts';

const phrases = z
  .string()
  .min(1)
  .refine(text => !/\([^()]*\(/u.test(text), 'a group of ways holds no other group');
const className = z.string().regex(/^[A-Z][A-Z0-9]*$/u, 'a class is written in capitals');

const languageFile = z.strictObject({
  small: phrases,
  words: z.record(className, phrases),
  sayings: z.record(z.string(), z.record(z.string(), phrases)),
}) satisfies z.ZodType<LanguageSayings>;

const sharedFile = z.strictObject({
  groups: z.record(className, z.array(className)),
  opposites: z.array(z.tuple([z.string(), z.string()])),
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
  return { ...shared, languages: Object.fromEntries(languages) };
}

async function readChecked<T extends z.ZodType>(folder: string, file: string, schema: T): Promise<z.output<T>> {
  return checkYaml(`content/${file}`, await readFile(path.join(folder, file), 'utf8'), schema);
}
