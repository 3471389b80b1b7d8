import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { access, copyFile, cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from './run.ts';

const run = promisify(execFile);

/** A Debian with nothing on it but, where it is `own`, its own Node and npm. */
export interface Kind {
  readonly suite: 'bookworm' | 'trixie';
  readonly node: 'own' | { readonly node: string; readonly npm: string };
}

export type User = 'root' | 'newcomer';

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export interface Machine {
  /** A program in the machine as this user, in the folder of the project. */
  readonly start: (user: User, command: string) => ChildProcess;
  readonly run: (user: User, command: string) => Promise<Ended>;
  readonly remove: () => Promise<void>;
}

/** What was made stays here, for the next time; a machine itself never does. */
const STORE = process.env.RECONNECT_FRESH ?? path.join(os.tmpdir(), 'reconnect-fresh');
/** Ways out to the registries, as the caller has them; a machine gets them as variables and nothing is written down. */
const PASSED_ON = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
const NPM_SETTINGS = ['registry', 'proxy', 'https-proxy', 'noproxy', 'strict-ssl'];
const CERTIFICATES = '/opt/certificates.pem';
const ROOM_FOR_OUTPUT = 64 * 1024 * 1024;

/** A new machine of this kind with the project's files in it, as somebody gets them who has just fetched them. */
export async function openMachine(kind: Kind, user: User): Promise<Machine> {
  const folder = path.join(STORE, `machine-${process.pid}-${Date.now()}`);
  await run('cp', ['-a', '--reflink=auto', await baseOf(kind), folder]);
  const home = user === 'root' ? '/root' : `/home/${user}`;
  const project = path.join(folder, home, 'reconnect');
  await copyProject(project);
  if (user !== 'root') await run('chroot', [folder, 'chown', '-R', `${user}:${user}`, home]);
  const settings = await callersSettings(folder);
  const node = kind.node === 'own' ? '' : '/opt/node/bin:';
  const start = (as: User, command: string): ChildProcess => {
    const variables = {
      ...settings,
      PATH: `${node}/usr/local/bin:/usr/bin:/bin${as === 'root' ? ':/usr/sbin:/sbin' : ''}`,
      HOME: as === 'root' ? '/root' : `/home/${as}`,
      USER: as,
      LANG: 'C.UTF-8',
      RECONNECT_PORT: '0',
      npm_config_cache: '/var/npm',
      // What one machine fetched the next need not ask for anew.
      npm_config_prefer_offline: 'true',
    };
    const clean = ['env', '-i', ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)];
    const there = ['sh', '-c', `cd ${home}/reconnect && ${command}`];
    return inNamespace(folder, as, ['chroot', `--userspec=${as}:${as}`, folder, ...clean, ...there]);
  };
  return {
    start,
    run: (as, command) => endOf(start(as, command)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Gathers what a program prints until it ends. */
export function endOf(child: ChildProcess): Promise<Ended> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data));
  return new Promise(resolve => child.once('close', code => resolve({ code, output })));
}

/**
 * Mounts and processes of its own: both are gone when the program ends, whatever it leaves behind. A group of its own as
 * well, so that Ctrl-C can be sent to all of it, as a terminal does.
 */
