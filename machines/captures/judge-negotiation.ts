import { interceptedBy } from '../interception.ts';
import { FAILURES, PROTOCOL } from '../rdp/negotiation.ts';
import { type ConnectionConfirm, decodeConnectionConfirm, isConnectionConfirm, isRefusal } from '../rdp/x224.ts';
import { type Connection, isBefore, type Mark } from './connection.ts';
import type { Observed } from './observed.ts';
import { CONTENT } from './speech.ts';
import { vantageOf } from './vantage.ts';

/** Nothing came for so long: the end that should speak is silent. */
export const SILENT_MS = 3_000;
/** A client that leaves sooner has not waited. */
const WAITED_MS = 1_800;
/** A client of Remote Desktop goes on at once: when it has said nothing for so long, nothing of it arrives. */
export const HELD_BACK_MS = 2_000;

/** `unseen`: TLS, and the file lacks the answer that says whether NLA comes inside it. */
export type Security = 'nla' | 'tls' | 'standard' | 'unseen';

/** What the negotiation came to; undefined where it broke off, or where the file does not show it. */
export function judgeNegotiation(connection: Connection, endMs: number, seen: Observed): Security | undefined {
  const { client, server } = connection;
  const { head } = server.speech;
  const isUnread = server.speech.isHeadless || connection.isAnswerCut;
  const isSecured = client.speech.frames.some(({ kind }) => kind === 'tls');
  if (connection.request === undefined && !isConnectionConfirm(head)) return judgeOtherwise(connection, endMs, seen);
  const asked = { packet: client.speech.headPacket, timeMs: client.speech.headMs };
  const confirm = server.speech.isHeadless ? undefined : decodeConnectionConfirm(head);
  if (confirm?.kind === 'value') return judgeConfirm(connection, confirm.value, seen);
  if (connection.isAnswerCut && isRefusal(head)) {
    seen.find('service', 'rdp', asked);
    seen.find('security', 'mismatch', asked);
    seen.report('negotiation', 'failed');
    return undefined;
  }
  const wentOn = client.speech.frames.length > 1;
  if (wentOn && !isSecured && isUnread) {
    seen.find('service', 'rdp', asked);
    seen.report('negotiation', 'passed');
    return 'standard';
  }
  if (isUnread || isSecured) {
    // What the host said is not in the file, and the client went on: it was agreed upon.
    if (!isSecured) return undefined;
    seen.find('service', 'rdp', asked);
    seen.report('negotiation', 'passed');
    return 'unseen';
  }
  if (confirm?.kind === 'malformed') return judgeOther(connection, seen);
  judgeNoAnswer(connection, asked, endMs, seen);
  return undefined;
}

/** The client asked, and the host has said nothing, or not enough. */
function judgeNoAnswer(connection: Connection, asked: Mark, endMs: number, seen: Observed): undefined {
  const { client, server } = connection;
  const answer = (word: 'closes' | 'silent', mark: Mark, reason: string): undefined => {
    const took = mark.timeMs - asked.timeMs;
    seen.find('service', word, mark, took, { reason, vantage: vantageOf(connection) });
    seen.report('negotiation', 'failed', took);
  };
  const { left } = server;
  if (left !== undefined && (client.left === undefined || isBefore(left, client.left)))
    return answer('closes', left, server.rst === left ? 'reset' : 'closed');
  const waited = client.left ?? { packet: asked.packet, timeMs: endMs };
  const isSilent = waited.timeMs - asked.timeMs >= (client.left === undefined ? SILENT_MS : WAITED_MS);
  if (!isSilent || (server.saidMore && server.stream.acknowledgedBytes > 0)) return;
  if (server.stream.sentBytes > server.stream.acknowledgedBytes && server.stream.repeats > 0) {
    // It answered, again and again, and the answer does not get through.
    seen.note = 'answer-lost';
    seen.report('negotiation', 'failed', waited.timeMs - asked.timeMs);
    return;
  }
  const isHeard = client.stream.acknowledgedBytes > 0;
  answer('silent', { ...asked, timeMs: waited.timeMs }, isHeard ? 'silent' : 'request-not-acknowledged');
}

/** No word of Remote Desktop from the client. */
function judgeOtherwise(connection: Connection, endMs: number, seen: Observed): undefined {
  const { client, server } = connection;
  if (connection.isCut || client.speech.isHeadless) return undefined;
  if (client.speech.bytes === 0) {
    const { left, acknowledged: heard } = server;
    const { head } = server.speech;
    if (head.length > 0 && !connection.isAnswerCut && !isTls(head)) judgeOther(connection, seen);
    // The request is not in the file, and the host has it.
    else if (client.stream.acknowledgedBytes > 0 && heard !== undefined && !server.saidMore)
      judgeNoAnswer(connection, heard, endMs, seen);
    else if (left !== undefined && (client.left === undefined || isBefore(left, client.left))) {
      seen.find('service', 'closes', left, left.timeMs - connection.first.timeMs, {
        reason: server.rst === left ? 'reset' : 'closed',
      });
      seen.report('negotiation', 'failed');
    } else if (
      vantageOf(connection) === 'server' &&
      client.left === undefined &&
      endMs - connection.lastMs >= HELD_BACK_MS
    ) {
      // A client of Remote Desktop speaks first. Whether it did not, or whether it was lost, cannot be seen from here.
      seen.note = 'nothing-arrives';
      seen.report('negotiation', 'failed', endMs - connection.lastMs);
    }
    return undefined;
  }
  // Something that is no client of Remote Desktop: what it is answered says what holds the port.
  if (server.speech.head.length > 0 && !connection.isAnswerCut) judgeOther(connection, seen);
  return undefined;
}

