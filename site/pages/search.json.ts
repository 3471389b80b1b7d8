import { type CollectionEntry, getCollection } from 'astro:content';
import MiniSearch from 'minisearch';
import { loadSearchWords } from '../../content/search-words.ts';
import { at, codeAddress } from '../data/address.ts';
import { wordsFolder } from '../data/language.ts';
import { model } from '../data/model.ts';
import { text } from '../data/text.ts';
import { updates } from '../data/updates.ts';
import { headingOf, notations } from '../search/notation.ts';
import { type SearchDocument, searchOptions } from '../search/options.ts';

const MAX_TEXT_LENGTH = 160;
/** Pages that do not stand under their own name. */
const PAGES: Readonly<Record<string, string>> = { embed: '/embed/docs/' };

/** The index of everything, built here once so that a browser only has to load it. */
export async function GET(): Promise<Response> {
  const documents = await collect();
  const index = new MiniSearch(searchOptions(await loadSearchWords(wordsFolder)));
  index.addAll(documents.map((document, id) => ({ ...document, id })));
  return new Response(JSON.stringify(index));
}

type Found = Omit<SearchDocument, 'id'>;
const PLAIN = { where: '', terms: '', body: '' };

async function collect(): Promise<readonly Found[]> {
  return [
    ...(await getCollection('guides')).map(guideFound),
    ...(await getCollection('causes')).map(causeFound),
    ...(await getCollection('steps')).map(stepFound),
    ...(await getCollection('questions')).map(questionFound),
    ...(await getCollection('pages')).map(pageFound),
    ...model.codes.map(codeFound),
  ];
}

function guideFound({ id, data, body }: CollectionEntry<'guides'>): Found {
  const asked = data.questions.map(({ question, short, long }) => ` ${question} ${short} ${long}`);
  return {
    ...PLAIN,
    address: at(`/guides/${id}/`),
    kind: 'guide',
    title: data.title,
    text: data.description,
    terms: [id.replaceAll('-', ' '), data.code ?? '', ...data.codes, data.also ?? '', ...termsInside(body)].join(' '),
    body: wordsOf(body) + asked.join(''),
  };
}

function causeFound({ id, data, body }: CollectionEntry<'causes'>): Found {
  return {
    ...PLAIN,
    address: at(`/causes/${id}/`),
    kind: 'cause',
    title: data.title,
    text: data.short,
    terms: `${id.replaceAll('-', ' ')} ${data.also ?? ''}`,
    body: wordsOf(body),
  };
}

function stepFound({ id, data, body }: CollectionEntry<'steps'>): Found {
  return {
    ...PLAIN,
    address: at(`/steps/${id}/`),
    kind: 'step',
    title: data.title,
    text: '',
    terms: `${id.replaceAll('-', ' ')} ${data.also ?? ''} ${toolsIn(body ?? '')}`,
    body: wordsOf(body),
  };
}

function questionFound({ id, data, body }: CollectionEntry<'questions'>): Found {
  const answers = Object.values(data.answers).map(({ label, hint }) => `${label} ${hint ?? ''}`);
  return {
    ...PLAIN,
    address: at(`/questions/#${id}`),
    kind: 'question',
    title: data.title,
    text: data.why,
    body: `${answers.join(' ')} ${wordsOf(body)}`,
  };
}

function pageFound({ id, data, body }: CollectionEntry<'pages'>): Found {
  return {
    ...PLAIN,
    address: at(PAGES[id] ?? `/${id}/`),
    kind: 'page',
    title: data.title,
    text: data.description,
    terms: id,
    body: wordsOf(body),
  };
}

function codeFound(code: (typeof model.codes)[number]): Found {
  const wordings = Object.values(code.wordings ?? {});
  const isMessage = code.surface === 'message';
  return {
    ...PLAIN,
    address: codeAddress(code),
    kind: 'code',
    title: isMessage ? headingOf(code) : `${code.code} · ${headingOf(code)}`,
    text: cut(isMessage ? code.meaning : (code.name ?? '')),
    where: text(`program.${code.surface}`),
    terms: [
      ...notations(code),
      code.name ?? '',
      ...wordings.flatMap(fragments => fragments.slice(0, FRAGMENTS_OF_A_LANGUAGE)),
    ].join(' '),
  };
}

/** More of each language would make the index heavy, and say the same in other words. */
const FRAGMENTS_OF_A_LANGUAGE = 3;

/** The words of a text, without marks, addresses of links and components; a word counts once, so that length tells nothing. */
function wordsOf(body = ''): string {
  const prose = body
    .replace(/\]\([^)]*\)/g, ' ')
    .replace(/<[A-Z][^>]*\/>/g, ' ')
    .replace(/[*`#|[\]→]/g, ' ');
  return [...new Set(prose.toLowerCase().split(/\s+/))].join(' ');
}

/** What a page takes from the table of updates is not in its own text: people look for a KB number. */
function termsInside(body = ''): readonly string[] {
  if (!body.includes('<Updates ')) return [];
  return updates.flatMap(({ title, broke, cures = {} }) => [title, ...broke, ...Object.values(cures)]);
}

/** The commands that a step shows, so that people find it by the name of the tool. */
function toolsIn(body: string): string {
  const fences = [...body.matchAll(/```[^\n]*\n([\s\S]*?)```/g)].map(fence => fence[1] ?? '');
  return fences.join('\n').slice(0, 1000);
}

function cut(value: string): string {
  return value.length > MAX_TEXT_LENGTH ? `${value.slice(0, MAX_TEXT_LENGTH - 1)}…` : value;
}
