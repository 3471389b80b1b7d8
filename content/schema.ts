import { z } from 'zod';
import { AUDIENCES, LIKELIHOODS, NATURES, REACHES, SEVERALS, TONES } from '../machines/knowledge.ts';
import {
  CAUSE_IDS,
  isCodeOn,
  QUESTION_IDS,
  QUESTIONS,
  type QuestionId,
  STAGES,
  STOPS,
  SURFACES,
} from '../machines/vocabulary.ts';
import { nearest } from './nearest.ts';
import { roomFor } from './room.ts';

/** One id out of a list. The error says which kind of id was expected, what came, and which one is nearest. */
function oneOf<const T extends string>(kind: string, ids: readonly T[]) {
  return z.enum(ids, { error: ({ input }) => expected(kind, ids, input) });
}

/** Every id of a list as a key. */
function everyOne<const T extends string, V extends z.ZodType>(kind: string, ids: readonly T[], value: V) {
  return z.record(z.enum(ids), value, { error: issue => unknownKeys(kind, ids, issue) });
}

/** Every id of a list as a key, each with its own schema. */
function everyOneBy<const T extends string, V extends z.ZodType>(
  kind: string,
  ids: readonly T[],
  schemaOf: (id: T) => V,
): z.ZodObject<Record<T, V>> {
  const shape = Object.fromEntries(ids.map(id => [id, schemaOf(id)])) as Record<T, V>;
  return z.strictObject(shape, { error: issue => unknownKeys(kind, ids, issue) });
}

/** Some ids of a list as keys. */
function someOf<const T extends string, V extends z.ZodType>(kind: string, ids: readonly T[], value: V) {
  return z.partialRecord(z.enum(ids), value, { error: issue => unknownKeys(kind, ids, issue) });
}

function unknownKeys(kind: string, ids: readonly string[], issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => expected(kind, ids, key)).join('; ');
  if (issue.code === 'invalid_key') return expected(kind, ids, issue.input);
  return `expected entries by ${kind}, got ${shown(issue.input)}`;
}

