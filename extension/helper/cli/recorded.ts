import type { Facts } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { pathOf } from '../../../machines/diagnosis/path.ts';
import { verdictOf } from '../../../machines/diagnosis/proof.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import { wordsFor } from '../../../machines/diagnosis/words-for.ts';
import type { Verdict } from '../../../machines/inference/conclude.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import type { Style } from './paint.ts';
import { standingPath } from './path-picture.ts';
import { wrap } from './plain-text.ts';
import { answerOfEach } from './read.ts';
import { verdictToJson } from './verdict-json.ts';
import { faultText } from './verdict-text.ts';

/** The fields that `read --json` prints of what is no plain text: those of a text, and stages and verdict as a check has them. */
export function recordedJson(facts: Facts, { model }: Knowledge, reader: 'capture' | 'event-log' | 'report') {
  const { findings, stages } = facts;
  const { verdict, next } = judge(model, facts);
  return {
    findings: answerOfEach(findings),
    codes: findings.flatMap(({ question, answer }) => (question === 'code' ? [answer] : [])),
    readers: [reader],
    all: findings,
    stages,
    verdict: verdictToJson(withEvidenceOnly(verdict, facts)),
    next: next ?? null,
  };
}

/** The path and the verdict for a person; `noFault` is the key of the sentence where nothing failed. */
export function recordedText(
  facts: Facts,
  knowledge: Knowledge,
  noFault: string,
  style: Style,
  columns: number,
): readonly string[] {
  const words = wordsFor('recorded', knowledge);
  const judgement = judge(knowledge.model, facts);
  const view = hasFailed(facts) ? verdictOf(judgement, facts, words) : undefined;
  return [
    ...(facts.stages.length > 0 ? [standingPath(pathOf(facts, words, false, judgement), style, columns)] : []),
    ...(view === undefined ? wrap(say(words, noFault), columns) : faultText(view, facts, words, style, columns)),
  ];
}

const hasFailed = ({ stages }: Facts): boolean => stages.some(({ outcome }) => outcome === 'failed');

/** A cause that nothing in the file speaks for is only common, and where nothing failed there is none to name. */
function withEvidenceOnly(verdict: Verdict, facts: Facts): Verdict {
  const causes = hasFailed(facts) ? verdict.causes.filter(cause => cause.for.length > 0) : [];
  return { ...verdict, causes };
}
