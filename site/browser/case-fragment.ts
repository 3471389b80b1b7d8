import type { ReadingPart } from '../../machines/diagnosis/context.ts';
import type { Finding } from '../../machines/findings.ts';
import type { Recorded } from '../../machines/recorded.ts';
import { LIMITS } from '../../machines/schemas/limits.ts';
import { isAnswer, isQuestionId, type Source } from '../../machines/vocabulary.ts';

/** What a link or the start page knows of a case before it begins. */
export interface Known {
  /** `0x4`, `mac-client:0x4`, or the id of a wording. */
  readonly code?: string;
  readonly surface?: string;
  readonly target?: string;
  /** Pasted text, still to be read; our start page has dropped the secrets from it. */
  readonly text?: string;
  /** What of a text was not understood, where the text itself is too long to go on. Heeded only from our own start page. */
  readonly note?: string;
  /** The text asks nothing back: the flow goes on at once. Heeded only where our own start page hands it over. */
  readonly isReady?: boolean;
  /** What was understood of the text and the person took back. Heeded likewise. */
  readonly declined?: readonly ReadingPart[];
  readonly findings: readonly Finding[];
  /** How far the attempt of a capture came. Only from our own start page, never in a link. */
  readonly recorded?: Recorded | undefined;
}

const MAX_FRAGMENT_LENGTH = 64 * 1024;
const MAX_WORD_LENGTH = 300;
const MAX_FINDINGS = 64;
/** Findings of each source have a key of their own; a person's stand under the question: `#progress=nothing`. */
const READ_KEYS: readonly (readonly [key: string, source: Source])[] = [
  ['read', 'transcript'],
  ['file', 'rdp-file'],
];

/** `#code=0x4&target=pc1&progress=nothing&read=port:silent`. Total: what is not of the vocabulary is left out. */
export function parseFragment(fragment: string): Known {
  if (fragment.length > MAX_FRAGMENT_LENGTH) return { findings: [] };
  const values = new URLSearchParams(fragment.replace(/^#/, ''));
  const word = (key: string) => values.get(key)?.slice(0, MAX_WORD_LENGTH) || undefined;
  const [code, surface, target] = [word('code'), word('surface'), word('target')];
  const text = values.get('text') || undefined;
  const note = values.get('note')?.slice(0, LIMITS.note) || undefined;
  const declined = values
    .getAll('not')
    .filter(part => part.length <= MAX_WORD_LENGTH)
    .slice(0, MAX_FINDINGS);
  const told = [...values].filter(([key]) => isQuestionId(key) && key !== 'code');
  const findings = [
    ...told.flatMap(([question, answers]) => answers.split(',').flatMap(answer => finding(question, answer, 'person'))),
    ...READ_KEYS.flatMap(([key, source]) =>
      values
        .getAll(key)
        .flatMap(list => list.split(','))
        .flatMap(pair => finding(pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1), source)),
    ),
  ].slice(0, MAX_FINDINGS);
  return {
    ...(code && { code }),
    ...(surface && { surface }),
    ...(target && { target }),
    ...(text && { text }),
    ...(note && { note }),
    ...(values.get('ready') === '1' && { isReady: true }),
    ...(declined.length > 0 && { declined }),
    findings,
  };
}

/** A text that goes to the flow, with what the person took back of what was understood in it, and which code they meant. */
export function writeTextFragment({
  text,
  isReady,
  declined,
  code,
}: Pick<Required<Known>, 'text' | 'isReady' | 'declined'> & { readonly code?: string | undefined }): string {
  const values = new URLSearchParams({ text, ...(isReady && { ready: '1' }), ...(code && { code }) });
  for (const part of declined) values.append('not', part);
  return `#${values}`;
}

/** The inverse, without `text`. */
export function writeFragment({ code, surface, target, note, findings }: Omit<Known, 'text'>): string {
  const values = new URLSearchParams();
  if (code) values.set('code', code);
  if (surface) values.set('surface', surface);
  if (target) values.set('target', target);
  if (note) values.set('note', note);
  for (const { question, answer, source } of findings) if (source === 'person') values.append(question, answer);
  for (const [key, source] of READ_KEYS) {
    const pairs = findings.filter(one => one.source === source).map(one => `${one.question}:${one.answer}`);
    if (pairs.length > 0) values.set(key, pairs.join(','));
  }
  const fragment = values.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return fragment === '' ? '' : `#${fragment}`;
}

function finding(question: string, answer: string, source: Source): readonly Finding[] {
  if (!isQuestionId(question) || answer.length > MAX_WORD_LENGTH || !isAnswer(question, answer)) return [];
  return [{ question, answer, source }];
}
