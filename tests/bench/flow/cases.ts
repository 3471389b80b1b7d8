import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Finding } from '../../../machines/findings.ts';
import { type Model, REACHES } from '../../../machines/knowledge.ts';
import { CAUSE_IDS, isQuestionId, QUESTION_IDS, type QuestionId } from '../../../machines/vocabulary.ts';
import { codeFor, generate } from './generate.ts';
import { type Person, told, within } from './person.ts';
import { pick } from './random.ts';

/** What a person begins with: the code alone, with the words that they typed, or all that their first post told. */
export type Start = 'code' | 'words' | 'post';

const answers = z.record(z.string(), z.string());
const also = z.record(z.string(), z.array(z.string())).default({});
const line = z.object({
  id: z.string(),
  opening: answers,
  openingAlso: also,
  later: answers.default({}),
  laterAlso: also,
  cause: z.enum(CAUSE_IDS),
  alsoAcceptable: z.array(z.enum(CAUSE_IDS)).default([]),
  typed: z.string().optional(),
});

/** Real cases, kept outside the repository: a line a case. */
export function readPersons(
  model: Model,
  file: string,
  start: Start,
  readText: (text: string) => readonly Finding[],
): readonly Person[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter(text => text.trim() !== '');
  return lines.flatMap(text => {
    const one = line.parse(JSON.parse(text));
    const post = merged([one.opening, one.openingAlso]);
    const all = merged([{ ...one.opening, ...one.later }, one.openingAlso, one.laterAlso]);
    const opening =
      start === 'words' ? (one.typed === undefined ? undefined : readText(one.typed)) : openingOf(post, start);
    if (opening === undefined) return [];
    return REACHES.map(reach => ({
      id: one.id,
      reach,
      opening,
      knows: within(model, reach, all),
      cause: one.cause,
      right: [one.cause, ...one.alsoAcceptable],
    }));
  });
}

function openingOf(post: ReadonlyMap<QuestionId, readonly string[]>, start: Start): readonly Finding[] {
  return [...post].flatMap(([question, list]) => (start === 'post' || question === 'code' ? told(question, list) : []));
}

function merged(parts: readonly Readonly<Record<string, string | readonly string[]>>[]): Map<QuestionId, string[]> {
  const all = new Map<QuestionId, string[]>();
  for (const [question, value] of parts.flatMap(part => Object.entries(part))) {
    if (!isQuestionId(question)) continue;
    const list = all.get(question) ?? [];
    all.set(question, [...new Set([...list, ...(typeof value === 'string' ? [value] : value)])]);
  }
  return all;
}

/** Half of those who ask have no code to give; they tell two or three things in their own words. */
const HAVE_CODE = 0.5;
/** What people tell unasked. */
const VOLUNTEERED: readonly QuestionId[] = [
  'client',
  'history',
  'progress',
  'recent-change',
  'host-kind',
  'vpn',
  'credentials',
  'drop',
];
/** How many of ten reach no farther than their device, get to the host, and look after it. */
const REACH_SHARES = [5, 3, 2];

/** Persons of the model: each can say a question as often as the model has it, and nothing beyond their reach. */
export function generatePersons(model: Model, count: number, random: () => number): readonly Person[] {
  return Array.from({ length: count }, (_, index): Person => {
    const { cause, answers } = generate(model, random);
    const reach = REACHES[pick(REACH_SHARES, random)] ?? 'anyone';
    const sayable = QUESTION_IDS.flatMap((question): [QuestionId, string[]][] => {
      const answer = answers.get(question);
      return answer !== undefined && random() < model.questions[question].sayable ? [[question, [answer]]] : [];
    });
    const knows = within(model, reach, new Map(sayable));
    const code = random() < HAVE_CODE ? codeFor(model, cause, random) : undefined;
    const opening: readonly Finding[] =
      code === undefined
        ? VOLUNTEERED.filter(question => knows.has(question) && random() < 0.35).flatMap(question =>
            told(question, knows.get(question) ?? []),
          )
        : told('code', [code]);
    return { id: `generated-${index}`, reach, opening, knows, cause, right: [cause] };
  });
}
