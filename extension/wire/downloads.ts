/**
 * The files by which people get the helper, as `npm run release` names them. Popup and guide link to them under the
 * build's address of downloads, so all three read the names here.
 */
export const DOWNLOAD_FILES = {
  'windows-x64': 'reconnect-setup-x64.exe',
  'windows-arm64': 'reconnect-windows-arm64.exe',
  'macos-arm64': 'reconnect-macos-arm64.tar.gz',
  'macos-x64': 'reconnect-macos-x64.tar.gz',
  'debian-x64': 'reconnect-amd64.deb',
  'debian-arm64': 'reconnect-arm64.deb',
  'fedora-x64': 'reconnect-x86_64.rpm',
  'fedora-arm64': 'reconnect-aarch64.rpm',
} as const;
export type DownloadId = keyof typeof DOWNLOAD_FILES;

/** The systems that have a way of their own to install the helper, and the files of each: the usual one first. */
export const INSTALL_SYSTEMS = ['windows', 'macos', 'debian', 'fedora'] as const;
export type InstallSystem = (typeof INSTALL_SYSTEMS)[number];
export const DOWNLOADS_OF: Readonly<Record<InstallSystem, readonly DownloadId[]>> = {
  windows: ['windows-x64', 'windows-arm64'],
  macos: ['macos-arm64', 'macos-x64'],
  debian: ['debian-x64', 'debian-arm64'],
  fedora: ['fedora-x64', 'fedora-arm64'],
};

/** How the person opens what was downloaded; each has its sentence `popup.download.open.…` in content/en/ui.yaml. */
export type Opening = 'windows' | 'macos' | 'linux';

/** How the files of a system are opened. */
export function openingOf(system: InstallSystem): Opening {
  return system === 'windows' || system === 'macos' ? system : 'linux';
}

/** What a person with this system takes: the usual one first. None for a system that no helper is made for. */
export function downloadsFor(
  os: string,
  architecture: string,
): { readonly opening: Opening; readonly downloads: readonly DownloadId[] } | undefined {
  // Browsers say `arm64` or `aarch64`, `x86-64` or `x86_64`.
  const isArm = /arm|aarch/i.test(architecture);
  if (os === 'win') return { opening: 'windows', downloads: [isArm ? 'windows-arm64' : 'windows-x64'] };
  if (os === 'mac') return { opening: 'macos', downloads: [isArm ? 'macos-arm64' : 'macos-x64'] };
  if (os !== 'linux') return undefined;
  return { opening: 'linux', downloads: isArm ? ['debian-arm64', 'fedora-arm64'] : ['debian-x64', 'fedora-x64'] };
}

/** The folder that holds the files, with a slash at its end; undefined where this is no plain https address. */
export function parseDownloads(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, origin, pathname, username, password, search, hash } = new URL(address);
  if (protocol !== 'https:' || `${username}${password}${search}${hash}` !== '') return undefined;
  return `${origin}${pathname.replace(/\/*$/, '/')}`;
}
