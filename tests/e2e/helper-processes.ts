import { readdir, readFile } from 'node:fs/promises';

/** The helpers that run from this folder: those of one browser's registration. */
export async function helperProcesses(data: string): Promise<readonly number[]> {
  const ids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map(id => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return ids.filter((_, index) => lines[index]?.includes(`${data}/reconnect.mjs`)).map(Number);
}
