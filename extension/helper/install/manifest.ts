import path from 'node:path';
import { CHROMIUM_IDS, GECKO_ID, NATIVE_HOST } from '../../wire/identity.ts';
import type { Browser } from './browsers.ts';
import { launcherFile } from './launcher.ts';
import type { Machine } from './machine.ts';
import type { RegistryView } from './registry.ts';

/** The extension as a browser of this family names it to its native hosts: a store gives it an id of its own. */
export function extensionsIn(family: Browser['family']): readonly [string, ...string[]] {
  if (family === 'firefox') return [GECKO_ID];
  const [own, ...stores] = CHROMIUM_IDS;
  const origin = (id: string) => `chrome-extension://${id}/`;
  return [origin(own), ...stores.map(origin)];
}

/** The manifest that `install` writes. On Windows it lies with the launcher and the registry points at it. */
export function manifestFile(machine: Machine, browser: Browser): string {
  return ownManifest(machine, browser) ?? path.join(windowsFolderOf(machine), manifestName(browser.family));
}

/** What the manifest is called where those of both families lie in one folder, as on Windows. */
export function manifestName(family: Browser['family']): string {
  return `${NATIVE_HOST}.${family}.json`;
}

/** An installer puts the manifests beside its program. */
function windowsFolderOf({ data, program }: Machine): string {
  return program.kind === 'packaged' ? path.dirname(program.file) : data;
}

function ownManifest(machine: Machine, browser: Browser): string | undefined {
  return manifestFiles(machine, browser)[0]?.file;
}

/** A place where a browser looks for the manifest; one for everybody is an administrator's. */
export interface ManifestPlace {
  readonly file: string;
  readonly level: 'own' | 'everybody';
}

/** Where a browser looks on Linux and macOS, in its order; none on Windows. */
export function manifestFiles(machine: Machine, browser: Browser): readonly ManifestPlace[] {
  const { platform, home, root, browserDir } = machine;
  const name = `${NATIVE_HOST}.json`;
  if (browserDir !== undefined) return [{ file: path.join(browserDir, 'NativeMessagingHosts', name), level: 'own' }];
  if (platform === 'win32') return [];
  return browser.manifests[platform].map(folder =>
    folder.startsWith('/')
      ? { file: path.join(root, folder, name), level: 'everybody' }
      : { file: path.join(home, folder, name), level: 'own' },
  );
}

/** The key under the person's hive that `install` writes. */
export function registryKeyOf(browser: Browser): string {
  return registryKey('HKCU', browser.registry[0]);
}

export interface RegistryPlace {
  readonly key: string;
  readonly level: ManifestPlace['level'];
  readonly view: RegistryView;
}

/** Chromium reads a key's 32-bit half first (launch_context_win.cc), Firefox the other (NativeManifests.sys.mjs). */
const VIEWS: Readonly<Record<Browser['family'], readonly RegistryView[]>> = {
  chromium: ['32', '64'],
  firefox: ['64', '32'],
};

/** Where a browser looks on Windows: every key of the person's hive, which has one half only, before those of everybody. */
export function registryKeys({ family, registry }: Browser): readonly RegistryPlace[] {
  return [
    ...registry.map(name => ({ key: registryKey('HKCU', name), level: 'own' as const, view: '64' as const })),
    ...registry.flatMap(name =>
      VIEWS[family].map(view => ({ key: registryKey('HKLM', name), level: 'everybody' as const, view })),
    ),
  ];
}

function registryKey(hive: 'HKCU' | 'HKLM', name: string): string {
  return `${hive}\\Software\\${name}\\NativeMessagingHosts\\${NATIVE_HOST}`;
}

/** The native manifest that this installation registers with a browser. */
export function manifestText(machine: Machine, browser: Browser): string {
  return manifestFor(browser.family, launcherFile(machine));
}

/** A native manifest for browsers of a family that start this file. */
export function manifestFor(family: Browser['family'], launcher: string): string {
  const manifest = {
    name: NATIVE_HOST,
    description: 'Reconnect: finds out why Remote Desktop will not connect',
    path: launcher,
    type: 'stdio',
    [family === 'firefox' ? 'allowed_extensions' : 'allowed_origins']: extensionsIn(family),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** A manifest as a browser reads it. */
export interface Manifest {
  readonly name: string;
  readonly path: string;
  /** The extensions that may start the program, as this family of browsers names them. */
  readonly allowed: readonly string[];
}

/** Parses a manifest found on disk. Untrusted input: any program may have written it. */
export function parseManifest(text: string, family: Browser['family']): Manifest | undefined {
  try {
    const { name, path: file, allowed_origins, allowed_extensions } = Object(JSON.parse(text));
    if (typeof name !== 'string' || typeof file !== 'string') return undefined;
    const allowed = family === 'firefox' ? allowed_extensions : allowed_origins;
    return { name, path: file, allowed: Array.isArray(allowed) ? allowed.map(String) : [] };
  } catch {
    return undefined;
  }
}
