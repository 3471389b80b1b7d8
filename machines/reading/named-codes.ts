import { codeId } from '../codes/entry.ts';
import { lookUpCode, suggestCodes } from '../codes/look-up.ts';
import type { Finding } from '../findings.ts';
import type { CodeKnowledge } from '../knowledge.ts';
import { isCodeId } from '../vocabulary.ts';

/** The same number can stand on many surfaces; more than these are not told. */
const CODES_AT_MOST = 12;

/** Ids of the codes and messages that a text names, and of those that it only comes near to. */
export interface NamedCodes {
  /** The surest first: what a reader is certain of before what the words alone say. */
  readonly codes: readonly string[];
  /** To be offered as a question, never taken. */
  readonly near: readonly string[];
}

/** `findings`: what the readers made of the same text. Anything found silences the guesses of `near`. */
export function nameCodes(catalogue: readonly CodeKnowledge[], findings: readonly Finding[], text: string): NamedCodes {
  const certain = findings.filter(({ question, answer }) => question === 'code' && isCodeId(answer));
  const named = lookUpCode(catalogue, text).map(codeId);
  const codes = [...new Set([...certain.map(({ answer }) => answer), ...named])].slice(0, CODES_AT_MOST);
  return { codes, near: codes.length > 0 || findings.length > 0 ? [] : suggestCodes(catalogue, text).map(codeId) };
}
