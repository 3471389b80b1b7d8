import type { Connection } from './connection.ts';

/** At which end of a connection its packets were captured. `undefined`: they do not tell. */
export type Vantage = 'client' | 'server' | 'between';

/** What systems send with: a packet that still has it has crossed no router. */
const FIRST_TTLS = new Set([64, 128, 255]);
/** The capturing machine answers in its own time; the other one needs the way there and back as well. */
const TIMES_SLOWER = 4;
const AT_LEAST_MS = 0.15;

/**
 * Where a connection was captured: by the directions that the file notes, else by which end answers at once, else by who
 * has crossed no router.
 */
export function vantageOf({ client, server, clientDirections }: Connection): Vantage | undefined {
  const [direction, ...others] = clientDirections;
  if (direction !== undefined) return others.length > 0 ? 'between' : direction === 'out' ? 'client' : 'server';
  const [syn] = client.syns;
  const [synAck] = server.syns;
  if (syn !== undefined && synAck !== undefined && client.acknowledged !== undefined && client.syns.length === 1) {
    const server = synAck.timeMs - syn.timeMs;
    const own = client.acknowledged.timeMs - synAck.timeMs;
    if (server > own * TIMES_SLOWER + AT_LEAST_MS) return 'client';
    if (own > server * TIMES_SLOWER + AT_LEAST_MS) return 'server';
  }
  return byTtl(client.ttl, server.ttl ?? server.ttlOfReset);
}

function byTtl(client: number | undefined, server: number | undefined): Vantage | undefined {
  const fresh = (ttl: number | undefined) => ttl !== undefined && FIRST_TTLS.has(ttl);
  if (client !== undefined && !fresh(client))
    return fresh(server) ? 'server' : server === undefined ? undefined : 'between';
  return fresh(client) && server !== undefined && !fresh(server) ? 'client' : undefined;
}

/** Whether what the client sent has crossed a router before it was captured: then not at the client itself. */
export function isBeyondARouter({ client }: Connection): boolean {
  return client.ttl !== undefined && !FIRST_TTLS.has(client.ttl);
}

/**
 * Whether a reset says that it comes from the server while it has come another way than the server's own packets: then
 * something in between sent it.
 */
export function isForged({ server }: Connection, otherTtl: number | undefined): boolean {
  const usual = server.ttl ?? otherTtl;
  return server.ttlOfReset !== undefined && usual !== undefined && Math.abs(server.ttlOfReset - usual) > 0;
}
