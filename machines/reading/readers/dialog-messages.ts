import type { WordedMessage } from '../../codes/find-wordings.ts';
import { messagesIn } from '../../codes/look-up.ts';
import type { CodeKnowledge } from '../../knowledge.ts';
import { isQuestionId } from '../../vocabulary.ts';
import type { Observation, Reader } from '../observation.ts';
import { shownCodes } from './dialog.ts';

/** A dialog with what people write around it. */
const MAX_DIALOG_LENGTH = 2000;
/** More messages than a dialog has: a list of them. */
const MAX_MESSAGES = 5;
/** Lines of source, tables and settings quote dialogs, they show none; constants are a log's. */
const QUOTING = /[{}]|=>|^\s*(?:#|"[^"]{1,80}":|\/\/|\|)|[A-Z]{3,}_[A-Z]{2,}/;
/** A log tells what a program met, and often goes on to tell how it went well. The readers of logs know more of it. */
const LOGGED =
  /^\s*(?:\[|<\d+>|\d{4}[-/]\d|\d{1,2}[.:/]\d{2}[.:/]|\w{3} {1,2}\d{1,2} \d{2}:)|\[(?:error|info|warn\w*|debug|core) *\]|\w\[\d+\]:/i;
/** Remmina puts the server it speaks of in quotation marks. */
const SERVER = /\brdp[^“"'«„「\n]{0,24}[“"'«„「]\s?([\w.:-]{1,253}?)(?::\d{1,5})?\s?[”"'»“」]/iu;

/** Messages of the catalogue, wherever in the text, with what they state; the number only where the dialog shows none itself. */
export const dialogMessages: Reader = {
  id: 'message',
  // No letters are common to the dialogs of all languages: any short text can be one.
  signs: [''],
  yields: true,
  read: paste => {
    // Headings are an article's; it quotes the sentences that it explains.
    if (paste.text.length > MAX_DIALOG_LENGTH || /^(?:#{1,6} \S|---$)/m.test(paste.text)) return [];
    const lines = paste.lines.map(line => (QUOTING.test(line) || LOGGED.test(line) ? '' : line));
    const found = messagesIn(paste.codes, lines.join('\n')).filter(
      ({ row, overruled }) => !overruled && row.dialog !== false,
    );
    const telling = found.filter(({ row }) => row.general !== true);
    if (telling.length > MAX_MESSAGES) return [];
    const numbered = shownCodes(paste).length > 0;
    const said = telling.length > 0 || numbered ? telling : found;
    return said.flatMap(message => observed(message, lines, !numbered));
  },
};

function observed(
  { row, line }: WordedMessage,
  lines: readonly string[],
  withNumbers: boolean,
): readonly Observation[] {
  const server = SERVER.exec(lines[line] ?? '')?.[1];
  const about = { at: line, ...(server !== undefined && { hosts: [server] }) };
  const codes = [`message:${row.code}`, ...(withNumbers ? (row.numbers ?? []) : [])];
  return [
    ...codes.map(answer => ({ question: 'code' as const, answer, ...about })),
    ...statedBy(row).map(stated => ({ ...stated, ...about })),
  ];
}

function statedBy({ shows = {} }: CodeKnowledge): readonly Pick<Observation, 'question' | 'answer'>[] {
  return Object.entries(shows).flatMap(([question, answer]) =>
    isQuestionId(question) && answer !== undefined ? [{ question, answer }] : [],
  );
}
