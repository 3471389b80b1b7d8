import { type CollectionEntry, getCollection } from 'astro:content';
import { loadStrings } from '../../content/words.ts';
import { withTitlesOnly } from '../../machines/codes/with-wordings.ts';
import type { CauseWords, Knowledge, QuestionWords } from '../../machines/knowledge.ts';
import {
  CAUSE_IDS,
  CAUSES,
  type CauseId,
  isAnswer,
  QUESTION_IDS,
  QUESTIONS,
  type QuestionId,
} from '../../machines/vocabulary.ts';
import { asciiJson } from './json.ts';
import { direction, language, wordsFile } from './language.ts';
import { model } from './model.ts';
import { htmlOf, partsOf } from './render-words.ts';
import { text } from './text.ts';

let rendered: Promise<Knowledge> | undefined;

/** Model and words, with their HTML, in one object: what widget, popup and command line carry. */
export function renderKnowledge(): Promise<Knowledge> {
  rendered ??= render();
  return rendered;
}

/** Beside the file that names it, a file for each language. */
const WORDINGS = 'wordings/';

/** The file as it is served; its hash stands in the tag that an author copies. The wordings come once somebody types. */
export async function knowledgeText(): Promise<string> {
  const { model, ...rest } = await renderKnowledge();
  return asciiJson({ ...rest, wordings: WORDINGS, model: { ...model, codes: withTitlesOnly(model.codes) } });
}

export const wholeKnowledgeText = async (): Promise<string> => asciiJson(await renderKnowledge());

async function render(): Promise<Knowledge> {
  const ui = await loadStrings(wordsFile('ui.yaml'));
  return {
    version: 1,
    language,
    direction,
    model,
    words: {
      questions: await everyQuestion(),
      causes: await everyCause(),
      ui,
    },
  };
}

async function everyQuestion(): Promise<Knowledge['words']['questions']> {
  const entries = byId(await getCollection('questions'));
  const words = await inTurn(QUESTION_IDS, async id => [id, await questionWords(id, entries.get(id))] as const);
  return complete<QuestionId, QuestionWords>(QUESTION_IDS, words);
}

async function everyCause(): Promise<Knowledge['words']['causes']> {
  const entries = byId(await getCollection('causes'));
  const words = await inTurn(CAUSE_IDS, async id => [id, await causeWords(id, entries.get(id))] as const);
  return complete<CauseId, CauseWords>(CAUSE_IDS, words);
}

async function questionWords(id: QuestionId, entry: CollectionEntry<'questions'> | undefined): Promise<QuestionWords> {
  const answers = QUESTIONS[id].answers;
  if (!entry) return missing(`questions/${id}.mdx`);
  const { title, why, step, answers: told, try: attempt } = entry.data;
  for (const { answer } of attempt?.outcomes ?? [])
    if (!isAnswer(id, answer)) throw new Error(`questions/${id}.mdx: "${answer}" is no answer to it`);
  const labels = answers.map(answer => {
    const { label, hint } = told[answer] ?? missing(`questions/${id}.mdx`, `answers.${answer}`);
    return [answer, hint ? { label, hint } : { label }] as const;
  });
  const words = { title, why, answers: Object.fromEntries(labels), help: await htmlOf(entry) };
  return { ...words, ...(step && { step }), ...(attempt && { try: attempt }) };
}

async function causeWords(id: CauseId, entry: CollectionEntry<'causes'> | undefined): Promise<CauseWords> {
  const blame = CAUSES[id];
  if (!entry) return missing(`causes/${id}.mdx`);
  const { title, short, difficulty, minutes, who } = entry.data;
  const parts = partsOf(await htmlOf(entry));
  // A heading is the word that the language has for the part.
  const part = (name: 'remedy' | 'undo' | 'verify') => {
    const heading = text(`causes.part.${name}`);
    return parts.get(heading) ?? missing(`causes/${id}.mdx`, `## ${heading}`);
  };
  const words = { remedy: part('remedy'), undo: part('undo'), verify: part('verify') };
  return { title, short, blame, difficulty, minutes, who, ...words };
}

/** A flow with half its words would be worse than none: the build stops, and says which words of which language it lacks. */
function missing(file: string, field?: string): never {
  throw new Error(`content/${language}/${file}${field === undefined ? ' is missing' : `: "${field}" is missing`}`);
}

function byId<Entry extends { id: string }>(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(entries.map(entry => [entry.id, entry]));
}

/** One after the other: the container renders a page at a time. */
async function inTurn<Id, Result>(ids: readonly Id[], work: (id: Id) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const id of ids) results.push(await work(id));
  return results;
}

/** INVARIANT: every id has its value. */
function complete<Id extends string, Value>(
  ids: readonly Id[],
  entries: readonly (readonly [Id, Value])[],
): { readonly [I in Id]: Value } {
  const found = Object.fromEntries(entries);
  const lost = ids.filter(id => !Object.hasOwn(found, id));
  if (lost.length > 0) throw new Error(`no words for ${lost.join(', ')}`);
  return found as { [I in Id]: Value };
}
