import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './ports.ts';

/** A real RDP server on loopback, started for one test file and ended by its process id. */
export interface Server {
  readonly host: '127.0.0.1';
  readonly port: number;
  stop(): Promise<void>;
}

/** Where a server runs: loopback unless the lab says which namespace, with an address and a port of its own. */
export interface Place {
  readonly namespace: string;
  readonly port: number;
}

/** What is not installed; a test that meets it is skipped with this as its reason. */
export interface Missing {
  readonly missing: string;
}

const SEARCH_PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
/** A machine with other work has been seen to take twelve seconds for one that takes two. */
const READY_WITHIN_MS = 60_000;
const OUTPUT_KEPT = 2_000;
const run = promisify(execFile);

/** xrdp in the foreground with an own ini, key and certificate, as `security_layer` says. */
export async function startXrdp(securityLayer: 'negotiate' | 'tls' | 'rdp', place?: Place): Promise<Server | Missing> {
  if (!(await isInstalled('xrdp'))) return { missing: 'xrdp is not installed' };
  if (!(await isInstalled('openssl'))) return { missing: 'openssl is not installed' };
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-xrdp-'));
  const file = (name: string) => path.join(folder, name);
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=practice-xrdp'],
    ...['-keyout', file('key.pem'), '-out', file('cert.pem')],
  ]);
  const port = place?.port ?? (await freePort());
  await writeFile(
    file('xrdp.ini'),
    [
      '[Globals]',
      'ini_version=1',
      'fork=true',
      place === undefined ? `port=tcp://.:${port}` : `port=${port}`,
      'crypt_level=high',
      `security_layer=${securityLayer}`,
      `certificate=${file('cert.pem')}`,
      `key_file=${file('key.pem')}`,
      'ssl_protocols=TLSv1.2, TLSv1.3',
      '[Logging]',
      `LogFile=${file('xrdp.log')}`,
      'LogLevel=INFO',
      'EnableSyslog=false',
      '[Channels]',
      '[Xorg]',
      'name=Xorg',
      'lib=libxup.so',
      'username=ask',
      'password=ask',
      'port=-1',
      '',
    ].join('\n'),
  );
  const command = ['xrdp', '-n', '-c', file('xrdp.ini')];
  const child = start(place === undefined ? command : ['ip', 'netns', 'exec', place.namespace, ...command], folder);
  return listening(child, port, folder);
}

/** FreeRDP's shadow server over an Xvfb of its own. With `nla` it knows one user, whose password no test ever uses. */
export async function startShadow(security: 'nla' | 'tls' | 'rdp'): Promise<Server | Missing> {
  if (!(await isInstalled('Xvfb'))) return { missing: 'Xvfb is not installed' };
  // FreeRDP 3 has a 3 behind its programs' names.
  const [shadow, hash] = await Promise.all([
    firstInstalled('freerdp-shadow-cli', 'freerdp-shadow-cli3'),
    firstInstalled('winpr-hash', 'winpr-hash3'),
  ]);
  if (shadow === undefined) return { missing: 'freerdp-shadow-cli is not installed' };
  if (hash === undefined) return { missing: 'winpr-hash is not installed' };
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-shadow-'));
  const sam = path.join(folder, 'practice.sam');
  const { stdout } = await run(hash, ['-u', 'practice', '-p', 'practice', '-f', 'sam'], { env: environment() });
  await writeFile(sam, stdout);
  const { child: screen, display } = await startXvfb(folder);
  const port = await freePort();
  const authentication = security === 'nla' ? ['+auth', `/sam-file:${sam}`] : ['-auth'];
  const child = start(
    [shadow, '/bind-address:127.0.0.1', `/port:${port}`, `/sec:${security}`, ...authentication],
    folder,
    {
      DISPLAY: display,
      HOME: folder,
      XDG_CONFIG_HOME: path.join(folder, 'config'),
    },
  );
  return listening(child, port, folder, [screen]);
}

/** A screen alone, for a client that wants one. */
export async function startScreen(): Promise<{ display: string; stop(): Promise<void> } | Missing> {
  if (!(await isInstalled('Xvfb'))) return { missing: 'Xvfb is not installed' };
  const { child, display } = await startXvfb(os.tmpdir());
  return { display, stop: () => end(child) };
}

/** Prometheus with these files in a folder of its own; its configuration is `prometheus.yml`. */
export async function startPrometheus(files: Readonly<Record<string, string>>): Promise<Server | Missing> {
  if (!(await isInstalled('prometheus'))) return { missing: 'prometheus is not installed' };
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-prometheus-'));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const port = await freePort();
  const where = [`--web.listen-address=127.0.0.1:${port}`, `--storage.tsdb.path=${path.join(folder, 'data')}`];
  const child = start(['prometheus', '--config.file=prometheus.yml', '--log.level=warn', ...where], folder);
  return listening(child, port, folder);
}

/**
 * Xvfb chooses a free display itself and says which on descriptor 3. Without `-noreset` it starts anew when its last
 * client leaves: FreeRDP's shadow server connects, leaves and connects again, and on a busy machine came in between.
 */
async function startXvfb(folder: string): Promise<{ child: ChildProcess; display: string }> {
  const options = ['-noreset', '-nolisten', 'tcp', '-screen', '0', '640x480x24'];
  const child = spawn('Xvfb', ['-displayfd', '3', ...options], {
    cwd: folder,
    env: environment(),
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const pipe = child.stdio[3];
  const display = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('Xvfb ended before it was ready')));
    pipe?.once('data', (data: Buffer) => resolve(`:${data.toString().trim()}`));
  });
  return { child, display };
}

function start([program = '', ...args]: readonly string[], folder: string, more: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(program, args, {
    cwd: folder,
    env: { ...environment(), ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function listening(
  child: ChildProcess,
  port: number,
  folder: string,
  others: readonly ChildProcess[] = [],
): Promise<Server> {
  const stop = async () => {
    await Promise.all([child, ...others].map(end));
    await rm(folder, { recursive: true, force: true });
  };
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => {
      said = `${said}${data}`.slice(-OUTPUT_KEPT);
    });
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await isListening(child, port))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await stop();
      throw new Error(`${path.basename(child.spawnfile)} did not listen on port ${port}, and said:\n${said}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return { host: '127.0.0.1', port, stop };
}

/** Asks the kernel's table, so that the server under test sees no connection that the test did not mean. */
async function isListening(child: ChildProcess, port: number): Promise<boolean> {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map(table => readFile(`/proc/${child.pid}/net/${table}`, 'utf8').catch(() => '')),
  );
  return tables.some(table => new RegExp(`:${hex} [0-9A-F]+:0000 0A `).test(table));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  // xrdp forks for every connection; one whose client was cut off in silence would wait on for ever.
  const forked = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '');
  child.kill('SIGTERM');
  for (const pid of forked.trim().split(' ').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended in this moment.
    }
  }
  const hard = setTimeout(() => child.kill('SIGKILL'), 2000);
  await ended;
  clearTimeout(hard);
}

async function firstInstalled(...programs: readonly string[]): Promise<string | undefined> {
  for (const program of programs) if (await isInstalled(program)) return program;
  return undefined;
}

export async function isInstalled(program: string): Promise<boolean> {
  const found = await run('sh', ['-c', `command -v ${program}`], { env: environment() }).catch(() => undefined);
  return found !== undefined;
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: SEARCH_PATH };
}
