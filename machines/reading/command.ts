import { DEFAULT_PORT, isRejection, parseEndpoint } from '../target/target.ts';
import { PROMPT } from './prompt.ts';

/** A command line that was pasted with its output. */
export interface Command {
  readonly tool: ToolName;
  /** Words after the tool, up to a pipe or a redirection. */
  readonly words: readonly string[];
  /** The whole line after the prompt. */
  readonly text: string;
  readonly host?: string;
  readonly port?: number;
  /** Last port, where a range was asked. */
  readonly lastPort?: number;
}

const TOOLS = [
  'ping',
  'ping6',
  'tracert',
  'traceroute',
  'traceroute6',
  'mtr',
  'pathping',
  'nslookup',
  'dig',
  'host',
  'getent',
  'nc',
  'ncat',
  'netcat',
  'telnet',
  'nmap',
  'curl',
  'openssl',
  'test-netconnection',
  'tnc',
  'resolve-dnsname',
  'netstat',
  'ss',
  'lsof',
  'sc',
  'get-service',
  'gsv',
  'systemctl',
  'service',
  'qwinsta',
  'query',
  'quser',
  'reg',
  'get-itemproperty',
  'get-itempropertyvalue',
  'netsh',
  'get-netfirewallrule',
  'get-nettcpconnection',
  'net',
  'get-localgroupmember',
  'gpresult',
  'whoami',
  'xfreerdp',
  'xfreerdp3',
  'wlfreerdp',
  'sdl-freerdp',
  'sdl-freerdp3',
  'remmina',
  'rdesktop',
  'mstsc',
  'ipconfig',
  'route',
  'ip',
  'psping',
  'portqry',
  'ufw',
  'firewall-cmd',
  'iptables',
  'tailscale',
  'wg',
  'ssh',
  'test-connection',
  'resolvectl',
  'apt',
  'sudo',
  'exit',
  'date',
  'cd',
  'ls',
  'cat',
] as const;
export type ToolName = (typeof TOOLS)[number];

const TOOL_NAMES = new Set<string>(TOOLS);

/** Tools whose names are words: without a prompt in front they prove nothing. */
const NEEDS_PROMPT = new Set<string>(
  'host net service query ss ip route date exit cd ls cat apt sudo reg sc remmina ssh wg tailscale'.split(' '),
);

const PREFIX =
  /^(?:(?:sudo|time|proxychains4?|doas|winpty)(?:\s-\S{1,10})?\s{1,4}|(?:[A-Z_]{2,40}=\S{0,80}\s{1,4})|\.[\\/])/i;

