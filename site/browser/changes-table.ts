import { html, nothing, type TemplateResult } from 'lit';
import type { Knowledge } from '../../machines/knowledge.ts';
import type { Comparison } from '../../machines/report/compare.ts';

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export interface Heads {
  readonly before: string;
  readonly after: string;
}

/** The rows of a comparison: what differs as a table, what is the same folded away under it. */
export function changesTable({ rows }: Comparison, knowledge: Knowledge, say: Say, heads?: Heads): TemplateResult {
  const ui = (key: string) => knowledge.words.ui[key] ?? key;
  const { before, after } = heads ?? { before: ui('compare.before'), after: ui('compare.after') };
  const differs = rows.filter(({ change }) => change !== 'same');
  const same = rows.filter(({ change }) => change === 'same');
  const table = (shown: Comparison['rows'], label: string) => html`<div
    class="table-room"
    tabindex="0"
    role="region"
    aria-label=${label}
  >
    <table>
      <thead>
        <tr><th scope="col">${ui('compare.what')}</th><th scope="col">${before}</th><th scope="col">${after}</th><th scope="col" class="last"><span>${ui('compare.change')}</span></th></tr>
      </thead>
      <tbody>
        ${shown.map(
          row => html`<tr class=${row.change}>
            <th scope="row">${row.what}</th><td>${row.before}</td><td>${row.after}</td><td class="change"><span>${ui(`compare.change.${row.change}`)}</span></td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
  return html`${differs.length === 0 ? nothing : table(differs, ui('compare.change'))}
    ${
      same.length === 0
        ? nothing
        : html`<details class="fold"><summary>${say('same', { count: same.length })}</summary><div class="inside">${table(same, say('same', { count: same.length }))}</div></details>`
    }`;
}
