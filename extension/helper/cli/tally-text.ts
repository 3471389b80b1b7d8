import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { countedCauses, countedStages, type Tally } from '../many/tally.ts';
import type { ListEnd } from './target-list.ts';

/** Causes that are named; the rest of a long tail is in the lines themselves. */
const MOST_CAUSES = 8;

/** What a list came to: how many of which kind, where the faulty ones fail and what is likeliest. */
export function tallyText(tally: Tally, end: ListEnd, knowledge: Knowledge): string {
  const { healthy, fault, unsettled, unreadable } = tally;
  const checked = healthy + fault + unsettled;
  const told = (key: string, values: Readonly<Record<string, string | number>>) => `${say(knowledge, key, values)}\n`;
  const stages = countedStages(tally).map(([stage, count]) => `${say(knowledge, `report.stage.${stage}`)} ${count}`);
  const causes = countedCauses(tally).slice(0, MOST_CAUSES);
  const lines = [
    told('cli.check.counted', { checked, healthy, fault, unsettled }),
    unreadable > 0 ? told('list.unreadable', { count: unreadable }) : '',
    stages.length > 0 ? told('list.stages', { stages: stages.join(', ') }) : '',
    ...causes.map(([cause, count]) => told('list.cause', { count, cause: knowledge.words.causes[cause].title })),
    end === 'whole' ? '' : told(`list.${end}`, {}),
  ];
  return lines.join('');
}
