import MiniSearch, { type SearchResult } from 'minisearch';
import type { SearchWords } from '../../content/search-words.ts';
import { BETWEEN_WORDS, type Found, KINDS, type Kind, type SearchDocument, searchOptions } from '../search/options.ts';
import { writeTextFragment } from './case-fragment.ts';
import { element } from './element.ts';
import { handOff } from './handoff.ts';
import { wordsOf } from './words.ts';

/** Of all that is found, and of each kind before the rest of it is folded. */
const SHOWN = 40;
const OPEN = 4;
const words = wordsOf('search-words');
const form = document.querySelector<HTMLFormElement>('#search');
const field = document.querySelector<HTMLInputElement>('#query');
const list = document.querySelector<HTMLElement>('#results');
const status = document.querySelector<HTMLElement>('#found');
const mostAsked = document.querySelector<HTMLElement>('#most-asked');
const describe = document.querySelector<HTMLElement>('#describe');
const flowLink = describe?.querySelector('a');
let index: Promise<MiniSearch<SearchDocument>> | undefined;

field?.addEventListener('focus', () => void load());
field?.addEventListener('input', () => void search());
form?.addEventListener('submit', event => {
  event.preventDefault();
  void search();
});
// The person's own words, chosen here: the flow reads them as it reads what is typed on the start page.
flowLink?.addEventListener('click', () => handOff(flowLink.hash));
addEventListener('hashchange', fromFragment);
fromFragment();

/** `#q=0x204`: what is searched for stays in the fragment, where no server sees it. */
function fromFragment(): void {
  const asked = new URLSearchParams(location.hash.slice(1)).get('q');
  if (!field) return;
  if (asked !== null && asked !== field.value) field.value = asked.slice(0, 200);
  if (field.value !== '') void search();
}

function load(): Promise<MiniSearch<SearchDocument>> {
  index ??= fetch(form?.dataset.index ?? '')
    .then(response => response.text())
    .then(text => MiniSearch.loadJSON<SearchDocument>(text, searchOptions(indexWords())));
  return index;
}

/** The index was made with the words that this page carries. */
const indexWords = (): SearchWords => JSON.parse(document.getElementById('index-words')?.textContent ?? '');

async function search(): Promise<void> {
  const query = field?.value.trim().slice(0, 200) ?? '';
  const found = query === '' ? [] : (await load()).search(query);
  // A slower answer to an older text is dropped.
  if (query !== (field?.value.trim().slice(0, 200) ?? '')) return;
  history.replaceState(null, '', query === '' ? location.pathname : `#${new URLSearchParams({ q: query })}`);
  if (describe) describe.hidden = query === '' || found.length > 0;
  if (flowLink) flowLink.hash = writeTextFragment({ text: query, isReady: false, declined: [] });
  if (mostAsked) mostAsked.hidden = query !== '';
  list?.replaceChildren(...groupsOf(found.slice(0, SHOWN)));
  if (status)
    status.textContent =
      query === '' ? '' : found.length === 0 ? words('none') : words('found', { count: found.length });
}

/** What is found by its kind, the kind of the best hit first. */
function groupsOf(found: readonly SearchResult[]): readonly HTMLElement[] {
  return [...new Set(found.map(kindOf))].map(kind => {
    const rows = found.filter(result => kindOf(result) === kind).map(row);
    const group = document.createElement('section');
    group.append(element('h2', words(`kind.${kind}`)), listOf(rows.slice(0, OPEN)));
    const more = rows.slice(OPEN);
    if (more.length === 0) return group;
    const fold = document.createElement('details');
    fold.className = 'fold';
    fold.append(element('summary', words('more', { count: more.length })), listOf(more));
    group.append(fold);
    return group;
  });
}

function listOf(rows: readonly HTMLElement[]): HTMLElement {
  const made = document.createElement('ol');
  made.className = 'entries';
  made.append(...rows);
  return made;
}

function row(result: SearchResult): HTMLLIElement {
  const found = parseFound(result);
  const hits = new Set(result.terms);
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = found.address;
  const title = document.createElement('b');
  title.append(...marked(found.title, hits));
  const beneath = document.createElement('span');
  beneath.className = 'soft small';
  beneath.append(...marked([found.where, found.text].filter(Boolean).join(' · '), hits));
  link.append(title, beneath);
  item.append(link);
  return item;
}

/** The words that were found, marked where they stand. */
function marked(text: string, hits: ReadonlySet<string>): readonly (string | HTMLElement)[] {
  return text.split(BETWEEN_WORDS).map(word => (hits.has(word.toLowerCase()) ? element('mark', word) : word));
}

const kindOf = (result: SearchResult): Kind => KINDS.find(known => known === result.kind) ?? 'guide';

function parseFound(result: SearchResult): Found {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    address: text(result.address),
    kind: kindOf(result),
    title: text(result.title),
    text: text(result.text),
    where: text(result.where),
  };
}
