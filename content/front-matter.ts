import { z } from 'zod';
import { isCauseId, isCodeId, isQuestionId } from '../machines/vocabulary.ts';
import { roomFor } from './room.ts';

/**
 * What stands above the text of each page of content/<language>/. The doc comment of a field is its documentation for
 * whoever writes a page; a wrong field stops the build with the file, the field, what was expected and what came.
 */

const sentence = (what: string, max: number, min = 3) =>
  z
    .string({ error: issue => `expected ${what}, ${came(issue.input)}` })
    .trim()
    .min(min, { error: `expected ${what}, this is too short` })
    .max(roomFor(max), { error: `${what}: at most ${roomFor(max)} characters` });

const minutes = z
  .number({ error: issue => `expected a number of minutes such as 10, ${came(issue.input)}` })
  .positive({ error: 'minutes must be more than 0' })
  .max(240, { error: 'minutes: at most 240' });

const questionId = z
  .string()
  .refine(isQuestionId, { error: issue => `"${issue.input}" is no question of the vocabulary` });
const causeId = z.string().refine(isCauseId, { error: issue => `"${issue.input}" is no cause of the vocabulary` });

/** Where what a page claims was looked up: a document or a program's source, or `measured: …` for what was run. */
const sources = z.array(sentence('a source', 200)).default([]);

/** When somebody last checked that all of it is true, and what changed then: both show on the page and in the feed. */
const review = {
  reviewed: z.coerce.date({ error: 'expected a date such as 2026-01-31' }),
  changed: sentence('what changed at the last review, in a sentence', 200).optional(),
  /** What people type into the search that the text itself does not say. */
  also: sentence('words that people search for', 300).optional(),
  sources,
  /**
   * The systems that its commands and menu paths are for, with their versions: looked up in documents or in a program's
   * source, run here, or known and not looked up. Without a day it was the day of the review.
   */
  checked: z
    .array(
      z.strictObject({
        system: sentence('a system with its versions', 120),
        by: z.enum(['documents', 'run', 'knowledge'], {
          error: issue => `expected documents, run or knowledge, ${came(issue.input)}`,
        }),
        day: z.coerce.date({ error: 'expected a date such as 2026-01-31' }).optional(),
      }),
    )
    .default([]),
};

export const causeMatter = z.object({
  ...review,
  /** A sentence fragment: "A firewall or the VPN blocks the way". */
  title: sentence('a title', 120),
  /** One or two sentences for the verdict and for lists. */
  short: sentence('one or two short sentences', 400),
  difficulty: z.enum(['easy', 'medium', 'hard'], {
    error: issue => `expected easy, medium or hard, ${came(issue.input)}`,
  }),
  /** What the remedy costs. */
  minutes,
  /** Who can do it, in words. */
  who: sentence('who can do it', 200),
});

export const stepMatter = z.object({
  ...review,
  title: sentence('a title', 120),
  minutes,
  /** The questions of the vocabulary that this step answers. */
  questions: z.array(questionId).default([]),
});

export const questionMatter = z.object({
  sources,
  /** The question itself, with its question mark. */
  title: sentence('the question', 160),
  /** One sentence: why we ask. */
  why: sentence('one sentence that says why we ask', 300),
  /** Answer id -> what a person reads on the button, and a hint under it. */
  answers: z.record(z.string(), z.object({ label: sentence('a label', 120, 2), hint: z.string().trim().optional() })),
  /** The step that answers it, where there is one. */
  step: z.string().optional(),
  /** Where the answer is made by trying something: what to do, and what each outcome answers. */
  try: z
    .strictObject({
      title: sentence('what to do', 120),
      steps: z.array(sentence('a step', 160)).min(1).max(2, { error: 'steps: at most 2' }),
      outcomes: z.array(z.strictObject({ answer: z.string(), label: sentence('a label', 40, 2) })).min(2),
      after: sentence('what to put back', 160).optional(),
    })
    .optional(),
});

export const guideMatter = z.object({
  ...review,
  title: sentence('a title', 120),
  /** For search engines and lists: what the reader will know afterwards. */
  description: sentence('a description', 320),
  /** What a list says beside the code; without it, what follows the colon of the title. */
  brief: sentence('a few words', 60).optional(),
  /** Shown large beside the title: `0x4`. */
  code: z.string().max(20).optional(),
  /** The lead under the title; without it, `description`. */
  lead: z.string().trim().max(roomFor(500)).optional(),
  /** `10` or `25-40`. */
  minutes: z
    .union([minutes, z.string().regex(/^\d+\s*[-–]\s*\d+$/, { error: 'expected minutes such as 10 or "25-40"' })])
    .optional(),
  /** Where the guide stands in lists; low first. */
  order: z.number().default(100),
  /** At most three things that take a minute and no knowledge, shown before everything else. */
  tries: z
    .array(z.strictObject({ title: sentence('what to try', 60), minutes, text: sentence('a sentence', 120) }))
    .max(3, { error: 'tries: at most 3' })
    .default([]),
  /** Ids that the guide is about: `mac-client:0x4`. */
  codes: z.array(z.string().refine(isCodeId, { error: issue => `"${issue.input}" is no surface:code` })).default([]),
  causes: z.array(causeId).default([]),
  /** The steps in their order; also shown where the flow would stand without script. */
  steps: z.array(z.string()).default([]),
  /** Long and one-sentence answers; they also become structured data. */
  questions: z.array(z.object({ question: z.string(), short: z.string(), long: z.string().optional() })).default([]),
});

/** Pages of the site itself that are mostly text: how to install the helper, how to embed. */
export const pageMatter = z.object({
  title: sentence('a title', 120),
  description: sentence('a description', 320),
});

function came(input: unknown): string {
  if (input === undefined) return 'but it is missing';
  return `but ${JSON.stringify(input)?.slice(0, 60) ?? typeof input} came`;
}
