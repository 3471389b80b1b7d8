import { toneOf } from '../answers.ts';
import { type Finding, isOurFault } from '../findings.ts';
import { format, type Values } from '../format.ts';
import type { Knowledge, Model } from '../knowledge.ts';
import { formatTarget, type Target } from '../target/target.ts';
import { isSeenOnWire, type QuestionId, UNKNOWN } from '../vocabulary.ts';
import type { HelperState } from './check-events.ts';

/** A string of content/<language>/ui.yaml. */
export const say = ({ words, language }: Knowledge, key: string, values?: Values): string =>
  format(words.ui, language, key, values);

/** The command that cures a state of the helper, as the person calls the program; none where no command does. */
export function mendCommand(
  knowledge: Knowledge,
  state: HelperState,
  program = say(knowledge, 'helper.program'),
): readonly string[] {
  const key = `helper.${state}.run`;
  return knowledge.words.ui[key] === undefined ? [] : [say(knowledge, key, { program })];
}

/** What a finding says, as a short statement: "The port gives no answer". */
export function seenWords(knowledge: Knowledge, finding: Finding): string {
  const { question, answer, detail } = finding;
  if (isOurFault(finding)) return say(knowledge, 'seen.our-fault');
  if (question === 'code' && answer !== 'none') return codeWords(knowledge, answer);
  const key = `seen.${question}.${answer}`;
  // A probe that saw more asks for the sentence that says so.
  const own = `${key}.${detail?.wording}`;
  if (knowledge.words.ui[own] !== undefined) return say(knowledge, own);
  // What stops a person can be ordinary where a machine sees it, and then reads otherwise.
  const byMachine = `${key}.${toneOf(knowledge.model, finding)}`;
  if (knowledge.words.ui[byMachine] !== undefined) return say(knowledge, byMachine);
  if (knowledge.words.ui[key] !== undefined) return say(knowledge, key);
  return `${knowledge.words.questions[question].title} ${answerWords(knowledge, question, answer)}`;
}

/** An answer as the person chose it. */
export function answerWords(knowledge: Knowledge, question: QuestionId, answer: string): string {
  if (answer === UNKNOWN) return say(knowledge, 'answer.unknown');
  if (question === 'code' && answer !== 'none') return codeWords(knowledge, answer);
  return knowledge.words.questions[question].answers[answer]?.label ?? answer;
}

/** `0x4 (Mac app)`, or for a message what it means. */
export function codeWords(knowledge: Knowledge, id: string): string {
  const [surface = '', code = ''] = id.split(':');
  if (surface !== 'message') return say(knowledge, 'code.on', { code, surface: say(knowledge, `surface.${surface}`) });
  return codeMeaning(knowledge, id) ?? code;
}

/** The meaning of `surface:code` in the language of the knowledge, where the catalogue has it. */
export function codeMeaning(knowledge: Knowledge, id: string): string | undefined {
  return knowledge.model.codes.find(known => `${known.surface}:${known.code}` === id)?.meaning;
}

/** The target as a person writes it, or that none is known. */
export function targetWords(knowledge: Knowledge, target: Target | undefined): string {
  return target === undefined ? say(knowledge, 'target.none') : formatTarget(target);
}

/** Who saw or said something. */
export const sourceWords = (source: string, knowledge: Knowledge): string => say(knowledge, `source.${source}`);

/** The sign beside a finding: red only for what a probe saw fail. */
export function signOf(model: Model, finding: Finding): 'passed' | 'failed' | 'unknown' {
  const tone = toneOf(model, finding);
  if (tone === 'good') return 'passed';
  return tone === 'bad' && isSeenOnWire(finding.source) ? 'failed' : 'unknown';
}
