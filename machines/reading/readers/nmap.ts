import { isAddress } from '../../target/target.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';

/** nmap: a block a host; the port's line, then what its scripts found. */
export const nmap: Reader = {
  id: 'nmap',
  signs: ['/tcp', '<port ', 'nmap', 'discovered open port', 'host seems down', 'failed to resolve'],
  read: paste => paste.segments.flatMap(segment => readSegment(segment, paste)),
};

interface Block {
  readonly hosts: readonly string[];
  readonly first: number;
  readonly lines: string[];
}

/** How many ports nmap scans unless told; 3389 is among them. */
const DEFAULT_PORTS = 1000;

function readSegment(segment: Segment, paste: Paste): Observation[] {
  const command = segment.command?.tool === 'nmap' ? segment.command : undefined;
  return blocksOf(segment, command?.host === undefined ? [] : [command.host]).flatMap(block =>
    readBlock(block, paste.port),
  );
}

function blocksOf(segment: Segment, asked: readonly string[]): Block[] {
  const blocks: Block[] = [{ hosts: asked, first: segment.first, lines: [] }];
  segment.lines.forEach((line, i) => {
    const report =
      line.length > 600 ? null : /^\s{0,20}Nmap scan report for (\S{1,253})(?: \(([0-9a-fA-F.:]{2,60})\))?/.exec(line);
    const xml =
      line.length > 2000 ? undefined : /<address addr="([0-9a-fA-F.:]{2,60})" addrtype="ipv[46]"/.exec(line)?.[1];
    if (xml !== undefined) blocks.push({ hosts: [xml.toLowerCase()], first: segment.first + i, lines: [] });
    if (report) {
      const hosts = [report[1], report[2]].filter(host => host !== undefined).map(host => host.toLowerCase());
      blocks.push({ hosts, first: segment.first + i, lines: [] });
    }
    blocks.at(-1)?.lines.push(line);
  });
  return blocks;
}

function readBlock(block: Block, port: number): Observation[] {
  const found: Observation[] = [];
  let inPort = false;
  const scripts: { line: string; at: number }[] = [];
  block.lines.forEach((raw, i) => {
    if (raw.length > 600) return;
    const line = raw.trim();
    const at = block.first + i;
    const about = { at, hosts: block.hosts };
    const row =
      /^(\d{1,5})\/tcp\s{1,20}(open\|filtered|closed\|filtered|open|closed|filtered|unfiltered)(?:\s{1,20}(\S{1,60}))?(.{0,300})$/.exec(
        line,
      );
    if (row) {
      inPort = Number(row[1]) === port;
      if (inPort) found.push(...ofPort(row[2] ?? '', row[3] ?? '', (row[4] ?? '').trim(), { ...about, port }));
      return;
    }
    if (inPort && line.startsWith('|')) scripts.push({ line, at });
    else if (line !== '' && !line.startsWith('|')) inPort = false;
    found.push(...ofOtherLine(line, about, port));
  });
  const open = found.some(o => o.question === 'port' && o.answer === 'open');
  return open
    ? [
        ...found.filter(o => !(o.question === 'service' && scripts.length > 0)),
        ...ofScripts(scripts, block.hosts, found),
      ]
    : found;
}

type About = Pick<Observation, 'at' | 'hosts' | 'port'>;

function ofPort(state: string, service: string, rest: string, about: About): Observation[] {
  if (state === 'closed') return [{ ...about, question: 'port', answer: 'refused' }];
  if (state === 'filtered')
    return [{ ...about, question: 'port', answer: /prohib|unreach|-filter/.test(rest) ? 'rejected' : 'silent' }];
  if (state !== 'open') return [];
  const open: Observation = { ...about, question: 'port', answer: 'open' };
  // The service's name is a guess from the number; a product behind it was seen.
  const product = rest.replace(/^(?:syn-ack|reset)?(?: ttl \d{1,3})?\s{0,20}/, '');
  const spoken = serviceOf(service, product);
  return spoken === undefined ? [open] : [open, { ...about, question: 'service', answer: spoken }];
}

function serviceOf(service: string, product: string): string | undefined {
  if (/terminal serv|xrdp|remote desktop|\brdp\b|freerdp/i.test(product)) return 'rdp';
  if (service === 'tcpwrapped') return 'closes';
  if (product === '' || /\?$/.test(service) || /ms-wbt-server|rdp/i.test(service)) return undefined;
  return /^[a-z][\w/-]{1,40}$/.test(service) ? 'other' : undefined;
}

