import { CLAIM_KINDS } from './knowledge-claims.ts';
import { COMMAND_KINDS } from './knowledge-commands.ts';
import type { Kind } from './knowledge-kind.ts';

export const KINDS: readonly Kind[] = [...COMMAND_KINDS, ...CLAIM_KINDS];

/** Words of our own making, for what people call otherwise: in the articles and the questions. */
export const UNUSUAL_WORDS: Kind = {
  kind: 'a word that nobody says',
  found:
    /\bin place of\b|\b[Mm]end(?:s|ed|ing)?\b|\b[Kk]nock(?:s|ed|ing)?\b|\bto stand\b|\bcan be had\b|\b[Bb]oth ends\b|\b[Tt]he two ends\b|\band kin\b/,
  wrong: 'The two ends do not agree.',
  right: 'The two computers do not agree.',
};

/** The kinds of fault that a page has. */
export function faultsOf(page: string, kinds: readonly Kind[] = KINDS): readonly string[] {
  return kinds.flatMap(({ kind, found, within, unless }) => {
    const hits = [...page.matchAll(new RegExp(found.source, `g${found.flags}`))];
    const faults = hits.filter(({ index }) => {
      if (unless === undefined) return true;
      return !unless.test(within === 'page' ? page : around(page, index));
    });
    return faults.map(([hit]) => `${kind}: ${hit.slice(0, 80)}`);
  });
}

/** The paragraph at a place, and one or two on each side: a command stands in a block under its sentence. */
function around(page: string, index: number): string {
  const paragraphs = page.split(/\n\s*\n/);
  let end = 0;
  const at = paragraphs.findIndex(paragraph => {
    end = page.indexOf(paragraph, end) + paragraph.length;
    return index < end;
  });
  return paragraphs.slice(Math.max(0, at - 2), at + 2).join('\n\n');
}

export interface WindowsEvent {
  readonly event: string;
  readonly provider: string;
  readonly id: number;
  readonly log: string;
}

/** Numbers that a text calls events: behind the word, behind a provider, in a list that begins so, or in bold at a line's head. */
const MENTION =
  /\b[Ee]vents?\s+(?:\*\*)?(\d{1,5}(?:(?:\*\*)?(?:,| and| or| to)(?: the)? (?:\*\*)?\d{1,5})*)|^- ((?:\*\*\d{1,5}\*\*(?:, then | or | to |, )?)+)|\b(?:RdpCoreTS|RemoteConnectionManager|LocalSessionManager|RDPClient|Schannel|TerminalServices-Gateway)(?:\/\w+)?\*{0,2}[^.|\n]{0,30}?\b(\d{3,5}(?:(?:,| and| or| to) \d{3,5})*)|\b(\d{3,5}(?:(?:,| and| or| to) \d{3,5})*) (?:in|of) (?:the log )?\*{0,2}(?:[\w-]+-)?(?:RdpCoreTS|RemoteConnectionManager|LocalSessionManager)\b|^\| [–\d] \| ([^|]+) \|/gm;

/** What is wrong with the events that a page names: one that is in no log of the table, or without its log. */
export function eventMentions(source: string, events: readonly WindowsEvent[]): readonly string[] {
  // What people type into the search needs no log.
  const page = source.replace(/^also: .*$/m, '');
  const faults = [...page.matchAll(MENTION)].flatMap(match => {
    const unit = unitAt(page, match.index);
    return [
      ...match
        .slice(1)
        .join(' ')
        .matchAll(/(?<!type )\b\d+/g),
    ].flatMap(([number]) => faultOf(Number(number), unit, page, events));
  });
  return [...new Set(faults)];
}

function faultOf(id: number, unit: string, page: string, events: readonly WindowsEvent[]): readonly string[] {
  const rows = events.filter(event => event.id === id);
  if (rows.length === 0) return [`${id}: unknown event, content/model/events.yaml has none`];
  if (rows.every(({ log }) => log.endsWith('/Analytic'))) return [`${id}: its log is off on every PC`];
  const fits = rows.some(({ provider, log }) => isNamed(provider, log, unit, page));
  return fits ? [] : [`${id}: expected its log ${rows.map(({ log }) => log).join(' or ')} beside it`];
}

/** A log of two is named beside the number; the only log of a kind may be named anywhere on the page. */
function isNamed(provider: string, log: string, unit: string, page: string): boolean {
  const [, kind] = log.split('/');
  if (kind === undefined)
    return (
      new RegExp(`\\b${log}\\b`).test(unit) ||
      new RegExp(`\\b${log} log|Windows Logs → ${log}\\b|\\| ${log}\\b`).test(page)
    );
  const wrong =
    new RegExp(`${provider}\\/(?!${kind})\\w+`).test(unit) && !new RegExp(`\\/${kind}\\b|\\b${kind}\\b`).test(unit);
  if (wrong) return false;
  if (provider === 'RemoteConnectionManager') return new RegExp(`\\b${kind}\\b`).test(unit);
  return new RegExp(`${provider}[^\\n]{0,60}\\b${kind}\\b|${provider}/${kind}`).test(page);
}

/** The line or table row of a mention. */
function unitAt(page: string, index: number): string {
  const from = page.lastIndexOf('\n', index - 1) + 1;
  const end = page.indexOf('\n', index + 1);
  return page.slice(from, end < 0 ? undefined : end);
}
