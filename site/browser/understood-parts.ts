import { answerPart, CODE_PART, type ReadingPart, TARGET_PART } from '../../machines/diagnosis/context.ts';
import { formatTarget } from '../../machines/target/target.ts';
import { UNKNOWN } from '../../machines/vocabulary.ts';
import { element } from './element.ts';
import type { Understood } from './understand.ts';
import type { wordsOf } from './words.ts';

type Say = ReturnType<typeof wordsOf>;

/** One thing that was understood, in words; each can be taken back. */
export interface PartLine {
  readonly part: ReadingPart;
  readonly words: string;
  /** Which of the person's own words were understood so. */
  readonly phrase?: string;
}

/** Whether it is the same reading again, as when it is sent: what the person took back of it stays so. */
export const isReadAgain = (before: Understood | undefined, now: Understood): boolean =>
  before === now || (before?.text === now.text && now.text !== '');

export function partsOf(understood: Understood, say: Say): readonly PartLine[] {
  const { target, codes, findings, said, words } = understood;
  const seen = (part: ReadingPart) => words.seen[part] ?? words.told[part] ?? part;
  return [
    ...(codes.length === 0 ? [] : [{ part: CODE_PART, words: codeInWords(understood, say) }]),
    ...(target === undefined ? [] : [{ part: TARGET_PART, words: targetInWords(target, say) }]),
    ...said.map(fact => {
      const part = answerPart(fact);
      return { part, words: words.told[part] ?? part, phrase: fact.phrase };
    }),
    ...findings
      .filter(({ question, answer }) => question !== 'code' && answer !== UNKNOWN)
      .map(answerPart)
      .map(part => ({ part, words: seen(part) })),
  ];
}

function codeInWords({ codes: [first = '', ...others], meaningOf }: Understood, say: Say): string {
  const [surface = '', code = ''] = first.split(':');
  if (others.some(other => other.endsWith(`:${code}`))) return say('code-shared', { code });
  if (surface === 'message') return say('message', { message: meaningOf(first) });
  return say('code', { code, surface: say(`program.${surface}`) });
}

function targetInWords(target: NonNullable<Understood['target']>, say: Say): string {
  const host = formatTarget(target);
  return target.gateway === undefined
    ? say('host', { host })
    : say('host-gateway', { host, gateway: target.gateway.host });
}

/** The lines as a list of ticks; `changed` is called for each that is declined or accepted again. Text of the person goes in as text. */
export function ticksOf(
  lines: readonly PartLine[],
  declined: ReadonlySet<ReadingPart>,
  changed: (part: ReadingPart, meant: boolean) => void,
): HTMLElement {
  const list = element('ul', '', 'ticks');
  for (const { part, words, phrase } of lines) {
    const tick = document.createElement('input');
    tick.type = 'checkbox';
    tick.checked = !declined.has(part);
    tick.addEventListener('change', () => changed(part, tick.checked));
    const text = element('span', words);
    if (phrase !== undefined) text.append(element('span', `“${phrase}”`, 'from'));
    const label = document.createElement('label');
    label.append(tick, text);
    const item = document.createElement('li');
    item.append(label);
    list.append(item);
  }
  return list;
}