function expected(kind: string, ids: readonly string[], input: unknown): string {
  const near = typeof input === 'string' ? nearest(input, ids) : undefined;
  const article = /^[aeiou]/.test(kind) ? 'an' : 'a';
  return `expected ${article} ${kind}, got ${shown(input)}${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
}

/** For faults that no schema below words itself. */
export function wordFault(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'unrecognized_keys') return `expected no further fields, got ${issue.keys.map(shown).join(', ')}`;
  if (issue.code === 'invalid_type') return `expected ${issue.expected}, got ${shown(issue.input)}`;
  if (issue.code === 'too_small') return `expected ${issue.minimum} or more, got ${shown(issue.input)}`;
  if (issue.code === 'too_big') return `expected ${issue.maximum} or less, got ${shown(issue.input)}`;
  return `expected another value, got ${shown(issue.input)}`;
}

const CONFIDENCES = ['documented', 'reported', 'inferred'] as const;
const likelihood = oneOf('likelihood', LIKELIHOODS);

/** One optional entry a question, whose shape depends on the question's answers. */
function byQuestion<V extends z.ZodType>(schemaOf: (question: QuestionId) => V) {
  const shape = Object.fromEntries(QUESTION_IDS.map(question => [question, z.exactOptional(schemaOf(question))]));
  return z.strictObject(shape, { error: issue => unknownKeys('question', QUESTION_IDS, issue) });
}

function answersOf(question: QuestionId): readonly string[] {
  return QUESTIONS[question].answers;
}

const causeKnowledge = z.strictObject({
  /** Relative weight before anything is known. */
  baseRate: z.number().positive().max(100),
  /** Who can carry out the remedy. */
  audience: oneOf('audience', AUDIENCES),
  /** The first stage at which a probe would see it fail. */
  stage: oneOf('stage', STAGES),
  /** Question -> answer -> likelihood. What is not mentioned is spread as usual. */
  answers: byQuestion(question => someOf(`answer to ${question}`, answersOf(question), likelihood)),
});

/** content/model/causes.yaml */
export const causesFile = everyOne('cause', CAUSE_IDS, causeKnowledge);

const tone = oneOf('tone', TONES);

/** One row of content/model/questions.yaml, whose head explains each field. */
function traitsOf(question: QuestionId) {
  const shape = {
    tone: z.union([tone, z.strictObject({ person: tone, machine: tone })]).exactOptional(),
    proves: z
      .strictObject({
        failed: oneOf('stage', STAGES).exactOptional(),
        passed: oneOf('stage', STAGES).exactOptional(),
        by: z.literal('machine').exactOptional(),
      })
      .exactOptional(),
    silence: z.literal(true).exactOptional(),
    covers: z.array(oneOf(`answer to ${question}`, answersOf(question))).exactOptional(),
    healthy: z.literal(true).exactOptional(),
    needs: z.array(oneOf('question', QUESTION_IDS)).exactOptional(),
    through: oneOf('stop', STOPS).exactOptional(),
    works: z.array(oneOf('stop', STOPS)).min(1).exactOptional(),
    countsAs: oneOf(`answer to ${question}`, answersOf(question)).exactOptional(),
  };
  // The answers of `code` are open: how often one is told is worked out from the catalogue.
  return question === 'code' ? z.strictObject(shape) : z.strictObject({ usually: likelihood, ...shape });
}

const stageOrAny = [...STAGES, 'any'] as const;

function questionKnowledge(question: QuestionId) {
  return z.strictObject({
    stage: oneOf('stage', stageOrAny),
    stop: oneOf('stop', STOPS).exactOptional(),
    nature: oneOf('nature', NATURES).exactOptional(),
    group: z.string().min(1).exactOptional(),
    groups: everyOne('stage', stageOrAny, z.string().min(1)).exactOptional(),
    several: oneOf('way of holding several answers', SEVERALS).exactOptional(),
    reach: oneOf('reach', REACHES),
    sayable: z.number().min(0).max(1),
    minutes: z.number().positive().max(60),
    try: z.literal(true).exactOptional(),
    probe: z.literal(true).exactOptional(),
    unless: byQuestion(other => z.array(oneOf(`answer to ${other}`, answersOf(other)))).exactOptional(),
    answers: everyOne(`answer to ${question}`, answersOf(question), traitsOf(question)),
  });
}

/** content/model/questions.yaml: every question, with a row for each of its answers. */
export const questionsFile = everyOneBy('question', QUESTION_IDS, questionKnowledge).superRefine(
  (questions, context) => {
    for (const question of QUESTION_IDS) {
      for (const [answer, { healthy, tone = 'neutral' }] of Object.entries(questions[question].answers)) {
        const seen = typeof tone === 'string' ? tone : tone.machine;
        if (healthy !== true || seen !== 'bad') continue;
        const message = 'expected a healthy answer to be no bad news where a machine saw it, got "bad"';
        context.addIssue({ code: 'custom', path: [question, 'answers', answer, 'tone'], message });
      }
    }
  },
);

const messageId = z.string().regex(/^[\w.-]{1,80}$/, {
  error: ({ input }) => `expected 1 to 80 letters, digits, . _ or -, got ${shown(input)}`,
});

/** content/<language>/wordings.yaml: what each message is recognised by in that language. */
export const wordingsFile = z.record(messageId, z.array(z.string().min(2).max(160)).min(1));

/** One answer to each of some questions. */
const shows = z.strictObject(
  Object.fromEntries(
    QUESTION_IDS.map(question => [question, oneOf(`answer to ${question}`, answersOf(question)).exactOptional()]),
  ),
  { error: issue => unknownKeys('question', QUESTION_IDS, issue) },
);

/** content/<language>/codes.yaml: by surface and code, the plain meaning in one sentence. */
export const meaningsFile = someOf('surface', SURFACES, z.record(z.string(), z.string().min(1)));

/** content/codes/*.yaml: a list of codes and messages, whose meanings stand with each language. */
export const codesFile = z.array(
  z
    .strictObject({
      surface: oneOf('surface', SURFACES),
      /** `0x4` in lower-case hex, the id of a wording, or `Schannel/36870`. */
      code: z.string().min(1).max(80),
      name: z.string().min(1).exactOptional(),
      shows: shows.exactOptional(),
      numbers: z.array(z.string().min(1)).exactOptional(),
      overrules: z.array(messageId).exactOptional(),
      general: z.boolean().exactOptional(),
      dialog: z.boolean().exactOptional(),
      stage: oneOf('stage', [...STAGES, 'any']),
      /** Likely causes, most likely first. */
      causes: z.array(oneOf('cause', CAUSE_IDS)),
      confidence: oneOf('confidence', CONFIDENCES),
      sources: z.array(z.string().min(1)),
    })
    .refine(({ surface, code }) => isCodeOn(surface, code), {
      path: ['code'],
      error: issue => `expected a code as its surface writes it, got ${shown(codeIn(issue.input))}`,
    }),
);

const codeIn = (row: unknown): unknown => (typeof row === 'object' && row !== null && 'code' in row ? row.code : row);

const day = z.iso.date({ error: ({ input }) => `expected a day such as 2026-01-31, got ${shown(input)}` });
const dayOrMonth = z.string().regex(/^20\d\d-[01]\d(?:-[0-3]\d)?$/, {
  error: ({ input }) => `expected a day or a month such as 2026-01, got ${shown(input)}`,
});
const kb = z.string().regex(/^KB\d{7}$/, { error: ({ input }) => `expected KB and seven digits, got ${shown(input)}` });
const prose = z.string().min(8).max(roomFor(400));

/** content/<language>/updates.yaml: by the id of a row of content/model/updates.yaml. */
export const updateWordsFile = z.record(
  messageId,
  z.strictObject({
    title: z.string().min(8).max(roomFor(90)),
    when: z.string().min(8).max(roomFor(80)),
    systems: z.string().min(3).max(roomFor(120)),
    shows: prose,
    see: prose,
    cure: prose,
    meanwhile: prose.exactOptional(),
  }),
);

/** content/model/updates.yaml: known faults of updates and deliberate changes, whose head explains each field. */
export const updatesFile = z
  .array(
    z
      .strictObject({
        id: messageId,
        kind: oneOf('kind', ['fault', 'change']),
        since: dayOrMonth,
        where: oneOf('end', ['device', 'host', 'gateway', 'domain']),
        broke: z.array(kb),
        cured: day.exactOptional(),
        cures: z.record(z.string().min(3).max(60), kb).exactOptional(),
        listed: z.literal(true).exactOptional(),
        sure: oneOf('confidence', CONFIDENCES),
        sources: z.array(z.string().min(3).max(200)).min(1),
        checked: day,
      })
      .refine(({ since, cured = since, checked }) => since <= cured && cured <= checked, {
        path: ['checked'],
        error: 'expected the days in their order: since, cured, checked',
      }),
  )
  .superRefine((rows, context) => {
    for (const [at, { id, since }] of rows.entries()) {
      if (rows.findIndex(row => row.id === id) !== at)
        context.addIssue({ code: 'custom', path: [at, 'id'], message: `expected each id once, got "${id}" again` });
      const before = rows.slice(0, at).findLast(row => row.kind === rows[at]?.kind);
      if (before !== undefined && before.since < since)
        context.addIssue({ code: 'custom', path: [at, 'since'], message: 'expected the newest first' });
    }
  });
