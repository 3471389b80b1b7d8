import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DOWNLOAD_FILES } from '../../extension/wire/downloads.ts';
import { root, run } from '../run.ts';
import { type Check, expectNone } from './acceptance.ts';
import { CHECKSUMS, sumsOf } from './checksums.ts';
import { checkSignature } from './mach-o.ts';
import { fetchNode, SYSTEMS } from './nodes.ts';
import { signatureAt } from './pe.ts';
import { isThere } from './release.ts';

/** What can be seen without starting anything that was built. */
export const FILE_CHECKS: readonly Check[] = [
  {
    name: 'checksums name every file, and agree with it',
    async run(folder) {
      const sums = await sumsOf(folder);
      const lines = (await readFile(path.join(folder, CHECKSUMS), 'utf8')).trimEnd().split('\n');
      const told = new Map(lines.map(line => [line.slice(66), line.slice(0, 64)]));
      expectNone([
        ...[...sums].filter(([name, sum]) => told.get(name) !== sum).map(([name]) => `${name} differs`),
        ...[...told.keys()].filter(name => !sums.has(name)).map(name => `${name} is not there`),
      ]);
      return `${sums.size} files`;
    },
  },
  {
    name: 'every download that popup and guide can link to is there',
    async run(folder) {
      const there = await readdir(folder);
      const names = Object.values(DOWNLOAD_FILES);
      expectNone(names.filter(name => !there.includes(name)).map(name => `${name} was not built`));
      return `${names.length} files`;
    },
  },
  {
    name: 'signatures of macOS executables cover every page, in ours and in Node’s own',
    async run(folder) {
      const counts: string[] = [];
      for (const system of SYSTEMS.filter(name => name.startsWith('macos'))) {
        const files = [(await fetchNode(system)).binary, await unpacked(folder, system)];
        for (const [index, file] of files.entries()) {
          const found = checkSignature(await readFile(file));
          if (found === undefined || found.wrong > 0) throw new Error(`${file}: ${JSON.stringify(found)}`);
          counts.push(`${system} ${index === 0 ? 'Node' : 'ours'} ${found.pages} pages`);
        }
      }
      return counts.join(', ');
    },
  },
  {
    name: 'Windows executables hold no signature of Node’s, and take one of ours',
    async run(folder) {
      const names = ['reconnect-windows-x64.exe', 'reconnect-windows-arm64.exe'];
      const signed: string[] = [];
      for (const name of names)
        if (signatureAt(await readFile(path.join(folder, name))) !== 0 && process.env.RECONNECT_SIGN === undefined)
          signed.push(`${name} holds a signature`);
      expectNone(signed);
      if (!(await isThere('osslsigncode'))) return { skipped: 'osslsigncode is not there' };
      for (const name of names) await signForTrial(path.join(folder, name));
      return `${names.length} signed with a throw-away key and verified`;
    },
  },
  {
    name: 'lintian finds no error that is not known',
    async run(folder) {
      if (!(await isThere('lintian'))) return { skipped: 'lintian is not there' };
      const found: string[] = [];
      for (const name of [DOWNLOAD_FILES['debian-x64'], DOWNLOAD_FILES['debian-arm64']]) {
        if (!existsSync(path.join(folder, name))) throw new Error(`${name} is not there`);
        const { output } = await run('lintian', [
          '--no-cfg',
          '--tag-display-limit',
          '0',
          '--allow-root',
          path.join(folder, name),
        ]);
        found.push(...output.split('\n').filter(line => line.startsWith('E: ') && !KNOWN_TAGS.test(line)));
      }
      expectNone(found);
      return 'both packages';
    },
  },
];

/** Chrome and Edge read no other folder; Node brings its libraries within it. */
const KNOWN_TAGS = /\b(?:dir-or-file-in-etc-opt|embedded-library)\b/;

/** The executable that an archive of the release holds, in the cache until the next one. */
export async function unpacked(folder: string, system: string): Promise<string> {
  const place = path.join(root, 'node_modules', '.cache', 'reconnect', 'verify', system);
  await run('mkdir', ['-p', place]);
  const done = await run('tar', ['-xzf', path.join(folder, `reconnect-${system}.tar.gz`), '-C', place]);
  if (!done.ok) throw new Error(done.output);
  return path.join(place, 'reconnect');
}

async function signForTrial(file: string): Promise<void> {
  const place = path.join(os.tmpdir(), `reconnect-sign-${process.pid}`);
  const [key, certificate, output] = ['key.pem', 'certificate.pem', 'signed.exe'].map(name => path.join(place, name));
  if (key === undefined || certificate === undefined || output === undefined) return;
  await run('mkdir', ['-p', place]);
  const steps: readonly (readonly [string, readonly string[]])[] = [
    [
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=trial',
        '-addext',
        'extendedKeyUsage=codeSigning',
        '-keyout',
        key,
        '-out',
        certificate,
      ],
    ],
    ['osslsigncode', ['sign', '-certs', certificate, '-key', key, '-in', file, '-out', output]],
    ['osslsigncode', ['verify', '-CAfile', certificate, '-in', output]],
  ];
  try {
    for (const [program, words] of steps) {
      const done = await run(program, words);
      if (!done.ok) throw new Error(`${path.basename(file)}: ${done.output.trim().split('\n').slice(-3).join(' ')}`);
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
