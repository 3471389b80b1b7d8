import { isAddress } from '../target/target.ts';
import type { Observation, Wanted } from './observation.ts';

/** What one reader saw. */
export interface Seen {
  readonly reader: string;
  readonly observations: readonly Observation[];
}

/**
 * Which of the observations are about the wanted host and port, and about the present: a paste often holds several
 * hosts and several runs. A later run of the same tool replaces an earlier one.
 */
export function selectObservations(seen: readonly Seen[], wanted: Wanted, port: number): readonly Seen[] {
  // Whoever types an address asks no resolver.
  const byAddress = wanted.host !== undefined && isAddress(wanted.host);
  const counts = (o: Observation) =>
    (o.port === undefined || o.port === port) && !(byAddress && o.question === 'name' && o.answer === 'resolves');
  const onPort = seen.map(one => ({
    reader: one.reader,
    observations: one.observations.filter(counts),
  }));
  const named = onPort.flatMap(one => one.observations).filter(o => hostsOf(o).length > 0);
  const keep = wanted.host === undefined ? agreeing(named) : about(named, wanted.host);
  return onPort
    .map(one => ({
      reader: one.reader,
      observations: latest(one.observations.filter(o => hostsOf(o).length === 0 || keep.has(o))),
    }))
    .filter(one => one.observations.length > 0);
}

/** Same host by name, where a short name matches its own full one. */
export function sameHost(a: string, b: string): boolean {
  const left = a.toLowerCase().replace(/\.$/, '');
  const right = b.toLowerCase().replace(/\.$/, '');
  if (left === right) return true;
  if (isAddress(left) || isAddress(right)) return false;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return !short.includes('.') && long.startsWith(`${short}.`);
}

function hostsOf(observation: Observation): readonly string[] {
  return observation.hosts ?? [];
}

function about(named: readonly Observation[], host: string): Set<Observation> {
  const aliases = [host];
  for (const o of named) {
    const hosts = hostsOf(o);
    if (hosts.length > 1 && hosts.some(h => aliases.some(a => sameHost(a, h)))) aliases.push(...hosts);
  }
  const matching = named.filter(o => hostsOf(o).some(h => aliases.some(a => sameHost(a, h))));
  if (matching.length > 0) return new Set(matching);
  // A name was wanted and only one address is spoken of (or the other way round): most likely the same host.
  const groups = groupsOf(named);
  const foreign = groups[0] ?? [];
  const mixed = foreign.length > 0 && foreign.every(h => isAddress(h) !== isAddress(host));
  return new Set(groups.length === 1 && mixed ? named : []);
}

/** Without a wanted host only what all hosts of the text have in common can be told. */
function agreeing(named: readonly Observation[]): Set<Observation> {
  const kept = new Set<Observation>();
  for (const question of new Set(named.map(o => o.question))) {
    const asked = named.filter(o => o.question === question);
    const oneHost = groupsOf(asked).length === 1;
    if (oneHost || new Set(asked.map(o => o.answer)).size === 1) for (const o of asked) kept.add(o);
  }
  return kept;
}

function groupsOf(observations: readonly Observation[]): string[][] {
  const groups: string[][] = [];
  for (const o of observations) {
    const hosts = hostsOf(o);
    const known = groups.find(group => group.some(h => hosts.some(other => sameHost(h, other))));
    if (known) known.push(...hosts);
    else groups.push([...hosts]);
  }
  return groups;
}

function latest(observations: readonly Observation[]): Observation[] {
  const last = new Map<string, number>();
  for (const o of observations) last.set(o.question, Math.max(last.get(o.question) ?? -1, o.at));
  return observations.filter(o => o.at === last.get(o.question));
}
