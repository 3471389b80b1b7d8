import { fieldsOf, listOf, parseJson } from '../../machines/schemas/fields.ts';
import { decodeFinding } from '../../machines/schemas/finding.ts';
import { LIMITS } from '../../machines/schemas/limits.ts';
import { decodeRecorded } from '../../machines/schemas/recorded.ts';
import { EVIDENCE_KEY, type HandedEvidence } from './handoff.ts';

/** What the start page handed over beside the fragment; once. Decoded as any document is. */
export function takeEvidence(): HandedEvidence | undefined {
  try {
    const stored = sessionStorage.getItem(EVIDENCE_KEY) ?? '';
    sessionStorage.removeItem(EVIDENCE_KEY);
    return decodeEvidence(stored);
  } catch {
    return undefined;
  }
}

export function decodeEvidence(stored: string): HandedEvidence | undefined {
  const fields = stored.length > LIMITS.document ? undefined : fieldsOf(parseJson(stored));
  if (fields === undefined) return undefined;
  const recorded = decodeRecorded(fields.recorded);
  return { findings: listOf(fields.findings, LIMITS.findings, decodeFinding), ...(recorded && { recorded }) };
}
