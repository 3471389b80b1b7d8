import type { Evidence, RankedCause, Verdict } from '../../../machines/inference/conclude.ts';

/** A verdict as `check --json` and `explain` print it. `contradictions` is left out where there are none. */
export interface VerdictJson {
  readonly healthy: boolean;
  readonly settled: boolean;
  readonly causes: readonly CauseJson[];
  readonly contradictions?: readonly { readonly question: string; readonly findings: readonly string[] }[];
}

export interface CauseJson {
  readonly cause: string;
  readonly probability: number;
  readonly blame: string;
  readonly for: readonly string[];
  readonly against: readonly string[];
}

/** Ids alone, which scripts compare: no words of a language in it. */
export function verdictToJson({ healthy, settled, causes, contradictions }: Verdict): VerdictJson {
  const verdict = { healthy, settled, causes: causes.map(causeToJson) };
  if (contradictions.length === 0) return verdict;
  return {
    ...verdict,
    contradictions: contradictions.map(({ question, findings }) => ({
      question,
      findings: findings.map(({ answer, source }) => `${answer} (${source})`),
    })),
  };
}

function causeToJson(ranked: RankedCause): CauseJson {
  return {
    cause: ranked.cause,
    probability: rounded(ranked.probability),
    blame: ranked.blame,
    for: ranked.for.map(evidenceToText),
    against: ranked.against.map(evidenceToText),
  };
}

function evidenceToText({ finding: { question, answer } }: Evidence): string {
  return `${question}: ${answer}`;
}

/** Four digits tell more than the model knows, and keep the order of near ties. */
function rounded(probability: number): number {
  return Math.round(probability * 10_000) / 10_000;
}
