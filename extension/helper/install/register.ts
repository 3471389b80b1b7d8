import { access, chmod, mkdir, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BROWSERS, type Browser } from './browsers.ts';
import { launcherText } from './launcher.ts';
import type { Machine } from './machine.ts';
import { launcherFile, manifestFile, manifestText, registryKeyOf } from './manifest.ts';

/** The browsers that this person has started at least once. */
export async function presentBrowsers(machine: Machine): Promise<readonly Browser[]> {
  const found = await Promise.all(
    BROWSERS.map(async browser => ({
      browser,
      there: await exists(path.join(machine.home, browser.profile[machine.platform])),
    })),
  );
  return found.filter(({ there }) => there).map(({ browser }) => browser);
}

/** Registers this program with a browser, for this person alone. Safe to repeat; mends what is broken. */
export async function register(
  machine: Machine,
  browser: Browser,
): Promise<{ readonly ok: boolean; readonly file: string }> {
  const launcher = launcherFile(machine);
  await mkdir(path.dirname(launcher), { recursive: true });
  await writeFile(launcher, launcherText(machine));
  if (machine.platform !== 'win32') await chmod(launcher, 0o755);
  const file = manifestFile(machine, browser);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, manifestText(machine, browser));
  if (machine.platform !== 'win32' || machine.browserDir !== undefined) return { ok: true, file };
  const added = await machine.reg(['add', registryKeyOf(browser), '/ve', '/t', 'REG_SZ', '/d', file, '/f']);
  return { ok: added !== undefined, file };
}

/** Takes a registration back; true where there was one. */
export async function unregister(machine: Machine, browser: Browser): Promise<boolean> {
  if (machine.platform === 'win32' && machine.browserDir === undefined)
    return (await machine.reg(['delete', registryKeyOf(browser), '/f'])) !== undefined;
  const file = manifestFile(machine, browser);
  if (!(await exists(file))) return false;
  await rm(file);
  return true;
}

/** Takes the launcher away, once no browser points at it, and its folder with it when nothing else is there. */
export async function removeLauncher(machine: Machine): Promise<void> {
  if (machine.platform === 'win32')
    for (const browser of BROWSERS) await rm(manifestFile(machine, browser), { force: true });
  const launcher = launcherFile(machine);
  await rm(launcher, { force: true });
  await rmdir(path.dirname(launcher)).catch(() => undefined);
}

export function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
