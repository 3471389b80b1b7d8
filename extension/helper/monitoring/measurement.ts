import { toneOf } from '../../../machines/answers.ts';
import type { Finding } from '../../../machines/findings.ts';
import type { Verdict } from '../../../machines/inference/conclude.ts';
import type { Model } from '../../../machines/knowledge.ts';
import type { StageReport } from '../../../machines/stage-report.ts';
import type { Target } from '../../../machines/target/target.ts';
import type { Blame, CauseId, QuestionId, Stage } from '../../../machines/vocabulary.ts';
import { failedStage } from '../many/tally.ts';
import { isSecurity, SECURITIES, type Security } from '../security.ts';

/**
 * One check as numbers and ids, for programs that watch hosts. INVARIANT: every text in it is an id of the vocabulary, so
 * that no host chooses a label, however it answers; but for its build, of which it chooses the numbers.
 */
export interface Measurement {
  readonly target: Target;
  readonly healthy: boolean;
  readonly elapsedMs: number;
  readonly connections: number;
  /** Stages that were tried, with how long each took. */
  readonly stages: readonly { readonly stage: Stage; readonly passed: boolean; readonly elapsedMs: number }[];
  readonly failure?: Failure;
  readonly certificate?: { readonly notBeforeMs: number; readonly notAfterMs: number; readonly trusted: boolean };
  /** The host's clock before ours: positive. */
  readonly clockSkewMs?: number;
  readonly security?: Security;
  /** What the host says of itself: `10.0.26100`. */
  readonly build?: string;
}

/** Where it fails, what was seen there, and what is likeliest; ids of the vocabulary. */
export interface Failure {
  /** Empty where no stage failed. */
  readonly stage: Stage | '';
  readonly reason: string;
  readonly cause: CauseId | '';
  readonly blame: Blame | '';
  readonly settled: boolean;
}

/** What is seen at a stage; of several the most telling first. */
const QUESTIONS_OF: Readonly<Record<Stage, readonly QuestionId[]>> = {
  name: ['name'],
  path: ['path'],
  port: ['port', 'gateway'],
  negotiation: ['security', 'service'],
  tls: ['tls'],
  authentication: ['nla'],
  session: ['license'],
};
const BUILD = /^\d{1,3}\.\d{1,3}\.\d{1,5}$/;

interface Measurable {
  readonly target: Target;
  readonly facts: { readonly findings: readonly Finding[]; readonly stages: readonly StageReport[] };
  readonly connections: number;
  readonly elapsedMs: number;
}

/** Of the findings only what the probes saw counts; the cause comes from the verdict. */
export function measurementOf(
  { target, facts: { findings, stages }, connections, elapsedMs }: Measurable,
  verdict: Verdict,
  model: Model,
): Measurement {
  const probed = findings.filter(({ source }) => source === 'probe');
  const certificate = certificateOf(probed);
  const clockSkewMs = numberIn(probed, 'clock', 'skewMs');
  const security = probed.find(({ question }) => question === 'security')?.answer;
  const build = probed.find(({ question, answer }) => question === 'nla' && answer === 'answered')?.detail?.build;
  return {
    target,
    healthy: verdict.healthy,
    elapsedMs,
    connections,
    stages: stages.flatMap(({ stage, outcome, elapsedMs: tookMs = 0 }) =>
      outcome === 'passed' || outcome === 'failed' ? [{ stage, passed: outcome === 'passed', elapsedMs: tookMs }] : [],
    ),
    ...(!verdict.healthy && { failure: failureOf(probed, failedStage(stages), verdict, model) }),
    ...(certificate && { certificate }),
    ...(clockSkewMs !== undefined && { clockSkewMs }),
    ...(isSecurity(security) && { security }),
    ...(typeof build === 'string' && BUILD.test(build) && { build }),
  };
}

function failureOf(
  findings: readonly Finding[],
  stage: Stage | undefined,
  { causes, settled }: Verdict,
  model: Model,
): Failure {
  const [first] = causes;
  const named = first !== undefined && first.for.length > 0 ? first : undefined;
  const reason = stage === undefined ? undefined : reasonAt(findings, stage, model);
  return {
    stage: stage ?? '',
    reason: reason ?? 'unknown',
    cause: named?.cause ?? '',
    blame: named?.blame ?? '',
    settled,
  };
}

function reasonAt(findings: readonly Finding[], stage: Stage, model: Model): string | undefined {
  const asked = QUESTIONS_OF[stage].flatMap(question => findings.filter(finding => finding.question === question));
  const told = asked.find(finding => toneOf(model, finding) === 'bad') ?? asked.find(isTelling);
  return told?.answer;
}

function isTelling({ answer }: Finding): boolean {
  return !['unknown', 'rdp', ...SECURITIES, 'ok', 'open', 'answers', 'answered'].includes(answer);
}

function certificateOf(findings: readonly Finding[]): Measurement['certificate'] | undefined {
  const detail = findings.find(({ question, detail }) => question === 'tls' && detail?.notAfter !== undefined)?.detail;
  const notBeforeMs = Date.parse(String(detail?.notBefore));
  const notAfterMs = Date.parse(String(detail?.notAfter));
  if (Number.isNaN(notBeforeMs) || Number.isNaN(notAfterMs)) return undefined;
  return { notBeforeMs, notAfterMs, trusted: detail?.trusted === true };
}

function numberIn(findings: readonly Finding[], question: QuestionId, field: string): number | undefined {
  const value = findings.find(finding => finding.question === question)?.detail?.[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
