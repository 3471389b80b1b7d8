import type { ChildProcess } from 'node:child_process';
import { type Kind, type Machine, openMachine, type User } from './fresh-machine.ts';

/**
 * `npm run fresh`: both commands on Debians that have nothing but Node and npm, as root and as an ordinary user. Needs
 * root, debootstrap and the registries. `npm run fresh -- WORDS` tries only what has all these words in its line.
 */
const KINDS: readonly (readonly [system: string, node: string, kind: Kind])[] = [
  ['Debian 12', 'its own', { suite: 'bookworm', node: 'own' }],
  ['Debian 13', 'its own', { suite: 'trixie', node: 'own' }],
  ['Debian 12', 'Node 20, npm 10', { suite: 'bookworm', node: { node: '20', npm: '10' } }],
  ['Debian 12', 'Node 20, npm 11', { suite: 'bookworm', node: { node: '20', npm: '11' } }],
  ['Debian 12', 'Node 22, npm 10', { suite: 'bookworm', node: { node: '22', npm: '10' } }],
  ['Debian 13', 'Node 24, npm 11', { suite: 'trixie', node: { node: '24', npm: '11' } }],
];
const USERS: readonly User[] = ['root', 'newcomer'];
const START_WITHIN_MS = 600_000;
const END_WITHIN_MS = 20_000;

/** What the tests drive, as set-up has to bring it. */
const PROGRAMS = [
  'git',
  'openssl',
  'chromium',
  'firefox-esr',
  'xrdp',
  'freerdp-shadow-cli*',
  'winpr-hash*',
  'Xvfb',
  'ip',
  'nft',
].map(name => `ls /usr/bin/${name} || ls /usr/sbin/${name}`);

interface Trial {
  readonly versions: string;
  /** What set-up asked to be run first, by somebody who may. */
  readonly named: string;
  readonly start: string;
  readonly interrupt: string;
  readonly testSetup: string;
  readonly ok: boolean;
}

if (process.getuid?.() !== 0) {
  console.error('npm run fresh needs root: it makes systems of its own with debootstrap and chroot.');
  process.exit(2);
}
const words = process.argv.slice(2);
const rows: string[][] = [];
let failed = 0;
for (const [system, node, kind] of KINDS)
  for (const user of USERS) {
    const line = `${system} ${node} ${user}`;
    if (!words.every(word => line.includes(word))) continue;
    console.error(`\n== ${line}`);
    const machine = await openMachine(kind, user);
    const trial = await tryOn(machine, user).finally(machine.remove);
    if (!trial.ok) failed++;
    rows.push([system, trial.versions, user, trial.named, trial.start, trial.interrupt, trial.testSetup]);
    console.error(rows.at(-1)?.join(' | '));
  }
print(['system', 'Node, npm', 'user', 'asked for first', 'npm start', 'Ctrl-C', 'set-up of npm test'], rows);
console.log(`${rows.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function tryOn(machine: Machine, user: User): Promise<Trial> {
  const versions = (await machine.run(user, 'echo "$(node --version), $(npm --version)"')).output.trim();
  let started = await startAndInterrupt(machine, user);
  const asked = lineIn(started.output);
  if (asked !== undefined) {
    // What an ordinary user is asked to have run, word for word.
    const done = await machine.run('root', asked);
    if (done.code !== 0) console.error(done.output);
    started = await startAndInterrupt(machine, user);
  }
  if (!started.ok) console.error(started.output);
  const testSetup = await setUpTests(machine, user);
  return {
    versions,
    named: asked === undefined ? 'nothing' : packagesIn(asked),
    start: started.ok ? `guide served after ${started.seconds} s` : `FAILED: ${lastLine(started.output)}`,
    interrupt: started.interrupt,
    testSetup: testSetup.told,
    ok: started.ok && started.interrupt.startsWith('ends') && testSetup.ok,
  };
}

interface Started {
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: string;
  readonly interrupt: string;
}

/** Runs `npm start` until it says how to end it, asks for a page as a browser would, and ends it as a terminal does. */
async function startAndInterrupt(machine: Machine, user: User): Promise<Started> {
  const begun = performance.now();
  const child = machine.start(user, 'npm start');
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  const said = await printedBefore(child, 'Ctrl-C ends it.');
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  const url = /guide with the diagnosis: (http:\S+)/.exec(said.output)?.[1];
  if (!said.found || url === undefined) {
    interrupt(child, 'SIGKILL');
    await ended;
    return { ok: false, output: said.output, seconds, interrupt: 'not reached' };
  }
  const page = await fetch(`${url}guides/error-0x4/`).then(({ status }) => status, String);
  const [asked, late] = [performance.now(), setTimeout(() => interrupt(child, 'SIGKILL'), END_WITHIN_MS)];
  interrupt(child, 'SIGINT');
  const code = await ended;
  clearTimeout(late);
  const took = ((performance.now() - asked) / 1000).toFixed(1);
  return {
    ok: page === 200,
    output: `${said.output}\nthe page: ${page}`,
    seconds,
    interrupt: code === null ? 'FAILED: goes on' : `ends after ${took} s (exit code ${code})`,
  };
}

function printedBefore(
  child: ChildProcess,
  words: string,
): Promise<{ readonly found: boolean; readonly output: string }> {
  let output = '';
  return new Promise(resolve => {
    const late = setTimeout(() => resolve({ found: false, output }), START_WITHIN_MS);
    const settle = (found: boolean) => {
      clearTimeout(late);
      resolve({ found, output });
    };
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => {
        output += data;
        if (output.includes(words)) settle(true);
      });
    child.once('close', () => settle(false));
  });
}

/** To the whole group, as a terminal sends it. */
function interrupt(child: ChildProcess, signal: 'SIGINT' | 'SIGKILL'): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  process.kill(-child.pid, signal);
}

/** Root gets everything installed; an ordinary user gets one line, which is tried without being carried out. */
async function setUpTests(machine: Machine, user: User): Promise<{ readonly ok: boolean; readonly told: string }> {
  const { code, output } = await machine.run(user, 'npm run pretest');
  if (code !== 0) {
    console.error(output);
    return { ok: false, told: `FAILED: ${lastLine(output)}` };
  }
  const asked = lineIn(output);
  if (asked === undefined) {
    const missing = await machine.run(
      'root',
      PROGRAMS.map(ways => `{ ${ways}; } >/dev/null 2>&1 || echo '${ways}'`).join('; '),
    );
    const names = missing.output.trim().split('\n').filter(Boolean);
    return names.length > 0
      ? { ok: false, told: `FAILED: not installed: ${names.join(', ')}` }
      : { ok: true, told: `${PROGRAMS.length} programs there` };
  }
  const tried = await machine.run('root', asked.replace('apt-get install', 'apt-get --simulate install'));
  if (tried.code !== 0) console.error(tried.output);
  const count = packagesIn(asked).split(' ').length;
  return { ok: tried.code === 0, told: `${tried.code === 0 ? '' : 'FAILED: '}one line for ${count} packages` };
}

function lineIn(output: string): string | undefined {
  return /(?:sudo sh|su) -c '([^']+)'/.exec(output)?.[1];
}

function packagesIn(line: string): string {
  return /--no-install-recommends (.+)$/.exec(line)?.[1] ?? line;
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}

function print(head: readonly string[], body: readonly (readonly string[])[]): void {
  const all = [head, head.map(() => '---'), ...body];
  console.log(`\n${all.map(row => `| ${row.join(' | ')} |`).join('\n')}\n`);
}
