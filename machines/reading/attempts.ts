import { isAddress } from '../target/target.ts';
import { afterConnect, networkErrorIn } from './network-errors.ts';
import type { Observation, Paste } from './observation.ts';

export type About = Omit<Observation, 'question' | 'answer'>;

/** One line of a tool that made a TCP connection: what became of it, and to whom. */
export interface Attempt {
  readonly host?: string;
  readonly address?: string;
  readonly port?: number;
  /** `open`, `closed` where the kind is not told, or the words in which the failure was told. */
  readonly outcome: 'open' | 'closed' | string;
}

/** Tools with readers of their own, whose output can look like that of a program that connects. */
const OTHERS = /^(?:ping6?|tracert|traceroute|nmap|openssl|x?freerdp3?|systemctl)$/;

/** An attempt from the parts of a line; what the line does not name is left out. */
export function attempt(
  host: string | undefined,
  address: string | undefined,
  port: string | undefined,
  outcome: string,
): Attempt {
  return {
    ...(host !== undefined && { host: host.toLowerCase() }),
    ...(address !== undefined && { address: address.toLowerCase() }),
    ...(port !== undefined && { port: Number(port) }),
    outcome,
  };
}

/** Lines that name the port count anywhere; lines that do not, only under a command that does. */
export function attempts(paste: Paste, tools: RegExp, parse: (line: string) => Attempt | undefined): Observation[] {
  const found: Observation[] = [];
  for (const segment of paste.segments) {
    const { command } = segment;
    const asked = command !== undefined && tools.test(command.tool);
    if (command !== undefined && !asked && OTHERS.test(command.tool)) continue;
    segment.lines.forEach((raw, i) => {
      const line = raw.trim();
      if (line.length < 8 || line.length > 400) return;
      const parsed = parse(line);
      if (parsed === undefined || (parsed.port === undefined && !asked && !namesUnknown(parsed))) return;
      const port = parsed.port ?? (command?.lastPort === undefined ? command?.port : undefined);
      const hosts = [asked ? command.host : undefined, parsed.host, parsed.address].filter(host => host !== undefined);
      const about = { at: segment.first + i, hosts: [...new Set(hosts)], ...(port !== undefined && { port }) };
      found.push(...outcomeOf(parsed.outcome, about));
    });
  }
  return found;
}

/** A name that leads nowhere does so on every port. */
function namesUnknown({ host, outcome }: Attempt): boolean {
  return host !== undefined && networkErrorIn(outcome) === 'name-unknown';
}

/** What a finished attempt proves, where its words tell it. */
export function outcomeOf(outcome: string, about: About & { port?: number }): Observation[] {
  if (outcome === 'open') return about.port === undefined ? [] : [{ ...about, question: 'port', answer: 'open' }];
  if (outcome === 'closed') return about.port === undefined ? [] : [{ ...about, question: 'port', answer: 'closed' }];
  const error = networkErrorIn(outcome);
  if (error === undefined) return [];
  const isName = error === 'name-unknown' || error === 'name-no-answer';
  if (about.port === undefined && !isName) return [];
  if (isName && (about.hosts ?? []).every(host => isAddress(host))) return [];
  return [afterConnect(error, about)];
}
