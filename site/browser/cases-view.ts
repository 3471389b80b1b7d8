import { html, nothing, type TemplateResult } from 'lit';
import { judge } from '../../machines/diagnosis/judgement.ts';
import { pathOf } from '../../machines/diagnosis/path.ts';
import { codeWords } from '../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../machines/knowledge.ts';
import { type Comparable, compare } from '../../machines/report/compare.ts';
import { strip } from '../widget/screens/strip.ts';
import type { Row } from './case-history.ts';
import { nameOf } from './case-name.ts';
import { CASE_LIMITS, type CaseRecord } from './case-record.ts';
import { changesTable } from './changes-table.ts';
import { formatDateTime } from './date-time.ts';

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** What a person can do with the cases; the page does it. */
export interface CasesActs {
  readonly goOn: (record: CaseRecord) => void;
  readonly report: (record: CaseRecord) => void;
  readonly rename: (record: CaseRecord, note: string) => void;
  readonly remove: (rows: readonly Row[]) => void;
  /** Deletes whatever is kept under our name, where that cannot be read. */
  readonly startAfresh: () => void;
  readonly undo: () => void;
  readonly pick: (record: CaseRecord, picked: boolean) => void;
  readonly compareBy: (by: 'time' | 'network') => void;
  readonly write: () => void;
  readonly read: (file: File) => void;
}

/** How to take back what was done last: cases to bring back, and cases that an import has added. */
export interface Undo {
  readonly restore: readonly CaseRecord[];
  readonly remove: readonly string[];
}

export interface CasesState {
  readonly rows: readonly Row[];
  /** What stands under our name cannot be read. */
  readonly damaged: boolean;
  /** Ids of at most two cases, to be set side by side. */
  readonly picked: readonly string[];
  readonly by: 'time' | 'network';
  readonly undo: Undo | undefined;
  readonly said: string;
}

export function casesView(state: CasesState, acts: CasesActs, knowledge: Knowledge, say: Say): TemplateResult {
  const { rows, undo, said, damaged } = state;
  return html`<p role="status" class="said">
      ${said}
      ${
        undo === undefined
          ? nothing
          : html`<button class="button less" type="button" id="undo" @click=${acts.undo}>${say('undo')}</button>`
      }
    </p>
    ${damaged ? damagedHistory(acts, say) : nothing}
    ${
      rows.length === 0 && !damaged
        ? html`<p class="lead">${say('none')}</p>
          <p class="row acts"><a class="button strong" href="${document.documentElement.dataset.root ?? '/'}diagnose/">${say('begin')}</a></p>`
        : nothing
    }
    <ol class="cases">
      ${rows.map(row => drawRow(row, state, acts, knowledge, say))}
    </ol>
    ${rows.length > 1 && state.picked.length < 2 ? html`<p class="soft small">${say('pick-two')}</p>` : nothing}
    ${comparison(state, acts, knowledge, say)}
    <div class="row acts">
      <label class="button">
        ${say('import')}
        <input class="unseen" id="cases-file" type="file" accept=".json,application/json" @change=${(event: Event) => chosen(event, acts)} />
      </label>
      ${
        rows.length === 0
          ? nothing
          : html`<button class="button" type="button" id="export" @click=${acts.write}>${say('export')}</button>
              <button class="button" type="button" id="remove-all" @click=${() => acts.remove(rows)}>${say('remove-all')}</button>`
      }
    </div>
    <p class="soft small">${say('file-note')}</p>`;
}

function damagedHistory(acts: CasesActs, say: Say): TemplateResult {
  return html`<div class="framed" id="damaged-history">
    <p>${say('damaged')}</p>
    <p><button class="button" type="button" id="start-afresh" @click=${acts.startAfresh}>${say('start-afresh')}</button></p>
  </div>`;
}

/** INVARIANT: one row that cannot be drawn takes no other with it, and can always be deleted. */
function drawRow(row: Row, state: CasesState, acts: CasesActs, knowledge: Knowledge, say: Say): TemplateResult {
  if (row.kind === 'damaged') return damagedRow(row, acts, say);
  try {
    return caseRow(row.record, state, acts, knowledge, say);
  } catch {
    return damagedRow(row, acts, say);
  }
}

function damagedRow(row: Row, acts: CasesActs, say: Say): TemplateResult {
  return html`<li class="damaged">
    <div class="what"><b>${say('damaged-row')}</b></div>
    <div class="row does">
      <button class="button less" type="button" @click=${() => acts.remove([row])}>${say('remove')}</button>
    </div>
  </li>`;
}

function chosen({ target }: Event, acts: CasesActs): void {
  if (!(target instanceof HTMLInputElement)) return;
  const file = target.files?.[0];
  if (file !== undefined) acts.read(file);
  target.value = ''; // the same file can be chosen again
}

