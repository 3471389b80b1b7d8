import type { Finding } from '../findings.ts';
import { QUESTIONS, type QuestionId, type Source, STAGES, type Stage } from '../vocabulary.ts';

/** What an answer proves about the order of stages: that every stage up to this one passed, or that this one failed. */
export type StageProof = ({ readonly failed: Stage } | { readonly passed: Stage }) & {
  /** Only where a machine read it: a person who was shown no warning says "ok" without having got so far. */
  readonly read?: true;
};

/**
 * INVARIANT: only answers that prove. `port: open` is missing on purpose (something may have answered in the host's
 * place), and so is `path: silent` (Windows drops ping by default).
 */
const PROOFS: { readonly [Q in QuestionId]?: { readonly [answer: string]: StageProof } } = {
  name: { 'not-found': { failed: 'name' }, 'no-answer': { failed: 'name' } },
  path: { 'no-route': { failed: 'path' } },
  port: {
    refused: { failed: 'port' },
    silent: { failed: 'port' },
    rejected: { failed: 'port' },
    closed: { failed: 'port' },
  },
  service: {
    rdp: { passed: 'port', read: true },
    other: { failed: 'negotiation', read: true },
    closes: { failed: 'negotiation', read: true },
    silent: { failed: 'negotiation', read: true },
  },
  tls: {
    ok: { passed: 'negotiation', read: true },
    // whoever shows a certificate has been reached, whatever it is worth
    untrusted: { passed: 'port' },
    changed: { passed: 'port' },
    expired: { passed: 'port' },
    'not-yet-valid': { passed: 'port' },
    'wrong-name': { passed: 'port' },
    weak: { passed: 'port' },
    'old-version': { passed: 'port' },
    stalls: { failed: 'tls', read: true },
    closes: { failed: 'tls', read: true },
    resets: { failed: 'tls', read: true },
  },
  nla: {
    answered: { passed: 'tls', read: true },
    refused: { passed: 'negotiation' },
    unpatched: { passed: 'negotiation' },
  },
  progress: { 'black-screen': { passed: 'tls' }, desktop: { passed: 'tls' } },
  credentials: {
    rejected: { passed: 'port' },
    expired: { passed: 'negotiation' },
    locked: { passed: 'negotiation' },
    'not-permitted': { passed: 'negotiation' },
    'accepted-then-closed': { passed: 'negotiation' },
  },
  license: { refused: { passed: 'tls' } },
  'host-log': {
    'arrived-then-dropped': { passed: 'port' },
    'too-many-pending': { passed: 'port' },
    'sign-in-refused': { passed: 'negotiation' },
    'signed-in': { passed: 'tls' },
    'session-started': { passed: 'authentication' },
    'time-limit': { passed: 'authentication' },
    'session-crashed': { passed: 'authentication' },
  },
};

/** Answers that are only the absence of an answer: expected after any earlier failure, so no evidence of their own then. */
const SILENCES: { readonly [Q in QuestionId]?: readonly string[] } = {
  path: ['silent', 'no-route'],
  port: ['silent', 'closed', 'rejected'],
  service: ['silent', 'closes'],
  tls: ['stalls', 'closes', 'resets'],
  nla: ['silent'],
};

export function proofOf(question: QuestionId, answer: string): StageProof | undefined {
  return PROOFS[question]?.[answer];
}

/** Whether the answer takes part in explaining silence: it is a silence itself, or a failure that explains later ones. */
export function touchesOrder(question: QuestionId, answer: string): boolean {
  const proof = proofOf(question, answer);
  return (proof !== undefined && 'failed' in proof) || (SILENCES[question]?.includes(answer) ?? false);
}

/** Whether the answer proves that a cause which strikes first at `stage` is not the one. */
export function contradicts(proof: StageProof, stage: Stage, source: Source): boolean {
  if (proof.read === true && source === 'person') return false;
  if ('failed' in proof) return rank(stage) > rank(proof.failed);
  return rank(stage) <= rank(proof.passed);
}

/** The findings that say something of their own: later silence after a proven earlier failure does not. */
export function withoutExplainedSilence(findings: readonly Finding[]): readonly Finding[] {
  const failed = findings.flatMap(({ question, answer, source }) => {
    const proof = proofOf(question, answer);
    const proven = proof !== undefined && 'failed' in proof && (proof.read !== true || source !== 'person');
    return proven ? [rank(proof.failed)] : [];
  });
  if (failed.length === 0) return findings;
  const first = Math.min(...failed);
  return findings.filter(({ question, answer }) => {
    const { stage } = QUESTIONS[question];
    return stage === 'any' || rank(stage) <= first || !(SILENCES[question]?.includes(answer) ?? false);
  });
}

function rank(stage: Stage): number {
  return STAGES.indexOf(stage);
}
