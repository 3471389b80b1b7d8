import { type Connection, type End, isBefore, type Mark } from './connection.ts';
import { HELD_BACK_MS, SILENT_MS } from './judge-negotiation.ts';
import { losesLargeEchoes } from './judge-opening.ts';
import type { Observed } from './observed.ts';
import { CONTENT, type Frame, isGoodbye } from './speech.ts';
import type { Surroundings } from './surroundings.ts';
import { alertName, decodeCertificate, decodeClientHello, decodeServerHello, handshakeOf } from './tls.ts';
import { vantageOf } from './vantage.ts';

const TLS12 = 0x0303;
const TLS13 = 0x0304;
const VERSIONS: Readonly<Record<number, string>> = {
  768: 'SSLv3',
  769: 'TLSv1',
  770: 'TLSv1.1',
  771: 'TLSv1.2',
  772: 'TLSv1.3',
};
/** A client that leaves sooner has not waited. */
const WAITED_MS = 1_800;
/** Pieces of this size vanish where a way takes less than it says. */
const LARGE_PIECE_BYTES = 500;
/** What clients say when they do not like a certificate. */
const ABOUT_CERTIFICATE = /certificate|unknown_ca|unrecognized_name/;

/** What goes over a secured connection, once both ends are through with the handshake: what is hidden are sizes and order. */
export interface TlsStage {
  readonly client: readonly Frame[];
  readonly server: readonly Frame[];
  /** Bytes that encryption adds to what is said. */
  readonly overhead: number;
}

/**
 * What `seen` gets of the handshake, RFC 8446 and RFC 5246. Undefined unless both ends were through with it and the
 * client stayed.
 */
export function judgeTls(
  connection: Connection,
  around: Surroundings,
  endMs: number,
  seen: Observed,
): TlsStage | undefined {
  const [asked, told] = [connection.client, connection.server].map(({ speech }) =>
    speech.frames.filter(({ kind }) => kind === 'tls'),
  );
  if (asked === undefined || told === undefined) return undefined;
  const [hello] = asked;
  if (hello === undefined) return judgeMissingHello(connection, told, endMs, seen);
  const serverMessages = handshakeOf(told);
  // What a cut file hides of the host's last word is told by what the client does next.
  const isToldInPart = connection.server.speech.cutBytes > 0;
  const chosen =
    decodeServerHello(serverMessages)?.version ??
    (told.some(isData) && !isToldInPart ? decodeClientHello(handshakeOf(asked))?.version : undefined);
  const isNew = chosen === undefined ? looksNew(asked) : chosen === TLS13;
  const finished = finishedAt(asked, isNew);
  const isThrough =
    finished !== undefined &&
    (isNew ? told.some(isData) || told.length === 0 || isToldInPart : told.some(isChange) || asked.some(isData));
  if (!isThrough) {
    judgeBreak(connection, { asked, told, hello }, around, endMs, seen);
    return undefined;
  }
  const after = asked.slice(finished + 1).filter(frame => isData(frame) && !isGoodbye(frame));
  const from = asked[finished]?.timeMs ?? hello.timeMs;
  const answers = told.filter(frame => isData(frame) && !isGoodbye(frame) && (!isNew || frame.timeMs >= from));
  const took = from - hello.timeMs;
  if (after.length === 0 && isSomebody(connection) && leavesFirst(connection)) {
    if (connection.client.saidMore) return undefined;
    // The client saw the certificate and left: the capture does not show what it thought of it.
    tellCertificate(serverMessages, hello, seen, took);
    seen.note = 'client-left';
    seen.report('tls', 'failed', took);
    return undefined;
  }
  const isOld = chosen !== undefined && chosen < TLS12;
  if (isOld) seen.find('tls', 'old-version', told[0], took, { version: VERSIONS[chosen] });
  else seen.find('tls', 'ok', told[0], took, { version: VERSIONS[chosen ?? 0] });
  tellCertificate(serverMessages, hello, seen, took);
  seen.report('tls', isOld && connection.mayBeOwnCheck ? 'failed' : 'passed', took);
  return { client: after, server: answers, overhead: isNew ? 17 : 24 };
}

const isData = ({ type }: Frame): boolean => type === CONTENT.data;
const isChange = ({ type }: Frame): boolean => type === CONTENT.changeCipher;

/** TLS 1.3 hides the end of the handshake as data; before it, it goes as what it is. */
function looksNew(asked: readonly Frame[]): boolean {
  const change = asked.findIndex(isChange);
  return asked[change + 1]?.type !== CONTENT.handshake && asked.some(isData);
}

/** Where among a client's records its last word of the handshake stands. */
function finishedAt(asked: readonly Frame[], isNew: boolean): number | undefined {
  const change = asked.findIndex(isChange);
  const data = asked.findIndex(isData);
  // What is hidden comes after the handshake only, also where the file lacks the end of that.
  const at = isNew ? data : change >= 0 ? change + 1 : data - 1;
  const frame = asked[at];
  return frame === undefined || isGoodbye(frame) ? undefined : at;
}

/** A client that wants a session; our own check goes after the handshake, and without its request it is not known. */
function isSomebody({ request, mayBeOwnCheck }: Connection): boolean {
  return request !== undefined && !mayBeOwnCheck;
}

/** Whether the client was the first to go, or went as soon as all was said. */
function leavesFirst({ client, server }: Connection): boolean {
  return client.left !== undefined && (server.left === undefined || isBefore(client.left, server.left));
}