function caseRow(
  record: CaseRecord,
  state: CasesState,
  acts: CasesActs,
  knowledge: Knowledge,
  say: Say,
): TemplateResult {
  const name = nameOf(record, code => codeWords(knowledge, code)) ?? say('nameless');
  const picked = state.picked.includes(record.id);
  return html`<li>
    ${strip(pathOf(record.saved, knowledge, false))}
    <div class="what">
      <b>${name}</b>
      <p class="soft small">${formatDateTime(record.changedAt)} · ${standing(record, knowledge, say)}</p>
      <label class="note small">
        ${say('note')}
        <input
          type="text"
          maxlength=${CASE_LIMITS.note}
          placeholder=${say('note-example')}
          .value=${record.note}
          @change=${({ target }: Event) => target instanceof HTMLInputElement && acts.rename(record, target.value)}
        />
      </label>
    </div>
    <div class="row does">
      <button class="button less strong" type="button" aria-label="${say('go-on')}: ${name}" @click=${() => acts.goOn(record)}>
        ${say('go-on')}
      </button>
      <button class="button less" type="button" aria-label="${say('report')}: ${name}" @click=${() => acts.report(record)}>
        ${say('report')}
      </button>
      <button class="button less" type="button" aria-label="${say('remove')}: ${name}" @click=${() => acts.remove([{ kind: 'case', record }])}>
        ${say('remove')}
      </button>
      ${
        state.rows.length < 2
          ? nothing
          : html`<label class="pick small">
              <input
                type="checkbox"
                .checked=${picked}
                ?disabled=${!picked && state.picked.length === 2}
                @change=${({ target }: Event) => target instanceof HTMLInputElement && acts.pick(record, target.checked)}
              />
              ${say('compare')}<span class="unseen">: ${name}</span>
            </label>`
      }
    </div>
    ${sinceRemedy(record, knowledge, say)}
  </li>`;
}

/** What has changed since the first remedy was shown. */
function sinceRemedy({ saved, before }: CaseRecord, knowledge: Knowledge, say: Say): TemplateResult | typeof nothing {
  if (before === undefined) return nothing;
  const result = compare(knowledge, before, { ...saved, resolved: saved.screen === 'resolved' });
  if (result.rows.every(({ change }) => change === 'same')) return nothing;
  return html`<details class="fold compared">
    <summary>${say('changed')}</summary>
    <div class="inside">
      <p>${result.sentence}</p>
      ${changesTable(result, knowledge, say)}
    </div>
  </details>`;
}

/** How far it got. Where a remedy helped, what it changed. */
function standing({ saved, before }: CaseRecord, knowledge: Knowledge, say: Say): string {
  if (saved.screen === 'resolved')
    return before === undefined ? say('solved') : compare(knowledge, before, { ...saved, resolved: true }).sentence;
  if (saved.screen === 'describing' || saved.screen === 'checking') return say('begun');
  const { clear, sentence } = pathOf(saved, knowledge, false);
  if (clear) return sentence;
  const lead = judge(knowledge.model, saved).lead?.cause;
  if (lead === undefined) return say('open');
  return say(saved.screen === 'asking' ? 'asking' : 'cause', { cause: knowledge.words.causes[lead].title });
}

function comparison(
  state: CasesState,
  acts: CasesActs,
  knowledge: Knowledge,
  say: Say,
): TemplateResult | typeof nothing {
  const [second, first] = recordsIn(state.rows).filter(({ id }) => state.picked.includes(id));
  if (first === undefined || second === undefined) return nothing;
  const names = { before: first.note || say('network-one'), after: second.note || say('network-two') };
  const result = compare(
    knowledge,
    comparableOf(first),
    comparableOf(second),
    state.by === 'time' ? { by: 'time' } : { by: 'network', ...names },
  );
  return html`<section class="compared framed" aria-labelledby="compared">
    <h2 id="compared" tabindex="-1">${knowledge.words.ui['compare.title']}</h2>
    <p class="row">
      ${(['time', 'network'] as const).map(
        by => html`<label class="pick">
          <input type="radio" name="by" .checked=${state.by === by} @change=${() => acts.compareBy(by)} />
          ${say(`by-${by}`)}
        </label>`,
      )}
    </p>
    <p class="lead" role="status">${result.sentence}</p>
    ${changesTable(result, knowledge, say, state.by === 'time' ? undefined : names)}
  </section>`;
}

export const recordsIn = (rows: readonly Row[]): readonly CaseRecord[] =>
  rows.flatMap(row => (row.kind === 'case' ? row.record : []));

function comparableOf({ saved, redacted }: CaseRecord): Comparable {
  return { ...saved, resolved: saved.screen === 'resolved', ...(redacted && { redacted }) };
}
