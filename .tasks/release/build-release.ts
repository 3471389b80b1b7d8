import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DOWNLOAD_FILES } from '../../extension/wire/downloads.ts';
import { root } from '../run.ts';
import { writeTemplates } from './administrative-templates.ts';
import { writeBillOfMaterials } from './bill-of-materials.ts';
import { writeChecksums } from './checksums.ts';
import { buildExecutable, releaseEnvironment } from './executable.ts';
import { buildDeb, buildRpm } from './linux-packages.ts';
import { writeManagers } from './managers.ts';
import { fetchNode, type NodeFor, SYSTEMS, type System } from './nodes.ts';
import { isThere, make, packTar, type Release, VERSION } from './release.ts';
import { packSources } from './sources.ts';
import { buildWidgetPackage } from './widget-package.ts';
import { buildMsi, buildNsis } from './windows-installers.ts';

/** What the packages of each Linux system are called there. */
const LINUX = {
  'linux-x64': {
    deb: 'amd64',
    rpm: 'x86_64',
    debFile: DOWNLOAD_FILES['debian-x64'],
    rpmFile: DOWNLOAD_FILES['fedora-x64'],
  },
  'linux-arm64': {
    deb: 'arm64',
    rpm: 'aarch64',
    debFile: DOWNLOAD_FILES['debian-arm64'],
    rpmFile: DOWNLOAD_FILES['fedora-arm64'],
  },
} as const;

/** Makes everything that people get, into `folder`, from what was built. What this machine cannot make is named. */
export async function buildRelease(folder: string): Promise<Release> {
  const { SOURCE_DATE_EPOCH: epoch } = await releaseEnvironment();
  const release: Release = { version: VERSION, folder, scratch: `${folder}.parts`, epoch, notBuilt: [] };
  for (const place of [release.folder, release.scratch]) {
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { recursive: true });
  }
  for (const system of SYSTEMS) await step(system, () => buildFor(release, system));
  await step('guide', () => packGuide(release));
  await step('widget', () => buildWidgetPackage(release));
  await step('extension', async () => {
    for (const name of ['reconnect-chrome.zip', 'reconnect-firefox.zip'])
      await copyFile(path.join(root, 'dist/extension', name), path.join(folder, name));
    await copyFile(path.join(root, 'dist/reconnect.mjs'), path.join(folder, 'reconnect.mjs'));
    await packSources(release);
  });
  await step('lists', async () => {
    await writeTemplates(release);
    await writeBillOfMaterials(release);
    await writeManagers(release);
    await writeChecksums(release);
  });
  await rm(release.scratch, { recursive: true });
  return release;
}

async function buildFor(release: Release, system: System): Promise<void> {
  const node = await fetchNode(system);
  const place = path.join(release.scratch, system);
  await mkdir(place);
  const isWindows = system.startsWith('windows');
  const executable = path.join(place, isWindows ? 'reconnect.exe' : 'reconnect');
  const { stripped } = await buildExecutable(node, path.join(root, 'dist', 'reconnect.mjs'), executable);
  if (!stripped)
    release.notBuilt.push(`${system}: built with Node's symbols in it, a quarter larger; llvm-strip is not there`);
  if (isWindows) return packWindows(release, system, executable);
  await copyLicense(node, place);
  await packTar(release, place, ['LICENSE.node', 'reconnect'], path.join(release.folder, `reconnect-${system}.tar.gz`));
  if (system === 'linux-x64' || system === 'linux-arm64') await packLinux(release, system, executable);
}

async function packLinux(release: Release, system: keyof typeof LINUX, executable: string): Promise<void> {
  const { deb, rpm, debFile, rpmFile } = LINUX[system];
  const nodeLicense = await readFile(path.join(path.dirname(executable), 'LICENSE.node'), 'utf8');
  const program = { executable, nodeLicense };
  if (await isThere('dpkg-deb'))
    await buildDeb(release, program, { architecture: deb, output: path.join(release.folder, debFile) });
  else release.notBuilt.push(`${debFile}: dpkg-deb is not there`);
  if (await isThere('rpmbuild'))
    await buildRpm(release, program, { architecture: rpm, output: path.join(release.folder, rpmFile) });
  else release.notBuilt.push(`${rpmFile}: rpmbuild is not there (Debian: apt-get install rpm)`);
}

async function packWindows(release: Release, system: System, executable: string): Promise<void> {
  await sign(release, executable);
  await copyFile(executable, path.join(release.folder, `reconnect-${system}.exe`));
  if (system !== 'windows-x64') return;
  const setup = path.join(release.folder, DOWNLOAD_FILES['windows-x64']);
  if (await isThere('makensis')) {
    await buildNsis(release, executable, setup);
    await sign(release, setup);
  } else release.notBuilt.push(`${path.basename(setup)}: makensis is not there (Debian: apt-get install nsis)`);
  const msi = path.join(release.folder, 'reconnect-x64.msi');
  if (await isThere('wixl')) {
    await buildMsi(release, executable, msi);
    await sign(release, msi);
  } else release.notBuilt.push(`${path.basename(msi)}: wixl is not there (Debian: apt-get install wixl)`);
}

/** The builder's own program signs a file in its place: keys, smart cards and services are theirs. */
async function sign(release: Release, file: string): Promise<void> {
  const program = process.env.RECONNECT_SIGN;
  if (program === undefined)
    release.notBuilt.push(`signature of ${path.basename(file)}: RECONNECT_SIGN names no program`);
  else await make(program, [file], release);
}

/** Node's licence, which goes wherever Node goes; the packages for Windows do not bring it. */
async function copyLicense({ binary }: NodeFor, place: string): Promise<void> {
  await copyFile(path.join(path.dirname(binary), '..', 'LICENSE'), path.join(place, 'LICENSE.node'));
}

/** The guide as plain files, with a recipe for a container that serves them. */
async function packGuide(release: Release): Promise<void> {
  const place = path.join(release.scratch, 'guide');
  await cp(path.join(root, 'dist/site'), path.join(place, 'site'), { recursive: true });
  await writeFile(
    path.join(place, 'Dockerfile'),
    `FROM nginxinc/nginx-unprivileged:stable-alpine
COPY site/ /usr/share/nginx/html/
EXPOSE 8080
`,
  );
  await packTar(release, place, ['Dockerfile', 'site'], path.join(release.folder, 'reconnect-guide.tar.gz'));
  await copyFile(path.join(root, 'dist/reconnect.html'), path.join(release.folder, 'reconnect.html'));
}

async function step(name: string, work: () => Promise<void>): Promise<void> {
  const started = performance.now();
  await work();
  process.stderr.write(`  released ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}
