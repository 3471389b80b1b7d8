import type { Observation, Paste, Reader, Segment } from '../observation.ts';

/** gnome-remote-desktop: the daemon's own messages, and `grdctl status`. The lines of FreeRDP in it are FreeRDP's. */
export const gnomeRemoteDesktop: Reader = {
  id: 'gnome-remote-desktop',
  signs: ['gnome-remote-de', '[rdp]', 'rdp server', 'rdp tls certificate', 'grdctl', 'unit status', 'sam database'],
  read: paste => paste.segments.flatMap(segment => [...messages(segment), ...status(segment, paste)]),
};

const MESSAGES: readonly (readonly [RegExp, Observation['question'], string])[] = [
  [/RDP TLS certificate and key not (?:yet )?configured properly/, 'listener', 'not-listening'],
  [/Failed to start RDP server: /, 'listener', 'not-listening'],
  [/RDP server stopped$/, 'listener', 'not-listening'],
  [/RDP server started$/, 'listener', 'listening'],
  [/\[RDP\] Credentials are not set, denying client/, 'host-log', 'sign-in-refused'],
  [/\[RDP\] Couldn't (?:retrieve|get) .{0,40}credentials/, 'host-log', 'sign-in-refused'],
];
/** What FreeRDP says in a server whose client sent a wrong name or password. */
const REJECTED =
  /Could not find user in SAM database|AcceptSecurityContext status SEC_E_(?:MESSAGE_ALTERED|LOGON_DENIED)/;
const DAEMON = /gnome-remote-de|\[RDP\]|com\.(?:freerdp|winpr)/;

function messages(segment: Segment): Observation[] {
  return segment.lines.flatMap((raw, i): Observation[] => {
    const line = raw.trim();
    if (line.length > 500) return [];
    const at = segment.first + i;
    if (REJECTED.test(line) && DAEMON.test(line)) return [{ question: 'credentials', answer: 'rejected', at }];
    return MESSAGES.filter(([words]) => words.test(line)).map(([, question, answer]) => ({ question, answer, at }));
  });
}

/** `grdctl status`: under the heading `RDP:`, indented, with words of its own. */
function status(segment: Segment, paste: Paste): Observation[] {
  const heading = segment.lines.findIndex(line => /^\s{0,8}RDP:$/.test(line));
  if (heading < 0) return [];
  const block = segment.lines.slice(heading + 1, heading + 16);
  const end = block.findIndex(line => /^\s{0,8}[A-Z]\w{1,20}:$/.test(line));
  const rows = block.slice(0, end < 0 ? undefined : end);
  return rows.flatMap((line, i): Observation[] => {
    const at = segment.first + heading + 1 + i;
    const [, name = '', value = ''] = /^\s{1,12}(Status|Port): {1,4}(\w{1,12})$/.exec(line) ?? [];
    if (name === 'Status' && /^(?:en|dis)abled$/.test(value))
      return [{ question: 'rdp-enabled', answer: value === 'enabled' ? 'yes' : 'no', at }];
    const port = name === 'Port' ? Number(value) : paste.port;
    return port > 0 && port !== paste.port
      ? [{ question: 'listener', answer: 'other-port', at, detail: { listensOn: port } }]
      : [];
  });
}
