import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const READY_WITHIN_MS = 15_000;
const BIN_FOLDERS = ['usr/local/bin', 'usr/bin', 'usr/sbin', 'bin', 'sbin'];

/**
 * Where the programs of the bench come from: this system, or another one unpacked in a folder (`debootstrap`), entered by
 * chroot; and the network namespace in which they run, where it is not this one. Everything started here ends with `close`,
 * by its process id.
 */
export class Place {
  readonly #root: string | undefined;
  readonly #namespace: string | undefined;
  readonly #children: ChildProcess[] = [];
  /** The bench's own files, as this process sees them. */
  readonly folder: string;

  constructor(root: string | undefined, namespace?: string) {
    this.#root = root;
    this.#namespace = namespace;
    this.folder = mkdtempSync(path.join(root === undefined ? os.tmpdir() : path.join(root, 'tmp'), 'reconnect-peers-'));
  }

  /** A file of the bench as the programs see it. */
  inside(file: string): string {
    const whole = path.join(this.folder, file);
    return this.#root === undefined ? whole : `/${path.relative(this.#root, whole)}`;
  }

  has(...programs: readonly string[]): boolean {
    return programs.every(program =>
      this.#root === undefined
        ? spawnSync('sh', ['-c', `command -v "${program}"`], { env: environment() }).status === 0
        : BIN_FOLDERS.some(folder => existsSync(path.join(this.#root ?? '/', folder, program))),
    );
  }

  hasFile(file: string): boolean {
    return existsSync(path.join(this.#root ?? '/', file));
  }

  /** Runs a program to its end. */
  run(command: readonly string[]): string {
    const [program = '', ...args] = this.entered(command);
    const done = spawnSync(program, args, { env: environment(), encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${command[0]}: ${done.stderr.trim().split('\n')[0]}`);
    return done.stdout;
  }

  /** Starts a program that listens, and waits until the kernel's table shows it; no connection is spent on that. */
  async serve(command: readonly string[], port: number, more: NodeJS.ProcessEnv = {}): Promise<void> {
    const child = this.start(command, more);
    const deadline = performance.now() + READY_WITHIN_MS;
    while (!isListening(port, child.pid)) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error(`${command[0]} does not listen (${child.exitCode ?? 'runs'})`);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  start(command: readonly string[], more: NodeJS.ProcessEnv = {}): ChildProcess {
    const [program = '', ...args] = this.entered(command);
    const child = spawn(program, args, {
      cwd: this.folder,
      env: { ...environment(), HOME: this.inside(''), XDG_RUNTIME_DIR: this.inside(''), ...more },
      stdio: 'ignore',
      detached: true,
    });
    child.once('error', () => {});
    this.#children.push(child);
    return child;
  }

  /** Ends what was started, each with the processes it forked. */
  async close(): Promise<void> {
    for (const { pid } of this.#children.toReversed()) endGroup(pid, 'SIGTERM');
    await new Promise(resolve => setTimeout(resolve, 300));
    for (const { pid } of this.#children) endGroup(pid, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** How a program of this place is started from outside. */
  entered(command: readonly string[]): readonly string[] {
    const inRoot = this.#root === undefined ? command : ['chroot', this.#root, ...command];
    return this.#namespace === undefined ? inRoot : ['ip', 'netns', 'exec', this.#namespace, ...inRoot];
  }
}

/** Below the ports that systems give to connections of their own, which would take one before a server does. */
const PORTS = { first: 15_000, count: 16_000 } as const;

/** A port that nothing listens on in this moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + Math.floor(Math.random() * PORTS.count);
    const server = net.createServer();
    const isFree = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise(resolve => server.close(resolve));
    if (isFree) return port;
  }
}

/** In the network of the process that is to listen; of one that has ended there is no table. */
function isListening(port: number, pid: number | undefined): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const files = ['tcp', 'tcp6'].map(table => `/proc/${pid}/net/${table}`);
  const tables = files.map(file => (existsSync(file) ? readFileSync(file, 'utf8') : ''));
  return tables.some(table => new RegExp(`:${hex} [0-9A-F]+:0000 0A `).test(table));
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin` };
}
