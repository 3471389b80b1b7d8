import type { Connection, SeenError } from './connection.ts';
import type { Observed } from './observed.ts';
import type { EchoTry, Surroundings } from './surroundings.ts';
import { isBeyondARouter, isForged, vantageOf } from './vantage.ts';

/** A SYN is sent again after one second, in Windows after one to three. */
const SILENT_MS = 2_000;
const SILENT_UNREPEATED_MS = 3_000;
/** An answer "unreachable" that took longer came from a neighbour who was asked and stayed silent. */
const NEIGHBOUR_SILENT_MS = 900;
/** An echo request that nobody answered in this time. */
const ECHO_MS = 900;
const LARGE_BYTES = 700;

/** What of the way and the port an attempt shows; true where the port opened. */
export function judgeOpening(connection: Connection, around: Surroundings, endMs: number, seen: Observed): boolean {
  const { client, server, errors, first } = connection;
  const elapsedMs = (mark: { timeMs: number } | undefined) =>
    mark === undefined ? undefined : mark.timeMs - first.timeMs;
  const where = { address: server.address, port: server.port, vantage: vantageOf(connection) };
  if (connection.isOpen) {
    const opened = server.syns[0] ?? client.acknowledged;
    const took = connection.isCut ? undefined : elapsedMs(opened);
    seen.find('path', 'answers', opened, took, where);
    seen.find('port', 'open', opened, took, where);
    seen.report('path', 'passed', took);
    seen.report('port', 'passed', took);
    if (isLossy(connection)) seen.find('quality', 'lossy', first);
    return true;
  }
  const { rst } = server;
  if (rst !== undefined && server.syns.length === 0 && (!connection.isCut || server.hasRefused)) {
    const forged = isForged(connection, undefined) || undefined;
    seen.find('path', 'answers', rst, elapsedMs(rst), where);
    seen.find('port', 'refused', rst, elapsedMs(rst), { ...where, forged });
    seen.report('path', 'passed', elapsedMs(rst));
    seen.report('port', 'failed', elapsedMs(rst));
    return false;
  }
  if (connection.isCut) {
    if (client.packets === 0) judgeOneWay(connection, endMs, seen);
    return false;
  }
  const error = errors.find(({ kind }) => kind !== 'too-big');
  if (error !== undefined) judgeError(connection, error, around, endMs, seen);
  else if (server.syns.length > 0) judgeOneWay(connection, endMs, seen);
  else judgeSilence(connection, around, endMs, seen);
  return false;
}

/** A SYN that had to be sent again, and then was answered. */
function isLossy({ client, server }: Connection): boolean {
  const [answer] = server.syns;
  const before = client.syns.filter(({ timeMs }) => answer !== undefined && timeMs < answer.timeMs);
  return before.length > 1;
}

function judgeError(
  connection: Connection,
  error: SeenError,
  around: Surroundings,
  endMs: number,
  seen: Observed,
): void {
  const { server, first } = connection;
  const took = error.timeMs - first.timeMs;
  const echo = echoOf(around, server.address, endMs);
  const where = { address: server.address, port: server.port, vantage: vantageOf(connection), hop: error.from };
  const isHost = error.from === server.address;
  if (error.kind === 'port') {
    seen.find('port', 'refused', error, took, where);
    seen.report('port', 'failed', took);
    return;
  }
  const answers = isHost || echo === 'answers' || around.heard.has(server.address);
  const late = took >= NEIGHBOUR_SILENT_MS;
  // "No such network" and "no such host" say that of the whole way, where nothing shows that the host is there.
  if (error.kind === 'prohibited' || answers) {
    if (answers) {
      seen.find('path', 'answers', error, took, where);
      seen.report('path', 'passed', took);
    }
    seen.find('port', 'rejected', error, took, where);
    seen.report('port', 'failed', took);
    return;
  }
  // A router next to the host asked for it and got no answer: the host is silent, the way is not gone.
  const answer = error.kind === 'host' && late ? 'silent' : 'no-route';
  seen.find('path', answer, error, took, where);
  seen.report('path', 'failed', took);
}

