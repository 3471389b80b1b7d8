import { fold } from '../clean.ts';
import type { Paste } from '../observation.ts';
import { type EventRecord, isServiceFault, logonType, REMOTE_DESKTOP_SERVICES } from './event-meaning.ts';

/** Bodies of events that were copied without their head: the number and the source are known by what only they say. */

/** English sentences of the log whose variable part proves that they happened, wherever they stand. */
const SENTENCES: readonly (readonly [number, string, RegExp])[] = [
  [
    140,
    'RdpCoreTS',
    /connection from the client computer with an IP address of [0-9a-fA-F.:]{3,45} failed because the user name or password is not correct/,
  ],
  [131, 'RdpCoreTS', /The server accepted a new (?:TCP|UDP) connection from client \[?[0-9a-fA-F.:]{3,45}\]?:\d{1,5}/],
  [139, 'RdpCoreTS', /server security layer detected an error \(0x[0-9a-f]{8}\)/i],
  [
    1149,
    'RemoteConnectionManager',
    /Remote Desktop Services: User authentication succeeded: ?.{0,200}Source Network Address: ?[0-9a-fA-F.:]{3,45}/,
  ],
  [21, 'LocalSessionManager', /Remote Desktop Services: Session logon succeeded: ?.{0,200}Session ID: ?\d/],
  [25, 'LocalSessionManager', /Remote Desktop Services: Session reconnection succeeded: ?.{0,200}Session ID: ?\d/],
  [1026, 'RDPClient', /ClientActiveX has been disconnected \(Reason ?= ?\d{1,6}\)/],
  [
    201,
    'TerminalServices-Gateway',
    /The user "[^"%]{1,120}", on client computer "[^"%]{1,120}", did not meet connection authorization policy/,
  ],
  [
    301,
    'TerminalServices-Gateway',
    /The user "[^"%]{1,120}", on client computer "[^"%]{1,120}", did not meet resource authorization policy/,
  ],
  [
    304,
    'TerminalServices-Gateway',
    /The user "[^"%]{1,120}", on client computer "[^"%]{1,120}", met .{0,120}but could not connect to resource "[^"%]{1,253}"(?:.{0,200}?error occurred: "\d{4,6}")?/,
  ],
  [
    302,
    'TerminalServices-Gateway',
    /The user "[^"%]{1,120}", on client computer "[^"%]{1,120}", connected to resource "[^"%]{1,253}"/,
  ],
  [
    36870,
    'Schannel',
    /fatal error occurred when attempting to access the (?:SSL|TLS) (?:server|client) credential private key\. .{0,80}0x[0-9a-f]{8}/i,
  ],
  [
    36871,
    'Schannel',
    /fatal error occurred while creating an? (?:SSL|TLS) (?:server|client) credential\. .{0,60}state is \d{2,6}/i,
  ],
  [
    1057,
    'RemoteConnectionManager',
    /failed to create a new self[ -]signed certificate to be used for .{0,120}(?:SSL|TLS) connections\. .{0,40}status code was \S/i,
  ],
  [
    1058,
    'RemoteConnectionManager',
    /failed to replace the expired self[ -]signed certificate (?:used|to be used) for .{0,120}(?:SSL|TLS) connections\. .{0,40}status code was \S/i,
  ],
];

const SIGNS =
  /client computer|accepted a new|Remote Desktop Services: |security layer detected|ClientActiveX|fatal error occurred|self[ -]signed certificate/;

/** An event for each sentence that stands in the paste. A 131 over UDP is none: it tells nothing of the TCP port. */
export function fromSentence(paste: Paste): EventRecord[] {
  if (!SIGNS.test(paste.text)) return [];
  // Whole text: a sentence in brackets with a semicolon behind looks like a line of source.
  const lines = paste.text.split('\n');
  const joined = lines.join(' ').replace(/\s+/g, ' ');
  return SENTENCES.flatMap(([id, provider, sentence]) => {
    const match = sentence.exec(joined);
    if (match === null || (id === 131 && match[0].includes('UDP'))) return [];
    const start = match[0].slice(0, 12);
    const at = Math.max(
      0,
      lines.findLastIndex(line => line.includes(start)),
    );
    return [{ id, provider, fields: new Map<string, string>(), text: match[0], at }];
  });
}

/** `label: svchost.exe_TermService, version: 10.0.…`: Application Error 1000, whose labels alone are translated. */
const FAULT_ROW = /^[^:]{4,90}: ?(?:svchost\.exe_TermService|termsrv\.dll|rdpwrap\.dll)\b[^:]{2,40}: ?\d/i;

/** At most one event, at the last of its rows. */
export function fromFault(paste: Paste): EventRecord[] {
  const rows = paste.lines.flatMap((line, at) =>
    line.length < 300 && isServiceFault(line) && FAULT_ROW.test(line) ? [{ line, at }] : [],
  );
  const last = rows.at(-1);
  if (last === undefined) return [];
  const text = rows.map(({ line }) => line).join('\n');
  return [{ id: 1000, provider: 'Application Error', fields: new Map<string, string>(), text, at: last.at }];
}

/** "terminated unexpectedly", folded. */
const ENDED =
  /terminated unexpectedly|unerwartet beendet|(?:de (?:facon|maniere) inattendue|de manera inesperada|inesperadamente)|in modo imprevisto|nieoczekiwanie|неожиданно|непредвиденно|予期せず|意外/;

/** The sentence of Service Control Manager 7031 and 7034, with how often it happened. */
export function fromServiceEnd(paste: Paste): EventRecord[] {
  return paste.lines.flatMap((line, at): EventRecord[] => {
    if (line.length < 30 || line.length > 500) return [];
    const folded = fold(line);
    // The count proves that it happened; people mask it.
    const counted = /\d|\bx time|\[n\]|\btime\(s\)/.test(folded);
    if (!counted || !ENDED.test(folded) || !REMOTE_DESKTOP_SERVICES.test(folded)) return [];
    return [{ id: 7034, provider: 'Service Control Manager', fields: new Map<string, string>(), text: line, at }];
  });
}

/**
 * The body of Security 4625 without its head: a status line and a sub status line, one after the other, both in hex,
 * under the form that every language keeps (security ids, log-on type).
 */
export function fromSignInForm(paste: Paste): EventRecord[] {
  return paste.lines.flatMap((line, at): EventRecord[] => {
    const status = hexField(line);
    if (status === undefined || !/^0x[c8]/i.test(status)) return [];
    const next = paste.lines.slice(at + 1, at + 3).find(other => other.trim() !== '');
    const sub = next === undefined ? undefined : hexField(next);
    const before = paste.lines
      .slice(Math.max(0, at - 30), at)
      .join('\n')
      .slice(-4000);
    if (sub === undefined || !/NULL SID|S-1-0-0|:\s{1,40}(?:3|7|10)\s{0,4}$/m.test(before)) return [];
    const type = logonType({ fields: new Map(), text: before });
    const fields = new Map([
      ['status', status],
      ['substatus', sub],
    ]);
    if (type !== undefined) fields.set('logontype', String(type));
    // Where it came from stands behind.
    const text = `${before}\n${paste.lines
      .slice(at, at + 24)
      .join('\n')
      .slice(0, 2000)}`;
    return [{ id: 4625, provider: 'Microsoft-Windows-Security-Auditing', fields, text, at }];
  });
}

function hexField(line: string): string | undefined {
  return line.length > 200 ? undefined : /^\s{0,20}[^:]{3,40}:{1,2}\s{0,40}(0x[0-9a-f]{1,8})\s{0,8}$/i.exec(line)?.[1];
}
