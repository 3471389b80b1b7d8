import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

import type { Strings } from '../machines/format.ts';

export type { Strings };

/**
 * Reads a file of strings, nested as its author likes, as flat dotted keys: `offline.ready`. A missing file holds none.
 * Throws with file and key where a value is no text.
 */
export async function loadStrings(file: string): Promise<Strings> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  return flatten(parse(text) ?? {}, path.relative(process.cwd(), file));
}

function flatten(value: unknown, file: string, key = ''): Record<string, string> {
  if (typeof value === 'string') return { [key]: value };
  if (typeof value === 'number') return { [key]: String(value) };
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${file}: "${key}" must be a text or a group of texts, but is ${JSON.stringify(value)}`);
  const flat: Record<string, string> = {};
  for (const [name, inner] of Object.entries(value))
    Object.assign(flat, flatten(inner, file, key === '' ? name : `${key}.${name}`));
  return flat;
}
