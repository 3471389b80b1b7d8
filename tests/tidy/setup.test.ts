import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, readlink, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { pinnedNode } from '../../.tasks/setup-plan.mjs';

const TASKS = path.resolve(import.meta.dirname, '../../.tasks');
const pinned = pinnedNode(process.platform, process.arch) ?? { name: 'node-none', program: 'node-none/bin/node' };
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** Plays npm: `ci` does what the file `ci` says, `install` installs yaml at whatever version package.json asks for. */
const NPM = `
const fs = require('node:fs');
const [, , command, ...options] = process.argv;
fs.appendFileSync('calls', [process.version, command, ...options].join(' ') + '\\n');
const ci = fs.existsSync('ci') ? fs.readFileSync('ci', 'utf8') : '';
if (command === 'ci' && ci !== '') { process.stderr.write(ci); process.exit(1); }
const { yaml } = JSON.parse(fs.readFileSync('package.json', 'utf8')).dependencies;
fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/yaml': { version: yaml } } }));
`;

interface Project {
  readonly folder: string;
  readonly setUp: () => { readonly code: number | null; readonly said: string };
  readonly calls: () => Promise<readonly string[]>;
}

/** A small project with the real set-up; \`node\` is what its package of the pinned Node holds. */
async function project({ yaml = '2.9.1', node = '' } = {}): Promise<Project> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect setup-'));
  folders.push(folder);
  await mkdir(path.join(folder, '.tasks'));
  for (const file of ['setup.mjs', 'setup-plan.mjs', 'packages-for-pinned-node.cjs'])
    await cp(path.join(TASKS, file), path.join(folder, '.tasks', file));
  const write = (name: string, value: unknown) => writeFile(path.join(folder, name), JSON.stringify(value));
  const optionalDependencies = { [pinned.name]: '99.1.2' };
  await write('package.json', { dependencies: { yaml }, optionalDependencies });
  await write('package-lock.json', {
    packages: {
      '': { dependencies: { yaml: '2.9.1' }, optionalDependencies },
      'node_modules/yaml': { version: '2.9.1' },
    },
  });
  await writeFile(path.join(folder, 'npm.cjs'), NPM);
  const program = path.join(folder, 'node_modules', pinned.program);
  await mkdir(path.dirname(program), { recursive: true });
  if (node === '') await symlink(process.execPath, program);
  else {
    await writeFile(program, `#!/bin/sh\n${node}\n`);
    await chmod(program, 0o755);
  }
  return {
    folder,
    setUp: () => {
      const env = { ...process.env, npm_execpath: path.join(folder, 'npm.cjs') };
      const done = spawnSync(process.execPath, [path.join(folder, '.tasks', 'setup.mjs')], { env, encoding: 'utf8' });
      return { code: done.status, said: done.stderr };
    },
    calls: async () => (await readFile(path.join(folder, 'calls'), 'utf8')).trim().split('\n'),
  };
}

const linked = (folder: string) => path.join(folder, 'node_modules/.bin/node');

// The pinned Node is played by a script of the shell.
describe.skipIf(process.platform === 'win32')('set-up', () => {
  test('a fresh project → npm ci without anybody’s scripts, judged by the pinned Node, and only once', async () => {
    const { setUp, calls } = await project();
    expect(setUp().code).toBe(0);
    expect(setUp()).toEqual({ code: 0, said: '' });
    const [call = '', ...more] = await calls();
    expect(more).toEqual([]);
    expect(call).toMatch(/^v99\.1\.2 ci .*--ignore-scripts/);
  });

  test.each([
    ['npm linked no node', async () => {}],
    ['npm linked another one', (place: string) => symlink('/bin/sh', place)],
    ['npm linked one that is gone', (place: string) => symlink('../nowhere', place)],
  ])('%s → node is the pinned one', async (_, prepare) => {
    const { folder, setUp } = await project();
    await mkdir(path.dirname(linked(folder)));
    await prepare(linked(folder));
    expect(setUp().code).toBe(0);
    expect(await readlink(linked(folder))).toBe(`../${pinned.program}`);
    expect(await realpath(linked(folder))).toBe(await realpath(process.execPath));
  });

  test('package.json and lockfile differ → npm ci first, then a loud second way that names what came otherwise', async () => {
    const { folder, setUp, calls } = await project({ yaml: '2.8.0' });
    await writeFile(
      path.join(folder, 'ci'),
      'npm error code EUSAGE\nnpm error Invalid: lock file’s yaml@2.9.1 does not satisfy yaml@2.8.0\nnpm error Usage: npm ci\n',
    );
    const { code, said } = setUp();
    expect(code).toBe(0);
    expect(said).toContain('does not satisfy yaml@2.8.0');
    expect(said).not.toContain('Usage');
    expect(said).toMatch(
      /WARNING: package\.json and package-lock\.json do not agree.*yaml 2\.8\.0 \(locked: 2\.9\.1\)/,
    );
    expect(said).toMatch(/WARNING: installed otherwise than locked: yaml 2\.8\.0 \(locked: 2\.9\.1\)/);
    expect((await calls()).map(call => call.split(' ').slice(1, 3).join(' '))).toEqual([
      'ci --ignore-scripts',
      'install --no-save',
    ]);
    // It is said again each time, for as long as they differ.
    expect(setUp().said).toContain('WARNING');
  });

  test('npm fails for another reason → no second way, its own words and the reason', async () => {
    const { folder, setUp, calls } = await project();
    await writeFile(path.join(folder, 'ci'), 'npm error code ENOTFOUND\nnpm error network request failed\n');
    const { code, said } = setUp();
    expect(code).toBe(1);
    expect(said).toContain('network request failed');
    expect(said).toContain('The package registry cannot be reached from here, or will not answer (ENOTFOUND).');
    expect(await calls()).toHaveLength(1);
  });

  test('the pinned Node lacks a library → its name and what to do, and node is no longer linked to what cannot start', async () => {
    const node =
      'echo "error while loading shared libraries: libodd.so.9: cannot open shared object file" >&2; exit 127';
    const { folder, setUp } = await project({ node });
    await mkdir(path.dirname(linked(folder)));
    await symlink(`../${pinned.program}`, linked(folder));
    const { code, said } = setUp();
    expect(code).toBe(1);
    expect(said).toContain('The packaged Node 99.1.2 cannot start: this system lacks the shared library libodd.so.9.');
    expect(said).toContain('Install libodd.so.9 with this system’s own package manager');
    await expect(readlink(linked(folder))).rejects.toThrow();
  });
});
