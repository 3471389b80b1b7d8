import { chmod, copyFile, cp, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadStrings } from '../../content/words.ts';
import { BROWSERS } from '../../extension/helper/install/browsers.ts';
import { manifestFor } from '../../extension/helper/install/manifest.ts';
import { PACKAGE_MARK, type PackageFormat } from '../../extension/helper/install/program.ts';
import { CONTACT, NATIVE_HOST, PUBLISHER } from '../../extension/wire/identity.ts';
import { LICENSE, make, type Release, SUMMARY, VERSION } from './release.ts';

const PROGRAM = '/usr/lib/reconnect/reconnect';
const NODE_LICENSE = 'node.js.gz';
const DESCRIPTION = 'Native-messaging helper of the browser extension, and command line tool.';

interface LinuxProgram {
  readonly executable: string;
  /** Node's own licence, which goes where Node goes. */
  readonly nodeLicense: string;
}

/** A Debian package; `compression` is what dpkg-deb takes, quick for tests. */
export async function buildDeb(
  release: Release,
  program: LinuxProgram,
  { architecture, output, compression = 'xz' }: { architecture: string; output: string; compression?: 'xz' | 'none' },
): Promise<void> {
  const tree = path.join(release.scratch, `deb-${architecture}`);
  await writeTree(release, tree, program, 'deb');
  const kilobytes = Math.ceil((await filesIn(tree)).reduce((sum, { size }) => sum + size, 0) / 1024);
  const control = path.join(tree, 'DEBIAN');
  await mkdir(control);
  const conffiles = (await filesIn(path.join(tree, 'etc'))).map(({ file }) => `/etc/${file}\n`).toSorted();
  await writeFile(path.join(control, 'conffiles'), conffiles.join(''));
  await writeFile(
    path.join(control, 'control'),
    `Package: reconnect
Version: ${VERSION}
Architecture: ${architecture}
Maintainer: ${PUBLISHER} <${CONTACT}>
Installed-Size: ${kilobytes}
Depends: libc6 (>= 2.28), libstdc++6 (>= 6), libgcc-s1, libatomic1
Recommends: iputils-ping
Section: net
Priority: optional
Description: ${SUMMARY.charAt(0).toLowerCase()}${SUMMARY.slice(1)}
 ${DESCRIPTION}
`,
  );
  await setModes(tree);
  const packing = compression === 'none' ? ['-Znone'] : ['-Zxz'];
  await make('dpkg-deb', ['--root-owner-group', ...packing, '--build', tree, output], release);
}

/** A package for Fedora, openSUSE and related distributions. */
export async function buildRpm(
  release: Release,
  program: LinuxProgram,
  { architecture, output }: { architecture: string; output: string },
): Promise<void> {
  const top = path.join(release.scratch, `rpm-${architecture}`);
  const tree = path.join(top, 'tree');
  await writeTree(release, tree, program, 'rpm');
  await cp(path.join(tree, 'usr/lib/mozilla'), path.join(tree, 'usr/lib64/mozilla'), { recursive: true });
  await setModes(tree);
  const files = (await filesIn(tree)).map(({ file }) => `${file.startsWith('etc/') ? '%config ' : ''}"/${file}"`);
  await writeFile(
    path.join(top, 'reconnect.spec'),
    `Name: reconnect
Version: ${VERSION}
Release: 1
Summary: ${SUMMARY}
License: MIT
AutoReqProv: no
Requires: glibc >= 2.28, libatomic, libstdc++
%description
${DESCRIPTION}
%install
mkdir -p %{buildroot}
cp -a ${tree}/. %{buildroot}/
%files
%dir "/usr/lib/reconnect"
${files.toSorted().join('\n')}
`,
  );
  const settings = {
    _topdir: top,
    _rpmdir: top,
    _rpmfilename: 'built.rpm',
    _buildhost: 'reconnect',
    _binary_payload: 'w19.zstdio',
    __os_install_post: '%{nil}',
    _build_id_links: 'none',
    debug_package: '%{nil}',
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
    // Else the time would be that of a changelog, which there is none of.
    source_date_epoch_from_changelog: '0',
  };
  const defined = Object.entries(settings).flatMap(([name, value]) => ['--define', `${name} ${value}`]);
  await make(
    'rpmbuild',
    ['-bb', '--target', `${architecture}-linux`, ...defined, path.join(top, 'reconnect.spec')],
    release,
  );
  await copyFile(path.join(top, 'built.rpm'), output);
}

