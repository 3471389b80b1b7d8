import type { CodeKnowledge, Model } from '../knowledge.ts';
import type { Reading } from '../reading/read.ts';
import type { Target } from '../target/target.ts';
import { parseTarget } from '../target/target-line.ts';
import type { Intake } from './context.ts';

/** `read` of machines/reading/read.ts. */
export type ReadText = (text: string, options: { target?: Target; codes: readonly CodeKnowledge[] }) => Reading;

/** The same number can stand on many surfaces; more than these are not offered. */
const CODES_AT_MOST = 6;

/**
 * What a person typed, pasted or dropped: command output, an .rdp file, a code, a dialog's text or a host. Tools and
 * files are recognised first, since a host name stands in both; a bare word is a host only where it is no code.
 */
export function takeIn(model: Model, read: ReadText, text: string, known?: Target): Intake {
  const reading = read(text, { codes: model.codes, ...(known !== undefined && { target: known }) });
  const codes = reading.codes.slice(0, CODES_AT_MOST);
  const findings = reading.findings.filter(finding => finding.question !== 'code' || codes.length === 0);
  const near = reading.near.length > 0 ? { near: reading.near } : {};
  const understood = { findings, codes, ...near };
  if (reading.target !== undefined) return { ...understood, target: reading.target };
  if (understood.findings.length > 0 || understood.codes.length > 0) return understood;

  const target = parseTarget(text);
  if (!('rejected' in target)) return { ...understood, target };
  const severe = reading.rejected === undefined ? undefined : reading.rejected.code;
  return { ...understood, problem: severe ?? (looksLikeHost(text) ? target.code : 'nothing-read') };
}

/** One short word may be a host that was mistyped; of anything longer we only say that nothing was understood. */
const looksLikeHost = (text: string): boolean => /^\s*\S{1,300}\s*$/.test(text);
