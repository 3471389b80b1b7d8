import { codeId } from '../codes/entry.ts';
import { lookUpCode } from '../codes/look-up.ts';
import { fragmentsOf } from '../codes/message-bags.ts';
import { normalise } from '../codes/words.ts';
import type { Finding } from '../findings.ts';
import type { CodeKnowledge, Model } from '../knowledge.ts';
import type { Reading } from '../reading/read.ts';
import { dropSecrets } from '../reading/secrets.ts';
import { hidesHost } from '../reading/sentences/language.ts';
import type { SentencesReading } from '../reading/sentences/read-sentences.ts';
import { LIMITS } from '../schemas/limits.ts';
import type { Target } from '../target/target.ts';
import { parseTarget } from '../target/target-line.ts';
import { isAnswer, isQuestionId } from '../vocabulary.ts';
import type { InterpretedInput, StatedAnswer } from './context.ts';
import { hostFindingsIn } from './remote-pc.ts';

/** `read` of machines/reading/read.ts. */
export type ReadText = (text: string, options: { target?: Target; codes: readonly CodeKnowledge[] }) => Reading;

/** How a text is read: what tools printed, and what a person tells in sentences. */
export interface Readers {
  readonly read: ReadText;
  readonly readSentences: (text: string, quotesDialog?: boolean) => SentencesReading;
}

/** The same number can stand on many surfaces; more than these are not offered. */
const CODES_AT_MOST = 6;

/**
 * What a person typed, pasted or dropped: command output, an .rdp file, a code, a dialog's text or a host. Tools and
 * files are recognised first, since a host name stands in both; a bare word is a host only where it is no code.
 */
export function interpretInput(
  model: Pick<Model, 'codes'>,
  { read, readSentences }: Readers,
  text: string,
  known?: Target,
): InterpretedInput {
  const host = hostFindingsIn(text);
  if (host.length > 0) return { findings: host, codes: [], said: [] };
  const reading = read(text, { codes: model.codes, ...(known !== undefined && { target: known }) });
  const codes = reading.codes.slice(0, CODES_AT_MOST);
  const findings = reading.findings.filter(finding => finding.question !== 'code' || codes.length === 0);
  const near = reading.near.length > 0 ? { near: reading.near } : {};
  const told = reading.rejected === undefined ? statementsIn(text, reading, readSentences, model.codes) : NO_STATEMENTS;
  const understood = { findings, codes, ...near, ...told };
  if (reading.target !== undefined) return { ...understood, target: reading.target };
  if (understood.findings.length > 0 || understood.codes.length > 0 || told.said.length > 0) return understood;

  const target = hidesHost(text) ? NO_HOST : parseTarget(text);
  if (!('rejected' in target)) return { ...understood, target };
  const severe = reading.rejected === undefined ? undefined : reading.rejected.code;
  return { ...understood, problem: severe ?? (looksLikeHost(text) ? target.code : 'nothing-read') };
}

/** Readers that find what they read in sentences. */
const OF_SENTENCES = new Set(['dialog', 'message', 'stated-port']);
const NO_STATEMENTS = { said: [] } as const;
const NO_HOST = { rejected: true, code: 'nothing-read' } as const;

/** So many fill a note. */
const SENTENCES_OF_A_NOTE = 40;

/** A person's sentences, where they wrote some: one word is a name, and neither a file nor a tool has any. */
export function statementsIn(
  text: string,
  { findings, readers }: Reading,
  readSentences: Readers['readSentences'],
  codes: readonly CodeKnowledge[] = [],
): Pick<InterpretedInput, 'said' | 'note'> {
  // "My PC is on, and xfreerdp says ERRCONNECT_TLS_CONNECT_FAILED": in one line, a program's word is one of the person's.
  const printed = /\n/u.test(text.trim()) && readers.some(reader => !OF_SENTENCES.has(reader));
  if (printed || (!/\S\s+\S/u.test(text) && !hidesHost(text))) return NO_STATEMENTS;
  const { said, rest } = readSentences(dropSecrets(text), readers.includes('message'));
  const shown = new Set(findings.map(({ question }) => question));
  const facts = said.flatMap(statedAnswers).filter(({ question }) => !shown.has(question));
  const isDialogs = phraseOfDialog(findings, codes);
  // A sentence of a dialog is known as that; the others stay.
  const isDialog = (sentence: string) => readers.length > 0 && lookUpCode(codes, sentence).length > 0;
  const own = rest.slice(0, SENTENCES_OF_A_NOTE).filter(sentence => !isDialog(sentence));
  const note = own.join(' ').slice(0, LIMITS.note);
  return {
    // Where a person speaks as well, they may have made the words of the dialog their own.
    said: facts.every(({ phrase }) => isDialogs(phrase)) ? [] : facts,
    ...(note === '' ? {} : { note }),
  };
}

/** Whether words are those of a dialog that was found: what that states is known. */
function phraseOfDialog(findings: readonly Finding[], codes: readonly CodeKnowledge[]): (phrase: string) => boolean {
  const ids = new Set(findings.filter(({ question }) => question === 'code').map(({ answer }) => answer));
  const fragments = codes
    .filter(row => ids.has(codeId(row)))
    .flatMap(fragmentsOf)
    .map(normalise);
  return phrase => fragments.some(fragment => fragment.includes(normalise(phrase)));
}

/** The one place where a saying of a question that this version does not ask is left out. */
function statedAnswers({ question, answer, phrase }: SentencesReading['said'][number]): readonly StatedAnswer[] {
  return isQuestionId(question) && question !== 'code' && isAnswer(question, answer)
    ? [{ question, answer, phrase }]
    : [];
}

/** One short word may be a host that was mistyped; of anything longer we only say that nothing was understood. */
const looksLikeHost = (text: string): boolean => /^\s*\S{1,300}\s*$/.test(text);
