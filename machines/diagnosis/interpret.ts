import { codeId } from '../codes/entry.ts';
import { lookUpCode } from '../codes/look-up.ts';
import type { Model } from '../knowledge.ts';
import type { Reading } from '../reading/read.ts';
import type { Target } from '../target/target.ts';
import { parseTarget } from '../target/target-line.ts';
import { isCodeId } from '../vocabulary.ts';
import type { Intake } from './context.ts';

/** `read` of machines/reading/read.ts. */
export type ReadText = (text: string, options: { target?: Target }) => Reading;

/** The same number can stand on many surfaces; more than these are not offered. */
const CODES_AT_MOST = 6;

/**
 * What a person typed, pasted or dropped: command output, an .rdp file, a code, a dialog's text or a host. Tools and
 * files are recognised first, since a host name stands in both; a bare word is a host only where it is no code.
 */
export function takeIn(model: Model, read: ReadText, text: string, known?: Target): Intake {
  const reading = read(text, known === undefined ? {} : { target: known });
  const codes = codesIn(model, text);
  const findings = reading.findings.filter(finding => finding.question !== 'code' || codes.length === 0);
  const readCode = reading.findings.find(finding => finding.question === 'code' && isCodeId(finding.answer))?.answer;
  const understood = { findings, codes: unique(readCode === undefined ? codes : [readCode, ...codes]) };
  if (reading.target !== undefined) return { ...understood, target: reading.target };
  if (understood.findings.length > 0 || understood.codes.length > 0) return understood;

  const target = parseTarget(text);
  if (!('rejected' in target)) return { ...understood, target };
  const severe = reading.rejected === undefined ? undefined : reading.rejected.code;
  return { ...understood, problem: severe ?? (looksLikeHost(text) ? target.code : 'nothing-read') };
}

function codesIn(model: Model, text: string): readonly string[] {
  return lookUpCode(model.codes, text).slice(0, CODES_AT_MOST).map(codeId);
}

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)].slice(0, CODES_AT_MOST);

/** One short word may be a host that was mistyped; of anything longer we only say that nothing was understood. */
const looksLikeHost = (text: string): boolean => /^\s*\S{1,300}\s*$/.test(text);
