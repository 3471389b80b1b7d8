import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** Vitest tells these to what it starts, and Astro would take them for ours. */
const { BASE_URL, NODE_ENV, MODE, DEV, PROD, SSR, ...inherited } = process.env;

/** The environment in which the packages' programs, and with them the pinned Node, come first. */
export const environment: NodeJS.ProcessEnv = {
  ...inherited,
  PATH: [path.join(root, 'node_modules', '.bin'), process.env.PATH, '/usr/sbin', '/sbin'].join(path.delimiter),
  ASTRO_TELEMETRY_DISABLED: '1',
  // What a program prints is gathered, and shown where something failed: escapes would only be noise there.
  NO_COLOR: '1',
};

export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
  readonly elapsedMs: number;
}

/** What a program writes to this descriptor is seen at once by whoever waits for it. */
export const PROGRESS = 3;

/** Runs one program of the packages to its end and gathers what it printed. Never throws for a failing program. */
export function run(
  command: string,
  args: readonly string[],
  { show = false, more = {} }: { readonly show?: boolean; readonly more?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  const started = performance.now();
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...environment, ...more },
      stdio: ['ignore', 'pipe', 'pipe', process.stderr],
    });
    const chunks: Buffer[] = [];
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      if (show) process.stderr.write(chunk);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    const end = (ok: boolean, more = '') =>
      resolve({ ok, output: Buffer.concat(chunks).toString() + more, elapsedMs: performance.now() - started });
    child.on('error', error => end(false, error.message));
    child.on('close', code => end(code === 0));
  });
}
