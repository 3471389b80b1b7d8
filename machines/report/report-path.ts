import { openCase } from '../diagnosis/context.ts';
import { judge } from '../diagnosis/judgement.ts';
import { type Path, pathOf } from '../diagnosis/path.ts';
import { wordsFor } from '../diagnosis/words-for.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Report } from './report.ts';

/** The line of a report, as the flow draws it. "You told us" is not said to an administrator, who told nothing. */
export function reportPath({ target, stages, findings, tried }: Report, knowledge: Knowledge): Path {
  const facts = { ...openCase({ probe: false, target, findings }), stages, tried };
  return pathOf(facts, wordsFor('handed', knowledge), false, judge(knowledge.model, facts));
}
