import type { ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { endOf, inNamespace, STORE } from '../debian.ts';
import { fetchNode } from './nodes.ts';
import { openDebian } from './own-debian.ts';

/** A program to be started in Windows, by its full path there. */
export interface WindowsRun {
  readonly file: string;
  readonly words: readonly string[];
  /** Beside what is set for everybody. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: Buffer;
  readonly verbatim?: boolean;
}

export interface WindowsOutcome {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Wine with a fresh drive: Node's and our own programs run in it as on Windows, but for what Wine does otherwise. */
export interface Wine {
  readonly version: string;
  /** Runs programs one after the other. */
  readonly run: (runs: readonly WindowsRun[]) => Promise<readonly WindowsOutcome[]>;
  /** Where a path of drive C lies on this machine. */
  readonly at: (windowsPath: string) => string;
  readonly close: () => Promise<void>;
}

/** Node's own executable for Windows, on drive C. */
export const WINDOWS_NODE = 'C:\\node\\node.exe';
const START_WITHIN_MS = 120_000;
/** More than `windows-runner.ts` lets one run take. */
const RUN_WITHIN_MS = 150_000;
const LOOK_EVERY_MS = 50;

/** Opens Wine, or says why there is none. Debian's own, in a Debian of ours that is kept for the next time. */
export async function openWine(): Promise<Wine | { readonly skipped: string }> {
  const debian = await openDebian('wine', ['wine', 'wine64']);
  if ('skipped' in debian) return { skipped: `no Wine: ${debian.skipped}` };
  const folder = await mkdtemp(path.join(STORE, 'wine-'));
  for (const place of ['home', 'calls', 'prefix/drive_c/node'])
    await mkdir(path.join(folder, place), { recursive: true });
  const drive = path.join(folder, 'prefix/drive_c');
  await copyFile((await fetchNode('windows-x64')).binary, path.join(drive, 'node/node.exe'));
  await copyFile(path.join(import.meta.dirname, 'windows-runner.ts'), path.join(drive, 'node/windows-runner.ts'));
  const machine = startMachine(debian.folder, folder);
  const ended = endOf(machine);
  const forget = endWithProcess(machine, folder);
  const close = async () => {
    await writeFile(path.join(folder, 'calls/stop'), '');
    await Promise.race([ended, wait(10_000)]);
    if (isRunning(machine)) machine.kill('SIGKILL');
    await ended;
    forget();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitForFile(path.join(folder, 'calls/ready'), machine, START_WITHIN_MS);
    const version = (await readFile(path.join(folder, 'version'), 'utf8')).trim();
    return {
      version,
      run: createCaller(folder, machine),
      at: name => path.join(drive, ...name.split('\\').slice(1)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** An interrupt of this process ends Wine and removes its drive as well. What is returned takes that back. */
function endWithProcess(machine: ChildProcess, folder: string): () => void {
  const end = () => {
    if (machine.pid !== undefined && isRunning(machine)) process.kill(-machine.pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const interrupted = () => process.exit(130);
  process.once('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  return () => {
    process.off('exit', end);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted);
  };
}

/** A process that a signal ended has no exit code. */
function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** Everything that Wine writes goes into `folder`: the Debian itself stays as it was made. */
function startMachine(base: string, folder: string): ChildProcess {
  const variables = {
    PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
    HOME: '/wine/home',
    XDG_RUNTIME_DIR: '/tmp',
    WINEPREFIX: '/wine/prefix',
    WINEDEBUG: '-all',
    // Neither .NET nor a browser engine is wanted, and Wine would ask for both.
    WINEDLLOVERRIDES: 'mscoree=d;mshtml=d',
    LANG: 'C.UTF-8',
  };
  const script = [
    'wine --version > /wine/version',
    'wineboot --init > /wine/boot.log 2>&1 < /dev/null',
    // Node in Wine cannot open a pipe of this system as its output.
    `exec wine '${WINDOWS_NODE}' 'C:\\node\\windows-runner.ts' 'Z:\\wine\\calls' > /wine/out.log 2> /wine/err.log < /dev/null`,
  ].join('; ');
  const clean = ['env', '-i', ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)];
  const place = path.join(base, 'wine');
  const mounts = [
    `mkdir -p "${place}"`,
    `mount --bind "${folder}" "${place}"`,
    `mount -t tmpfs tmpfs "${path.join(base, 'tmp')}"`,
  ];
  return inNamespace(base, ['chroot', base, ...clean, 'sh', '-c', script], mounts);
}

/** Hands calls to the runner inside by files, which both sides can read whatever Wine makes of pipes. */
function createCaller(folder: string, machine: ChildProcess): Wine['run'] {
  let calls = 0;
  return async runs => {
    const name = path.join(folder, 'calls', `${++calls}`);
    const plain = runs.map(({ input, ...run }) => ({ ...run, input: input?.toString('base64') ?? '' }));
    await writeFile(`${name}.part`, JSON.stringify(plain));
    await rename(`${name}.part`, `${name}.call`);
    await waitForFile(`${name}.answer`, machine, runs.length * RUN_WITHIN_MS);
    const answers: unknown = JSON.parse(await readFile(`${name}.answer`, 'utf8'));
    if (!Array.isArray(answers)) throw new Error('the runner in Wine gave no answers');
    return answers.map(readOutcome);
  };
}

function readOutcome(answer: unknown): WindowsOutcome {
  const { code, stdout, stderr, error } = Object(answer);
  if (typeof error === 'string') throw new Error(`Wine could not run a program: ${error}`);
  return {
    code: typeof code === 'number' ? code : null,
    stdout: Buffer.from(String(stdout), 'base64'),
    stderr: Buffer.from(String(stderr), 'base64').toString(),
  };
}

async function waitForFile(file: string, machine: ChildProcess, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!existsSync(file)) {
    if (!isRunning(machine)) throw new Error('Wine has ended');
    if (performance.now() > deadline) throw new Error(`Wine did not answer within ${withinMs / 1000} s`);
    await wait(LOOK_EVERY_MS);
  }
}
