import { isAddress, type Target } from '../target/target.ts';
import { STAGES } from '../vocabulary.ts';
import type { Connection } from './connection.ts';
import { placeOf } from './connections.ts';
import type { Observed } from './observed.ts';
import type { Surroundings } from './surroundings.ts';

export interface Judged {
  readonly connection: Connection;
  readonly seen: Observed;
}

/** Tries that follow each other so closely belong to one attempt: clients ask again for less, or over the other family. */
const ATTEMPT_MS = 15_000;
/** Where the port had opened, a client asks again at once: later it is a person who does. */
const RETRY_MS = 3_000;
/** So long a person thinks about a certificate before the client goes on, with a new connection. */
const ASKED_MS = 45_000;
const SESSION = STAGES.indexOf('session');
/** Ports of other services, which a machine talks to beside what it cannot reach. */
const OTHERS_PORTS = new Set([
  20, 21, 22, 25, 53, 80, 88, 110, 123, 135, 137, 138, 139, 143, 389, 443, 445, 464, 636, 853, 993, 995, 3268, 5985,
  5986, 8080, 8443,
]);

/** What the person wants to reach, as far as it is known. */
export interface Wanted {
  readonly host?: string;
  readonly port?: number;
  /** It is a gateway: what is behind it goes through it unseen. */
  readonly isGateway?: boolean;
}

/** The connections that are Remote Desktop: by what they say, by the port, or by what the person wants to reach. */
export function rdpConnections(
  all: readonly Connection[],
  wanted: Wanted,
  around: Surroundings,
): readonly Connection[] {
  const wantedAddresses = addressesOf(wanted, around);
  if (wantedAddresses !== undefined) {
    const toWanted = all.filter(
      ({ server }) => wantedAddresses.has(server.address) && (server.port === wanted.port || wanted.port === undefined),
    );
    if (toWanted.length > 0)
      return toWanted.filter(one => one.speaksRdp || one.isOnRdpPort || one.server.port === wanted.port);
    return [];
  }
  const certain = all.filter(
    one => one.speaksRdp || one.isOnRdpPort || (isMute(one) && isLikeRdpPort(one.server.port)),
  );
  const places = new Set(certain.map(placeOf));
  if (certain.length > 0) return all.filter(one => places.has(placeOf(one)));
  // A port that never answered says nothing of what should be behind it: it counts where it is the only one that was tried.
  const mute = all.filter(one => isMute(one) && !OTHERS_PORTS.has(one.server.port));
  const ports = new Set(mute.map(({ server }) => server.port));
  return ports.size === 1 && all.every(one => mute.includes(one) || OTHERS_PORTS.has(one.server.port)) ? mute : [];
}

/** Ports that people move Remote Desktop to. */
function isLikeRdpPort(port: number): boolean {
  return (port >= 3_380 && port < 3_400) || /3389/.test(String(port));
}

/** Neither end said a word that is in the file. */
function isMute({ client, server, isCut }: Connection): boolean {
  return !isCut && client.speech.head.length === 0 && server.speech.head.length === 0;
}

function addressesOf({ host }: Wanted, { names }: Surroundings): ReadonlySet<string> | undefined {
  if (host === undefined) return undefined;
  const lower = host.toLowerCase();
  const found = [...names.values()].filter(({ name }) => name === lower || name.split('.')[0] === lower);
  // A name that nobody looked up in the file may be any of its addresses.
  return isAddress(lower) || found.length > 0
    ? new Set([lower, ...found.flatMap(({ addresses }) => [...addresses])])
    : undefined;
}

/**
 * The connection that a person asks about: of the attempts that failed the last one, and of its connections the one that
 * got furthest. Without any that failed, the last.
 */
export function chooseConnection(judged: readonly Judged[]): Judged | undefined {
  // Of what was under way before the file began no more is known than that it was.
  const begun = judged.filter(({ connection }) => !connection.isCut || connection.speaksRdp);
  const attempts = attemptsOf(begun.length > 0 ? begun : judged).map(furthest);
  const failed = attempts.filter(one => one.seen.failed !== undefined && !isMendedLater(one, begun));
  return failed.at(-1) ?? attempts.toSorted((a, b) => a.seen.reach - b.seen.reach).at(-1);
}

/** How long after one connection another may begin that belongs to the same attempt. */
function retryMs({ server, isOpen }: Connection, address: string): number {
  if (server.address !== address) return ATTEMPT_MS;
  // A client that timed out waiting for an answer does not retry by itself.
  return isOpen || server.rst !== undefined ? RETRY_MS : 0;
}

/** A client that left of its own accord, and that the same host let further later on: a question to its person, answered. */
function isMendedLater({ connection, seen }: Judged, all: readonly Judged[]): boolean {
  const { client, server, first } = connection;
  return (
    seen.note === 'client-left' &&
    all.some(
      ({ connection: other, seen: later }) =>
        other.first.timeMs > first.timeMs &&
        other.first.timeMs - connection.lastMs < ASKED_MS &&
        other.client.address === client.address &&
        other.server.address === server.address &&
        other.server.port === server.port &&
        later.reach > seen.reach,
    )
  );
}

function attemptsOf(judged: readonly Judged[]): readonly (readonly Judged[])[] {
  const attempts: Judged[][] = [];
  for (const one of judged) {
    const { client, server, first } = one.connection;
    const known = attempts.findLast(attempt =>
      attempt.some(
        ({ connection: other, seen }) =>
          // Whatever comes after a session is another one.
          seen.reach < SESSION &&
          other.server.port === server.port &&
          other.client.address === client.address &&
          (other.server.address === server.address || Math.abs(first.timeMs - other.first.timeMs) < ATTEMPT_MS) &&
          first.timeMs - other.lastMs < retryMs(other, server.address),
      ),
    );
    if (known === undefined) attempts.push([one]);
    else known.push(one);
  }
  return attempts;
}

/** A failure stands where nothing in the same attempt got past it. */
function furthest(attempt: readonly Judged[]): Judged {
  const [first, ...rest] = attempt;
  if (first === undefined) throw new Error('an attempt without a connection');
  return rest.reduce((best, one) => {
    const more = one.seen.reach - best.seen.reach;
    if (more !== 0) return more > 0 ? one : best;
    // As far as each other: what failed tells more, and of those the last.
    return one.seen.failed !== undefined || best.seen.failed === undefined ? one : best;
  }, first);
}

/** `name`: the one that led to this server, where the capture shows that; else its address stands for it. */
export function targetOf({ server }: Connection, name: string | undefined): Target {
  return { host: name ?? server.address, port: server.port };
}
