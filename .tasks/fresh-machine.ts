import { type ChildProcess, execFile } from 'node:child_process';
import { copyFile, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  bareDebian,
  debianWith,
  type Ended,
  endOf,
  inNamespace,
  makeOnce,
  ROOM_FOR_OUTPUT,
  STORE,
  type Suite,
} from './debian.ts';
import { root } from './run.ts';

const run = promisify(execFile);

/** A Debian with nothing on it but, where it is `own`, its own Node and npm. */
export interface Kind {
  readonly suite: Suite;
  readonly node: 'own' | { readonly node: string; readonly npm: string };
}

export type User = 'root' | 'newcomer';

export interface Machine {
  /** A program in the machine as this user, in the folder of the project. */
  readonly start: (user: User, command: string) => ChildProcess;
  readonly run: (user: User, command: string) => Promise<Ended>;
  readonly remove: () => Promise<void>;
}

/** Ways out to the registries, as the caller has them; a machine gets them as variables and nothing is written down. */
const PASSED_ON = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
const NPM_SETTINGS = ['registry', 'proxy', 'https-proxy', 'noproxy', 'strict-ssl'];
const CERTIFICATES = '/opt/certificates.pem';

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
    const inside = ['chroot', `--userspec=${as}:${as}`, folder, ...clean, ...there];
    return inNamespace(folder, inside, cacheOf(folder, as));
  };
  return {
    start,
    run: (as, command) => endOf(start(as, command)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function baseOf({ suite, node }: Kind): Promise<string> {
  if (node === 'own') return debianWith(suite, 'own', ['nodejs', 'npm']);
  return makeOnce(`${suite}-node-${node.node}-npm-${node.npm}`, async folder => {
    const programs = await makeOnce(`node-${node.node}-npm-${node.npm}`, place => fetchNode(place, node));
    await run('cp', ['-a', await bareDebian(suite), folder]);
    await cp(programs, path.join(folder, 'opt/node'), { recursive: true, verbatimSymlinks: true });
  });
}

/** What root fetched, an ordinary user may not write over: each has a cache of packages. */
function cacheOf(folder: string, user: User): readonly string[] {
  const place = path.join(folder, 'var/npm');
  return [
    `mkdir -p "${place}" "${STORE}/npm-${user}"`,
    `mount --bind "${STORE}/npm-${user}" "${place}"`,
    `chroot "${folder}" chown ${user}:${user} /var/npm`,
  ];
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