function ofOtherLine(line: string, about: About, port: number): Observation[] {
  const all =
    /^All (\d{1,5}) scanned ports on (\S{1,253})(?: \(([0-9a-fA-F.:]{2,60})\))? are (?:in ignored states|(filtered|closed))/.exec(
      line,
    );
  if (all && Number(all[1]) >= DEFAULT_PORTS && all[4] !== undefined) {
    const hosts = [all[2], all[3]].filter(host => host !== undefined).map(host => host.toLowerCase());
    return [{ question: 'port', answer: all[4] === 'closed' ? 'refused' : 'silent', at: about.at, hosts, port }];
  }
  const ignored = /^Not shown: (\d{4,5}) (filtered|closed)(?: tcp)? ports/.exec(line);
  if (ignored && Number(ignored[1]) === DEFAULT_PORTS)
    return [{ ...about, port, question: 'port', answer: ignored[2] === 'closed' ? 'refused' : 'silent' }];
  const grepable = new RegExp(
    `^Host: (\\S{1,253}) \\([^)]{0,253}\\)\\s.{0,2000}?\\b${port}/(open|closed|filtered)/tcp/`,
  ).exec(line);
  if (grepable)
    return ofPort(grepable[2] ?? '', '', '', { at: about.at, hosts: [(grepable[1] ?? '').toLowerCase()], port });
  const xml = new RegExp(
    `<port protocol="tcp" portid="${port}">\\s{0,4}<state state="(open|closed|filtered)"(?: reason="([\\w-]{1,40})")?`,
  ).exec(line);
  if (xml) return ofPort(xml[1] ?? '', '', xml[2] ?? '', { ...about, port });
  const discovered = /^Discovered open port (\d{1,5})\/tcp on (\S{1,60})$/.exec(line);
  if (discovered && Number(discovered[1]) === port)
    return [{ question: 'port', answer: 'open', at: about.at, hosts: [(discovered[2] ?? '').toLowerCase()], port }];
  const unresolved = /^Failed to resolve (?:given hostname\/IP: )?"(\S{1,253})"/.exec(line)?.[1];
  if (unresolved !== undefined && !isAddress(unresolved))
    return [{ question: 'name', answer: 'not-found', at: about.at, hosts: [unresolved.toLowerCase()] }];
  if (/^Note: Host seems down\./.test(line))
    return [{ question: 'path', answer: 'silent', at: about.at, hosts: about.hosts ?? [] }];
  return [];
}

/** rdp-enum-encryption: which security protocols the server takes; rdp-ntlm-info: it spoke CredSSP. */
function ofScripts(
  scripts: readonly { line: string; at: number }[],
  hosts: readonly string[],
  found: readonly Observation[],
): Observation[] {
  const spoken = found.filter(o => o.question === 'service');
  const rdp = scripts.find(({ line }) => /rdp-enum-encryption:|rdp-ntlm-info:|rdp-vuln/.test(line));
  if (rdp === undefined) return spoken;
  const result = (name: RegExp) => scripts.map(({ line }) => name.exec(line)?.[1]).find(text => text !== undefined);
  const nla = result(/CredSSP \(NLA\): (\w{4,20}.{0,60})$/);
  const tls = result(/\bSSL: (\w{4,20}.{0,60})$/);
  const native = result(/Native RDP: (\w{4,20}.{0,60})$/);
  if (nla === undefined && tls === undefined && native === undefined && !/ntlm-info|vuln/.test(rdp.line)) return spoken;
  const about = { at: rdp.at, hosts };
  const security = securityOf(nla, tls, native);
  return [
    { ...about, question: 'service', answer: 'rdp' },
    ...(security === undefined ? [] : [{ ...about, question: 'security', answer: security } satisfies Observation]),
  ];
}

/** Only what the server insists on: where it takes several, the client chooses. */
function securityOf(nla: string | undefined, tls: string | undefined, native: string | undefined): string | undefined {
  const all = `${nla ?? ''} ${tls ?? ''} ${native ?? ''}`;
  const takes = (result: string | undefined) => result?.startsWith('SUCCESS') === true;
  if (/HYBRID_REQUIRED_BY_SERVER/.test(all)) return 'nla';
  if (takes(tls) && nla !== undefined && !takes(nla) && !takes(native)) return 'tls';
  return takes(native) && nla !== undefined && !takes(nla) && !takes(tls) ? 'standard' : undefined;
}
