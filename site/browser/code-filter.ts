import { lookUpCode, suggestCodes } from '../../machines/codes/look-up.ts';
import type { CodeKnowledge } from '../../machines/knowledge.ts';
import { numberNotations } from '../search/notation.ts';

const form = document.querySelector<HTMLFormElement>('form.filter');
const field = document.querySelector<HTMLInputElement>('#filter');
const shown = document.querySelector<HTMLElement>('#shown');
const rows = [...document.querySelectorAll<HTMLLIElement>('.codes > li')].map(row => ({
  row,
  id: row.dataset.id ?? '',
  text: `${row.dataset.terms ?? ''} ${row.textContent ?? ''}`.toLowerCase(),
}));
const groups = [...document.querySelectorAll<HTMLElement>('section.group')];
let catalogue: readonly CodeKnowledge[] = [];
let asked = false;

field?.addEventListener('focus', () => void loadCatalogue());
field?.addEventListener('input', () => {
  void loadCatalogue();
  filter();
});
form?.addEventListener('submit', event => {
  event.preventDefault();
  filter();
});
// The browser keeps what was typed when a person comes back.
if (field?.value) {
  void loadCatalogue();
  filter();
}

/** The catalogue itself, for names and whole dialogs. Until it is there, or where it cannot be had, the words of the list do. */
async function loadCatalogue(): Promise<void> {
  if (asked) return;
  asked = true;
  catalogue = cataloguePart(document.querySelector('#knowledge')) ?? (await fetchCatalogue()) ?? [];
  filter();
}

/** In the single file the knowledge lies in the page, and nothing may be fetched. */
function cataloguePart(knowledge: Element | null): readonly CodeKnowledge[] | undefined {
  return knowledge === null ? undefined : JSON.parse(knowledge.textContent).model.codes;
}

async function fetchCatalogue(): Promise<readonly CodeKnowledge[] | undefined> {
  const answer = await fetch(form?.dataset.codes ?? '').catch(() => undefined);
  return answer?.ok ? answer.json() : undefined;
}

/** A row is shown when it holds every word that was typed, or when the look-up knows it behind what was typed. */
function filter(): void {
  const typed = field?.value.trim() ?? '';
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = words.map(word => numberNotations(word)?.map(code => new RegExp(`(?:^|\\s)${code}(?=\\s|$)`)) ?? word);
  const found = [...lookUpCode(catalogue, typed), ...suggestCodes(catalogue, typed)];
  const known = new Set(found.map(({ surface, code }) => `${surface}:${code}`));
  let count = 0;
  for (const { row, id, text } of rows) {
    const worded = wanted.every(want =>
      typeof want === 'string' ? text.includes(want) : want.some(code => code.test(text)),
    );
    row.hidden = !worded && !known.has(id);
    if (!row.hidden) count++;
  }
  for (const group of groups) group.hidden = !group.querySelector('li:not([hidden])');
  if (!shown) return;
  const sentence = count === 0 ? form?.dataset.none : form?.dataset.shown;
  shown.textContent =
    words.length === 0
      ? ''
      : (sentence ?? '').replace('{count}', String(count)).replace('{total}', String(rows.length));
}
