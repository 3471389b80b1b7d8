import { isAnswer, QUESTION_IDS, type QuestionId, SOURCES, type Source, type Stage, UNKNOWN } from './vocabulary.ts';

/** Data that survives JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One question answered, and who saw the answer. A question may hold several findings: a certificate can be both
 * self-signed and expired. `elapsedMs` is the time the observation took, `detail` what was seen, as typed fields.
 */
export interface Finding {
  readonly question: QuestionId;
  /** One of the question's answers, `unknown`, or for `code` an id of the catalogue. */
  readonly answer: string;
  readonly source: Source;
  readonly stage: Stage | 'any';
  readonly elapsedMs?: number;
  readonly detail?: Readonly<Record<string, Json>>;
}

/** `detail.fault` of a finding whose probe broke on a bug of ours: it says nothing of the host, and the answer is `unknown`. */
export const OUR_FAULT = 'ours';

export function isOurFault({ detail }: Finding): boolean {
  return detail?.fault === OUR_FAULT;
}

/** One question with answers that cannot hold at once. Shown, never hidden; the better source is believed. */
export interface Contradiction {
  readonly question: QuestionId;
  readonly findings: readonly Finding[];
}

/** What the findings come to: one entry a question and answer, from the best source that answered the question. */
export interface Collected {
  readonly findings: readonly Finding[];
  readonly contradictions: readonly Contradiction[];
  /** Questions that were answered, `unknown` included: there is no point in asking them again. */
  readonly answered: ReadonlySet<QuestionId>;
}

/** Questions of which several answers hold at once, whoever gave them: a host both Linux and in a cloud. */
const SEVERAL: ReadonlySet<QuestionId> = new Set<QuestionId>([
  'code',
  'history',
  'recent-change',
  'host-kind',
  'vpn',
  'tunnel',
  'security-software',
  'gateway',
  'account-kind',
  'credentials',
  'host-log',
  'drop',
]);

/** Answers that say the same with less: a port called closed may be refused, silent or rejected. */
const VAGUE: { readonly [Q in QuestionId]?: { readonly [answer: string]: readonly string[] } } = {
  port: { closed: ['refused', 'silent', 'rejected'] },
  path: { answers: ['lossy'] },
  listener: { listening: ['other-port', 'loopback-only'] },
  name: { resolves: ['wrong-address', 'short-name-only'] },
  nla: { answered: ['unpatched'] },
};

/** INVARIANT: the result does not depend on the order of the findings. */
export function collect(findings: readonly Finding[]): Collected {
  const answered = new Set<QuestionId>();
  const kept: Finding[] = [];
  const contradictions: Contradiction[] = [];
  for (const [question, ofQuestion] of byQuestion(findings)) {
    // What a fault of ours kept from being seen is as open as before.
    if (!ofQuestion.every(isOurFault)) answered.add(question);
    const telling = distinct(ofQuestion.filter(({ answer }) => answer !== UNKNOWN && isAnswer(question, answer)));
    const best = telling[0];
    if (best === undefined) continue;
    kept.push(...(SEVERAL.has(question) ? telling : telling.filter(({ source }) => source === best.source)));
    if (contradictory(question, telling, best.source)) contradictions.push({ question, findings: telling });
  }
  return { findings: kept, contradictions, answered };
}

/** With one more finding, on a question that nothing was known about. */
export function withFinding(collected: Collected, finding: Finding): Collected {
  return { ...collected, findings: [...collected.findings, finding] };
}

function byQuestion(findings: readonly Finding[]): readonly (readonly [QuestionId, readonly Finding[]])[] {
  const groups = new Map<QuestionId, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.question);
    if (group === undefined) groups.set(finding.question, [finding]);
    else group.push(finding);
  }
  return QUESTION_IDS.flatMap(question => {
    const group = groups.get(question);
    return group === undefined ? [] : [[question, group] as const];
  });
}

/** One finding an answer, from its best source; sorted by source, then answer. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const sorted = findings.toSorted(
    (a, b) => precedence(a.source) - precedence(b.source) || (a.answer < b.answer ? -1 : a.answer > b.answer ? 1 : 0),
  );
  return sorted.filter((finding, index) => sorted.findIndex(({ answer }) => answer === finding.answer) === index);
}

function contradictory(question: QuestionId, telling: readonly Finding[], best: Source): boolean {
  if (SEVERAL.has(question)) return false;
  const believed = telling.filter(({ source }) => source === best);
  const others = telling.filter(({ source }) => source !== best);
  // a certificate has several faults at once, but it is not both well and broken
  const among = question === 'tls' ? [] : pairs(believed);
  const across = believed.length === 0 ? [] : others.map(other => [other, believed] as const);
  return (
    among.some(([a, b]) => !agree(question, a.answer, b.answer)) ||
    across.some(([other, all]) => !all.some(({ answer }) => agree(question, other.answer, answer)))
  );
}

function pairs(findings: readonly Finding[]): readonly (readonly [Finding, Finding])[] {
  return findings.flatMap((a, index) => findings.slice(index + 1).map(b => [a, b] as const));
}

function agree(question: QuestionId, a: string, b: string): boolean {
  const vague = VAGUE[question];
  return a === b || (vague?.[a]?.includes(b) ?? false) || (vague?.[b]?.includes(a) ?? false);
}

/** Lower is better: probe, then host, transcript, rdp-file, person. */
function precedence(source: Source): number {
  return SOURCES.indexOf(source);
}
