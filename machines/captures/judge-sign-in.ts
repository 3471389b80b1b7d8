import { isDisconnect } from '../rdp/x224.ts';
import { type Connection, type End, isBefore, type Mark } from './connection.ts';
import { type Security, SILENT_MS } from './judge-negotiation.ts';
import type { TlsStage } from './judge-tls.ts';
import type { Observed } from './observed.ts';
import type { Frame } from './speech.ts';

/** A TSRequest that holds an error and no token, [MS-CSSP 2.2.1], has some 17 bytes; a challenge has over a hundred. */
const ERROR_BYTES = 40;
/** Whoever had an answer goes at once; who had none waits first. */
const PROMPT_MS = 500;
const WAITED_MS = 1_800;
/** So much is sent by no host before it shows a screen. */
const SESSION_BYTES = 16_000;
const SESSION_FRAMES = 24;
/** An end that says nothing for so long while it is spoken to. */
const DEAD_MS = 8_000;
/** A host that ends a session says so, [MS-RDPBCGR 1.3.1.4.2], and closes right behind it. */
const LAST_WORD_MS = 1_000;
/** What a farewell is known by where the file has not all of it: nothing else is so short. */
const DISCONNECT_BYTES = 5;

/**
 * The sign-in, of which TLS hides everything but sizes, order and who hung up: one message each way for the challenge, the
 * proof, the credentials. [MS-CSSP 3.1.5].
 */
export function judgeSignIn(
  connection: Connection,
  { client, server, overhead }: TlsStage,
  endMs: number,
  seen: Observed,
): boolean {
  const [first, proof, credentials, ...more] = client;
  if (first === undefined) {
    judgeUnasked(connection, seen);
    return false;
  }
  if (isSession(connection.server)) {
    // Nobody gets a screen before the sign-in, whatever the file lacks of that.
    seen.find('nla', 'answered', first);
    seen.report('authentication', 'passed');
    return true;
  }
  const isSmall = ({ length }: Frame) => length - overhead <= ERROR_BYTES;
  const after = (frame: Frame) => server.filter(other => isBefore(frame, other));
  if (proof === undefined) {
    judgeFirstToken(connection, first, after(first), isSmall, endMs, seen);
    return false;
  }
  const challengedMs = (after(first)[0]?.timeMs ?? proof.timeMs) - first.timeMs;
  const answer = after(proof)[0];
  if (credentials === undefined && answer === undefined && hangUpOf(connection) === undefined) {
    if (!isSilent(connection, proof, endMs)) return false;
    seen.find('nla', 'silent', proof, endMs - proof.timeMs, { reason: 'silent-after-proof' });
    seen.report('authentication', 'failed', endMs - first.timeMs);
    return false;
  }
  seen.find('nla', 'answered', first, challengedMs);
  if (credentials === undefined) {
    const isError = answer !== undefined && isSmall(answer);
    const end = isError ? answer : answer === undefined ? hangUpOf(connection) : undefined;
    const reason = isError ? 'error-instead-of-answer' : 'closes-on-proof';
    if (end !== undefined) refuse(connection, 'rejected', { end, since: proof, reason }, seen);
    else if (connection.server.isUnacknowledged) loseAnswer(endMs - first.timeMs, seen);
    return false;
  }
  const [wish] = more;
  const isLet = wish !== undefined && after(wish).length > 0;
  return isLet || judgeCredentials(connection, credentials, more, endMs, seen)
    ? passed(seen, (wish ?? credentials).timeMs - first.timeMs)
    : false;
}

function passed(seen: Observed, elapsedMs: number): boolean {
  seen.report('authentication', 'passed', elapsedMs);
  return true;
}

/** The credentials are out, and the host has not answered what the client wanted next; true where nothing speaks against it. */
function judgeCredentials(
  connection: Connection,
  credentials: Frame,
  more: readonly Frame[],
  endMs: number,
  seen: Observed,
): boolean {
  const end = hangUpOf(connection);
  if (end !== undefined) {
    refuse(connection, 'accepted-then-closed', { end, since: credentials, reason: 'closes-on-credentials' }, seen);
    return false;
  }
  const last = more.at(-1);
  // A client that only tries whether it is let in goes now.
  if (last === undefined) return connection.client.left !== undefined;
  if (isSilent(connection, last, endMs)) seen.report('authentication', 'failed', endMs - credentials.timeMs);
  return false;
}

/** The host goes on, and its answer does not arrive. */
function loseAnswer(elapsedMs: number, seen: Observed): void {
  seen.note = 'answer-lost';
  seen.report('authentication', 'failed', elapsedMs);
}

interface Refusal {
  readonly end: Mark;
  readonly since: Mark;
  readonly reason: string;
}

/** Where the file lacks something, what the end followed on is not certain: then it is the stage alone that is told. */
function refuse({ client, server }: Connection, word: string, { end, since, reason }: Refusal, seen: Observed): void {
  if (!client.isPatchy && !server.isPatchy) seen.find('credentials', word, end, end.timeMs - since.timeMs, { reason });
  seen.report('authentication', 'failed', end.timeMs - since.timeMs);
}

/** How the host left, where it left first. */
function hangUpOf({ client, server }: Connection): Mark | undefined {
  const { left } = server;
  return left !== undefined && (client.left === undefined || isBefore(left, client.left)) ? left : undefined;
}

