import type { Finding } from '../findings.ts';
import { isSelfSigned } from '../inference/belief.ts';
import { healthyAnswers } from '../inference/health.ts';
import type { Knowledge } from '../knowledge.ts';
import { formatTarget, type Target } from '../target/target.ts';
import { type QuestionId, type Source, UNKNOWN } from '../vocabulary.ts';

/** A string of content/en/ui.yaml with its `{placeholders}` filled. A missing key shows itself. */
export function say(knowledge: Knowledge, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const text = knowledge.words.ui[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

/**
 * What a finding says, as a short statement: "The port gives no answer". Where a probe saw more, and there are words for
 * it (`seen.path.no-route.only-ipv6`), these are said.
 */
export function seenWords(knowledge: Knowledge, finding: Finding): string {
  const { question, answer, detail } = finding;
  if (question === 'code' && answer !== 'none') return codeWords(knowledge, answer);
  const key = `seen.${question}.${answer}`;
  const worded = `${key}.${isSelfSigned(finding) ? 'ordinary' : detail?.wording}`;
  if (knowledge.words.ui[worded] !== undefined) return say(knowledge, worded);
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
  security: ['nla', 'tls'],
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

/** `warning`: worth knowing of a host that is well. */
export type Tone = 'good' | 'warning' | 'bad' | 'neutral';

type Told = Pick<Finding, 'question' | 'answer'> & { readonly source?: Source };

/**
 * INVARIANT: what a healthy host may show to a probe is never bad, and its ordinary certificate is no news at all. A person
 * who tells of the same thing was stopped by it.
 */
export function toneOf({ question, answer, source }: Told): Tone {
  const good = IN_ORDER[question];
  if (good === undefined || answer === UNKNOWN) return 'neutral';
  if (good.includes(answer)) return 'good';
  if (source !== 'probe' || healthyAnswers(question)?.includes(answer) !== true) return 'bad';
  return question === 'tls' && answer === 'untrusted' ? 'neutral' : 'warning';
}

/** The sign beside a finding: red only for what a probe saw fail. */
export function signOf(finding: Finding): 'passed' | 'failed' | 'unknown' {
  const tone = toneOf(finding);
  if (tone === 'good') return 'passed';
  return tone === 'bad' && finding.source === 'probe' ? 'failed' : 'unknown';
}
