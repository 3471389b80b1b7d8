import { type Finding, OUR_FAULT } from '../../../machines/findings.ts';
import { type QuestionId, type Stage, UNKNOWN } from '../../../machines/vocabulary.ts';
import { safeText } from '../safe-text.ts';
import { type ProbeResult, seen } from './probe.ts';

/** What each stage is about: the question that stays open when its probe breaks. */
const QUESTION_OF: Readonly<Record<Stage, QuestionId>> = {
  name: 'name',
  path: 'path',
  port: 'port',
  negotiation: 'service',
  tls: 'tls',
  authentication: 'nla',
  session: 'license',
};

/**
 * A probe threw: a bug of ours, whatever the other end sent. It says nothing of the host, so the stage is `unknown` and
 * the finding says whose fault it is.
 */
export function faultOf(stage: Stage, error: unknown, elapsedMs: number): ProbeResult {
  // The message may name a host: only the kind of fault goes into a report.
  const message = error instanceof Error ? safeText(error.message) : undefined;
  const detail = { fault: OUR_FAULT, reason: errorKind(error), message };
  return { outcome: 'unknown', findings: [seen(QUESTION_OF[stage], UNKNOWN, elapsedMs, detail)] };
}

/** The kind of an error, such as `TypeError ERR_INVALID_CHAR`, without its message. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return 'no-error';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

/** What `probe` comes to; where it throws, what `broken` makes of a fault of ours. Never rejects. */
export async function guarded<P>(
  stage: Stage,
  probe: () => P | Promise<P>,
  broken: (fault: ProbeResult) => P,
): Promise<P> {
  const started = performance.now();
  try {
    return await probe();
  } catch (error) {
    return broken(faultOf(stage, error, performance.now() - started));
  }
}

/** The same for a look beside the stages, which has findings only. */
export async function guardedFindings(
  stage: Stage,
  look: () => readonly Finding[] | Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  return guarded(stage, look, ({ findings }) => findings);
}
