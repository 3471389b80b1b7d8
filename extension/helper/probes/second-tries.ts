import type { TLSSocket } from 'node:tls';
import type { Target } from '../../../machines/target/target.ts';
import type { Open } from './connections.ts';
import { type Examination, SECOND_LOOK_MS, within } from './examination.ts';
import { ASKED_PROTOCOLS, type Negotiated, probeNegotiation } from './negotiation.ts';
import { seen } from './probe.ts';
import { probeTls, type TlsResult } from './tls.ts';

// Negotiation and TLS, each with the second connection that tells more where the first was refused.

/** What was negotiated, and the connection that it holds for. */
export interface Agreed extends Negotiated {
  readonly socket?: Open['socket'];
}

/** One negotiation, and a plainer one on a new connection where the first was disliked. */
export async function negotiate(target: Target, open: Open, ex: Examination): Promise<Agreed> {
  const first = await probeNegotiation(
    open.socket,
    ASKED_PROTOCOLS,
    target.host,
    within(ex, ex.deadlines.negotiationMs),
  );
  if (first.outcome === 'passed') return { ...first, socket: open.socket };
  open.socket.destroy();
  if (ex.connections.exhausted || ex.signal.aborted) return first;
  if (first.tryTls === true) return detectTlsService(target, open, first, ex);
  if (first.retry === undefined) return first;
  const again = await ex.connections.dial(open.address, target.port, ex.deadlines.connectMs);
  if (again.kind !== 'open') return first;
  const second = await probeNegotiation(again.socket, first.retry, target.host, within(ex, ex.deadlines.negotiationMs));
  // What was refused stays so, unless the second answer tells why.
  const explains = second.outcome === 'passed' || second.findings.some(({ detail }) => detail?.wording === 'rdstls');
  return first.outcome === 'failed' && !explains ? first : { ...second, socket: again.socket };
}

/** Whether what hung up on RDP shakes hands when it is spoken to in TLS: then a web server or a gateway holds the port. */
async function detectTlsService(target: Target, open: Open, first: Negotiated, ex: Examination): Promise<Negotiated> {
  const again = await ex.connections.dial(open.address, target.port, ex.deadlines.connectMs);
  if (again.kind !== 'open') return first;
  const started = performance.now();
  const { socket } = await probeTls(again.socket, target, within(ex, SECOND_LOOK_MS));
  if (socket === undefined) return first;
  await goodbye(socket);
  const speaking = seen('service', 'other', performance.now() - started, { speaks: 'TLS' });
  return { outcome: 'failed', findings: [speaking] };
}

/** One TLS handshake, and one that offers all there is on a new connection, to prove what the host takes alone. */
export async function secure(
  target: Target,
  open: Open,
  ex: Examination,
  onSecure: ((socket: TLSSocket) => void) | undefined,
): Promise<TlsResult> {
  const first = await probeTls(open.socket, target, { ...within(ex, ex.deadlines.tlsMs), onSecure });
  if (first.tryWide !== true || ex.connections.exhausted || ex.signal.aborted) return first;
  const again = await ex.connections.dial(open.address, target.port, ex.deadlines.connectMs);
  if (again.kind !== 'open') return first;
  const agreed = await probeNegotiation(
    again.socket,
    ASKED_PROTOCOLS,
    target.host,
    within(ex, ex.deadlines.negotiationMs),
  );
  if (agreed.outcome !== 'passed') return first;
  const second = await probeTls(again.socket, target, { ...within(ex, ex.deadlines.tlsMs), wide: true, onSecure });
  return second.socket === undefined ? first : second;
}

/** A close_notify and a FIN: hosts log a torn connection as an error. */
export function goodbye(socket: NonNullable<TlsResult['socket']>): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, 250);
    socket.once('finish', done);
    socket.once('error', done);
    socket.end();
  });
}
