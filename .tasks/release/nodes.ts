import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { root, run } from '../run.ts';
import pins from './node-binaries.json' with { type: 'json' };

export type System = keyof typeof pins;
export const SYSTEMS: readonly System[] = [
  'linux-x64',
  'linux-arm64',
  'windows-x64',
  'windows-arm64',
  'macos-arm64',
  'macos-x64',
];

/** A Node for one system, and the Node of the same version that makes an executable of it on this machine. */
export interface NodeFor {
  readonly system: System;
  readonly version: string;
  readonly binary: string;
  readonly builder: string;
}

export interface Pin {
  readonly package: string;
  readonly integrity: string;
}

const cache = path.join(root, 'node_modules', '.cache', 'reconnect', 'nodes');

/** Fetches what is not there yet from the registry that npm is set up with, and holds it against its checksum. */
export async function fetchNode(system: System): Promise<NodeFor> {
  const pin = pins[system];
  const folder = await fetchPackage(pin);
  const binary = path.join(folder, 'bin', system.startsWith('windows') ? 'node.exe' : 'node');
  // The part that is put in must be made by the version that will read it.
  const builder = 'builder' in pin ? path.join(await fetchPackage(pin.builder), 'bin', 'node') : process.execPath;
  const version = versionOf(pin);
  const builderVersion = 'builder' in pin ? versionOf(pin.builder) : process.versions.node;
  if (builderVersion !== version) throw new Error(`Node ${version} for ${system} needs a builder of its version`);
  return { system, version, binary, builder };
}

/** Node's version, its package and its checksum for each system, for the list of what is inside. */
export function pinOf(system: System): Pin & { readonly version: string } {
  const pin = pins[system];
  return { package: pin.package, integrity: pin.integrity, version: versionOf(pin) };
}

const versionOf = ({ package: name }: Pin) => name.slice(name.lastIndexOf('@') + 1);

export async function fetchPackage({ package: name, integrity }: Pin): Promise<string> {
  const folder = path.join(cache, name.replace('@', '-'));
  const archive = `${folder}.tgz`;
  await mkdir(cache, { recursive: true });
  if (!existsSync(archive)) {
    const packed = await run('npm', ['pack', name, '--silent', '--pack-destination', cache]);
    if (!packed.ok) throw new Error(`npm pack ${name} failed:\n${packed.output}`);
  }
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  if (`sha512-${digest}` !== integrity) {
    await rm(archive);
    throw new Error(`${name} is not the file that node-binaries.json names`);
  }
  if (existsSync(folder)) return folder;
  const unpacked = `${folder}.part`;
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked);
  const done = await run('tar', [
    '-xzf',
    archive,
    '-C',
    unpacked,
    '--strip-components=1',
    '--exclude=package/include',
    '--exclude=package/share',
  ]);
  if (!done.ok) throw new Error(done.output);
  await rename(unpacked, folder);
  return folder;
}
