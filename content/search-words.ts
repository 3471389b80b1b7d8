import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { checkYaml } from './knowledge.ts';

const searchFile = z.strictObject({ synonyms: z.record(z.string(), z.string().min(1)), idle: z.string().min(1) });

/** What the search must know of a language's words. `words` is the folder of the language. */
export type SearchWords = Readonly<z.output<typeof searchFile>>;

/** Reads and checks content/<language>/search.yaml. */
export async function loadSearchWords(words: string): Promise<SearchWords> {
  const file = path.join(words, 'search.yaml');
  return checkYaml(`content/${path.basename(words)}/search.yaml`, await readFile(file, 'utf8'), searchFile);
}