/** Whether the host has sent as much as only a screen takes. */
function isSession({ speech }: End): boolean {
  return speech.bytes >= SESSION_BYTES || speech.frameCount >= SESSION_FRAMES;
}

/** TLS stands, and the client has not begun to sign in: it asks its person, or it waits. */
function judgeUnasked({ client, server }: Connection, seen: Observed): void {
  const { left } = server;
  // What the file lacks of the client may be its first word, or its farewell.
  if (left === undefined || client.isPatchy || (client.left !== undefined && isBefore(client.left, left))) return;
  seen.find('nla', 'refused', left, undefined, { reason: server.rst === left ? 'reset' : 'closed' });
  seen.report('authentication', 'failed');
}

function judgeFirstToken(
  connection: Connection,
  first: Frame,
  answers: readonly Frame[],
  isSmall: (frame: Frame) => boolean,
  endMs: number,
  seen: Observed,
): undefined {
  const { client, server } = connection;
  const tell = (
    answer: string,
    mark: { packet: number; timeMs: number },
    outcome: 'passed' | 'failed',
    reason?: string,
  ): undefined => {
    seen.find('nla', answer, mark, mark.timeMs - first.timeMs, { reason });
    seen.report('authentication', outcome, mark.timeMs - first.timeMs);
  };
  const last = answers.at(-1);
  if (last !== undefined && isSmall(last)) return tell('refused', last, 'failed', 'error-instead-of-answer');
  const { left } = server;
  const isHosts = left !== undefined && (client.left === undefined || isBefore(left, client.left));
  // Who was first to go is not certain where the file lacks what the client said.
  if (isHosts && client.isPatchy) return;
  if (isHosts) return tell('refused', left, 'failed', server.rst === left ? 'reset' : 'closed');
  const gone = client.left;
  // TLS 1.3 sends tickets of its own at the same time: whether there was an answer is told by what the client does next.
  if (last !== undefined && gone !== undefined && gone.timeMs - last.timeMs <= PROMPT_MS) {
    seen.find('nla', 'answered', last, last.timeMs - first.timeMs);
    if (connection.mayBeOwnCheck) seen.report('authentication', 'passed', last.timeMs - first.timeMs);
    return;
  }
  if (server.isUnacknowledged) loseAnswer(endMs - first.timeMs, seen);
  else if (isSilent(connection, first, endMs))
    tell('silent', { packet: first.packet, timeMs: gone?.timeMs ?? endMs }, 'failed');
}

/** Whether the client timed out waiting for an answer to this message. */
function isSilent({ client }: Connection, word: Frame, endMs: number): boolean {
  const gone = client.left;
  return gone === undefined ? endMs - word.timeMs >= SILENT_MS : gone.timeMs - word.timeMs >= WAITED_MS;
}

/** The session itself, as far as it can be seen that there is one, and how it ended. */
export function judgeSession(connection: Connection, security: Security, endMs: number, seen: Observed): undefined {
  const { client, server } = connection;
  const { left } = server;
  const hostLeft = left !== undefined && (client.left === undefined || isBefore(left, client.left)) ? left : undefined;
  const sinceMs = (mark: { timeMs: number }) => mark.timeMs - connection.first.timeMs;
  if (isSession(server)) {
    const isDeaf = client.isUnacknowledged || server.isUnacknowledged;
    const cut = hostLeft !== undefined && isWithoutAWord(server, hostLeft) ? hostLeft : undefined;
    const unheard = client.unheardSince ?? server.unheardSince;
    if (cut === undefined && unheard === undefined && !isDeaf)
      return seen.report('session', 'passed', sinceMs({ timeMs: connection.lastMs }));
    const drop = cut ?? unheard;
    seen.find('drop', 'after-minutes', drop, sinceMs(drop ?? { timeMs: connection.lastMs }));
    return seen.report('session', 'failed', sinceMs(drop ?? { timeMs: connection.lastMs }));
  }
  const spoke = client.speech.last;
  // How far the sign-in had come is not certain where the file lacks something of it.
  if (client.isPatchy || server.isPatchy) return;
  if (security === 'standard' && client.speech.frameCount <= 1) return;
  if (hostLeft !== undefined && security === 'standard' && isTurnedAway(server)) {
    const reason = 'closes-on-settings';
    seen.find('security', 'mismatch', hostLeft, sinceMs(hostLeft), { reason });
    return seen.report('negotiation', 'failed', sinceMs(hostLeft));
  }
  if (hostLeft !== undefined) {
    seen.find('drop', 'at-sign-in', hostLeft, sinceMs(hostLeft));
    return seen.report('session', 'failed', sinceMs(hostLeft));
  }
  const until = client.left?.timeMs ?? endMs;
  const isWaiting = spoke !== undefined && spoke.timeMs > server.speech.lastMs;
  if (isWaiting && until - spoke.timeMs >= DEAD_MS) seen.report('session', 'failed', until - connection.first.timeMs);
}

/** It breaks off in the middle: with a reset, or with an end that nothing announces. */
function isWithoutAWord({ fin, rst, speech, isPatchy }: End, left: Mark): boolean {
  return rst === left || (fin === left && !isPatchy && left.timeMs - speech.lastMs >= LAST_WORD_MS);
}

/** To the client's settings, which say what encryption it can do, it says nothing but that it leaves. */
function isTurnedAway({ speech }: End): boolean {
  return speech.frames
    .slice(1)
    .every(({ body, length }) => (body.length < length ? length === DISCONNECT_BYTES : isDisconnect(body)));
}
