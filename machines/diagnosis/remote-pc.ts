import { endOf } from '../ends.ts';
import type { Finding } from '../findings.ts';
import type { Model } from '../knowledge.ts';
import type { Reading } from '../reading/read.ts';
import { parseReport, type ReportFault } from '../schemas/parse-report.ts';
import type { Report } from '../schemas/report.ts';
import { isLoopback } from '../target/target.ts';

/** What a text that comes from the remote PC contains: a report of ours, what a tool printed there, or nothing. */
export type HostText =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'fault'; readonly fault: ReportFault | 'nothing-read' };

/** A report, or what `reconnect check --json` and `reconnect host --json` print: all are of one form. */
export function reportIn(text: string): Report | undefined {
  const parsed = jsonIn(text);
  return parsed?.kind === 'report' ? parsed.report : undefined;
}

/**
 * What `reconnect host --json` says in a text that is nothing else. That nobody came in for some minutes is left out: it
 * counts for an attempt within them, and a text does not say when that was.
 */
export function hostFindingsIn(text: string): readonly Finding[] {
  const findings = reportIn(text)?.findings ?? [];
  return findings.every(({ source }) => source === 'host')
    ? findings.filter(({ detail }) => detail?.minutes === undefined)
    : [];
}

const jsonIn = (text: string) => (/^\s*\{/.test(text) ? parseReport(text.trim()) : undefined);

/** Reads a text that the person says is from the remote PC. */
export function readHostText(model: Model, text: string, read: (text: string) => Reading): HostText {
  const parsed = jsonIn(text);
  if (parsed !== undefined && (parsed.kind === 'report' || parsed.fault !== 'not-a-report')) return parsed;
  const findings = printedAtHost(model, read(text).findings);
  return findings.length > 0 ? { kind: 'findings', findings } : { kind: 'fault', fault: 'nothing-read' };
}

/**
 * What a tool printed on the host itself. Of names and ways it tells how the host sees others, which says nothing of how
 * it is reached; a port that it tried on itself says whether anything listens.
 */
export function printedAtHost(model: Model, findings: readonly Finding[]): readonly Finding[] {
  return findings.flatMap((finding): readonly Finding[] => {
    const own = { ...finding, source: finding.source === 'transcript' ? ('host' as const) : finding.source };
    if (finding.question === 'port') {
      const answer = LISTENS[finding.answer];
      return answer !== undefined && isItself(finding) ? [{ ...own, question: 'listener', answer }] : [];
    }
    return endOf(model, finding) === 'host' || TOOK_PART.has(model.questions[finding.question].stage) ? [own] : [];
  });
}

/** Stages in which the host has a part of its own, and its logs have their say. */
const TOOK_PART: ReadonlySet<string> = new Set(['negotiation', 'tls', 'authentication', 'session']);

const LISTENS: Readonly<Record<string, string>> = {
  open: 'listening',
  refused: 'not-listening',
  closed: 'not-listening',
};

const isItself = ({ detail }: Finding): boolean =>
  typeof detail?.host === 'string' && isLoopback(detail.host.toLowerCase());
