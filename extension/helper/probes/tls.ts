import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { Finding } from '../../../machines/findings.ts';
import type { Target } from '../../../machines/target/target.ts';
import { safeText } from '../safe-text.ts';
import { certificateDetail, certificateFaults, readCertificate } from './certificate.ts';
import { guarded } from './fault.ts';
import { type Bounds, isAddress, type ProbeResult, seen } from './probe.ts';
import { isTrusted } from './trust.ts';

export interface TlsResult extends ProbeResult {
  readonly socket?: TLSSocket;
  readonly certificateNames?: readonly string[];
  /** The handshake broke in the way of hosts that take nothing of our small offer: worth one more connection. */
  readonly tryWide?: boolean;
}

interface Options extends Bounds {
  /** The diagnosing second attempt offers all there is: versions from TLS 1.0, every group, every cipher. */
  readonly wide?: boolean;
  /** Called with the socket in the moment it is secure: what is written then leaves with our Finished. Not on old TLS. */
  readonly onSecure?: ((socket: TLSSocket) => void) | undefined;
}

type Handshake =
  | { readonly kind: 'secure'; readonly socket: TLSSocket; readonly elapsedMs: number }
  | { readonly kind: 'stalls' | 'closes' | 'resets' | 'alert'; readonly elapsedMs: number; readonly errno: string };

/**
 * TLS on the socket that was negotiated on. Every certificate is accepted and then judged here: RDP hosts sign their
 * own, so what a browser would refuse is ordinary, and what is wrong with it is a warning, not a break.
 */
export async function probeTls(socket: Socket, { host }: Target, options: Options): Promise<TlsResult> {
  const before = { sent: socket.bytesWritten, received: socket.bytesRead };
  const handshake = await shakeHands(socket, host, options);
  if (handshake.kind !== 'secure') {
    // An old Windows says nothing to a version that it does not know: it closes or resets.
    const tryWide = handshake.kind !== 'stalls' && handshake.errno !== TOO_MUCH && options.wide !== true;
    const answer = handshake.kind === 'alert' ? 'closes' : handshake.kind;
    const detail = {
      errno: handshake.errno,
      sent: socket.bytesWritten - before.sent,
      received: socket.bytesRead - before.received,
    };
    return { outcome: 'failed', tryWide, findings: [seen('tls', answer, handshake.elapsedMs, detail)] };
  }
  const { socket: secured } = handshake;
  // What is odd about a certificate must not take the connection along: the sign-in is asked for over it.
  return guarded<TlsResult>(
    'tls',
    async () => ({
      outcome: isOldVersion(secured) ? 'failed' : 'passed',
      socket: secured,
      certificateNames: certificateNamesOf(secured),
      findings: await judge(secured, host, options.wide === true, handshake.elapsedMs),
    }),
    fault => ({ ...fault, socket: secured }),
  );
}

/** What the handshake showed: version, cipher, and the certificate with all its faults. */
async function judge(secured: TLSSocket, host: string, wide: boolean, elapsedMs: number): Promise<readonly Finding[]> {
  const certificate: X509Certificate | undefined = secured.getPeerX509Certificate();
  const trusted = certificate !== undefined && (await isTrusted(certificate));
  const isOld = isOldVersion(secured);
  const needs = wide && !isOld ? rarestPart(secured, certificate) : undefined;
  const detail = {
    needs,
    version: secured.getProtocol() ?? undefined,
    cipher: secured.getCipher().standardName,
    trusted,
    ...(certificate === undefined ? {} : certificateDetail(certificate)),
  };
  const faults = certificate === undefined ? [] : certificateFaults(certificate, host, trusted, new Date());
  const answers = [...new Set([...(isOld ? ['old-version'] : needs === undefined ? [] : ['unusual']), ...faults])];
  return (answers.length === 0 ? ['ok'] : answers).map(answer => seen('tls', answer, elapsedMs, detail));
}

function certificateNamesOf(secured: TLSSocket): readonly string[] {
  const certificate: X509Certificate | undefined = secured.getPeerX509Certificate();
  return certificate === undefined ? [] : readCertificate(certificate).names;
}

function isOldVersion(socket: TLSSocket): boolean {
  return ['TLSv1', 'TLSv1.1'].includes(socket.getProtocol() ?? '');
}

/** What our small offer did not have: the group, else the certificate's curve, else the cipher. */
function rarestPart(socket: TLSSocket, certificate: X509Certificate | undefined): string {
  const ephemeral = socket.getEphemeralKeyInfo();
  const group = ephemeral !== null && 'name' in ephemeral ? ephemeral.name : undefined;
  const isDh = ephemeral !== null && 'type' in ephemeral && ephemeral.type === 'DH';
  const curve = certificate?.publicKey.asymmetricKeyDetails?.namedCurve;
  const rare = [group, curve].find(name => name !== undefined && !OFFERED_CURVES.has(name));
  const part = isDh ? `DHE ${'size' in ephemeral ? ephemeral.size : ''}`.trim() : rare;
  return safeText(part ?? socket.getCipher().standardName, 60);
}