/** It was agreed to secure the connection, and the client's first word of that is not there. */
function judgeMissingHello(connection: Connection, told: readonly Frame[], endMs: number, seen: Observed): undefined {
  const { server, client } = connection;
  const { left } = server;
  if (told.length > 0) return undefined;
  if (left !== undefined && (client.left === undefined || isBefore(left, client.left))) {
    seen.find('tls', server.rst === left ? 'resets' : 'closes', left, left.timeMs - server.speech.headMs, { sent: 0 });
    seen.report('tls', 'failed');
  } else if (
    vantageOf(connection) === 'server' &&
    client.left === undefined &&
    endMs - connection.lastMs >= HELD_BACK_MS
  ) {
    // Nothing more comes from the client, which has to speak: lost on the way, or not sent. It cannot be seen from here.
    seen.find('tls', 'stalls', undefined, endMs - connection.lastMs, { vantage: 'server', received: 0 });
    seen.note = 'nothing-arrives';
    seen.report('tls', 'failed', endMs - connection.lastMs);
  }
  return undefined;
}

interface Handshake {
  readonly asked: readonly Frame[];
  readonly told: readonly Frame[];
  readonly hello: Frame;
}

function judgeBreak(
  connection: Connection,
  { asked, told, hello }: Handshake,
  around: Surroundings,
  endMs: number,
  seen: Observed,
): undefined {
  const { client, server } = connection;
  const tell = (answer: string, mark: Mark, detail: Parameters<Observed['find']>[4] = {}): undefined => {
    seen.find('tls', answer, mark, mark.timeMs - hello.timeMs, { vantage: vantageOf(connection), ...detail });
    seen.report('tls', 'failed', mark.timeMs - hello.timeMs);
  };
  const refusal = told.find(frame => alertName(frame) !== undefined);
  if (refusal !== undefined) return tell('closes', refusal, { by: 'server', alert: alertName(refusal) });
  const objection = asked.find(frame => alertName(frame) !== undefined);
  if (objection !== undefined) {
    const alert = alertName(objection) ?? '';
    const messages = handshakeOf(told);
    tellCertificate(messages, hello, seen, objection.timeMs - hello.timeMs);
    if (!ABOUT_CERTIFICATE.test(alert)) return tell('closes', objection, { by: 'client', alert });
    const word = alert === 'certificate_expired' ? 'expired' : 'untrusted';
    seen.find('tls', word, objection, objection.timeMs - hello.timeMs, { by: 'client', alert });
    seen.note = 'client-left';
    seen.report('tls', 'failed', objection.timeMs - hello.timeMs);
    return;
  }
  // Where the file lacks something of the handshake, it may have ended well.
  if (client.isPatchy || server.isPatchy) return;
  const first = firstToLeave(client, server);
  if (first?.end === server)
    return tell(server.rst === first.mark ? 'resets' : 'closes', first.mark, {
      by: 'server',
      sent: client.speech.bytes,
    });
  const until = first?.mark.timeMs ?? endMs;
  const lastWord = Math.max(hello.timeMs, told.at(-1)?.timeMs ?? 0);
  const isStalled = until - lastWord >= (first === undefined ? SILENT_MS : WAITED_MS);
  if (!isStalled) {
    // With the host's whole flight before it, a client that goes at once does not want to go on.
    if (first !== undefined && told.length > 0 && isSomebody(connection)) {
      tellCertificate(handshakeOf(told), hello, seen, until - hello.timeMs);
      seen.note = 'client-left';
      seen.report('tls', 'failed', until - hello.timeMs);
    }
    return;
  }
  tell('stalls', { packet: hello.packet, timeMs: until }, { sent: client.speech.bytes, received: server.speech.bytes });
  if (losesLarge(connection) || losesLargeEchoes(around, server.address, endMs))
    seen.find('large-packets', 'vanish', hello);
}

function firstToLeave(client: End, server: End): { readonly end: End; readonly mark: Mark } | undefined {
  const marks = [client, server].flatMap(end => (end.left === undefined ? [] : [{ end, mark: end.left }]));
  return marks.toSorted((a, b) => (isBefore(a.mark, b.mark) ? -1 : 1))[0];
}

/**
 * Small pieces arrive and large ones do not: behind a gap that is never filled comes more, or a large piece is sent again
 * and again while the small one before it was acknowledged.
 */
function losesLarge({ client, server, errors }: Connection): boolean {
  const isStuck = ({ stream }: End) =>
    stream.largestRepeat >= LARGE_PIECE_BYTES &&
    stream.repeats >= 2 &&
    stream.acknowledgedBytes > 0 &&
    stream.sentBytes > stream.acknowledgedBytes;
  return isStuck(client) || isStuck(server) || server.hadHole || errors.some(({ kind }) => kind === 'too-big');
}

function tellCertificate(
  messages: ReadonlyMap<number, Uint8Array>,
  { timeMs }: Frame,
  seen: Observed,
  took: number,
): void {
  const certificate = decodeCertificate(messages);
  if (certificate === undefined) return;
  const { notBefore, notAfter, subject, issuer, selfSigned } = certificate;
  const detail = { subject, issuer, selfSigned };
  const answers = [
    ...(notAfter !== undefined && timeMs > notAfter ? ['expired'] : []),
    ...(notBefore !== undefined && timeMs < notBefore ? ['not-yet-valid'] : []),
    ...(selfSigned ? ['untrusted'] : []),
  ];
  for (const answer of answers) seen.find('tls', answer, undefined, took, detail);
}
