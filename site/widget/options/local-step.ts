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
  if (json === '' || json.length > LONGEST.step) return undefined;
  try {
    const { title, lines, link, causes } = Object(JSON.parse(json));
    const step = {
      title: plain(title, LONGEST.title),
      lines: listOf(lines)
        .map(line => plain(line, LONGEST.line))
        .filter(line => line !== ''),
      link: linkOf(Object(link)),
      causes: listOf(causes).flatMap(named => CAUSE_IDS.find(id => id === named) ?? []),
    };
    // Causes that are none of ours must not make it advice for all.
    const isForNone = step.causes.length === 0 && listOf(causes).length > 0;
    return step.title === '' || isForNone ? undefined : step;
  } catch {
    return undefined;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, LONGEST.lines) : []);

function linkOf({ address, label }: Readonly<Record<string, unknown>>): LocalStep['link'] {
  const shown = plain(label, LONGEST.title);
  const leads =
    typeof address === 'string' && /^https?:\/\/[^\s\\]+$/.test(address) && address.length <= LONGEST.address;
  return leads && shown !== '' ? { address, label: shown } : undefined;
}
