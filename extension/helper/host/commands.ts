import type { SystemProgram } from '../system-program.ts';

/** One command that only reads, with fixed words: nothing that a person or a network said is ever part of it. */
export interface ReadingCommand {
  readonly program: SystemProgram;
  readonly args: readonly string[];
  /** As a person would type it; the readers know the output by it. */
  readonly typed: string;
  /** Read as one text with the others of its name: a policy's value outranks the system's own. */
  readonly together?: string;
  /** Of a log in which every connection that comes in leaves a line: what it recorded, or whether it records at all. */
  readonly arrivals?: 'events' | 'state';
}

const SERVER = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server`;
const POLICY = String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services`;
export const RECENT_MINUTES = 15;
/** `Remote Desktop` among the rules of the firewall, by the name that no language changes. */
const FIREWALL_RULES =
  "Get-NetFirewallRule -Group '@FirewallAPI.dll,-28752' | Format-List Name,DisplayName,Enabled,Direction,Action";
const ARRIVALS_LOG = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational';
/**
 * How far the last attempts came; the security log opens for administrators only. RemoteConnectionManager writes 1006 and
 * the time limits to `Admin` and the sign-in to `Operational`: content/model/events.yaml.
 */
const WINDOWS_LOGS = [
  'Microsoft-Windows-TerminalServices-RemoteConnectionManager/Admin',
  'Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational',
  'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational',
];

/**
 * What tells the state of this machine as an RDP host, by system. Windows: its own host. Linux: xrdp and GNOME Remote
 * Desktop. macOS has no RDP host of its own, so only what listens is looked at.
 */
export function readingCommands(platform: NodeJS.Platform): readonly ReadingCommand[] {
  if (platform === 'win32') return WINDOWS;
  if (platform === 'darwin') return [plain('netstat', '-an', '-p', 'tcp')];
  return LINUX;
}

const LINUX: readonly ReadingCommand[] = [
  plain('systemctl', 'status', 'xrdp.service', '--no-pager', '--lines=0'),
  plain('systemctl', 'status', 'gnome-remote-desktop.service', '--no-pager', '--lines=0'),
  plain('systemctl', '--user', 'status', 'gnome-remote-desktop.service', '--no-pager', '--lines=0'),
  plain('ss', '-Htlnp'),
  plain('ss', '-Htln', 'sport = :3389'),
  plain('ufw', 'status'),
  plain('journalctl', '--unit=xrdp', `--since=-${RECENT_MINUTES}min`, '--no-pager', '--output=short-iso'),
];

const WINDOWS: readonly ReadingCommand[] = [
  plain('sc', 'query', 'TermService'),
  registryKey(SERVER, '/v', 'fDenyTSConnections'),
  registryKey(String.raw`${SERVER}\WinStations\RDP-Tcp`),
  registryKey(POLICY),
  plain('netstat', '-ano', '-p', 'TCP'),
  plain('qwinsta'),
  powershell(FIREWALL_RULES),
  { ...recentEvents(ARRIVALS_LOG), arrivals: 'events' },
  { ...plain('wevtutil', 'gl', ARRIVALS_LOG), arrivals: 'state' },
  ...WINDOWS_LOGS.map(recentEvents),
];

function plain(program: SystemProgram, ...args: readonly string[]): ReadingCommand {
  const words = args.map(arg => (/[ *<>[\]]/.test(arg) ? `"${arg}"` : arg));
  return { program, args, typed: [program, ...words].join(' ') };
}

function registryKey(key: string, ...args: readonly string[]): ReadingCommand {
  return { ...plain('reg', 'query', key, ...args), together: 'registry' };
}

function powershell(command: string): ReadingCommand {
  return { program: 'powershell', args: ['-NoProfile', '-NonInteractive', '-Command', command], typed: command };
}

function recentEvents(channel: string): ReadingCommand {
  const query = `*[System[TimeCreated[timediff(@SystemTime)<=${RECENT_MINUTES * 60_000}]]]`;
  return plain('wevtutil', 'qe', channel, `/q:${query}`, '/f:xml');
}
