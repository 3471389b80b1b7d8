import { constants } from 'node:fs/promises';
import path from 'node:path';
import { NATIVE_HOST } from '../../wire/identity.ts';
import { canAccess } from '../can-access.ts';
import { readTextAtMost } from '../read-at-most.ts';
import { BROWSERS, type Browser } from './browsers.ts';
import { greet } from './greet.ts';
import { PROGRAM } from './launcher.ts';
import type { Machine } from './machine.ts';
import {
  extensionsIn,
  type Manifest,
  type ManifestPlace,
  manifestFiles,
  parseManifest,
  registryKeys,
} from './manifest.ts';
import { blockingPolicy } from './policy.ts';
import { isSandboxed } from './presence.ts';
import { type BrowserStatus, type Proof, seen } from './proof.ts';
import { readRegistry, valuesOf } from './registry.ts';
import { type WeakSpot, weakSpotOf } from './safe-files.ts';

/** Browsers' manifests are some hundred bytes. */
const MAX_MANIFEST_BYTES = 65_536;

/** The state of every browser that is there, in the order of the table. */
export async function statusOfAll(
  machine: Machine,
  browsers: readonly Browser[],
): Promise<readonly { readonly browser: Browser; readonly status: BrowserStatus }[]> {
  const all = await Promise.all(browsers.map(async browser => ({ browser, status: await statusOf(machine, browser) })));
  const places = await Promise.all(BROWSERS.map(browser => registeredManifest(machine, browser)));
  const names = BROWSERS.filter((_, index) => places[index] !== undefined).map(browser => browser.title);
  if (names.length === 0) return all;
  const elsewhere: BrowserStatus = {
    state: 'other-browser',
    proof: [seen('elsewhere', { browsers: names.join(', ') })],
  };
  return all.map(({ browser, status }) => ({ browser, status: status.state === 'absent' ? elsewhere : status }));
}

/**
 * The first thing that keeps a browser from the helper, else `ready`. Starts the launcher only when nobody else can
 * have changed it.
 */
export async function statusOf(machine: Machine, browser: Browser): Promise<BrowserStatus> {
  // Whatever is registered: from inside its sandbox this browser starts nothing of the system.
  if (await isSandboxed(machine, browser)) return { state: 'sandboxed-browser', proof: [] };
  const place = await registeredManifest(machine, browser);
  if (place === undefined) return { state: 'absent', proof: [] };
  const { file } = place;
  const bad = (name: string, values: Proof['values'] = {}): BrowserStatus => ({
    state: 'bad-path',
    proof: [seen('manifest', { file }), seen(name, values)],
  });

  const text = await readTextAtMost(file, MAX_MANIFEST_BYTES);
  if (text === undefined) return { state: 'bad-path', proof: [seen('manifest-gone', { file })] };
  const manifest = parseManifest(text, browser.family);
  if (manifest === undefined) return bad('manifest-broken');
  if (manifest.name !== NATIVE_HOST) return bad('manifest-name', { name: manifest.name, expected: NATIVE_HOST });
  // Only Windows takes a path that is relative to the manifest.
  const launcher = machine.platform === 'win32' ? path.resolve(path.dirname(file), manifest.path) : manifest.path;
  if (!path.isAbsolute(launcher)) return bad('launcher-relative', { file: launcher });
  if (!(await canAccess(launcher))) return bad('launcher-gone', { file: launcher });
  if (!(await canAccess(launcher, constants.X_OK))) return bad('launcher-locked', { file: launcher });
  // Before anything is started: it may be anybody's by now.
  const weak = await weakSpotIn(machine, [file, launcher, path.join(path.dirname(launcher), PROGRAM)]);
  if (weak !== undefined)
    return {
      state: 'unsafe',
      proof: [seen('manifest', { file }), seen(`unsafe-${weak.weakness}`, { file: weak.file })],
    };
  return statusOfProgram(machine, browser, place, { ...manifest, path: launcher });
}

/** The file is in order; whether the browser may start it, and what it says then. */
async function statusOfProgram(
  machine: Machine,
  browser: Browser,
  { file, level }: ManifestPlace,
  { path: launcher, allowed }: Manifest,
): Promise<BrowserStatus> {
  const manifest = seen('manifest', { file });
  const [extension, ...stores] = extensionsIn(browser.family);
  // Nobody knows here which of them the person has.
  const missing = [extension, ...stores].filter(own => !allowed.includes(own));
  if (missing.length > 0) {
    const others = allowed.join(', ') || '—';
    return { state: 'forbidden', proof: [manifest, seen('allowed', { extension: missing.join(', '), others })] };
  }
  const policy = await blockingPolicy(machine, browser, level);
  if (policy !== undefined) return { state: 'blocked-by-policy', proof: [seen('policy', { policy })] };
  const words = browser.family === 'firefox' ? [file, extension] : [extension];
  const { state, proof } = await greet(launcher, words);
  return { state, proof: state === 'ready' ? proof : [manifest, seen('launcher', { file: launcher }), ...proof] };
}

/** The manifest that the browser would read, where there is one. */
async function registeredManifest(machine: Machine, browser: Browser): Promise<ManifestPlace | undefined> {
  for (const place of manifestFiles(machine, browser)) if (await canAccess(place.file)) return place;
  if (machine.platform !== 'win32' || machine.browserDir !== undefined) return undefined;
  for (const { key, level, view } of registryKeys(browser)) {
    // A key without a default value is no registration: browsers look on.
    const file = valuesOf(await readRegistry(machine, key, view), key).get('');
    if (typeof file === 'string' && file !== '') return { file, level };
  }
  return undefined;
}

async function weakSpotIn(machine: Machine, files: readonly string[]): Promise<WeakSpot | undefined> {
  for (const file of files) {
    const weak = await weakSpotOf(machine, file);
    if (weak !== undefined) return weak;
  }
  return undefined;
}
