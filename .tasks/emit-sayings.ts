import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadSayings } from '../content/sayings.ts';
import { root } from './run.ts';

/** Writes what people say, in every language, to `sayings.json` of a folder. All that reads sentences carries it. */
export async function emitSayings(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'sayings.json'), JSON.stringify(await loadSayings()));
}

if (import.meta.main) await emitSayings(path.join(root, 'dist'));