/** A cheap look before the patterns: a prompt's sign near the beginning, or a tool's name as the first word. */
function mayHoldCommand(line: string): boolean {
  if (/[>$#%λ❯➜»~└╰]/.test(line.slice(0, 260))) return true;
  const first = /^\(?([A-Za-z][\w-]{1,25})/.exec(line)?.[1]?.toLowerCase();
  return first !== undefined && (TOOL_NAMES.has(first) || PREFIX.test(line));
}

/** The command of a line, or undefined where the line is something else. */
export function parseCommand(line: string): Command | undefined {
  const trimmed = line.trim();
  if (trimmed.length === 0 || trimmed.length > 1000 || !mayHoldCommand(trimmed)) return undefined;
  const prompt = PROMPT.exec(trimmed)?.[0] ?? '';
  const withPrompt = prompt === '' ? undefined : commandOf(trimmed.slice(prompt.length).trim(), true);
  return withPrompt ?? commandOf(trimmed, false);
}

function commandOf(text: string, prompted: boolean): Command | undefined {
  let rest = text;
  for (let i = 0; i < 3 && PREFIX.test(rest); i += 1) rest = rest.replace(PREFIX, '').trimStart();
  // `date ; nslookup x`: the last of several commands is the one whose output we know how to read.
  const parts = rest.split(/\s(?:;|&&)\s/);
  if (prompted && parts.length > 1) rest = (parts.at(-1) ?? rest).trim();
  const match = /^\(?([A-Za-z][A-Za-z0-9-]{1,25}?)(?:\.exe)?(?=\s|$)(.*)$/.exec(rest);
  const name = match?.[1]?.toLowerCase();
  const tool = TOOLS.find(known => known === name);
  if (match === null || tool === undefined) return undefined;
  const tail = match[2] ?? '';
  if (!prompted && !standsAlone(tool, match[1] ?? '', tail)) return undefined;
  const words = wordsOf(tail);
  return { tool, words, text: rest, ...destinationOf(tool, words) };
}

/** `ping pc1` on a line of its own is a command; `Ping statistics for pc1` and `traceroute to pc1` are output. */
function standsAlone(tool: ToolName, typed: string, tail: string): boolean {
  if (NEEDS_PROMPT.has(tool) && !/^\s(?:query|queryex|qc|localgroup|advfirewall|session|user)\s/i.test(tail))
    return false;
  // A row of lsof or ps begins with the program's name too.
  if (/freerdp/.test(tool) && !/\s[/+-]\S|\.rdp\b/.test(tail)) return false;
  if (typed.includes('-')) return tail === '' || /^\s(?!\s?:)/.test(tail);
  if (typed !== typed.toLowerCase()) return false;
  if (/^\sto\s|^\sreport\s|:$|[。、，！]/.test(tail)) return false;
  return wordsOf(tail).length <= 12 && !/[.!?]\s+[A-Z]/.test(tail);
}

function wordsOf(tail: string): string[] {
  const upToPipe = /^(?:"[^"]*"|'[^']*'|[^|>;&"'])*/.exec(tail)?.[0] ?? tail;
  return (upToPipe.match(/[^\s"']*"[^"]*"|[^\s"']*'[^']*'|\S+/g) ?? [])
    .map(word => word.replace(/^["']|["']$/g, ''))
    .slice(0, 40);
}

interface Destination {
  readonly host?: string;
  readonly port?: number;
  readonly lastPort?: number;
}

/** Options that take the next word with them, so that it is not taken for the host. */
const TAKES_VALUE = /^[-/](?:[nlicwWsSIMpmqhjkvrxX]|InformationLevel|Type|Server|Hops|Count)$/;

function destinationOf(tool: ToolName, words: readonly string[]): Destination {
  switch (tool) {
    case 'test-netconnection':
    case 'tnc':
    case 'test-connection':
      return netConnection(words);
    case 'xfreerdp':
    case 'xfreerdp3':
    case 'wlfreerdp':
    case 'sdl-freerdp':
    case 'sdl-freerdp3':
    case 'mstsc':
      return slashOptions(words);
    case 'rdesktop':
      return lastWord(words);
    case 'curl':
    case 'openssl':
      return fromUrl(words);
    case 'telnet':
    case 'nc':
    case 'ncat':
    case 'netcat':
    case 'psping':
    case 'portqry':
      return hostAndPort(words);
    case 'ping':
    case 'ping6':
    case 'tracert':
    case 'traceroute':
    case 'traceroute6':
    case 'mtr':
    case 'pathping':
    case 'nslookup':
    case 'dig':
    case 'host':
    case 'getent':
    case 'resolve-dnsname':
    case 'nmap':
      return destination(firstHost(plainWords(words)));
    default:
      return {};
  }
}

const HOST_OPTION = /^-(?:computername|cn|remotehost|targetname)$/i;
const PORT_OPTION = /^-(?:port|remoteport|p|tcpport)$/i;

function netConnection(words: readonly string[]): Destination {
  const after = (name: RegExp) => words[words.findIndex(word => name.test(word)) + 1];
  const named = words.some(word => HOST_OPTION.test(word)) ? after(HOST_OPTION) : undefined;
  const hasPort = words.some(word => PORT_OPTION.test(word));
  const rdp = words.some((word, i) => /^rdp$/i.test(word) && (/^-common/i.test(words[i - 1] ?? '') || i === 1));
  const positional = words.find(
    (word, i) => !word.startsWith('-') && (i === 0 || /^-(?:trace\w*|detailed)$/i.test(words[i - 1] ?? '')),
  );
  const port = hasPort ? portOf(after(PORT_OPTION)) : rdp ? DEFAULT_PORT : undefined;
  return destination(hostOf(named ?? positional), port);
}

function slashOptions(words: readonly string[]): Destination {
  const value = words.map(word => /^[/-]v[:=](.+)$/i.exec(word)?.[1]).find(text => text !== undefined);
  const endpoint = value === undefined ? undefined : parseEndpoint(value, DEFAULT_PORT);
  if (endpoint === undefined || isRejection(endpoint)) return {};
  const explicit = words.map(word => /^\/port:(\d{1,5})$/i.exec(word)?.[1]).find(text => text !== undefined);
  return { host: endpoint.host, port: portOf(explicit) ?? endpoint.port };
}

/** rdesktop: the server stands behind all options. */
function lastWord(words: readonly string[]): Destination {
  const endpoint = parseEndpoint(words.at(-1) ?? '', DEFAULT_PORT);
  return isRejection(endpoint) ? {} : { host: endpoint.host, port: endpoint.port };
}

function fromUrl(words: readonly string[]): Destination {
  for (const word of words) {
    const match = /^(?:[a-z]{2,10}:\/\/)?(\[[0-9a-f:.%]{2,60}\]|[^\s/:@[\]]{1,253}):(\d{1,5})(?:\/.*)?$/i.exec(word);
    if (match) return destination(hostOf((match[1] ?? '').replace(/[[\]]/g, '')), portOf(match[2]));
  }
  return {};
}

/** nc, telnet, psping, portqry: `host port`, `host first-last`, `host:port`, `-n host -e port`. */
function hostAndPort(words: readonly string[]): Destination {
  const plain = words.filter(
    (word, i) => !word.startsWith('-') && !/^-(?:w|s|g|G|i|x|X|q|t|p|I|O)$/.test(words[i - 1] ?? ''),
  );
  const [first, second] = plain;
  const endpoint = first === undefined ? undefined : parseEndpoint(first, 0);
  if (endpoint === undefined || isRejection(endpoint)) return {};
  const range = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(second ?? '');
  const port = portOf(range?.[1]) ?? (endpoint.port === 0 ? undefined : endpoint.port);
  return destination(endpoint.host, port, portOf(range?.[2]));
}

function destination(host: string | undefined, port?: number, lastPort?: number): Destination {
  return {
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(lastPort !== undefined && { lastPort }),
  };
}

function plainWords(words: readonly string[]): string[] {
  return words.filter((word, i) => !/^[-/+@]/.test(word) && !TAKES_VALUE.test(words[i - 1] ?? ''));
}

function firstHost(words: readonly string[]): string | undefined {
  const hosts = words.filter(
    word => !/^\d{1,5}$/.test(word) && !/^(?:A|AAAA|MX|ANY|TXT|SRV|PTR|NS|SOA|CNAME|hosts|ahosts)$/.test(word),
  );
  return hostOf(hosts[0]);
}

function hostOf(word: string | undefined): string | undefined {
  const endpoint = word === undefined ? undefined : parseEndpoint(word, DEFAULT_PORT);
  return endpoint === undefined || isRejection(endpoint) ? undefined : endpoint.host;
}

function portOf(word: string | undefined): number | undefined {
  const port = /^\d{1,5}$/.test(word ?? '') ? Number(word) : 0;
  return port > 0 && port < 65_536 ? port : undefined;
}
