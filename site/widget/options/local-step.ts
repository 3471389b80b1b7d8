import { fieldsOf, listOf, parseJson } from '../../../machines/schemas/fields.ts';
import type { Fields } from '../../../machines/schemas/record.ts';
import { CAUSE_IDS, type CauseId } from '../../../machines/vocabulary.ts';
import { plain } from './embed-options.ts';

/** The page author's own advice, shown before ours. Text only, and one link. */
export interface LocalStep {
  readonly title: string;
  readonly lines: readonly string[];
  readonly link: { readonly address: string; readonly label: string } | undefined;
  /** The causes for which it is shown; all, where none is named. */
  readonly causes: readonly CauseId[];
}

const LONGEST = { title: 120, line: 400, lines: 8, address: 500, step: 8_000 } as const;

/** What does not fit is as good as not there. */
export function localStepOf(json: string): LocalStep | undefined {
  if (json.length > LONGEST.step) return undefined;
  const { title, lines, link, causes } = fieldsOf(parseJson(json)) ?? {};
  const named = listOf(causes, LONGEST.lines, cause => ({ id: CAUSE_IDS.find(id => id === cause) }));
  const step = {
    title: plain(title, LONGEST.title),
    lines: listOf(lines, LONGEST.lines, line => plain(line, LONGEST.line) || undefined),
    link: linkOf(fieldsOf(link) ?? {}),
    causes: named.flatMap(({ id }) => id ?? []),
  };
  // Causes that are none of ours must not make it advice for all.
  const isForNone = step.causes.length === 0 && named.length > 0;
  return step.title === '' || isForNone ? undefined : step;
}

function linkOf({ address, label }: Fields): LocalStep['link'] {
  const shown = plain(label, LONGEST.title);
  const leads =
    typeof address === 'string' && /^https?:\/\/[^\s\\]+$/.test(address) && address.length <= LONGEST.address;
  return leads && shown !== '' ? { address, label: shown } : undefined;
}
