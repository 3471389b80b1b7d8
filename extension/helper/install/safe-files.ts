import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Machine } from './machine.ts';

/** Why somebody else could change what a browser starts. Each has its sentence `status.unsafe-…` in content/en/ui.yaml. */
export interface WeakSpot {
  readonly file: string;
  readonly weakness: 'link' | 'owner' | 'writable';
}

const FOLDER_MODE = 0o700;
const WRITABLE_BY_GROUP = 0o020;
const WRITABLE_BY_ALL = 0o002;
const STICKY = 0o1000;

/**
 * Whether anybody but this person and the administrator can change a file or folder, or put another one in its place: by
 * owner and mode of itself and of every folder above it. Windows guards a person's folders by other means.
 */
export async function weakSpotOf({ platform }: Pick<Machine, 'platform'>, file: string): Promise<WeakSpot | undefined> {
  if (platform === 'win32' || process.getuid === undefined) return undefined;
  const own = await lstat(file).catch(() => undefined);
  if (own === undefined) return undefined;
  if (own.isSymbolicLink()) return { file, weakness: 'link' };
  const weakness = weaknessIn(own);
  if (weakness !== undefined) return { file, weakness };
  // Links above are followed: where they lead to is what counts.
  let folder = await realpath(path.dirname(file));
  for (;;) {
    const above = await stat(folder);
    // In a folder such as /tmp nobody renames what is somebody else's.
    const found = (above.mode & STICKY) !== 0 ? undefined : weaknessIn(above);
    if (found !== undefined) return { file: folder, weakness: found };
    const parent = path.dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

function weaknessIn({ uid, gid, mode }: { uid: number; gid: number; mode: number }): WeakSpot['weakness'] | undefined {
  const me = process.getuid?.();
  if (uid !== 0 && uid !== me) return 'owner';
  if ((mode & WRITABLE_BY_ALL) !== 0) return 'writable';
  // Many systems give each person a group of their own, and let it write.
  const isMyOwnGroup = gid === process.getgid?.() && gid === me;
  return (mode & WRITABLE_BY_GROUP) !== 0 && gid !== 0 && !isMyOwnGroup ? 'writable' : undefined;
}

/**
 * A folder of this program's own. One that is ours and too open is closed; a link, or a folder that somebody else made, is
 * refused: whoever owns it can change what lies in it.
 */
export async function makeOwnFolder(machine: Machine, folder: string): Promise<WeakSpot | undefined> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  const weak = await weakSpotOf(machine, folder);
  if (weak?.file !== folder || weak.weakness !== 'writable') return weak;
  await chmod(folder, FOLDER_MODE);
  return weakSpotOf(machine, folder);
}

/**
 * Writes a file with exactly this mode, whatever the umask and whatever lay there: under a new name that is no link, and
 * then in its place at once, so that nobody ever starts half a file.
 */
export async function writeWhole(file: string, content: string | Uint8Array, mode: 0o600 | 0o700): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(content);
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file).catch(async () => {
      // Windows replaces no program that runs, a browser's helper perhaps; it can be moved, and goes on running.
      await moveAside(file, path.dirname(file));
      await rename(temporary, file);
    });
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Moves a file out of the way under a name that nobody starts, into this folder of the same drive. */
export async function moveAside(file: string, folder: string): Promise<void> {
  await rename(file, path.join(folder, `${path.basename(file)}.${randomBytes(6).toString('hex')}.old`));
}