function isTls(head: Uint8Array): boolean {
  return (head[0] ?? 0) >= CONTENT.changeCipher && (head[0] ?? 0) <= CONTENT.data && head[1] === 3;
}

/** What is no Connection Confirm, by its first bytes. */
function judgeOther({ server }: Connection, seen: Observed): undefined {
  const { head, headPacket, headMs } = server.speech;
  const mark = { packet: headPacket, timeMs: headMs };
  if (isConnectionConfirm(head)) {
    seen.find('service', 'rdp', mark);
    seen.find('security', 'mismatch', mark, undefined, {
      reason: 'negotiation-data-unreadable',
      wording: 'damaged',
    });
  } else {
    const inBetween = interceptedBy(String.fromCharCode(...head), server.address);
    seen.find('service', 'other', mark, undefined, { speaks: speaks(head), inBetween });
    if (inBetween !== undefined) seen.find('captive', 'yes', mark, undefined, { inBetween });
  }
  seen.report('negotiation', 'failed');
  return undefined;
}

function speaks(head: Uint8Array): string {
  const start = String.fromCharCode(...head.subarray(0, 8));
  if (/^HTTP\//.test(start) || /^<(!|h)/i.test(start)) return 'HTTP';
  if (/^SSH-/.test(start)) return 'SSH';
  if (/^RFB /.test(start)) return 'VNC';
  if (/^220[ -]/.test(start)) return 'SMTP/FTP';
  if (isTls(head)) return 'TLS';
  return head[0] === 3 ? 'like-rdp' : 'unknown';
}

function judgeConfirm(connection: Connection, confirm: ConnectionConfirm, seen: Observed): Security | undefined {
  const { client, server } = connection;
  const mark = { packet: server.speech.headPacket, timeMs: server.speech.headMs };
  const took = mark.timeMs - client.speech.headMs;
  const asked = connection.request?.protocols;
  const passed = (security: Security, detail: Parameters<Observed['find']>[4] = {}, protocol = 0) => {
    if (isTurnedDown(connection, protocol)) return turnedDown(protocol);
    seen.find('security', security, mark, took, detail);
    seen.report('negotiation', 'passed', took);
    return security;
  };
  const turnedDown = (selected: number): undefined => {
    const reason = 'security-not-taken';
    seen.find('security', 'mismatch', mark, took, { selected, protocols: asked, reason });
    seen.note = 'client-left';
    seen.report('negotiation', 'failed', took);
  };
  seen.find('service', 'rdp', mark, took, { protocols: asked });
  if (confirm.kind === 'disconnect') {
    seen.find('security', 'mismatch', mark, took, { reason: 'disconnects-on-request' });
    seen.report('negotiation', 'failed', took);
    return undefined;
  }
  if (confirm.kind === 'legacy') return passed('standard', { reason: 'no-negotiation-data' });
  if (confirm.kind === 'selected') {
    const { protocol } = confirm;
    const selected = { selected: protocol };
    if (protocol === PROTOCOL.hybrid || protocol === PROTOCOL.hybridEx) return passed('nla', selected, protocol);
    if (protocol === PROTOCOL.ssl || protocol === PROTOCOL.rdstls || protocol === PROTOCOL.aad)
      return passed('tls', selected, protocol);
    return passed('standard', selected, protocol);
  }
  const { code } = confirm;
  const detail = { failure: code, reason: FAILURES[code] ?? 'unknown-failure-code', protocols: asked };
  // Our own check has learnt all that it wanted: RDP security is what is left.
  if (FAILURES[code] === 'SSL_NOT_ALLOWED_BY_SERVER' && connection.mayBeOwnCheck) return passed('standard', detail);
  seen.find('security', 'mismatch', mark, took, detail);
  seen.find('code', `rdp-negotiation-failure:0x${code.toString(16)}`, mark, took, detail);
  seen.report('negotiation', 'failed', took);
  return undefined;
}

/** The client leaves on the host's choice, without another word. Our own check does so as well, and so may whoever gives no name. */
function isTurnedDown(connection: Connection, selected: number): boolean {
  const { client, server, request } = connection;
  const { left } = client;
  if (left === undefined || client.speech.frameCount > 1 || client.saidMore) return false;
  if (server.left !== undefined && isBefore(server.left, left)) return false;
  const { protocols } = request ?? {};
  const isUnasked = protocols !== undefined && protocols !== 0 && (protocols & selected) === 0;
  return !connection.mayBeOwnCheck && (connection.asksInAName || isUnasked);
}
