import { openCase } from '../diagnosis/context.ts';
import { judge } from '../diagnosis/judgement.ts';
import { type Path, pathOf } from '../diagnosis/path.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Report } from './report.ts';

const HANDED = 'handed.';

/** The line of a report, as the flow draws it, told to somebody else than the person who told of it. */
export function reportPath({ target, stages, findings, tried }: Report, knowledge: Knowledge): Path {
  const facts = { ...openCase({ probe: false, target, findings }), stages, tried };
  return pathOf(facts, toSomebodyElse(knowledge), false, judge(knowledge.model, facts));
}

/** "You told us" is not said to an administrator: what begins with `handed.` stands in its place. */
function toSomebodyElse(knowledge: Knowledge): Knowledge {
  const { ui } = knowledge.words;
  const handed = Object.entries(ui).flatMap(([key, text]) =>
    key.startsWith(HANDED) ? [[key.slice(HANDED.length), text] as const] : [],
  );
  return { ...knowledge, words: { ...knowledge.words, ui: { ...ui, ...Object.fromEntries(handed) } } };
}
