// @ts-check
// Runs before every other command, on whatever Node the system has: so plain JavaScript and no dependency.
// Installs the locked packages when they are not the installed ones, sees to it that `node` is the pinned Node from then
// on and, with --tests, installs the browser and the RDP servers that the tests drive. Where it may not install, it says
// exactly what to run.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  chooseNode,
  choosePackage,
  disagreements,
  installLine,
  packagesFor,
  pinnedNode,
  unlocked,
  whyNotInstalled,
  whyNotStarted,
} from './setup-plan.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
/** @param {string} text */
const say = text => void process.stderr.write(`${text}\n`);
/** @param {string} file */
const readJson = file => JSON.parse(readFileSync(file, 'utf8'));

/** What the tests drive: program -> Debian package, the ways to have one thing in one row. The tests name and count what
 * they skip when one is missing. */
const PROGRAMS = [
  { git: 'git' },
  { openssl: 'openssl' },
  { chromium: 'chromium' },
  { 'firefox-esr': 'firefox-esr' },
  { xrdp: 'xrdp' },
  { 'freerdp-shadow-cli': 'freerdp2-shadow-x11', 'freerdp-shadow-cli3': 'freerdp3-shadow-x11' },
  { 'winpr-hash': 'winpr-utils', 'winpr-hash3': 'winpr3-utils' },
  { Xvfb: 'xvfb' },
  { ip: 'iproute2' },
  { nft: 'nftables' },
  { tcpdump: 'tcpdump' },
  { ping: 'iputils-ping' },
  { sysctl: 'procps' },
  { prometheus: 'prometheus' },
  { icinga2: 'icinga2-bin' },
];
/** What `npm run bench` stands beside; its tables name what is missing. */
const PEERS = [{ nmap: 'nmap' }, { xfreerdp: 'freerdp2-x11', xfreerdp3: 'freerdp3-x11' }, { nc: 'netcat-openbsd' }];
/** What `npm run fresh` makes its systems with. */
const MAKERS = [{ debootstrap: 'debootstrap' }];
/** @type {Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>} */
const WANTED = { '--tests': PROGRAMS, '--bench': [...PROGRAMS, ...PEERS], '--fresh': MAKERS };

const isRoot = process.getuid?.() === 0;
const hasApt = process.platform === 'linux' && onPath('apt-get');
const missing = Object.entries(WANTED)
  .flatMap(([option, needs]) => (process.argv.includes(option) ? needs : []))
  .filter(ways => !Object.keys(ways).some(onPath));

installPackages();
useNode();
installPrograms();

