import MiniSearch, { type SearchResult } from 'minisearch';
import type { SearchWords } from '../../content/search-words.ts';
import { type Found, KINDS, type SearchDocument, searchOptions } from '../search/options.ts';
import { writeTextFragment } from './case-fragment.ts';
import { handOff } from './handoff.ts';
import { wordsOf } from './words.ts';

const SHOWN = 30;
const words = wordsOf('search-words');
const form = document.querySelector<HTMLFormElement>('#search');
const field = document.querySelector<HTMLInputElement>('#query');
const list = document.querySelector<HTMLOListElement>('#results');
const status = document.querySelector<HTMLElement>('#found');
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
  list?.replaceChildren(...found.slice(0, SHOWN).map(row));
  if (status)
    status.textContent =
      query === '' ? '' : found.length === 0 ? words('none') : words('found', { count: found.length });
}

function row(result: SearchResult): HTMLLIElement {
  const found = parseFound(result);
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = found.address;
  const title = document.createElement('b');
  title.textContent = found.title;
  const beneath = document.createElement('span');
  beneath.className = 'soft small';
  beneath.textContent = [words(`kind.${found.kind}`), found.where, found.text].filter(Boolean).join(' · ');
  link.append(title, beneath);
  item.append(link);
  return item;
}

function parseFound(result: SearchResult): Found {
  const kind = KINDS.find(known => known === result.kind) ?? 'guide';
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    address: text(result.address),
    kind,
    title: text(result.title),
    text: text(result.text),
    where: text(result.where),
  };
}
