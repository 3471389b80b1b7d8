import { type Probed, printable, seen } from './probe.ts';

/** The address at which every RD Gateway answers, [MS-TSGU 3.3.5.1]. */
const PATH = '/remoteDesktopGateway/';

/**
 * Whether an RD Gateway is there: one HTTPS request without any name or password, in the gateway's own method. A gateway
 * asks for authentication; a plain web server does not know the method or the address.
 */
export async function probeGateway(
  { host, port }: { host: string; port: number },
  { deadlineMs, signal }: { deadlineMs: number; signal: AbortSignal },
): Promise<Probed> {
  const { request } = await import('node:https');
  const started = performance.now();
  return new Promise(resolve => {
    const elapsedMs = () => performance.now() - started;
    const end = (outcome: Probed['outcome'], answer: string, detail: Parameters<typeof seen>[3]) => {
      asking.destroy();
      resolve({ outcome, findings: [seen('gateway', answer, elapsedMs(), { host, ...detail })] });
    };
    const asking = request({
      host,
      port,
      path: PATH,
      method: 'RDG_OUT_DATA',
      rejectUnauthorized: false,
      agent: false,
      timeout: deadlineMs,
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
      maxHeaderSize: 8192,
      headers: { 'RDG-Connection-Id': '{00000000-0000-0000-0000-000000000000}', Connection: 'close' },
    });
    asking.once('response', response => {
      const offered = [response.headers['www-authenticate'] ?? []].flat().join(', ');
      const schemes = [...new Set(offered.match(/\b(?:Negotiate|NTLM|Basic|Bearer|PAA)\b/gi) ?? [])].slice(0, 5);
      const isGateway = response.statusCode === 200 || (response.statusCode === 401 && schemes.length > 0);
      end(isGateway ? 'passed' : 'failed', isGateway ? 'reachable' : 'refused', {
        status: response.statusCode ?? 0,
        schemes,
      });
    });
    asking.once('error', (error: NodeJS.ErrnoException) =>
      end('failed', 'unreachable', { errno: printable(error.code ?? 'unknown', 60) }),
    );
    asking.end();
  });
}
