import { numberNotations } from '../search/notation.ts';

const form = document.querySelector<HTMLFormElement>('form.filter');
const field = document.querySelector<HTMLInputElement>('#filter');
const shown = document.querySelector<HTMLElement>('#shown');
const rows = [...document.querySelectorAll<HTMLLIElement>('.codes > li')].map(row => ({
  row,
  text: `${row.dataset.terms ?? ''} ${row.textContent ?? ''}`.toLowerCase(),
}));
const groups = [...document.querySelectorAll<HTMLElement>('section.group')];

field?.addEventListener('input', filter);
form?.addEventListener('submit', event => event.preventDefault());
// The browser keeps what was typed when a person comes back.
if (field?.value) filter();

function filter(): void {
  const words = (field?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = words.map(word => numberNotations(word)?.map(code => new RegExp(`(?:^|\\s)${code}(?=\\s|$)`)) ?? word);
  let count = 0;
  for (const { row, text } of rows) {
    row.hidden = !wanted.every(want =>
      typeof want === 'string' ? text.includes(want) : want.some(code => code.test(text)),
    );
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
