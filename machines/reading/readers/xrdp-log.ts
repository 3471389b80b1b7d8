import type { Observation, Reader, Segment } from '../observation.ts';

/** xrdp.log and xrdp-sesman.log of the server. Lines that only accompany a failure are not read. */
export const xrdpLog: Reader = {
  id: 'xrdp-log',
  signs: ['xrdp', 'sesman', 'g_tcp_bind', 'trans_listen'],
  read: paste => paste.segments.flatMap(readSegment),
};

const LOG =
  /^(?:\[\d{8}-\d{2}:\d{2}:\d{2}\] \[(?:CORE|ERROR|WARN|INFO|DEBUG|TRACE) ?\]|(?:\w{3} +\d{1,2} [\d:]{8}|\d{4}-\d\d-\d\dT\S{8,40}) \S{1,80} xrdp(?:-sesman)?\[\d{1,8}\]:)/;

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
    /(?:address already in use|g_tcp_bind failed|trans_listen(?:_address)? failed|bind\(\) .{0,40}failed)/i,
    'listener',
    'not-listening',
  ],
  [
    /Window manager .{0,80}(?:exited quickly|exited with non-zero)|X server .{0,80}(?:exited|died|failed to start|could not be started)/i,
    'host-log',
    'session-crashed',
  ],
];

function readSegment(segment: Segment): Observation[] {
  const found: Observation[] = [];
  segment.lines.forEach((raw, i) => {
    const line = raw.trim();
    if (line.length > 600 || !LOG.test(line)) return;
    for (const [sign, question, answer] of SIGNS)
      if (sign.test(line)) found.push({ question, answer, at: segment.first + i });
  });
  return found;
}