/** The host agreed to the connection, and what follows shows that its word did not arrive, or was not taken. */
function judgeOneWay(connection: Connection, endMs: number, seen: Observed): void {
  const { client, server, first } = connection;
  const waitedMs = endMs - first.timeMs;
  const isRepeated = client.syns.length > 1 || server.syns.length > 1;
  // Somebody who only looks whether a port is open leaves at once.
  if (client.rst !== undefined && !isRepeated) {
    seen.find('path', 'answers', server.syns[0], (server.syns[0]?.timeMs ?? 0) - first.timeMs);
    seen.report('path', 'passed');
    seen.report('port', 'passed');
    return;
  }
  if (!isRepeated || waitedMs < SILENT_MS) return;
  const vantage = vantageOf(connection) ?? (isBeyondARouter(connection) ? 'server' : undefined);
  const reason = vantage === 'client' ? 'answer-not-taken' : 'answer-does-not-arrive';
  const detail = { address: server.address, port: server.port, vantage, reason, tries: client.syns.length };
  if (vantage !== 'client') seen.note = 'answer-lost';
  if (vantage === 'server') seen.find('listener', 'listening', server.syns[0]);
  seen.find('port', 'silent', client.syns.at(-1), waitedMs, detail);
  seen.report('port', 'failed', waitedMs);
}

function judgeSilence(connection: Connection, around: Surroundings, endMs: number, seen: Observed): void {
  const { client, server, first } = connection;
  const last = client.syns.at(-1) ?? first;
  const waitedMs = endMs - first.timeMs;
  const isSilent = client.syns.length > 1 ? waitedMs >= SILENT_MS : waitedMs >= SILENT_UNREPEATED_MS;
  const echo = echoOf(around, server.address, endMs);
  const asked = around.neighbours.get(server.address);
  if (asked !== undefined && !asked.answered && asked.count > 1 && !around.heard.has(server.address)) {
    seen.find('path', 'silent', asked.first, waitedMs, {
      address: server.address,
      reason: 'no-neighbor-answers',
    });
    seen.report('path', 'failed', waitedMs);
    return;
  }
  if (!isSilent || around.hasUnreadError) return;
  const isHeard = echo === 'answers' || around.heard.has(server.address);
  const detail = {
    address: server.address,
    port: server.port,
    vantage: isBeyondARouter(connection) ? 'server' : undefined,
    tries: client.syns.length,
  };
  if (isHeard) {
    seen.find('path', 'answers', undefined, undefined, { address: server.address });
    seen.report('path', 'passed');
  } else if (echo === 'no-route') {
    seen.find('path', 'no-route', undefined, undefined, { address: server.address });
    seen.report('path', 'failed');
    return;
  } else if (echo === 'silent') seen.find('path', 'silent', undefined, undefined, { address: server.address });
  seen.find('port', 'silent', last, waitedMs, detail);
  seen.find('failure-time', 'timeout', last, waitedMs);
  seen.report('port', 'failed', waitedMs);
}

/** What became of the echo requests to an address; undefined without any, or before `ECHO_MS` are over at `endMs`. */
export function echoOf(
  around: Surroundings,
  address: string,
  endMs: number,
): 'answers' | 'silent' | 'no-route' | undefined {
  const tries = around.echoes.get(address) ?? [];
  if (tries.some(({ answered }) => answered)) return 'answers';
  if (tries.some(({ unreachable }) => unreachable)) return 'no-route';
  const isOver = (tried: EchoTry) => endMs - tried.timeMs >= ECHO_MS;
  return tries.length > 0 && tries.every(isOver) ? 'silent' : undefined;
}

/** Whether echo requests to an address are answered but for the large ones. `endMs`: when the capture ends. */
export function losesLargeEchoes(around: Surroundings, address: string, endMs: number): boolean {
  const tries = (around.echoes.get(address) ?? []).filter(
    ({ timeMs, answered }) => answered || endMs - timeMs >= ECHO_MS,
  );
  const large = tries.filter(({ bytes }) => bytes >= LARGE_BYTES);
  return (
    large.length > 0 &&
    large.every(({ answered }) => !answered) &&
    tries.some(({ bytes, answered }) => bytes < LARGE_BYTES && answered)
  );
}
