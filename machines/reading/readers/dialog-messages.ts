import { messagesIn } from '../../codes/look-up.ts';
import type { CodeKnowledge } from '../../knowledge.ts';
import { isQuestionId } from '../../vocabulary.ts';
import type { Observation, Paste } from '../observation.ts';

/** A dialog with what people write around it. */
const MAX_DIALOG_LENGTH = 2000;
/** More messages than a dialog has: a list of them. */
const MAX_MESSAGES = 5;
/** Lines of source, tables and settings quote dialogs, they show none. */
const QUOTING = /[{}]|=>|^\s*(?:#|"[^"]{1,80}":|\/\/|\|)/;
/** A log tells what a program met, and often goes on to tell how it went well. */
const LOGGED =
  /^\s*(?:\[|<\d+>|\d{4}[-/]\d|\d{1,2}[.:/]\d{2}[.:/]|\w{3} {1,2}\d{1,2} \d{2}:)|\[(?:error|info|warn\w*|debug|core) *\]|\w\[\d+\]:/i;
/** Remmina puts the server it speaks of in quotation marks. */
const SERVER = /\brdp[^“"'«„「\n]{0,24}[“"'«„「]\s?([\w.:-]{1,253}?)(?::\d{1,5})?\s?[”"'»“」]/iu;

/** Messages of the catalogue, wherever in the text, with what they state; the number only where the dialog shows none itself. */
export function messages(paste: Paste, hasNumber: boolean): readonly Observation[] {
  // Headings are an article's; it quotes the sentences that it explains.
  if (paste.text.length > MAX_DIALOG_LENGTH || /^(?:#{1,6} \S|---$)/m.test(paste.text)) return [];
  const lines = paste.lines.map(line => (QUOTING.test(line) ? '' : line));
  const found = messagesIn(paste.codes, lines.join('\n'));
  if (found.length > MAX_MESSAGES) return [];
  return found.flatMap(({ row, line }) => {
    const server = SERVER.exec(lines[line] ?? '')?.[1];
    const about = { at: line, ...(server !== undefined && { hosts: [server] }) };
    const numbers = hasNumber ? [] : (row.numbers ?? []);
    return [
      { question: 'code' as const, answer: `message:${row.code}`, at: line },
      ...numbers.map(answer => ({ question: 'code' as const, answer, at: line })),
      ...(LOGGED.test(lines[line] ?? '') ? [] : statedBy(row).map(stated => ({ ...stated, ...about }))),
    ];
  });
}

function statedBy({ shows = {} }: CodeKnowledge): readonly Pick<Observation, 'question' | 'answer'>[] {
  return Object.entries(shows).flatMap(([question, answer]) =>
    isQuestionId(question) && answer !== undefined ? [{ question, answer }] : [],
  );
}
