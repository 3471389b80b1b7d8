import type { Finding } from '../../../machines/findings.ts';
import { conclude } from '../../../machines/inference/conclude.ts';
import type { Model, Reach } from '../../../machines/knowledge.ts';
import { type AskableId, type CauseId, REACH_QUESTION } from '../../../machines/vocabulary.ts';
import { type Person, told } from './person.ts';
import type { Policy } from './policies.ts';

export interface Walk {
  readonly put: readonly AskableId[];
  readonly answered: number;
  readonly tries: number;
  readonly ranked: readonly CauseId[];
  readonly settled: boolean;
  /** How far what the first screen said was left lay from what came, question by question. */
  readonly offBy: readonly number[];
}

/** One person through one policy until it ends, or until so many were put. */
export function walk(model: Model, person: Person, policy: Policy, most: number): Walk {
  const findings: Finding[] = [...person.opening];
  const asked: AskableId[] = [];
  const said: number[] = [];
  let reach: Reach | undefined;
  let answered = 0;
  while (asked.length < most) {
    const { put, left } = policy(model, { findings, asked, reach });
    if (put === undefined) break;
    if (left !== undefined) said.push(left);
    asked.push(put);
    if (put === REACH_QUESTION) {
      reach = person.reach;
      answered++;
      continue;
    }
    const answers = person.knows.get(put);
    if (answers === undefined) continue;
    answered++;
    findings.push(...told(put, answers));
  }
  const { causes, settled } = conclude(model, findings);
  return {
    put: asked,
    answered,
    tries: asked.filter(id => id !== REACH_QUESTION && model.questions[id].try === true).length,
    ranked: causes.map(({ cause }) => cause),
    settled,
    offBy: said.map((left, index) => left - (asked.length - index)),
  };
}