function inNamespace(folder: string, as: User, command: readonly string[]): ChildProcess {
  const at = (place: string) => `"${path.join(folder, place)}"`;
  const mounts = [
    `mount -t proc proc ${at('proc')}`,
    `mount --rbind /dev ${at('dev')}`,
    // What root fetched, an ordinary user may not write over: each has a cache.
    `mkdir -p ${at('var/npm')} "${STORE}/npm-${as}" "${STORE}/apt"`,
    `mount --bind "${STORE}/npm-${as}" ${at('var/npm')}`,
    `chroot "${folder}" chown ${as}:${as} /var/npm`,
    `mount --bind "${STORE}/apt" ${at('var/cache/apt/archives')}`,
  ];
  // The shell stays the first process of the namespace: that one alone outlives an interrupt that it does not handle.
  const script = `trap : INT; ${mounts.join(' && ')} && "$@"; exit $?`;
  const own = ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', script, 'sh'];
  return spawn('unshare', [...own, ...command], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Made once, by debootstrap; the second time it is only copied. */
async function baseOf({ suite, node }: Kind): Promise<string> {
  const bare = () =>
    made(`${suite}-bare`, async folder => {
      await mustRun('debootstrap', ['--variant=minbase', suite, folder, ...(await mirror())]);
      for (const file of ['resolv.conf', 'hosts']) await copyFile(`/etc/${file}`, path.join(folder, 'etc', file));
      await writeFile(path.join(folder, 'etc/apt/apt.conf.d/90caller'), await callersApt());
      await mustRun('chroot', [folder, 'useradd', '--create-home', '--shell', '/bin/bash', 'newcomer']);
      await forgetLists(folder);
    });
  if (node === 'own')
    return made(`${suite}-own`, async folder => {
      await run('cp', ['-a', await bare(), folder]);
      const install = 'apt-get update -q && apt-get install -y -q --no-install-recommends nodejs npm && apt-get clean';
      const { code, output } = await endOf(inNamespace(folder, 'root', ['chroot', folder, 'sh', '-c', install]));
      if (code !== 0) throw new Error(output.slice(-2000));
      await forgetLists(folder);
    });
  return made(`${suite}-node-${node.node}-npm-${node.npm}`, async folder => {
    const programs = await made(`node-${node.node}-npm-${node.npm}`, place => fetchNode(place, node));
    await run('cp', ['-a', await bare(), folder]);
    await cp(programs, path.join(folder, 'opt/node'), { recursive: true, verbatimSymlinks: true });
  });
}

/** Calls nobody's name until it is whole. */
async function made(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(STORE, name);
  if (
    await access(folder).then(
      () => true,
      () => false,
    )
  )
    return folder;
  process.stderr.write(`making ${name} …\n`);
  const unfinished = `${folder}.part`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(STORE, { recursive: true });
  await make(unfinished);
  await rename(unfinished, folder);
  return folder;
}

async function fetchNode(
  folder: string,
  { node, npm }: { readonly node: string; readonly npm: string },
): Promise<void> {
  const name = `node-linux-${process.arch}`;
  await mkdir(path.join(folder, 'bin'), { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }');
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${node}`, `npm@${npm}`], {
    cwd: folder,
  });
  await symlink(`../node_modules/${name}/bin/node`, path.join(folder, 'bin/node'));
  await symlink('../node_modules/npm/bin/npm-cli.js', path.join(folder, 'bin/npm'));
}

/** A new system has not yet asked which packages there are. */
async function forgetLists(folder: string): Promise<void> {
  await rm(path.join(folder, 'var/lib/apt/lists'), { recursive: true, force: true });
  await mkdir(path.join(folder, 'var/lib/apt/lists/partial'), { recursive: true });
}

/** The mirror that this machine's own apt uses, if it is a Debian. */
async function mirror(): Promise<readonly string[]> {
  const format = ['--format', '$(REPO_URI)', 'Created-By: Packages', 'Origin: Debian'];
  const { stdout } = await run('apt-get', ['indextargets', ...format]).catch(() => ({ stdout: '' }));
  return stdout
    .split('\n')
    .filter(line => line !== '' && !line.includes('security'))
    .slice(0, 1);
}

async function callersApt(): Promise<string> {
  const { stdout } = await run('apt-config', ['dump']).catch(() => ({ stdout: '' }));
  return stdout
    .split('\n')
    .filter(line => /^Acquire::(https?|Check)/.test(line))
    .join('\n')
    .concat('\n');
}

async function callersSettings(folder: string): Promise<Readonly<Record<string, string>>> {
  const variables: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) variables[name] = value;
  }
  const setting = async (name: string) => {
    const { stdout } = await run('npm', ['config', 'get', name], { cwd: os.homedir() }).catch(() => ({ stdout: '' }));
    const value = stdout.trim();
    return value === '' || value === 'null' || value === 'undefined' ? undefined : value;
  };
  for (const name of NPM_SETTINGS) {
    const value = await setting(name);
    if (value !== undefined) variables[`npm_config_${name.replaceAll('-', '_')}`] = value;
  }
  const trusted = process.env.NODE_EXTRA_CA_CERTS ?? (await setting('cafile'));
  if (trusted !== undefined) {
    await copyFile(trusted, path.join(folder, CERTIFICATES));
    variables.NODE_EXTRA_CA_CERTS = CERTIFICATES;
    variables.npm_config_cafile = CERTIFICATES;
  }
  return variables;
}

/** The files of the project as they are now, without what git leaves out. */
async function copyProject(folder: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    maxBuffer: ROOM_FOR_OUTPUT,
  });
  for (const file of new Set(stdout.split('\0').filter(Boolean)))
    await cp(path.join(root, file), path.join(folder, file)).catch(async error => {
      // A file that is deleted but not yet committed is not there.
      if (
        await readFile(path.join(root, file)).then(
          () => true,
          () => false,
        )
      )
        throw error;
    });
}

async function mustRun(command: string, args: readonly string[]): Promise<void> {
  await run(command, args, { maxBuffer: ROOM_FOR_OUTPUT });
}
