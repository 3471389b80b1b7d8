import { codeId, lookUpCode, resolveCode } from '../../machines/codes.ts';
import type { DiagnosisInput, Facts } from '../../machines/diagnosis.facts.ts';
import type { Knowledge } from '../../machines/knowledge.ts';
import { formatTarget, isRejection, parseTarget } from '../../machines/target.ts';
import { isCodeId, SURFACES, type Surface } from '../../machines/vocabulary.ts';

/** What an author writes into the tag. All of it is text from a page and may be anything. */
export interface Attributes {
  readonly code: string | null;
  readonly surface: string | null;
  readonly target: string | null;
}

/** How long an attribute may be before it is not looked at. */
const LONGEST = 300;

/**
 * What a widget knows from its attributes. A code that stands for one thing is a finding, and the flow starts with the
 * first question; one that several surfaces share goes into the field, where the person says which it was.
 */
export function openingOf(attributes: Attributes, knowledge: Knowledge): { input: DiagnosisInput; text: string } {
  const target = parseTarget((attributes.target ?? '').slice(0, LONGEST));
  const text = (attributes.code ?? '').trim().slice(0, LONGEST);
  const ids = text === '' ? [] : codesOf(text, surfaceOf(attributes.surface), knowledge);
  const [only] = ids;
  const known = ids.length === 1 && only !== undefined;
  return {
    input: {
      probe: true,
      ...(isRejection(target) ? {} : { target }),
      ...(known ? { findings: [{ question: 'code', answer: only, source: 'person', stage: 'any' }] } : {}),
    },
    text: known ? '' : text,
  };
}

function codesOf(text: string, surface: Surface | undefined, { model: { codes } }: Knowledge): readonly string[] {
  if (isCodeId(text)) {
    const exact = resolveCode(codes, text);
    return exact === undefined ? [] : [codeId(exact)];
  }
  const found = lookUpCode(codes, text, surface);
  const best = surface === undefined ? found : found.filter(code => code.surface === surface).slice(0, 1);
  return best.map(codeId);
}

const surfaceOf = (text: string | null): Surface | undefined => SURFACES.find(surface => surface === text);

/** Whether a stored case is the one that this tag is about: another code or host begins another case. */
export function continues(stored: Facts, { input, text }: { input: DiagnosisInput; text: string }): boolean {
  const codes = input.findings?.map(({ answer }) => answer) ?? [];
  const knows = codes.every(code =>
    stored.findings.some(({ question, answer }) => question === 'code' && answer === code),
  );
  const reaches =
    input.target === undefined ||
    (stored.target !== undefined && formatTarget(input.target) === formatTarget(stored.target));
  return knows && reaches && text === '';
}
