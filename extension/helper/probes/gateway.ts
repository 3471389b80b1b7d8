import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { interceptedBy } from '../../../machines/interception.ts';
import { safeText } from '../safe-text.ts';
import type { Connections } from './connections.ts';
import { isAscii } from './host-name.ts';
import { type Bounds, isAddress, type ProbeResult, seen } from './probe.ts';

/** What every RD Gateway answers to, [MS-TSGU 3.3.5.1]. */
const REQUEST = {
  path: '/remoteDesktopGateway/',
  method: 'RDG_OUT_DATA',
  maxHeaderSize: 8192,
  headers: { 'RDG-Connection-Id': '{00000000-0000-0000-0000-000000000000}', Connection: 'close' },
} as const;

/**
 * Whether an RD Gateway is there: one HTTPS request without any name or password, in the gateway's own method. A gateway
 * asks for authentication; a plain web server does not know the method or the address.
 */
export async function probeGateway(
  { host, port }: { host: string; port: number },
  connections: Connections,
  { deadlineMs, signal }: Bounds,
): Promise<ProbeResult> {
  const started = performance.now();
  const told = (outcome: ProbeResult['outcome'], answer: string, detail: Parameters<typeof seen>[3]): ProbeResult => ({
    outcome,
    findings: [seen('gateway', answer, performance.now() - started, { host, ...detail })],
  });
  // A name that has no form on the wire is known to no resolver.
  if (!isAscii(host)) return told('failed', 'unreachable', { errno: 'ENOTFOUND', reason: 'failed' });
  const dialled = await connections.dial(host, port, deadlineMs);
  if (dialled.kind !== 'open')
    return told('failed', 'unreachable', { errno: safeText(dialled.errno, 60), reason: dialled.kind });
  const [{ request }, tls] = await Promise.all([import('node:https'), import('node:tls')]);
  const name = isAddress(host) ? {} : { servername: host };
  const secured: TLSSocket = tls.connect({ socket: dialled.socket, rejectUnauthorized: false, ...name });
  return new Promise(resolve => {
    const end = (...answer: Parameters<typeof told>) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onDeadline);
      asking.destroy();
      secured.on('error', () => {}).destroy();
      resolve(told(...answer));
    };
    const onDeadline = () => end('failed', 'unreachable', { errno: 'deadline', reason: 'silent' });
    const timer = setTimeout(onDeadline, Math.max(0, deadlineMs - (performance.now() - started)));
    signal.addEventListener('abort', onDeadline, { once: true });
    const asking = request({
      ...REQUEST,
      host,
      port,
      createConnection: () => secured,
    });
    asking.once('response', response => {
      const { isGateway, detail } = judgeResponse(response, host);
      end(isGateway ? 'passed' : 'failed', isGateway ? 'reachable' : 'refused', detail);
    });
    asking.once('error', (error: NodeJS.ErrnoException) =>
      end('failed', 'unreachable', { errno: safeText(error.code ?? 'unknown', 60) }),
    );
    asking.end();
  });
}

/** A gateway lets in or asks who is there; anything else is a web server, or what answered in its place. */
function judgeResponse({ statusCode = 0, headers, rawHeaders }: IncomingMessage, host: string) {
  const offered = [headers['www-authenticate'] ?? []].flat().join(', ');
  const schemes = [...new Set(offered.match(/\b(?:Negotiate|NTLM|Basic|Bearer|PAA)\b/gi) ?? [])].slice(0, 5);
  const lines = rawHeaders.map((text, at) => text + (at % 2 === 0 ? ': ' : '\r\n')).join('');
  const inBetween = interceptedBy(`HTTP/1.1 ${statusCode}\r\n${lines}`, host);
  const isGateway = statusCode === 200 || (statusCode === 401 && schemes.length > 0);
  return { isGateway, detail: { status: statusCode, schemes, inBetween } };
}
