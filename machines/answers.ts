import type { Finding } from './findings.ts';
import type { AnswerTraits, Model, StageProof, Tone } from './knowledge.ts';
import type { QuestionId } from './vocabulary.ts';

/** What an answer means. Undefined for `unknown` and for ids of the catalogue: neither means anything by itself. */
export function answerTraits(model: Model, question: QuestionId, answer: string): AnswerTraits | undefined {
  const { answers } = model.questions[question];
  return Object.hasOwn(answers, answer) ? answers[answer] : undefined;
}

/** What a finding says about its part of the connection, by who saw it. */
export function toneOf(model: Model, { question, answer, source }: Finding): Tone {
  const tone = answerTraits(model, question, answer)?.tone ?? 'neutral';
  if (typeof tone === 'string') return tone;
  return source === 'person' ? tone.person : tone.machine;
}

/** What a finding proves about the order of stages, if it proves anything where it comes from. */
export function proofOf(model: Model, { question, answer, source }: Pick<Finding, 'question' | 'answer' | 'source'>) {
  const proof = answerTraits(model, question, answer)?.proves;
  return proof !== undefined && isProvenBy(proof, source) ? proof : undefined;
}

function isProvenBy(proof: StageProof, source: Finding['source']): boolean {
  return proof.by === undefined || source !== 'person';
}
