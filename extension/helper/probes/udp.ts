import { decodeUdpSynAck, encodeUdpSyn } from '../../../machines/rdp/udp.ts';
import { isIpv6 } from './probe.ts';

/** What one RDP-UDP SYN came to. `no-answer` proves nothing: many hosts answer only beside a running session. */
export type UdpOutcome = 'answers' | 'refused' | 'no-answer';

/** Sends one SYN to the UDP port and waits for the server's. */
export async function probeUdp(
  address: string,
  port: number,
  { deadlineMs, signal }: { deadlineMs: number; signal: AbortSignal },
): Promise<UdpOutcome> {
  const { default: dgram } = await import('node:dgram');
  const socket = dgram.createSocket(isIpv6(address) ? 'udp6' : 'udp4');
  return new Promise(resolve => {
    const end = (outcome: UdpOutcome) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onDeadline);
      socket.close();
      resolve(outcome);
    };
    const onDeadline = () => end('no-answer');
    const timer = setTimeout(onDeadline, deadlineMs);
    signal.addEventListener('abort', onDeadline, { once: true });
    // Connected, so that an ICMP "port unreachable" reaches us, and nobody else's datagrams do.
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      end(code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'refused' : 'no-answer'),
    );
    socket.once('message', bytes => end(decodeUdpSynAck(bytes).kind === 'value' ? 'answers' : 'no-answer'));
    socket.once('connect', () => socket.send(encodeUdpSyn(Math.trunc(performance.now()))));
    // Without a callback, which would be called where there is no way as well.
    socket.connect(port, address);
  });
}
