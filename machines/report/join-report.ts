import { endOf } from '../ends.ts';
import type { Finding } from '../findings.ts';
import { crossContradictions } from '../inference/both-ends.ts';
import { conclude } from '../inference/conclude.ts';
import type { Model } from '../knowledge.ts';
import { LIMITS } from '../schemas/limits.ts';
import { HIDEABLE, hiddenIn, type Report } from '../schemas/report.ts';
import { isAddress, type Target } from '../target/target.ts';
import { isSeenOnWire, type QuestionId, STAGES, type Stage } from '../vocabulary.ts';
import { buildReport } from './build-report.ts';
import { redact } from './redaction.ts';

/** What joining needs beside the two: pseudonyms for what the case hides, and which codes the catalogue has. */
export interface JoinTools {
  readonly model: Model;
  readonly token: () => string;
  readonly isKnownCode: (id: string) => boolean;
  /** When the device tried (ISO 8601, UTC), where that is better known than by the date of its report. */
  readonly attemptAt?: string | undefined;
}

/** Why two reports make no case of both ends; the sentence is in content/en/ui.yaml under `join.<fault>`. */
export type JoinFault = 'nothing-of-host' | 'two-devices' | 'other-target';
export type Joined =
  | { readonly kind: 'joined'; readonly report: Report }
  | { readonly kind: 'fault'; readonly fault: JoinFault };

/** Two reports as one case, whichever of them is the device's and whichever the remote PC's. */
export function joinReports(one: Report, other: Report, tools: JoinTools): Joined {
  const { model } = tools;
  const [device, host] = sawAsDevice(model, one) || !sawAsDevice(model, other) ? [one, other] : [other, one];
  const apart = minutesApart(tools.attemptAt ?? device.createdAt, host.createdAt);
  const seen = [
    ...host.findings.filter(
      finding => endOf(model, finding) === 'host' && finding.source !== 'person' && isOfThatTime(finding, apart),
    ),
    ...awake(host, apart),
  ];
  if (seen.length === 0) return { kind: 'fault', fault: sawAsDevice(model, host) ? 'two-devices' : 'nothing-of-host' };
  if (areOthers(device, host)) return { kind: 'fault', fault: 'other-target' };
  return { kind: 'joined', report: joinFindings(device, seen, tools) };
}

/**
 * The case with what its remote PC says. A newer finding of the host replaces its older one, what others told of the same
 * stays: where it differs, both are shown. INVARIANT: what the case hides of itself is hidden of the host as well.
 */
export function joinFindings(report: Report, seen: readonly Finding[], tools: JoinTools): Report {
  const { model } = tools;
  const host = hiddenAs(report, aboutAttempt(model, report, seen), tools).slice(0, OF_HOST_AT_MOST);
  const told = new Set(host.map(({ question, source }) => `${question} ${source}`));
  const kept = report.findings.filter(
    finding =>
      finding.source === 'person' ||
      endOf(model, finding) === 'device' ||
      !told.has(`${finding.question} ${finding.source}`),
  );
  const findings = [...kept.slice(0, LIMITS.findings - host.length), ...host];
  const joined = buildReport({ ...report, findings, verdict: conclude(model, findings, report.tried) });
  const { verdict } = joined;
  // Two ends that contradict each other prove nothing yet.
  const settled = verdict.settled && crossContradictions(model, findings).length === 0;
  return { ...joined, verdict: { ...verdict, settled }, ...hiddenIn(report.hidden) };
}

/** So much of the host fits, that the device keeps its part of the report as well. */
const OF_HOST_AT_MOST = LIMITS.findings / 2;

/** A host looked at so soon after the attempt was on when it was made. */
const SAME_TIME_MINUTES = 15;

function awake({ findings }: Report, apart: number): readonly Finding[] {
  const isThere = apart <= SAME_TIME_MINUTES && findings.some(({ source }) => source === 'host');
  return isThere ? [{ question: 'host-power', answer: 'up', source: 'host' }] : [];
}

/** That nobody came in for some minutes says something of an attempt within them. */
function isOfThatTime({ detail }: Finding, apart: number): boolean {
  return typeof detail?.minutes !== 'number' || apart <= detail.minutes;
}

function minutesApart(one: string, other: string): number {
  const apart = Math.abs(Date.parse(one) - Date.parse(other)) / 60_000;
  return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
}

/** So much earlier than the case was handed over its attempt is not. */
const ONE_ATTEMPT_MS = 3_600_000;

/** Whether what a log has newest is of another attempt than the one of a case with this date. */
export function isLongBefore(newestMs: number, createdAt: string): boolean {
  return Date.parse(createdAt) - newestMs > ONE_ATTEMPT_MS;
}

/** Whether a check or a capture of the device that connects is in it. */
function sawAsDevice(model: Model, { findings }: Report): boolean {
  return findings.some(finding => finding.source !== 'host' && endOf(model, finding) === 'device');
}

/** Two hosts by names that differ. Pseudonyms say nothing, and an address may be that of any name. */
function areOthers(device: Report, host: Report): boolean {
  const named = ({ target, hidden }: Report): Target | undefined => (hidden.includes('hosts') ? undefined : target);
  const [a, b] = [named(device), named(host)];
  if (a === undefined || b === undefined || isAddress(a.host) || isAddress(b.host)) return false;
  const label = ({ host }: Target) => host.split('.')[0]?.toLowerCase();
  return label(a) !== label(b);
}

/**
 * What was exchanged is one and the same at both ends, and the device has seen it itself: there the host's capture adds
 * only that its answer left, where the device waited for it.
 */
function aboutAttempt(model: Model, { findings, stages }: Report, seen: readonly Finding[]): readonly Finding[] {
  const answered = new Set<QuestionId>(
    findings.filter(one => isSeenOnWire(one.source) && endOf(model, one) === 'device').map(({ question }) => question),
  );
  const failed = stages.find(({ outcome }) => outcome === 'failed')?.stage;
  return seen
    .filter(finding => !answered.has(finding.question) || endOf(model, { ...finding, detail: {} }) === 'host')
    .map(finding => (isAnsweredInVain(finding, failed) ? { ...finding, answer: 'reply-lost' } : finding));
}

/** The host's capture shows that a stage passed which the device saw fail: the host's answer did not get there. */
function isAnsweredInVain({ question, answer, detail }: Finding, failed: Stage | undefined): boolean {
  if (question !== 'host-log' || answer !== 'arrived-then-dropped' || failed === undefined) return false;
  const from = STAGES.indexOf(failed);
  return from > STAGES.indexOf('port') && STAGES.slice(from).some(stage => stage === detail?.passed);
}

function hiddenAs(report: Report, findings: readonly Finding[], { token, isKnownCode }: JoinTools): readonly Finding[] {
  if (report.hidden.length === 0) return findings;
  const hides = Object.fromEntries(HIDEABLE.map(kind => [kind, report.hidden.includes(kind)]));
  const redaction = { hosts: false, users: false, addresses: false, certificates: false, ...hides };
  const { target: _host, note: _note, ...rest } = report;
  return redact({ ...rest, findings }, redaction, token, isKnownCode).findings;
}
