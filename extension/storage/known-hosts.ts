import { isRejection } from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import { loadRecents, type Recent } from './recents.ts';
import { loadPolicy, loadSettings } from './stored-settings.ts';

/** A host of the list under the field, and what its last check saw. */
export interface KnownHost {
  readonly target: string;
  readonly recent?: Recent;
  readonly pinned: boolean;
  /** The company put it there; it cannot be unpinned. */
  readonly preset: boolean;
}

/** The company's hosts, then the pinned ones, then the recent ones; each stands there once. */
export async function knownHosts(): Promise<readonly KnownHost[]> {
  const [recents, settings, policy] = await Promise.all([loadRecents(), loadSettings(), loadPolicy()]);
  const { pinned } = settings;
  const order = new Set([...policy.hosts, ...pinned, ...recents.map(({ target }) => target)]);
  return [...order].map(target => {
    const recent = recents.find(known => known.target === target);
    const preset = policy.hosts.includes(target);
    return { target, ...(recent && { recent }), pinned: preset || pinned.includes(target), preset };
  });
}

/** The hosts that the person checked or typed in our own pages, without their ports. */
export async function ownHosts(): Promise<readonly string[]> {
  const [recents, { pinned }] = await Promise.all([loadRecents(), loadSettings()]);
  return [...recents.map(({ target }) => target), ...pinned].flatMap(text => {
    const target = parseTarget(text);
    return isRejection(target) ? [] : target.host;
  });
}
