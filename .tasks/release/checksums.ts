import { hash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isThere, make, type Release } from './release.ts';

export const CHECKSUMS = 'SHA256SUMS';

/** One line for every file of the release, as `sha256sum -c` reads it. */
export async function writeChecksums(release: Release): Promise<void> {
  const lines = [...(await sumsOf(release.folder))].map(([name, sum]) => `${sum}  ${name}\n`);
  const file = path.join(release.folder, CHECKSUMS);
  await writeFile(file, lines.join(''));
  const key = process.env.RECONNECT_MINISIGN_KEY;
  if (key === undefined) release.notBuilt.push(`${CHECKSUMS}.minisig: RECONNECT_MINISIGN_KEY names no key`);
  else if (!(await isThere('minisign'))) throw new Error('RECONNECT_MINISIGN_KEY is set, but minisign is not there');
  else await make('minisign', ['-S', '-s', key, '-m', file, '-t', 'reconnect'], release);
}

/** The SHA-256 of every file, by its name in the folder, in order. */
export async function sumsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter(entry => entry.isFile() && !entry.name.startsWith(CHECKSUMS))
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted();
  const sums = new Map<string, string>();
  for (const name of names) sums.set(name, hash('sha256', await readFile(path.join(folder, name))));
  return sums;
}
