import { formatTarget } from '../../machines/target/target.ts';
import { currentCase } from './case-history.ts';
import { type CaseRecord, isEmpty } from './case-record.ts';
import { wordsOf } from './words.ts';

/** Shows the case that is open on this device as a card: it is offered, and never gone on with unasked. */
export async function offerOpenCase(card: HTMLElement): Promise<void> {
  const record = await currentCase();
  if (record === undefined || isEmpty(record.saved) || record.saved.screen === 'resolved') return;
  const words = wordsOf('open-case-words');
  const name = card.querySelector('b');
  const changed = card.querySelector('time');
  if (name === null || changed === null) return;
  name.textContent = nameOf(record) ?? words('nameless');
  changed.dateTime = record.changedAt;
  changed.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(record.changedAt));
  card.hidden = false;
}

/** What the person calls it, else the remote PC, else the code. */
function nameOf({ note, saved }: CaseRecord): string | undefined {
  if (note !== '') return note;
  if (saved.target !== undefined) return formatTarget(saved.target);
  const code = saved.findings.find(({ question, answer }) => question === 'code' && answer !== 'none')?.answer;
  const [surface, number] = code?.split(':') ?? [];
  return surface === 'message' ? undefined : number;
}
