import type { Observation, Paste, Reader, Segment } from '../observation.ts';

/**
 * xrdp.log and xrdp-sesman.log of the server, as files, in the journal and from a container. Lines that only accompany a
 * failure are not read. A sign-in that succeeded takes back the ones that failed before it.
 */
export const xrdpLog: Reader = {
  id: 'xrdp-log',
  signs: [
    'xrdp',
    'sesman',
    'g_tcp_bind',
    'trans_listen',
    'pam_authenticate',
    'authfail',
    'login failed',
    'access granted',
    'login successful',
    'window manager',
    'x server',
    'listening to port',
  ],
  read: paste => paste.segments.flatMap(segment => readSegment(segment, paste)),
};

const LEVEL = /\[(?:CORE|ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE) {0,2}\]/.source;
const STAMP = /\[(?:\d{8}-\d{2}:\d{2}:\d{2}|\d{4}-\d\d-\d\d[T ][\d:.,]{8,20}(?:Z|[+-]\d\d:?\d\d)?)\]/.source;
const PROGRAM = /xrdp(?:-sesman|-sesexec|-chansrv)?(?:\[\d{1,8}\])?:/.source;
/** A time stamp with a level, as xrdp writes its files; or the program's name, as syslog, the journal and containers do. */
const LOG = new RegExp(
  `^(?:${STAMP} ${LEVEL}|(?:\\p{L}{2,12}\\.? {1,3}\\d{1,2} [\\d:.]{8,16} |\\d{1,2}月 {1,3}\\d{1,2} [\\d:]{8} |\\d{4}-\\d\\d-\\d\\dT\\S{8,40} )?(?:[\\w.-]{1,80} )?${PROGRAM})`,
  'u',
);

const SIGNS: readonly (readonly [RegExp, Observation['question'], string])[] = [
  [
    /xrdp_mm_process_login_response: login failed|login failed for (?:user|display)|AUTHFAIL: user=|pam_authenticate (?:failed|returned|\()|authentication failure;|Username or password error for user/i,
    'credentials',
    'rejected',
  ],
  [
    /pam_acct_mgmt failed|User .{1,80} not (?:in|allowed)|access .{0,20}denied for user|Terminal Server .{0,40}denied/i,
    'credentials',
    'not-permitted',
  ],
  [
    /(?:address already in use|g_tcp_bind\b.{0,40}failed|trans_listen(?:_address)? failed|bind\(\) .{0,40}failed)/i,
    'listener',
    'not-listening',
  ],
  [
    /Window manager .{0,80}(?:exited quickly|exited with non-zero)|Timed out waiting for X server|Error starting X server|Session failed: unable to start X|X server .{0,80}(?:exited|died|failed to start|could not be started)/i,
    'host-log',
    'session-crashed',
  ],
  [
    /\+\+ (?:created|reconnected) session \(access granted\)|access granted for user|login successful for (?:user|display)|pam_unix\(xrdp-sesman:session\): session opened for/i,
    'host-log',
    'session-started',
  ],
];

function readSegment(segment: Segment, paste: Paste): Observation[] {
  const found: Observation[] = [];
  let arrived = -1;
  segment.lines.forEach((raw, i) => {
    const line = raw.trim();
    if (line.length > 600 || !LOG.test(line)) return;
    const at = segment.first + i;
    for (const [sign, question, answer] of SIGNS) if (sign.test(line)) found.push({ question, answer, at });
    found.push(...listening(line, at, paste.port));
    if (/\bconnection (?:received|accepted) from\b/i.test(line)) arrived = at;
  });
  const started = found.findLast(one => one.question === 'host-log')?.at ?? -1;
  return found.filter(
    one =>
      (one.question !== 'credentials' || one.at > started) &&
      // Of a log that goes on to connections the start is no news.
      (one.answer !== 'listening' || one.at > arrived),
  );
}

/** Of sesman, until it got a socket in the file system. */
const SESMAN_PORT = 3350;

/** `listening to port 3389 on 0.0.0.0`; a socket in the file system is sesman's own. */
function listening(line: string, at: number, wanted: number): Observation[] {
  const match = /\blistening to port \[?(\d{1,5})\]? on (\S{1,60})/.exec(line);
  if (match === null) return [];
  const port = Number(match[1]);
  // The session manager has a port of its own, for xrdp alone.
  if (port === SESMAN_PORT) return [];
  if (port !== wanted) return [{ question: 'listener', answer: 'other-port', at, detail: { listensOn: port } }];
  const loopback = /^\[?(?:127\.|::1\]?$)/.test(match[2] ?? '');
  return [{ question: 'listener', answer: loopback ? 'loopback-only' : 'listening', at, port }];
}
