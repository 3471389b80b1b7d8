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

type NewDocument = Omit<SearchDocument, 'id'>;
const NO_TEXTS = { where: '', terms: '', body: '' };

async function collect(): Promise<readonly NewDocument[]> {
  return [
    ...(await getCollection('guides')).map(fromGuide),
    ...(await getCollection('causes')).map(fromCause),
    ...(await getCollection('steps')).map(fromStep),
    ...(await getCollection('questions')).map(fromQuestion),
    ...(await getCollection('pages')).map(fromPage),
    ...model.codes.map(fromCode),
  ];
}

function fromGuide({ id, data, body }: CollectionEntry<'guides'>): NewDocument {
  const asked = data.questions.map(({ question, short, long }) => ` ${question} ${short} ${long}`);
  return {
    ...NO_TEXTS,
    address: at(`/guides/${id}/`),
    kind: 'guide',
    title: data.title,
    text: data.description,
    terms: [id.replaceAll('-', ' '), data.code ?? '', ...data.codes, data.also ?? '', ...termsInside(body)].join(' '),
    body: wordsOf(body) + asked.join(''),
  };
}

function fromCause({ id, data, body }: CollectionEntry<'causes'>): NewDocument {
  return {
    ...NO_TEXTS,
    address: at(`/causes/${id}/`),
    kind: 'cause',
    title: data.title,
    text: data.short,
    terms: `${id.replaceAll('-', ' ')} ${data.also ?? ''}`,
    body: wordsOf(body),
  };
}

function fromStep({ id, data, body }: CollectionEntry<'steps'>): NewDocument {
  return {
    ...NO_TEXTS,
    address: at(`/steps/${id}/`),
    kind: 'step',
    title: data.title,
    text: '',
    terms: `${id.replaceAll('-', ' ')} ${data.also ?? ''} ${toolsIn(body ?? '')}`,
    body: wordsOf(body),
  };
}

function fromQuestion({ id, data, body }: CollectionEntry<'questions'>): NewDocument {
  const answers = Object.values(data.answers).map(({ label, hint }) => `${label} ${hint ?? ''}`);
  return {
    ...NO_TEXTS,
    address: at(`/questions/#${id}`),
    kind: 'question',
    title: data.title,
    text: data.why,
    body: `${answers.join(' ')} ${wordsOf(body)}`,
  };
}

function fromPage({ id, data, body }: CollectionEntry<'pages'>): NewDocument {
  return {
    ...NO_TEXTS,
    address: at(PAGES[id] ?? `/${id}/`),
    kind: 'page',
    title: data.title,
    text: data.description,
    terms: id,
    body: wordsOf(body),
  };
}

function fromCode(code: (typeof model.codes)[number]): NewDocument {
  const wordings = Object.values(code.wordings ?? {});
  const isMessage = code.surface === 'message';
  return {
    ...NO_TEXTS,
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
