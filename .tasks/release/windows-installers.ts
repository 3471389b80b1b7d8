import { copyFile, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BROWSERS } from '../../extension/helper/install/browsers.ts';
import { manifestFor, manifestName } from '../../extension/helper/install/manifest.ts';
import { PACKAGE_MARK, type PackageFormat } from '../../extension/helper/install/program.ts';
import { NATIVE_HOST, PUBLISHER } from '../../extension/wire/identity.ts';
import { withSummary } from './msi.ts';
import { make, type Release, uuidOf, VERSION } from './release.ts';

const EXECUTABLE = 'reconnect.exe';
const FAMILIES = ['chromium', 'firefox'] as const;
const TITLE = 'Reconnect helper';
/** Never changes: by it Windows knows that a newer package is the same product. */
const UPGRADE_CODE = '3D1B2E84-5E0B-4C47-A6F7-7F1C9B6B8E52';

/** The keys under `Software` that browsers read, and the family whose manifest each names. */
const KEYS = [...new Map(BROWSERS.flatMap(({ family, registry }) => registry.map(key => [key, family] as const)))].map(
  ([key, family]) => ({ key: `Software\\${key}\\NativeMessagingHosts\\${NATIVE_HOST}`, family }),
);

/** An installer for one person, without administrator. */
export async function buildNsis(release: Release, executable: string, output: string): Promise<void> {
  const folder = await writeFolder(release, executable, 'nsis');
  const uninstall = 'Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Reconnect';
  const files = [EXECUTABLE, PACKAGE_MARK, ...FAMILIES.map(manifestName)];
  const values = KEYS.map(({ key, family }) => `WriteRegStr HKCU "${key}" "" "$INSTDIR\\${manifestName(family)}"`);
  const script = path.join(folder, 'setup.nsi');
  await writeFile(
    script,
    `Unicode true
Target amd64-unicode
Name "Reconnect"
OutFile "${output}"
SetCompressor /SOLID lzma
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\\Programs\\Reconnect"
VIProductVersion ${VERSION}.0
VIAddVersionKey ProductName "Reconnect"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${TITLE}"
VIAddVersionKey LegalCopyright "MIT"
CompletedText "Done. Go back to your browser: the helper is ready."
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles
Section
SetOutPath $INSTDIR
; A browser may hold the old program: it can be moved while it runs, not replaced.
Delete "$INSTDIR\\${EXECUTABLE}.old"
Rename "$INSTDIR\\${EXECUTABLE}" "$INSTDIR\\${EXECUTABLE}.old"
${files.map(name => `File "${name}"`).join('\n')}
Delete /REBOOTOK "$INSTDIR\\${EXECUTABLE}.old"
WriteUninstaller "$INSTDIR\\uninstall.exe"
${values.join('\n')}
WriteRegStr HKCU "${uninstall}" DisplayName "${TITLE}"
WriteRegStr HKCU "${uninstall}" DisplayVersion "${VERSION}"
WriteRegStr HKCU "${uninstall}" Publisher "${PUBLISHER}"
WriteRegStr HKCU "${uninstall}" UninstallString '"$INSTDIR\\uninstall.exe"'
WriteRegStr HKCU "${uninstall}" QuietUninstallString '"$INSTDIR\\uninstall.exe" /S'
WriteRegDWORD HKCU "${uninstall}" NoModify 1
WriteRegDWORD HKCU "${uninstall}" NoRepair 1
SectionEnd
Section Uninstall
${KEYS.map(({ key }) => `DeleteRegKey HKCU "${key}"`).join('\n')}
${[...files, `${EXECUTABLE}.old`, 'uninstall.exe'].map(name => `Delete /REBOOTOK "$INSTDIR\\${name}"`).join('\n')}
RMDir "$INSTDIR"
DeleteRegKey HKCU "${uninstall}"
SectionEnd
`,
  );
  await make('makensis', ['-V2', '-INPUTCHARSET', 'UTF8', script], release);
}

/** A package for everybody on a machine, as companies roll it out. */
export async function buildMsi(release: Release, executable: string, output: string): Promise<void> {
  const folder = await writeFolder(release, executable, 'msi');
  const files = FAMILIES.map(family => `<File Id="${family}" Source="${manifestName(family)}"/>`);
  const values = KEYS.map(
    ({ key, family }) =>
      `<RegistryKey Root="HKLM" Key="${key}"><RegistryValue Type="string" Value="[#${family}]"/></RegistryKey>`,
  );
  const source = path.join(folder, 'package.wxs');
  await writeFile(
    source,
    `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="${guidOf(`product ${VERSION}`)}" Name="${TITLE}" UpgradeCode="${UPGRADE_CODE}" Language="1033" Version="${VERSION}" Manufacturer="${PUBLISHER}">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine"/>
    <MajorUpgrade DowngradeErrorMessage="A newer version is installed."/>
    <Media Id="1" Cabinet="reconnect.cab" EmbedCab="yes"/>
    <Property Id="ARPNOMODIFY" Value="1"/>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder"><Directory Id="INSTALLDIR" Name="Reconnect">
        <Component Id="Helper" Guid="${guidOf('component helper')}" Win64="yes">
          <File Id="program" Source="${EXECUTABLE}" KeyPath="yes"/>
          <File Id="mark" Source="${PACKAGE_MARK}"/>
          ${files.join('\n          ')}
          ${values.join('\n          ')}
        </Component>
      </Directory></Directory>
    </Directory>
    <Feature Id="Main" Level="1"><ComponentRef Id="Helper"/></Feature>
  </Product>
</Wix>
`,
  );
  await make('wixl', ['-a', 'x64', '-o', output, source], release);
  const code = guidOf(`package ${VERSION} ${release.epoch}`);
  await writeFile(output, withSummary(await readFile(output), { code, epoch: release.epoch }));
}

/** What both put into the program's folder. Windows takes a manifest's path relative to the manifest. */
async function writeFolder(release: Release, executable: string, format: PackageFormat): Promise<string> {
  const folder = path.join(release.scratch, format);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await copyFile(executable, path.join(folder, EXECUTABLE));
  await writeFile(path.join(folder, PACKAGE_MARK), `${format}\r\n`);
  for (const family of FAMILIES)
    await writeFile(path.join(folder, manifestName(family)), manifestFor(family, EXECUTABLE));
  // Both formats keep when a file was changed.
  const time = Number(release.epoch);
  for (const name of await readdir(folder)) await utimes(path.join(folder, name), time, time);
  return folder;
}

/** The same identifier for the same name, in the form that Windows wants. */
function guidOf(name: string): string {
  return uuidOf(`reconnect ${name}`).toUpperCase();
}
