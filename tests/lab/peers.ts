import { spawn, spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';

/** What one run of a program came to, measured from outside. */
export interface Run {
  readonly elapsedMs: number;
  readonly exit: number | 'stopped';
  readonly output: string;
  /** Of our own program only. */
  readonly peakMb?: number;
}

export interface Peer {
  readonly name: string;
  /** What has to be installed for it. */
  readonly program: string;
  readonly run: (host: string, port: number) => Promise<Run>;
  /** In few words, what it says of the host. */
  readonly says: (run: Run) => string;
}

const STOP_AFTER_MS = 20_000;
const BUNDLE = path.resolve(import.meta.dirname, '../../dist/reconnect.mjs');
/** Prints its peak memory on exit, and changes nothing else. */
const TELL_PEAK =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS))';

/** Runs a program to its end, `inside` a namespace where one is named, and ends it where it would hang. */
export function measure(command: readonly string[], inside?: string, screen?: string): Promise<Run> {
  const [program = '', ...args] = inside === undefined ? command : ['ip', 'netns', 'exec', inside, ...command];
  const started = performance.now();
  const child = spawn(program, args, {
    cwd: os.tmpdir(),
    env: {
      ...process.env,
      LC_ALL: 'C',
      ...(screen && { DISPLAY: screen }),
      PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin`,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data));
  return new Promise(resolve => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_AFTER_MS);
    child.once('error', error => (output += error.message));
    child.once('close', code => {
      clearTimeout(timer);
      const peak = /peak (\d+)/.exec(output)?.[1];
      const elapsedMs = performance.now() - started;
      resolve({ elapsedMs, exit: code ?? 'stopped', output, ...(peak && { peakMb: Number(peak) / 1024 }) });
    });
  });
}

/** `inside` a namespace; xfreerdp wants a `screen` even to sign in only. */
export function peers({ inside, screen }: { inside?: string; screen?: string } = {}): readonly Peer[] {
  const run =
    (command: (host: string, port: string) => readonly string[]): Peer['run'] =>
    (host, port) =>
      measure(command(host, String(port)), inside, screen);
  return [
    {
      name: 'reconnect check',
      program: process.execPath,
      run: run((host, port) => {
        const program = [process.execPath, '--import', TELL_PEAK, BUNDLE];
        return [...program, 'check', endpoint(host, port), '--json'];
      }),
      says: ({ output }) => verdictOf(output),
    },
    {
      name: 'nmap',
      program: 'nmap',
      run: run((host, port) => ['nmap', '-Pn', '-n', ...familyOf(host), '-p', port, host]),
      says: ({ output }) => /\/tcp\s+(\w+\s+\S+)/.exec(output)?.[1]?.replace(/\s+/, ' ') ?? 'nothing',
    },
    {
      name: 'nmap + 2 RDP scripts',
      program: 'nmap',
      run: run((host, port) => {
        const scripts = ['--script', '+rdp-enum-encryption,+rdp-ntlm-info'];
        return ['nmap', '-Pn', '-n', ...familyOf(host), ...scripts, '-p', port, host];
      }),
      says: ({ output, exit }) => (exit === 'stopped' ? 'hangs' : scriptsOf(output)),
    },
    {
      name: 'xfreerdp +auth-only',
      program: 'xfreerdp',
      run: run((host, port) => {
        const quiet = ['/cert:ignore', '/u:practice', '/p:practice', '+auth-only', '/log-level:ERROR'];
        return ['xfreerdp', `/v:${endpoint(host, port)}`, ...quiet];
      }),
      says: ({ exit }) => (exit === 'stopped' ? 'hangs' : `exit ${exit}`),
    },
    {
      name: 'nc -z',
      program: 'nc',
      run: run((host, port) => ['nc', '-z', '-w', '10', host, port]),
      says: ({ exit }) => (exit === 0 ? 'open' : 'not open'),
    },
  ];
}

function endpoint(host: string, port: string): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function familyOf(host: string): readonly string[] {
  return host.includes(':') ? ['-6'] : [];
}

/** Splits the peers into those that are here and, by name, those that are not: what is missing says nothing. */
export function installed(all: readonly Peer[]): {
  readonly here: readonly Peer[];
  readonly missing: readonly string[];
} {
  const isHere = ({ program }: Peer) => spawnSync('sh', ['-c', `command -v "${program}"`]).status === 0;
  return { here: all.filter(isHere), missing: all.filter(peer => !isHere(peer)).map(({ name }) => name) };
}

function verdictOf(output: string): string {
  const { stages, verdict } = JSON.parse(output.slice(0, output.lastIndexOf('}') + 1));
  if (verdict.healthy) return 'well';
  const failed = stages.find(({ outcome }: { outcome: string }) => outcome === 'failed')?.stage ?? 'nowhere';
  const likely = verdict.causes.slice(0, verdict.settled ? 1 : 2);
  return `${failed}: ${likely.map(({ cause }: { cause: string }) => cause).join(' or ')}`;
}

function scriptsOf(output: string): string {
  const lines = output.split('\n').filter(line => /^\|/.test(line));
  const successes = lines.filter(line => /SUCCESS/.test(line)).map(line => line.replace(/[|_]|: SUCCESS/g, '').trim());
  return successes.length > 0 ? successes.join(', ') : (lines[0]?.replace(/^\|_?\s*/, '') ?? 'nothing');
}
