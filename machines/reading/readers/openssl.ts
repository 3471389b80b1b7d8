import { afterConnect, networkErrorIn } from '../network-errors.ts';
import type { Observation, Reader, Segment } from '../observation.ts';
import { X509_VERDICTS } from '../x509-verdicts.ts';

/**
 * openssl s_client. The certificate's verdict is the numbered X509_V_ERR; that the server hangs up on a direct TLS hello
 * proves nothing, since RDP wants its own first packet.
 */
export const openssl: Reader = {
  id: 'openssl',
  signs: ['verify error:num=', 'verify return code', 'connected(', 's_client', ':error:'],
  read: paste => paste.segments.flatMap(readSegment),
};

function readSegment(segment: Segment): Observation[] {
  const command = segment.command?.tool === 'openssl' ? segment.command : undefined;
  const hosts = command?.host === undefined ? [] : [command.host];
  const port = command?.port;
  const about = { hosts, ...(port !== undefined && { port }) };
  const verdicts = new Map<string, number>();
  const found: Observation[] = [];
  const dialogue =
    command !== undefined || segment.lines.some(line => /^CONNECTED\([0-9A-Fa-f]{1,16}\)$|^depth=\d/.test(line.trim()));
  if (!dialogue) return [];
  let at = segment.first;
  segment.lines.forEach((raw, i) => {
    const line = raw.trim();
    if (line.length > 400) return;
    const code = /^verify error:num=(\d{1,3}):/.exec(line)?.[1] ?? /^Verify return code: (\d{1,3}) \(/.exec(line)?.[1];
    const verdict = code === undefined ? undefined : X509_VERDICTS[Number(code)];
    if (verdict !== undefined) {
      at = segment.first + i;
      verdicts.set(verdict, at);
    }
    if (/^CONNECTED\(/.test(line) && port !== undefined)
      found.push({ ...about, question: 'port', answer: 'open', at: segment.first + i });
    if (/:unsupported protocol|:tlsv1 alert protocol version|alert protocol version/.test(line))
      verdicts.set('old-version', segment.first + i);
    if (/:(?:dh|ee) key too small|:ca md too weak/.test(line)) verdicts.set('weak', segment.first + i);
    const failed =
      /(?:connect|BIO_connect|connect:errno=\d{1,5}).{0,80}$/.test(line) && port !== undefined
        ? networkErrorIn(line.replace(/errno=(\d+)/, 'errno=$1 '))
        : undefined;
    if (failed !== undefined && failed !== 'reset')
      found.push(afterConnect(failed, { ...about, at: segment.first + i }));
  });
  if (verdicts.size > 1) verdicts.delete('ok');
  return [
    ...found,
    ...[...verdicts.keys()].map(
      (answer): Observation => ({ question: 'tls', answer, at, hosts, ...(port !== undefined && { port }) }),
    ),
  ];
}
