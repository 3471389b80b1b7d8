import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Debians of our own, made by debootstrap and kept between runs; programs run in them as on a machine of its own. */
const run = promisify(execFile);

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export type Suite = 'bookworm' | 'trixie';

/** What was made stays here, for the next time; a machine itself never does. */
export const STORE = process.env.RECONNECT_FRESH ?? path.join(os.tmpdir(), 'reconnect-fresh');
export const ROOM_FOR_OUTPUT = 64 * 1024 * 1024;

/** Gathers what a program prints until it ends. Never rejects: a program that does not start says so in its output. */
export function endOf(child: ChildProcess): Promise<Ended> {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.once('error', ({ message }) => (output += message));
  return new Promise(resolve => child.once('close', code => resolve({ code, output })));
}

/**
 * Mounts and processes of its own: both are gone when the program ends, whatever it leaves behind. A group of its own as
 * well, so that Ctrl-C can be sent to all of it, as a terminal does. `mounts` are further lines of a shell.
 */
export function inNamespace(folder: string, command: readonly string[], mounts: readonly string[] = []): ChildProcess {
  const at = (place: string) => `"${path.join(folder, place)}"`;
  const all = [
    `mount -t proc proc ${at('proc')}`,
    `mount --rbind /dev ${at('dev')}`,
    `mkdir -p "${STORE}/apt"`,
    `mount --bind "${STORE}/apt" ${at('var/cache/apt/archives')}`,
    ...mounts,
  ];
  // The shell stays the first process of the namespace: that one alone outlives an interrupt that it does not handle.
  const script = `trap : INT; ${all.join(' && ')} && "$@"; exit $?`;
  const own = ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', script, 'sh'];
  return spawn('unshare', [...own, ...command], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A Debian with nothing on it and one ordinary user. Made once; whoever changes it takes a copy. */
export function bareDebian(suite: Suite): Promise<string> {
  return makeOnce(`${suite}-bare`, async folder => {
    await mustRun('debootstrap', ['--variant=minbase', suite, folder, ...(await findMirror())]);
    for (const file of ['resolv.conf', 'hosts']) await copyFile(`/etc/${file}`, path.join(folder, 'etc', file));
    await writeFile(path.join(folder, 'etc/apt/apt.conf.d/90caller'), await readAptSettings());
    await mustRun('chroot', [folder, 'useradd', '--create-home', '--shell', '/bin/bash', 'newcomer']);
    await forgetLists(folder);
  });
}

/** The same with packages in it; `architecture` is another one whose packages it takes as well. */
export function debianWith(
  suite: Suite,
  name: string,
  packages: readonly string[],
  architecture?: string,
): Promise<string> {
  // Another list of packages is another Debian: what was kept of the old one would lack what is new.
  const list = hash('sha256', packages.join(' ')).slice(0, 8);
  return makeOnce(`${suite}-${name}-${list}`, async folder => {
    await run('cp', ['-a', await bareDebian(suite), folder]);
    const add = architecture === undefined ? '' : `dpkg --add-architecture ${architecture} && `;
    const get = `apt-get install -y -q --no-install-recommends ${packages.join(' ')}`;
    const install = `${add}apt-get update -q && ${get} && apt-get clean`;
    const { code, output } = await endOf(inNamespace(folder, ['chroot', folder, 'sh', '-c', install]));
    if (code !== 0) throw new Error(output.slice(-2000));
    await forgetLists(folder);
  });
}

/** Makes a folder, and gives it its name only once it is whole: what an interrupt left behind is made anew. */
export async function makeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(STORE, name);
  if (existsSync(folder)) return folder;
  process.stderr.write(`making ${name} …\n`);
  const unfinished = `${folder}.part`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(STORE, { recursive: true });
  await make(unfinished);
  await rename(unfinished, folder);
  return folder;
}

/** A new system has not yet asked which packages there are. */
async function forgetLists(folder: string): Promise<void> {
  await rm(path.join(folder, 'var/lib/apt/lists'), { recursive: true, force: true });
  await mkdir(path.join(folder, 'var/lib/apt/lists/partial'), { recursive: true });
}

/** The mirror that this machine's own apt uses, if it is a Debian. */
async function findMirror(): Promise<readonly string[]> {
  const format = ['--format', '$(REPO_URI)', 'Created-By: Packages', 'Origin: Debian'];
  const { stdout } = await run('apt-get', ['indextargets', ...format]).catch(() => ({ stdout: '' }));
  return stdout
    .split('\n')
    .filter(line => line !== '' && !line.includes('security'))
    .slice(0, 1);
}

async function readAptSettings(): Promise<string> {
  const { stdout } = await run('apt-config', ['dump']).catch(() => ({ stdout: '' }));
  return stdout
    .split('\n')
    .filter(line => /^Acquire::(https?|Check)/.test(line))
    .join('\n')
    .concat('\n');
}

async function mustRun(command: string, args: readonly string[]): Promise<void> {
  await run(command, args, { maxBuffer: ROOM_FOR_OUTPUT });
}
