import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Check } from './acceptance.ts';
import { CHECKSUMS } from './checksums.ts';
import { EXECUTABLE_CHECKS } from './verify-executables.ts';
import { FILE_CHECKS } from './verify-files.ts';
import { REBUILD_CHECKS } from './verify-rebuilt.ts';
import { SYSTEM_CHECKS } from './verify-systems.ts';
import { WIDGET_CHECKS } from './verify-widget.ts';
import { windowsChecks } from './verify-windows.ts';
import { openWine } from './wine.ts';

/**
 * Tries what lies in the release's folder, line by line; whether nothing is wrong. With `words`, only the line that they
 * are the name of, or else the lines that have all of them.
 */
export async function verifyRelease(folder: string, words: readonly string[] = []): Promise<boolean> {
  if (!existsSync(path.join(folder, CHECKSUMS))) {
    console.error('There is no release to verify: run “npm run release” first.');
    return false;
  }
  let wine: ReturnType<typeof openWine> | undefined;
  const windows = windowsChecks(() => (wine ??= openWine()));
  const all = [...FILE_CHECKS, ...EXECUTABLE_CHECKS, ...WIDGET_CHECKS, ...SYSTEM_CHECKS, ...windows, ...REBUILD_CHECKS];
  const named = all.filter(({ name }) => name === words.join(' '));
  const chosen = named.length > 0 ? named : all.filter(({ name }) => words.every(word => name.includes(word)));
  if (chosen.length === 0) console.error('No line has these words.');
  const count = { ok: 0, FAILED: 0, skipped: 0 };
  for (const check of chosen) {
    const started = performance.now();
    const { result, detail } = await resultOf(check, folder);
    count[result]++;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${result.padEnd(7)} ${check.name}: ${detail} (${seconds} s)`);
  }
  const opened = await wine?.catch(() => undefined);
  if (opened !== undefined && 'close' in opened) await opened.close();
  console.log(`${count.ok} passed, ${count.FAILED} failed, ${count.skipped} skipped`);
  return count.FAILED === 0 && chosen.length > 0;
}

interface Result {
  readonly result: 'ok' | 'FAILED' | 'skipped';
  readonly detail: string;
}

async function resultOf({ run }: Check, folder: string): Promise<Result> {
  try {
    const seen = await run(folder);
    return typeof seen === 'string' ? { result: 'ok', detail: seen } : { result: 'skipped', detail: seen.skipped };
  } catch (error) {
    return { result: 'FAILED', detail: error instanceof Error ? error.message : String(error) };
  }
}
