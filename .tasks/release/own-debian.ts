import { debianWith } from '../debian.ts';
import { isLinuxX64, ONLY_LINUX_X64 } from './acceptance.ts';
import { isThere } from './release.ts';

/** A Debian with programs that stand for another system, made once and kept; or why there is none here. */
export async function openDebian(
  name: string,
  packages: readonly string[],
  architecture?: string,
): Promise<{ readonly folder: string } | { readonly skipped: string }> {
  if (!isLinuxX64) return ONLY_LINUX_X64;
  if (process.getuid?.() !== 0) return { skipped: 'it needs root, for a Debian of its own' };
  for (const program of ['debootstrap', 'unshare', 'chroot'])
    if (!(await isThere(program))) return { skipped: `${program} is not there` };
  try {
    return { folder: await debianWith('trixie', name, packages, architecture) };
  } catch (error) {
    return { skipped: `no Debian with ${packages[0]}: ${String(error).trim().split('\n').at(-1)}` };
  }
}
