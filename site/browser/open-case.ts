import { currentCase } from './case-history.ts';
import { nameOf } from './case-name.ts';
import { isEmpty } from './case-record.ts';
import { formatDateTime } from './date-time.ts';
import { wordsOf } from './words.ts';

/** Shows the case that is open on this device as a card: it is offered, and never gone on with unasked. */
export async function offerOpenCase(card: HTMLElement): Promise<void> {
  const record = await currentCase();
  if (record === undefined || isEmpty(record.saved) || record.saved.screen === 'resolved') return;
  const words = wordsOf('open-case-words');
  const name = card.querySelector('b');
  const changed = card.querySelector('time');
  if (name === null || changed === null) return;
  name.textContent = record.note || (nameOf(record, numberOf) ?? words('nameless'));
  changed.dateTime = record.changedAt;
  changed.textContent = formatDateTime(record.changedAt);
  card.hidden = false;
}

/** The start page has no words for codes: a number says enough, a message says nothing. */
function numberOf(code: string): string | undefined {
  const [surface, number] = code.split(':');
  return surface === 'message' ? undefined : number;
}
