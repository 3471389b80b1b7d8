// Runs before every other command, on whatever Node the system has: so plain JavaScript and no dependency.
// Installs the locked packages when they are not the installed ones and, with --tests, the browser and the RDP servers
// that the tests drive. Where it may not install, it says exactly what to run.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const say = text => process.stderr.write(`${text}\n`);

/** Program -> Debian package. The tests name and count what they skip when one is missing. */
const PROGRAMS = {
  chromium: 'chromium',
  'firefox-esr': 'firefox-esr',
  xrdp: 'xrdp',
  'freerdp-shadow-cli': 'freerdp2-shadow-x11',
  'winpr-hash': 'winpr-utils',
  Xvfb: 'xvfb',
  ip: 'iproute2',
  nft: 'nftables',
  ping: 'iputils-ping',
};

/** What `npm run bench` stands beside; its tables name what is missing. */
const PEERS = { nmap: 'nmap', xfreerdp: 'freerdp2-x11', nc: 'netcat-openbsd' };

installPackages();
if (process.argv.includes('--bench')) installPrograms({ ...PROGRAMS, ...PEERS });
else if (process.argv.includes('--tests')) installPrograms(PROGRAMS);

function installPackages() {
  const stamp = path.join(root, 'node_modules', '.reconnect-lock');
  const hash = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('Installing the locked packages (about a minute the first time) …');
  // Not `npm ci`: it refuses a lockfile that was written where other systems' optional packages cannot be had. With a
  // lockfile there, `install` takes the same locked versions; `--no-save` keeps it from writing one.
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  const done = spawnSync(command, [...args, 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) stop('The packages could not be installed. Run: npm install --no-save');
  if (!existsSync(path.join(root, 'node_modules', '.bin', 'node')) && Number(process.versions.node.split('.')[0]) < 26)
    stop('This platform has no pinned Node among the packages. Install Node 26 or newer, then run the command again.');
  writeFileSync(stamp, hash);
}

function installPrograms(programs) {
  const missing = Object.keys(programs).filter(program => !onPath(program));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map(program => programs[program]))];
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get')) {
    say(`Installing for the tests: ${packages.join(' ')} …`);
    const done = spawnSync('sh', ['-c', command], {
      stdio: ['ignore', 'ignore', 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (done.status === 0) return;
  }
  say(`Missing for the tests: ${missing.join(', ')}. What needs them is skipped, counted and named.`);
  say(`On Debian or Ubuntu run: sudo sh -c '${command}'`);
}

function onPath(program) {
  const folders = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`.split(path.delimiter);
  return folders.some(folder => folder !== '' && existsSync(path.join(folder, program)));
}

function stop(sentence) {
  say(sentence);
  process.exit(1);
}
