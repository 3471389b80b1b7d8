import type { Finding } from '../findings.ts';
import type { Knowledge } from '../knowledge.ts';
import { formatTarget, type Target } from '../target/target.ts';
import { type QuestionId, UNKNOWN } from '../vocabulary.ts';

/** A string of content/en/ui.yaml with its `{placeholders}` filled. A missing key shows itself. */
export function say(knowledge: Knowledge, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const text = knowledge.words.ui[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

/** What a finding says, as a short statement: "The port gives no answer". */
export function seenWords(knowledge: Knowledge, { question, answer }: Finding): string {
  if (question === 'code' && answer !== 'none') return codeWords(knowledge, answer);
  const key = `seen.${question}.${answer}`;
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

export function codeMeaning(knowledge: Knowledge, id: string): string | undefined {
  return knowledge.model.codes.find(known => `${known.surface}:${known.code}` === id)?.meaning;
}

export function targetWords(knowledge: Knowledge, target: Target | undefined): string {
  return target === undefined ? say(knowledge, 'target.none') : formatTarget(target);
}

/**
 * The answers that say "this part is in order". A question that is not here is neither good nor bad news: it narrows
 * the cause down, but draws nothing.
 */
const IN_ORDER: { readonly [Q in QuestionId]?: readonly string[] } = {
  name: ['address-used', 'resolves'],
  addresses: ['all-work'],
  path: ['answers'],
  quality: ['good'],
  'large-packets': ['pass'],
  captive: ['no'],
  'host-power': ['up'],
  port: ['open'],
  exposed: ['no'],
  'cloud-rule': ['none', 'allowed'],
  gateway: ['not-used', 'reachable'],
  'rdp-enabled': ['yes'],
  'service-state': ['running'],
  listener: ['listening'],
  'firewall-rule': ['allowed'],
  service: ['rdp'],
  security: ['nla', 'tls', 'standard'],
  tls: ['ok'],
  nla: ['answered'],
  clock: ['ok'],
  identity: ['expected'],
  credentials: [],
  membership: ['member'],
  license: ['ok'],
  redirected: ['no'],
  'other-session': ['nobody'],
  'other-program': ['works'],
  'other-client': ['works'],
  'other-host': ['works'],
  'other-network': ['works'],
  'other-account': ['works'],
  'by-address': ['works'],
};

export type Tone = 'good' | 'bad' | 'neutral';

export function toneOf({ question, answer }: Pick<Finding, 'question' | 'answer'>): Tone {
  const good = IN_ORDER[question];
  if (good === undefined || answer === UNKNOWN) return 'neutral';
  return good.includes(answer) ? 'good' : 'bad';
}

/** The sign beside a finding: red only for what a probe saw fail. */
export function signOf(finding: Finding): 'passed' | 'failed' | 'unknown' {
  const tone = toneOf(finding);
  if (tone === 'good') return 'passed';
  return tone === 'bad' && finding.source === 'probe' ? 'failed' : 'unknown';
}
