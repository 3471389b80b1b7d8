import { expect, test } from 'vitest';
import { readingCommands } from '../../../extension/helper/host/commands.ts';
import type { Output } from '../../../extension/helper/host/run-command.ts';
import { type SelfCheck, selfCheck } from '../../../extension/helper/host/self-check.ts';

type Outputs = Readonly<Record<string, string>>;

/** What a machine says when each command is run, by a piece of the command; the others are missing there. */
function look(platform: NodeJS.Platform, outputs: Outputs): Promise<SelfCheck> {
  return selfCheck(async ({ typed }) => {
    const said = Object.entries(outputs).find(([piece]) => typed.includes(piece))?.[1];
    return said === undefined ? { kind: 'missing' } : { kind: 'ran', bytes: Buffer.from(said), succeeded: true };
  }, platform);
}

const KEY = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
const POLICY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services';
const dword = (key: string, name: string, value: string) =>
  `\r\n${key}\r\n    ${name}    REG_DWORD    ${value}\r\n\r\n`;
const service = (state: string) =>
  `\r\nSERVICE_NAME: TermService\r\n        TYPE               : 30  WIN32\r\n        STATE              : ${state}\r\n`;
const netstat = (...ports: readonly number[]) =>
  `\r\n  Proto  Local Address  Foreign Address  State  PID\r\n${ports
    .map(port => `  TCP    0.0.0.0:${port}    0.0.0.0:0    LISTENING    9${port}\r\n`)
    .join('')}`;
const event = (manager: string, log: string, id: number) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-TerminalServices-${manager}'/><EventID>${id}</EventID><TimeCreated SystemTime='2026-11-29T10:00:00.000Z'/><Channel>Microsoft-Windows-TerminalServices-${manager}/${log}</Channel><Computer>pc1</Computer></System><UserData><EventXML><Session>2</Session></EventXML></UserData></Event>\r\n`;
const unit = (name: string, state: string) => `● ${name}.service - a server\n   Active: ${state} since Mon\n`;
const row = (address: string, program: string) =>
  `LISTEN 0 2 ${address} 0.0.0.0:* users:(("${program}",pid=7,fd=11))\n`;

test.each<[name: string, platform: NodeJS.Platform, outputs: Outputs, answers: readonly string[]]>([
  [
    'a Windows host that is ready',
    'win32',
    {
      'sc query TermService': service('4  RUNNING'),
      fDenyTSConnections: dword(KEY, 'fDenyTSConnections', '0x0'),
      'RDP-Tcp': dword(`${KEY}\\WinStations\\RDP-Tcp`, 'UserAuthentication', '0x1'),
      netstat: netstat(135, 445, 3389, 5040, 7680),
      'Get-NetFirewallRule':
        'Name        : RemoteDesktop-UserMode-In-TCP\nDisplayName : Remote Desktop - User Mode (TCP-In)\nEnabled     : True\nDirection   : Inbound\nAction      : Allow\n',
    },
    ['service-state: running', 'rdp-enabled: yes', 'security: nla', 'listener: listening', 'firewall-rule: allowed'],
  ],
  [
    'a policy that outranks the setting',
    'win32',
    {
      fDenyTSConnections: dword(KEY, 'fDenyTSConnections', '0x0'),
      Policies: dword(POLICY, 'fDenyTSConnections', '0x1'),
    },
    ['rdp-enabled: no'],
  ],
  [
    'a service that is stopped',
    'win32',
    { 'sc query TermService': service('1  STOPPED'), netstat: netstat(135, 445, 5040, 7680) },
    ['service-state: stopped', 'listener: not-listening'],
  ],
  [
    'another port',
    'win32',
    {
      'RDP-Tcp': dword(`${KEY}\\WinStations\\RDP-Tcp`, 'PortNumber', '0xd3e'),
      netstat: netstat(135, 445, 3390, 5040, 7680),
    },
    ['listener: other-port'],
  ],
  [
    'too many unfinished connections, which Windows writes to the Admin log alone',
    'win32',
    { 'RemoteConnectionManager/Admin': event('RemoteConnectionManager', 'Admin', 1006) },
    ['host-log: too-many-pending'],
  ],
  [
    'a session over its time limit, in the Admin log too',
    'win32',
    { 'RemoteConnectionManager/Admin': event('RemoteConnectionManager', 'Admin', 20518) },
    ['host-log: time-limit'],
  ],
  [
    'xrdp is stopped while GNOME Remote Desktop runs',
    'linux',
    {
      'systemctl status xrdp': unit('xrdp', 'inactive (dead)'),
      'systemctl status gnome': unit('gnome-remote-desktop', 'active (running)'),
      'ss -Htlnp': row('*:3389', 'gnome-remote-de'),
    },
    ['service-state: running', 'listener: listening'],
  ],
  [
    'an xrdp on another port',
    'linux',
    { 'ss -Htlnp': row('0.0.0.0:3390', 'xrdp'), sport: '' },
    ['listener: other-port'],
  ],
  ['nothing listens', 'linux', { 'ss -Htlnp': row('0.0.0.0:22', 'sshd'), sport: '' }, ['listener: not-listening']],
  ['only for itself', 'linux', { 'ss -Htlnp': row('127.0.0.1:3389', 'xrdp') }, ['listener: loopback-only']],
  ['nothing is there to ask', 'linux', {}, []],
  ['words of another tool', 'darwin', { netstat: '\u001b[31m<b>3389</b>' }, []],
])('%s', async (_, platform, outputs, answers) => {
  const { findings, looked } = await look(platform, outputs);
  expect(findings.map(({ question, answer }) => `${question}: ${answer}`).sort()).toEqual([...answers].sort());
  for (const finding of findings) expect(finding.source).toBe('host');
  expect(looked).toHaveLength(readingCommands(platform).length);
});

