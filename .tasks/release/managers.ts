import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DOWNLOAD_FILES, parseDownloads } from '../../extension/wire/downloads.ts';
import { PUBLISHER } from '../../extension/wire/identity.ts';
import { sumsOf } from './checksums.ts';
import { DOWNLOADS, GUIDE, type Release, SUMMARY, VERSION } from './release.ts';

/** Where the files will lie; an address that nobody can take where the builder named none. */
const address = (name: string) => `${parseDownloads(DOWNLOADS) ?? 'https://downloads.reconnect.example/'}${name}`;
const WINGET_SCHEMA = '1.6.0';
const ID = `${PUBLISHER}.Reconnect`;

/** What package managers ask for: a text with address and checksum. Each names only files that were built. */
export async function writeManagers(release: Pick<Release, 'folder'>): Promise<void> {
  const folder = path.join(release.folder, 'package-managers');
  const put = async (name: string, text: string) => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  };
  const sums = await sumsOf(release.folder);
  await put('homebrew/reconnect.rb', formula(sums));
  await put('scoop/reconnect.json', scoop(sums));
  for (const [kind, text] of Object.entries(winget(sums))) await put(`winget/${ID}${kind}.yaml`, text);
}

function sumOf(sums: ReadonlyMap<string, string>, name: string): string {
  const sum = sums.get(name);
  if (sum === undefined) throw new Error(`${name} is named for a package manager, but was not built`);
  return sum;
}

function formula(sums: ReadonlyMap<string, string>): string {
  const choice = (name: string) => `url "${address(name)}"\n      sha256 "${sumOf(sums, name)}"`;
  return `class Reconnect < Formula
  desc "${SUMMARY}"
  homepage "${GUIDE}"
  version "${VERSION}"
  license "MIT"

  on_macos do
    on_arm do
      ${choice(DOWNLOAD_FILES['macos-arm64'])}
    end
    on_intel do
      ${choice(DOWNLOAD_FILES['macos-x64'])}
    end
  end
  on_linux do
    on_arm do
      ${choice('reconnect-linux-arm64.tar.gz')}
    end
    on_intel do
      ${choice('reconnect-linux-x64.tar.gz')}
    end
  end

  def install
    bin.install "reconnect"
  end

  def caveats
    "Register the helper with your browsers: reconnect install"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/reconnect --version")
  end
end
`;
}

function scoop(sums: ReadonlyMap<string, string>): string {
  const of = (name: string) => ({ url: `${address(name)}#/reconnect.exe`, hash: sumOf(sums, name) });
  const manifest = {
    version: VERSION,
    description: SUMMARY,
    homepage: GUIDE,
    license: 'MIT',
    architecture: { '64bit': of('reconnect-windows-x64.exe'), arm64: of('reconnect-windows-arm64.exe') },
    bin: 'reconnect.exe',
    post_install: '& "$dir\\reconnect.exe" install',
    pre_uninstall: '& "$dir\\reconnect.exe" uninstall',
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** https://learn.microsoft.com/windows/package-manager/package/manifest */
function winget(sums: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const head = `PackageIdentifier: ${ID}\nPackageVersion: ${VERSION}\n`;
  const tail = (type: string) => `ManifestType: ${type}\nManifestVersion: ${WINGET_SCHEMA}\n`;
  const installer = (architecture: string, scope: string, type: string, name: string) =>
    !sums.has(name)
      ? ''
      : `- Architecture: ${architecture}
  Scope: ${scope}
  InstallerType: ${type}
  InstallerUrl: ${address(name)}
  InstallerSha256: ${sumOf(sums, name).toUpperCase()}
`;
  const installers = [
    installer('x64', 'user', 'nullsoft', DOWNLOAD_FILES['windows-x64']),
    installer('x64', 'machine', 'wix', 'reconnect-x64.msi'),
    installer('arm64', 'user', 'portable', DOWNLOAD_FILES['windows-arm64']),
  ];
  return {
    '': `${head}DefaultLocale: en-US\n${tail('version')}`,
    '.installer': `${head}Commands:\n- reconnect\nInstallers:\n${installers.join('')}${tail('installer')}`,
    '.locale.en-US': `${head}PackageLocale: en-US
Publisher: ${PUBLISHER}
PackageName: Reconnect
PackageUrl: ${GUIDE}
License: MIT
ShortDescription: ${SUMMARY}
${tail('defaultLocale')}`,
  };
}
