import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { HelperState } from '../../../machines/check-events.ts';
import { GECKO_ID, NATIVE_HOST } from '../../wire/identity.ts';
import type { Browser } from './browsers.ts';
import { greet } from './greet.ts';
import type { Machine } from './machine.ts';
import { ALLOWED_ORIGIN, manifestFile, registryKeyOf } from './manifest.ts';
import { blockedByPolicy } from './policy.ts';
import { exists } from './register.ts';

/** `ready`, or why a browser cannot reach the helper: the states that the popup shows, told apart for certain. */
export type BrowserStatus = 'ready' | HelperState;

/** The state of every browser that is there, in the order of the table. */
export async function statusOfAll(
  machine: Machine,
  browsers: readonly Browser[],
): Promise<readonly { readonly browser: Browser; readonly status: BrowserStatus }[]> {
  const all = await Promise.all(browsers.map(async browser => ({ browser, status: await statusOf(machine, browser) })));
  const registered = all.some(({ status }) => status !== 'absent' && status !== 'sandboxed-browser');
  return all.map(({ browser, status }) => ({
    browser,
    status: status === 'absent' && registered ? 'other-browser' : status,
  }));
}

/** Not started by this person as an ordinary program, but as a snap or flatpak. */
export async function isSandboxed({ platform, home }: Machine, browser: Browser): Promise<boolean> {
  if (platform !== 'linux' || (await exists(path.join(home, browser.profile.linux)))) return false;
  const there = await Promise.all(browser.sandboxes.map(folder => exists(path.join(home, folder))));
  return there.includes(true);
}

export async function statusOf(machine: Machine, browser: Browser): Promise<BrowserStatus> {
  const file = await registeredManifest(machine, browser);
  if (file === undefined) return (await isSandboxed(machine, browser)) ? 'sandboxed-browser' : 'absent';
  const manifest = parseManifest(await readFile(file, 'utf8').catch(() => ''));
  if (manifest === undefined || manifest.name !== NATIVE_HOST) return 'bad-path';
  if (!(await canRun(manifest.path))) return 'bad-path';
  const allowed = browser.family === 'firefox' ? GECKO_ID : ALLOWED_ORIGIN;
  if (!manifest.allowed.includes(allowed)) return 'forbidden';
  if (await blockedByPolicy(machine, browser)) return 'blocked-by-policy';
  return (await greet(manifest.path)) ?? 'ready';
}

/** The manifest that the browser would read, where there is one. */
async function registeredManifest(machine: Machine, browser: Browser): Promise<string | undefined> {
  if (machine.platform === 'win32' && machine.browserDir === undefined) {
    const output = await machine.reg(['query', registryKeyOf(browser), '/ve']);
    return /REG_SZ\s+(.+?)\s*$/m.exec(output ?? '')?.[1];
  }
  const file = manifestFile(machine, browser);
  return (await exists(file)) ? file : undefined;
}

interface Manifest {
  readonly name: string;
  readonly path: string;
  /** The extensions of the browser's own family; empty where the file was written for the other family. */
  readonly allowed: readonly string[];
}

function parseManifest(text: string): Manifest | undefined {
  try {
    const { name, path: file, allowed_origins, allowed_extensions } = Object(JSON.parse(text));
    const allowed = [allowed_origins, allowed_extensions].find(Array.isArray) ?? [];
    if (typeof name !== 'string' || typeof file !== 'string') return undefined;
    return { name, path: file, allowed: allowed.map(String) };
  } catch {
    return undefined;
  }
}

/** Chromium takes no relative path; the launcher must be there and, but on Windows, be a program. */
async function canRun(file: string): Promise<boolean> {
  if (!path.isAbsolute(file)) return false;
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