test('a command that takes too long is named, and says nothing', async () => {
  const { findings, looked } = await selfCheck(async () => ({ kind: 'stopped' }), 'linux');
  expect(findings).toEqual([]);
  expect(new Set(looked.map(({ outcome }) => outcome))).toEqual(new Set(['stopped']));
});

/** What changes a machine, by program: none of it may ever be among the commands of the self-check. */
const CHANGES =
  /\b(?:add|delete|set|start|stop|restart|enable|disable|reload|kill|config|import|allow|deny|rm|mv)\b|>|\|(?! Format-List)/i;

test.each(['win32', 'linux', 'darwin'] as const)('the commands for %s only read', platform => {
  for (const { program, args, typed } of readingCommands(platform)) {
    expect(program).toMatch(/^(?:systemctl|ss|ufw|journalctl|netstat|sc|reg|qwinsta|powershell|wevtutil)$/);
    expect(typed.replace('<=', '')).not.toMatch(CHANGES);
    expect(args.join(' ').replace('<=', '')).not.toMatch(CHANGES);
  }
});

const printed = (text: string, succeeded = true): Output => ({ kind: 'ran', bytes: Buffer.from(text), succeeded });
const logState = (enabled: boolean) =>
  printed(`name: Some/Operational\r\nenabled: ${enabled}\r\ntype: Operational\r\nisolation: System\r\n`);
const MISSING: Output = { kind: 'missing' };

test.each<[what: string, events: Output, state: Output, minutes: number | undefined]>([
  ['read and empty', printed('\r\n'), logState(true), 15],
  ['switched off, and so empty', printed(''), logState(false), undefined],
  ['empty, and nobody knows whether it is on', printed(''), MISSING, undefined],
  ['refused', printed('', false), logState(true), undefined],
  ['with an event', printed('<Event/>'), logState(true), undefined],
  ['missing', MISSING, MISSING, undefined],
])('self-check: the log of connections is %s → quiet for so many minutes', async (_, events, state, minutes) => {
  const outputs = { events, state };
  const seen = await selfCheck(async ({ arrivals }) => (arrivals ? outputs[arrivals] : MISSING), 'win32');
  expect(seen.quietMinutes).toBe(minutes);
});
