import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROGRAM_VERSION } from '../../extension/helper/version.ts';
import { DOWNLOADS_ADDRESS, GUIDE_ADDRESS } from '../../extension/wire/identity.ts';
import { root, run } from '../run.ts';

/** What every part of a release is made with. */
export interface Release {
  readonly version: string;
  /** The finished files. */
  readonly folder: string;
  /** Parts that are no files of the release. */
  readonly scratch: string;
  /** Seconds since 1970, which go into archives in place of now. */
  readonly epoch: string;
  /** What could not be made here, and why. */
  readonly notBuilt: string[];
}

export const VERSION = PROGRAM_VERSION;
/** Addresses that a build may name in place of those in identity.ts. */
export const GUIDE = process.env.RECONNECT_SITE ?? GUIDE_ADDRESS;
export const DOWNLOADS = process.env.RECONNECT_DOWNLOADS ?? DOWNLOADS_ADDRESS;
export const SUMMARY = 'Finds out why Remote Desktop will not connect';
export const LICENSE = readFileSync(path.join(root, 'LICENSE'), 'utf8');

/** Runs a program of the release; throws with its output where it fails. */
export async function make(
  command: string,
  args: readonly string[],
  { epoch }: Pick<Release, 'epoch'>,
  more: NodeJS.ProcessEnv = {},
): Promise<void> {
  const done = await run(command, args, { more: { SOURCE_DATE_EPOCH: epoch, TZ: 'UTC', LC_ALL: 'C.UTF-8', ...more } });
  if (!done.ok) throw new Error(`${command} ${args.join(' ')} failed:\n${done.output}`);
}

/** Whether a program of the system is there; where it is not, what needs it is named as not built. */
export async function isThere(command: string): Promise<boolean> {
  return (await run('sh', ['-c', `command -v ${command}`])).ok;
}

/** An archive of a folder that comes out the same whoever packs it. `format` is how its name ends. */
export async function packTar(release: Release, from: string, names: readonly string[], output: string): Promise<void> {
  const owner = ['--sort=name', `--mtime=@${release.epoch}`, '--owner=0', '--group=0', '--numeric-owner'];
  const mode = ['--mode=u+rw,go+r,go-w,a+X'];
  await make('tar', ['-C', from, ...owner, ...mode, '-I', 'gzip -9n', '-cf', output, ...names], release);
}

/** A UUID that is the same for the same text. */
export function uuidOf(text: string): string {
  const hex = hash('sha256', text);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
