import { codeId, exactEntry } from '../../../machines/codes/entry.ts';
import type { Facts } from '../../../machines/diagnosis/context.ts';
import type { Start } from '../../../machines/diagnosis/start.ts';
import type { Finding } from '../../../machines/findings.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import {
  DEFAULT_PORT,
  formatTarget,
  hasControlCharacters,
  isRejection,
  parseEndpoint,
  type Rejection,
  type Target,
} from '../../../machines/target/target.ts';
import { isCauseId } from '../../../machines/vocabulary.ts';
import type { CodeLookUp } from './code-look-up.ts';

/** What an author writes into the tag. All of it is text from a page and may be anything. */
export interface Attributes {
  readonly code: string | null;
  readonly surface: string | null;
  readonly target: string | null;
  readonly cause: string | null;
}

/** How long an attribute may be before it is not looked at. */
const LONGEST = 300;

/** How the case of a tag begins, and what goes into the field. */
export interface Opening {
  readonly start: Extract<Start, { kind: 'known' | 'fix' }>;
  readonly text: string;
}

/**
 * What a widget knows from its attributes. A code that stands for one thing is a finding, and the flow starts with the
 * first question; one that several surfaces share goes into the field, where the person says which it was. A cause
 * begins with its remedy.
 */
export function openingOf(attributes: Attributes, knowledge: Knowledge, lookUp: CodeLookUp | undefined): Opening {
  const endpoint = endpointIn((attributes.target ?? '').trim());
  const target = endpoint === undefined || isRejection(endpoint) ? undefined : endpoint;
  const text = (attributes.code ?? '').trim().slice(0, LONGEST);
  const exact = exactCode(attributes, knowledge);
  const ids = exact === undefined ? (lookUp?.(knowledge.model, text, attributes.surface) ?? []) : [exact];
  const [only] = ids;
  const known = ids.length === 1 && only !== undefined;
  const findings: readonly Finding[] = known ? [{ question: 'code', answer: only, source: 'person' }] : [];
  const { cause } = attributes;
  return cause !== null && isCauseId(cause)
    ? { start: { kind: 'fix', cause, target, findings }, text: '' }
    : { start: { kind: 'known', target, findings }, text: known ? '' : text };
}

/** A tag names a host, with its port perhaps; command lines are what a person pastes. */
function endpointIn(text: string): Target | Rejection | undefined {
  if (text === '' || text.length > LONGEST || hasControlCharacters(text)) return undefined;
  return parseEndpoint(text, DEFAULT_PORT);
}

/** The id of an entry of the catalogue that the tag names outright: `mac-client:0x4`, or `0x4` with its surface. */
export function exactCode(attributes: Attributes, { model }: Knowledge): string | undefined {
  const found = exactEntry(model.codes, (namedCode(attributes) ?? '').toLowerCase());
  return found && codeId(found);
}

/** The id that a tag writes for its code, whether there is such a code or not. A code without a surface has none. */
export function namedCode({ code, surface }: Attributes): string | undefined {
  const text = (code ?? '').trim().slice(0, LONGEST);
  if (text.includes(':')) return text;
  return text === '' || surface === null ? undefined : `${surface}:${text}`;
}

/** Whether a stored case is the one that this tag is about: another code or host begins another case. */
export function continues(stored: Facts, { start: { target, findings = [] }, text }: Opening): boolean {
  const codes = findings.map(({ answer }) => answer);
  const knows = codes.every(code =>
    stored.findings.some(({ question, answer }) => question === 'code' && answer === code),
  );
  const reaches =
    target === undefined || (stored.target !== undefined && formatTarget(target) === formatTarget(stored.target));
  return knows && reaches && text === '';
}