function installPackages() {
  const lockfile = path.join(root, 'package-lock.json');
  const stamp = path.join(modules, '.reconnect-lock');
  const text = readFileSync(lockfile);
  const hash = createHash('sha256').update(text).digest('hex');
  const differing = disagreements(readJson(path.join(root, 'package.json')), JSON.parse(text.toString()));
  if (differing.length === 0 && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('Installing the locked packages (about a minute the first time) …');
  // No package's script runs: none is needed, and one would run on the pinned Node before that is known to start.
  const ours = [
    '--ignore-scripts',
    '--include=optional',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const printed = npm(['ci', ...ours]);
  if (printed !== undefined) {
    const { retry, sentence } = whyNotInstalled(printed, root);
    // All of npm's words where they are about the fault, and not the manual of `npm ci`.
    say(retry ? (printed.match(/^.*(?:Invalid|Missing): .*$/gm) ?? []).join('\n') : printed);
    if (!retry) stop(sentence);
    say(`WARNING: ${sentence} ${differing.length > 0 ? `They differ in: ${differing.join(', ')}.` : ''}`);
    say('WARNING: installing what package.json asks for; that may be other code than what was tested.');
    const again = npm(['install', '--no-save', ...ours]);
    if (again !== undefined) stop(`${again}\n${whyNotInstalled(again, root).sentence}`);
    const other = unlocked(readJson(lockfile), readJson(path.join(modules, '.package-lock.json')));
    say(`WARNING: installed otherwise than locked: ${other.join(', ') || 'nothing'}. To fix it: npm install`);
  }
  writeFileSync(stamp, hash);
}

/** What npm printed, where it failed.
 * @param {readonly string[]} args */
function npm(args) {
  const own = process.env.npm_execpath;
  const [command, first] = own ? [process.execPath, [own]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  // Relative, since a path may hold a space.
  const judged = `${process.env.NODE_OPTIONS ?? ''} --require ./.tasks/packages-for-pinned-node.cjs`.trim();
  const env = { ...process.env, NODE_OPTIONS: judged };
  const done = spawnSync(command, [...first, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 2, 'pipe'],
    encoding: 'utf8',
  });
  return done.status === 0 ? undefined : `${done.stderr ?? ''}${done.error?.message ?? ''}`;
}

/** Makes `node` the pinned one for npm's scripts and the packages' programs, whether npm linked it or not. */
function useNode() {
  const wanted = Object.values(readJson(path.join(root, 'package.json')).optionalDependencies)[0];
  const pinned = pinnedNode(process.platform, process.arch);
  let state = tryPinned(pinned?.program);
  if (state.kind === 'lacks') {
    const { packages } = packagesFor(state.libraries);
    if (packages.length > 0 && isRoot && hasApt && aptInstall(packages, 'the packaged Node'))
      state = tryPinned(pinned?.program);
  }
  const choice = chooseNode({
    pinned: state,
    platform: `${process.platform} ${process.arch}`,
    system: process.versions.node,
    wanted,
  });
  if ('stop' in choice) {
    // Else the next command would end at the loader, before it comes to these words.
    unlink();
    return stop(choice.stop, state.kind === 'lacks' ? howToInstall(state.libraries) : undefined);
  }
  if (choice.use === 'pinned') link(pinned?.program ?? '');
  else {
    if (choice.note !== undefined) say(choice.note);
    unlink();
  }
}

/** @param {string | undefined} program @returns {import('./setup-plan.mjs').PinnedState} */
function tryPinned(program) {
  if (program === undefined) return { kind: 'absent' };
  const file = path.join(modules, program);
  if (!existsSync(file)) return { kind: 'broken', reason: 'npm has not installed it; run: npm ci --include=optional' };
  const tried = spawnSync(file, ['--version'], { encoding: 'utf8' });
  if (tried.status === 0) return { kind: 'runs', version: tried.stdout.trim() };
  const ldd = spawnSync('ldd', [file], { encoding: 'utf8' });
  return whyNotStarted(
    `${tried.error?.message ?? ''}\n${tried.stderr ?? ''}`,
    `${ldd.stdout ?? ''}${ldd.stderr ?? ''}`,
  );
}

/** @param {string} program */
function link(program) {
  const folder = path.join(modules, '.bin');
  const file = path.join(modules, program);
  const place = path.join(folder, 'node');
  if (process.platform === 'win32') {
    if (existsSync(`${place}.cmd`)) return;
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${place}.cmd`, `@"%~dp0\\..\\${program.replaceAll('/', '\\')}" %*\r\n`);
    return;
  }
  if (existsSync(place) && realpathSync(place) === realpathSync(file)) return;
  unlink();
  mkdirSync(folder, { recursive: true });
  symlinkSync(path.relative(folder, file), place);
}

function unlink() {
  for (const name of ['node', 'node.cmd', 'node.ps1']) rmSync(path.join(modules, '.bin', name), { force: true });
}

function installPrograms() {
  if (missing.length === 0) return;
  // Which of two packages this system has, its lists tell: a new one has none yet.
  if (isRoot && hasApt) spawnSync('apt-get', ['update'], { stdio: 'ignore' });
  if (isRoot && hasApt && aptInstall(missingPackages(), 'the tests')) return;
  const names = missing.map(ways => Object.keys(ways)[0]);
  say(`Missing for the tests: ${names.join(', ')}. What needs them is skipped, counted and named.`);
  say(`On Debian or Ubuntu run: ${line(missingPackages())}`);
}

function missingPackages() {
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const isKnown = /** @param {string} name */ name =>
    spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0;
  return missing.map(ways => choosePackage(Object.values(ways), isKnown, system));
}

/** @param {readonly string[]} libraries */
function howToInstall(libraries) {
  const { packages, unknown } = packagesFor(libraries);
  if (!hasApt || unknown.length > 0)
    return `Install ${libraries.join(', ')} with this system’s own package manager, then run the command again.`;
  return `Run this once, then the command again: ${line([...packages, ...missingPackages()])}`;
}

/** @param {readonly string[]} packages */
function line(packages) {
  return installLine([...new Set(packages)], { root: isRoot, sudo: onPath('sudo') });
}

/** Whether apt installed all of it; if not, it has said why.
 * @param {readonly string[]} packages @param {string} purpose */
function aptInstall(packages, purpose) {
  say(`Installing for ${purpose}: ${packages.join(' ')} …`);
  const done = spawnSync('sh', ['-c', line(packages)], {
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (done.status !== 0) say(`apt-get could not install them (exit code ${done.status}); its own words stand above.`);
  return done.status === 0;
}

/** @param {string} program */
function onPath(program) {
  const folders = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`.split(path.delimiter);
  return folders.some(folder => folder !== '' && existsSync(path.join(folder, program)));
}

/** @param {string} sentence @param {string} [more] */
function stop(sentence, more) {
  say(sentence);
  if (more !== undefined) say(more);
  process.exit(1);
}