/** Everything that both packages put on a system: the program, its registration with every browser, its papers. */
async function writeTree(
  release: Release,
  tree: string,
  { executable, nodeLicense }: LinuxProgram,
  format: PackageFormat,
): Promise<void> {
  await rm(tree, { recursive: true, force: true });
  const put = async (file: string, content: string | Uint8Array) => {
    await mkdir(path.dirname(path.join(tree, file)), { recursive: true });
    await writeFile(path.join(tree, file), content);
  };
  await put(path.join(path.dirname(PROGRAM), PACKAGE_MARK), `${format}\n`);
  await copyFile(executable, path.join(tree, PROGRAM));
  await mkdir(path.join(tree, 'usr/bin'), { recursive: true });
  await symlink(path.posix.relative('/usr/bin', PROGRAM), path.join(tree, 'usr/bin/reconnect'));
  // Those after the second are other names of the same folder on other systems.
  for (const { family, manifests } of BROWSERS)
    await put(path.join(manifests.linux[1] ?? '', `${NATIVE_HOST}.json`), manifestFor(family, PROGRAM));
  const papers = 'usr/share/doc/reconnect';
  // The copyright file of Debian names common licences instead of holding them, and Node's own text holds several.
  const where = `It contains Node.js, whose licence and those of what it contains are in /${papers}/${NODE_LICENSE}.`;
  await put(`${papers}/copyright`, `${LICENSE}\n${where}\n`);
  await put(`${papers}/${NODE_LICENSE}`, gzipSync(nodeLicense, { level: 9 }));
  const changes = `reconnect (${VERSION}) unstable; urgency=low\n\n  * Release ${VERSION}.\n\n -- ${PUBLISHER} <${CONTACT}>  ${mailDate(release.epoch)}\n`;
  await put(`${papers}/changelog.gz`, gzipSync(changes, { level: 9 }));
  await put('usr/share/man/man1/reconnect.1.gz', gzipSync(await manualPage(release.epoch), { level: 9 }));
}

/** The command line's own help as a manual page. */
async function manualPage(epoch: string): Promise<string> {
  const { USAGE } = await import('../../extension/helper/cli/help.ts');
  const day = new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
  const roff = (text: string) =>
    text
      .replaceAll('\\', '\\e')
      .replaceAll('-', '\\-')
      .replace(/^([.'])/gm, '\\&$1');
  const purposes = await loadStrings(path.resolve(import.meta.dirname, '../../content/en/terminal.yaml'));
  const commands = Object.entries(USAGE).map(([name, words]) => {
    const purpose = purposes[`cli.help.${name}`] ?? '';
    return `.TP\n.B ${roff(words)}\n${roff(purpose.replace(/\s*\n\s*/g, ' '))}`;
  });
  return `.TH RECONNECT 1 ${day} "reconnect ${VERSION}"
.SH NAME
reconnect \\- ${roff(SUMMARY.charAt(0).toLowerCase() + SUMMARY.slice(1))}
.SH SYNOPSIS
.B reconnect
.I command
[\\fIargument\\fR ...]
.SH COMMANDS
${commands.join('\n')}
`;
}

const mailDate = (epoch: string) => new Date(Number(epoch) * 1000).toUTCString().replace('GMT', '+0000');

interface TreeFile {
  readonly file: string;
  readonly size: number;
}

async function filesIn(tree: string): Promise<readonly TreeFile[]> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  const names = entries
    .filter(entry => !entry.isDirectory())
    .map(entry => path.relative(tree, path.join(entry.parentPath, entry.name)));
  return Promise.all(
    names.map(async file => ({ file, size: (await stat(path.join(tree, file)).catch(() => ({ size: 0 }))).size })),
  );
}

/** Whatever the umask of the person who builds. */
async function setModes(tree: string): Promise<void> {
  await chmod(tree, 0o755);
  for (const entry of await readdir(tree, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    await chmod(file, entry.isDirectory() || file.endsWith(PROGRAM) ? 0o755 : 0o644);
  }
}
