import type { Finding } from '../../../machines/findings.ts';
import { FAILURES, PROTOCOL } from '../../../machines/rdp/negotiation.ts';
import { decodeConnectionConfirm, encodeConnectionRequest } from '../../../machines/rdp/x224.ts';
import type { Connections } from './connections.ts';
import { COOKIE } from './negotiation.ts';
import { type Deadlines, seen } from './probe.ts';
import { ask } from './stream.ts';
import { probeUdp } from './udp.ts';

/** Asked one by one: what the host takes besides the best that it offers. */
const ALONE = [
  ['rdp', PROTOCOL.rdp],
  ['tls', PROTOCOL.ssl],
] as const;

/**
 * What a person may ask for beyond the quick check: whether the host also takes weaker security, each on a connection of
 * its own while some are left, and whether it speaks RDP over UDP.
 */
export async function probeDeep(
  { address, port, security }: { address: string; port: number; security: string },
  connections: Connections,
  deadlines: Deadlines,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const started = performance.now();
  const udp = probeUdp(address, port, { deadlineMs: deadlines.connectMs, signal });
  const takes: Record<string, string> = {};
  for (const [name, protocols] of ALONE) {
    if (connections.exhausted || signal.aborted) break;
    const dialled = await connections.dial(address, port, deadlines.connectMs);
    if (dialled.kind !== 'open') break;
    const request = encodeConnectionRequest({ cookie: COOKIE, protocols });
    const answer = await ask(dialled.socket, request, decodeConnectionConfirm, {
      deadlineMs: deadlines.negotiationMs,
      signal,
    });
    dialled.socket.end();
    if (answer.kind !== 'value') takes[name] = 'no-answer';
    else if (answer.value.kind === 'failed') takes[name] = FAILURES[answer.value.code] ?? 'refused';
    // What was selected counts: a server may answer any request with plain RDP.
    else if (answer.value.kind === 'selected')
      takes[name] = answer.value.protocol === protocols ? 'taken' : 'not-taken';
    else takes[name] = answer.value.kind === 'legacy' && name === 'rdp' ? 'taken' : 'not-taken';
  }
  return [seen('security', security, performance.now() - started, { takes, udp: await udp })];
}
