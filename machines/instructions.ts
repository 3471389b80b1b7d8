import type { CauseWords, Words } from './knowledge.ts';
import { isRecord } from './schemas/record.ts';
import { UNFOLDED } from './unfolded.ts';
import { CAUSE_IDS, type CauseId, QUESTION_IDS, type QuestionId } from './vocabulary.ts';

type Remedy = Pick<CauseWords, 'remedy' | 'undo' | 'verify'>;

/** What no first question needs: how a cause is removed, how a question is found out, and the words of a report's fields. */
export interface Instructions {
  readonly ui: Words['ui'];
  readonly causes: { readonly [C in CauseId]: Remedy };
  readonly questions: { readonly [Q in QuestionId]: string };
}

const NO_REMEDY: Remedy = { remedy: '', undo: '', verify: '' };

/** Words that only reports have. */
const OF_REPORTS = /^report\.(?:field|value)\./;

const uiWhere = (ui: Words['ui'], isKept: (key: string) => boolean): Words['ui'] =>
  Object.fromEntries(Object.entries(ui).filter(([key]) => isKept(key)));

/** The words as they are before their instructions are here. */
export function withoutInstructions(words: Words): Words {
  const causes = { ...words.causes };
  for (const id of CAUSE_IDS) causes[id] = { ...causes[id], ...NO_REMEDY };
  const questions = { ...words.questions };
  for (const id of QUESTION_IDS) if (id !== UNFOLDED) questions[id] = { ...questions[id], help: '' };
  return { ...words, causes, questions, ui: uiWhere(words.ui, key => !OF_REPORTS.test(key)) };
}

/** The part of the words that comes after the first frame. */
export function instructionsOf(words: Words): Instructions {
  const causes: { [C in CauseId]: Remedy } = { ...words.causes };
  for (const id of CAUSE_IDS) causes[id] = remedyIn(words.causes[id]);
  const help = QUESTION_IDS.map(id => [id, words.questions[id].help] as const);
  const ui = uiWhere(words.ui, key => OF_REPORTS.test(key));
  return { ui, causes, questions: Object.fromEntries(help) as Instructions['questions'] };
}

const remedyIn = ({ remedy, undo, verify }: Remedy): Remedy => ({ remedy, undo, verify });

/** The words as they are once their instructions are here. */
export function withInstructions(words: Words, { ui, causes: remedies, questions: help }: Instructions): Words {
  const causes = { ...words.causes };
  for (const id of CAUSE_IDS) causes[id] = { ...causes[id], ...remedyIn(remedies[id]) };
  const questions = { ...words.questions };
  for (const id of QUESTION_IDS) questions[id] = { ...questions[id], help: help[id] };
  return { ...words, causes, questions, ui: { ...words.ui, ...ui } };
}

/** Undefined for a file that is cut off, of another version, or none of ours. */
export function parseInstructions(value: unknown): Instructions | undefined {
  return isInstructions(value) ? value : undefined;
}

function isInstructions(value: unknown): value is Instructions {
  if (!isRecord(value)) return false;
  const { ui, causes, questions } = value;
  return (
    isRecord(ui) &&
    Object.entries(ui).every(([key, text]) => OF_REPORTS.test(key) && typeof text === 'string') &&
    isRecord(causes) &&
    isRecord(questions) &&
    CAUSE_IDS.every(id => isRemedy(causes[id])) &&
    QUESTION_IDS.every(id => typeof questions[id] === 'string')
  );
}

const isRemedy = (value: unknown): boolean =>
  isRecord(value) && [value.remedy, value.undo, value.verify].every(part => typeof part === 'string');
