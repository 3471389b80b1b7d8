import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DOWNLOAD_FILES } from '../../extension/wire/downloads.ts';
import { endOf, inNamespace } from '../debian.ts';
import { run } from '../run.ts';
import { type Check, expectNone, isLinuxX64, ONLY_LINUX_X64 } from './acceptance.ts';
import { openDebian } from './own-debian.ts';
import { eachBy, expectScriptsConclusions } from './practice-hosts.ts';
import { isThere, VERSION } from './release.ts';
import { unpacked } from './verify-files.ts';

/** The packages of Linux, and executables of systems that this machine is not. */
export const SYSTEM_CHECKS: readonly Check[] = [
  {
    name: 'the .deb goes in, runs, and purged leaves no file',
    async run(folder) {
      const reason = await whyNoPackages('dpkg');
      if (reason !== undefined) return { skipped: reason };
      return installAndRemove(async system => {
        for (const part of ['info', 'updates', 'triggers'])
          await mkdir(path.join(system, 'var/lib/dpkg', part), { recursive: true });
        await writeFile(path.join(system, 'var/lib/dpkg/status'), '');
        const dpkg = ['dpkg', `--root=${system}`, '--force-depends'];
        return {
          install: [...dpkg, '--install', path.join(folder, DOWNLOAD_FILES['debian-x64'])],
          remove: [...dpkg, '--purge', 'reconnect'],
          records: 'var/lib/dpkg',
        };
      });
    },
  },
  {
    name: 'the .rpm goes in, runs, and erased leaves no file',
    async run(folder) {
      const reason = await whyNoPackages('rpm');
      if (reason !== undefined) return { skipped: reason };
      return installAndRemove(async system => {
        const rpm = ['rpm', '--root', system, '--dbpath', '/rpm', '--nodeps'];
        return {
          install: [...rpm, '--nosignature', '--install', path.join(folder, DOWNLOAD_FILES['fedora-x64'])],
          remove: [...rpm, '--erase', 'reconnect'],
          records: 'rpm',
        };
      });
    },
  },
  {
    name: 'Linux arm64 (emulated): the executable says of every practice host what the script says',
    async run(folder) {
      const packages = ['qemu-user', 'libstdc++6:arm64', 'libatomic1:arm64', 'iputils-ping'];
      const debian = await openDebian('arm64', packages, 'arm64');
      if ('skipped' in debian) return { skipped: `no emulator: ${debian.skipped}` };
      return checkEmulated(debian.folder, await unpacked(folder, 'linux-arm64'));
    },
  },
  ...(['macos-arm64', 'macos-x64', 'windows-arm64'] as const).map(system => ({
    name: `${system}: the executable runs`,
    run: (folder: string) => runHere(system, folder),
  })),
];

const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'macos', win32: 'windows' };

/** Nothing here stands for these systems: whoever has such a machine runs this line there. */
async function runHere(
  system: 'macos-arm64' | 'macos-x64' | 'windows-arm64',
  folder: string,
): ReturnType<Check['run']> {
  if (`${PLATFORMS[process.platform]}-${process.arch}` !== system)
    return { skipped: `no ${system} here, and nothing that stands for it: the file was only looked through` };
  const executable = system.startsWith('windows')
    ? path.join(folder, `reconnect-${system}.exe`)
    : await unpacked(folder, system);
  return expectScriptsConclusions(eachBy(words => run(executable, words)));
}

async function whyNoPackages(tool: string): Promise<string | undefined> {
  if (!isLinuxX64) return ONLY_LINUX_X64.skipped;
  if (process.getuid?.() !== 0) return 'it needs root, to install into a system of its own';
  return (await isThere(tool)) ? undefined : `${tool} is not there`;
}

interface PackageCommands {
  readonly install: readonly string[];
  readonly remove: readonly string[];
  /** Where the tool keeps what it knows. */
  readonly records: string;
}

/** Installs into an empty system, runs what is there with nothing of this person's home, and removes it. */
async function installAndRemove(commandsFor: (system: string) => Promise<PackageCommands>): Promise<string> {
  const system = await mkdtemp(path.join(os.tmpdir(), 'reconnect-system-'));
  try {
    const { install, remove, records } = await commandsFor(system);
    await expectSuccess(install);
    const files = await filesOf(system, records);
    const program = path.join(system, 'usr/lib/reconnect/reconnect');
    const { output } = await run(program, ['--version'], { more: { HOME: system } });
    if (!output.includes(VERSION)) throw new Error(`the program says “${output.trim()}”, not ${VERSION}`);
    await expectSuccess(remove);
    expectNone((await filesOf(system, records)).map(file => `${file} is left`));
    return `${files.length} files`;
  } finally {
    await rm(system, { recursive: true, force: true });
  }
}

async function filesOf(system: string, records: string): Promise<readonly string[]> {
  const entries = await readdir(system, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => !entry.isDirectory())
    .map(entry => path.relative(system, path.join(entry.parentPath, entry.name)))
    .filter(file => !file.startsWith(`${records}/`));
}

async function expectSuccess([program = '', ...words]: readonly string[]): Promise<void> {
  const done = await run(program, words);
  if (!done.ok) throw new Error(`${program}: ${done.output.trim().slice(-500)}`);
}

/** By an emulator of the processor, in a Debian that has the libraries of that processor. */
async function checkEmulated(base: string, executable: string): Promise<string> {
  const place = await mkdtemp(path.join(os.tmpdir(), 'reconnect-arm64-'));
  try {
    await copyFile(executable, path.join(place, 'reconnect'));
    const there = path.join(base, 'mnt');
    const mounts = [`mount --bind "${place}" "${there}"`];
    const emulator = ['chroot', base, 'env', '-i', 'HOME=/mnt', 'qemu-aarch64', '/mnt/reconnect'];
    return await expectScriptsConclusions(eachBy(words => endOf(inNamespace(base, [...emulator, ...words], mounts))));
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