/** What the first offer has, in OpenSSL's names. */
const OFFERED_CURVES: ReadonlySet<string> = new Set(['X25519', 'prime256v1', 'secp384r1', 'P-256', 'P-384']);

/**
 * Loads TLS and makes ready what every handshake needs: as long as a round trip in one building, so it is done while the
 * host thinks. Not before it has answered: a refused port is told some 20 ms sooner.
 */
export async function prepareTls(): Promise<{ tls: typeof import('node:tls'); secureContext: SecureContext }> {
  const tls = await import('node:tls');
  prepared ??= tls.createSecureContext(CONTEXT);
  return { tls, secureContext: prepared };
}

const COUNT_EVERY_MS = 50;
const TOO_MUCH = 'too-much';
let prepared: SecureContext | undefined;
const CONTEXT = {
  // Without the post-quantum share the ClientHello fits one segment, which old hosts and short MTUs need.
  ecdhCurve: 'X25519:P-256:P-384',
  // No roots: loading them takes 20 ms, and nearly every RDP host signs its own. Others are judged afterwards.
  ca: [],
};

const WIDE_CONTEXT = {
  ...CONTEXT,
  ecdhCurve:
    'X25519:P-256:P-384:P-521:X448:ffdhe2048:ffdhe3072:ffdhe4096:ffdhe6144:ffdhe8192:brainpoolP256r1:brainpoolP384r1:brainpoolP512r1:secp256k1:secp224r1',
  minVersion: 'TLSv1',
  ciphers: 'ALL:!aNULL:!eNULL:@SECLEVEL=0',
} as const;

async function shakeHands(
  socket: Socket,
  host: string,
  { deadlineMs, signal, leftBytes, wide, onSecure }: Options,
): Promise<Handshake> {
  const { tls, secureContext } = await prepareTls();
  const started = performance.now();
  return new Promise(resolve => {
    const elapsedMs = () => performance.now() - started;
    const secured = tls.connect({
      socket,
      rejectUnauthorized: false,
      secureContext: wide === true ? tls.createSecureContext(WIDE_CONTEXT) : secureContext,
      ...(isAddress(host) ? {} : { servername: host }),
    });
    const end = (handshake: Handshake) => {
      clearTimeout(timer);
      clearInterval(counting);
      signal.removeEventListener('abort', onDeadline);
      secured.off('close', onClose).off('end', onClose).off('error', onError);
      socket.off('error', onError);
      // A late alert must not end the process.
      secured.on('error', () => {});
      if (handshake.kind !== 'secure') secured.destroy();
      resolve(handshake);
    };
    const onDeadline = () => end({ kind: 'stalls', elapsedMs: elapsedMs(), errno: 'deadline' });
    const onClose = () => end({ kind: 'closes', elapsedMs: elapsedMs(), errno: 'closed' });
    const onError = (error: NodeJS.ErrnoException) => end({ ...brokenBy(error), elapsedMs: elapsedMs() });
    const timer = setTimeout(onDeadline, deadlineMs);
    // TLS reads past us: what comes is counted now and then.
    const counting = setInterval(() => {
      if (leftBytes !== undefined && leftBytes() < 0) end({ kind: 'closes', elapsedMs: elapsedMs(), errno: TOO_MUCH });
    }, COUNT_EVERY_MS);
    signal.addEventListener('abort', onDeadline, { once: true });
    secured.once('secureConnect', () => {
      secured.pause();
      if (!isOldVersion(secured)) onSecure?.(secured);
      end({ kind: 'secure', socket: secured, elapsedMs: elapsedMs() });
    });
    // Errors arrive on the TLS socket and on the raw one; both need a listener.
    secured.once('error', onError).once('close', onClose).once('end', onClose);
    socket.once('error', onError);
    if (signal.aborted) onDeadline();
  });
}

/** How a handshake ended that the system or OpenSSL broke off. Node tells a close before TLS stands as a reset. */
function brokenBy({ code = 'unknown', message }: NodeJS.ErrnoException) {
  const errno = safeText(code, 60);
  if (errno === 'EPIPE' || (errno === 'ECONNRESET' && /before secure TLS/.test(message)))
    return { kind: 'closes', errno } as const;
  return { kind: errno === 'ECONNRESET' ? 'resets' : 'alert', errno } as const;
}
