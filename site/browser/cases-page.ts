import { render } from 'lit';
import type { Knowledge } from '../../machines/knowledge.ts';
import type { SaveOutcome } from '../widget/index.ts';
import {
  allRows,
  deleteCases,
  forgetHost,
  goOnWith,
  importCases,
  onHistoryChange,
  type Row,
  renameCase,
  restoreCases,
} from './case-history.ts';
import { CASE_LIMITS, type CaseRecord, cutNote, readCases, writeCases } from './case-record.ts';
import { type CasesActs, type CasesState, casesView, recordsIn, type Undo } from './cases-view.ts';
import { download } from './download.ts';
import { openHistory, startAfresh } from './history-database.ts';
import { wordsOf } from './words.ts';

const words = wordsOf('cases-words');
const place = document.querySelector<HTMLElement>('#cases');
const root = document.documentElement.dataset.root ?? '/';
const knowledge: Promise<Knowledge> = fetch(`${root}knowledge.json`).then(answer => answer.json());

let state: CasesState = {
  rows: [],
  damaged: false,
  picked: pickedIn(location.hash),
  by: 'time',
  undo: undefined,
  said: '',
};

const acts: CasesActs = {
  goOn: record => void leave(record, 'diagnose/'),
  report: record => void leave(record, 'report/'),
  rename: ({ id }, note) => void after(renameCase(id, cutNote(note)), ''),
  remove: rows => void remove(rows),
  undo: () => void undo(),
  startAfresh: () => void startAnew(),
  pick: ({ id }, picked) => {
    const others = state.picked.filter(known => known !== id);
    void show({ picked: picked ? [...others, id] : others });
    history.replaceState(null, '', fragmentOf(state.picked));
  },
  compareBy: by => void show({ by }),
  write: () => download('reconnect-cases.json', 'application/json', writeCases(recordsIn(state.rows))),
  read: file => void readFile(file),
};

// What another tab does is seen here at once.
onHistoryChange(() => void begin());
void begin();

/** What was picked before, as far as it is still there. */
async function begin(): Promise<void> {
  const { kind } = await openHistory();
  const read = await allRows();
  const rows = read ?? [];
  const ids = recordsIn(rows).map(({ id }) => id);
  const damaged = kind === 'damaged' || read === undefined;
  await show({ rows, damaged, picked: state.picked.filter(id => ids.includes(id)) });
}

async function show(change: Partial<CasesState>): Promise<void> {
  state = { ...state, ...change };
  const known = await knowledge;
  if (place) render(casesView(state, acts, known, words), place);
}

/** What a change came to: a sentence of its own, or that it was not kept. */
async function after(changing: Promise<SaveOutcome>, said: string, way?: Undo): Promise<boolean> {
  const outcome = await changing;
  await show(outcome === 'kept' ? { said, undo: way } : { said: words(outcome), undo: undefined });
  await begin();
  return outcome === 'kept';
}

async function remove(rows: readonly Row[]): Promise<void> {
  const keys = rows.map(row => (row.kind === 'case' ? row.record.id : row.key));
  const said = words('removed', { count: rows.length });
  const restore = recordsIn(rows);
  await after(deleteCases(keys), said, restore.length === 0 ? undefined : { restore, remove: [] });
  // The button that was pressed is gone: the way back is where the focus goes.
  document.querySelector<HTMLElement>('#undo')?.focus();
}

async function undo(): Promise<void> {
  const { restore, remove: added } = state.undo ?? { restore: [], remove: [] };
  if (added.length > 0 && !(await after(deleteCases(added), words('undone-import')))) return;
  if (restore.length > 0) await after(restoreCases(restore), words(added.length > 0 ? 'undone-import' : 'undone'));
}

async function readFile(file: File): Promise<void> {
  const known = await knowledge;
  const tooLarge = file.size > CASE_LIMITS.fileBytes;
  const read = tooLarge ? ({ kind: 'fault', fault: 'too-large' } as const) : readCases(await file.text());
  if (read.kind === 'fault')
    return show({ undo: undefined, said: known.words.ui[`report.${read.fault}`] ?? read.fault });
  const plan = await importCases(read.records);
  if (plan === undefined) return show({ undo: undefined, said: words('not-kept') });
  const { added, replaced, offered } = plan;
  const said = words(added.length < offered ? 'imported-some' : 'imported', { count: added.length, offered });
  const fresh = added.filter(({ id }) => replaced.every(old => old.id !== id)).map(({ id }) => id);
  await show({ said, undo: added.length === 0 ? undefined : { restore: replaced, remove: fresh } });
  await begin();
}

async function startAnew(): Promise<void> {
  const isFresh = await startAfresh();
  // It lies beside the database, and goes with it.
  forgetHost();
  await show({ said: words(isFresh ? 'afresh' : 'not-kept'), undo: undefined });
  await begin();
}

async function leave(record: CaseRecord, page: string): Promise<void> {
  await goOnWith(record);
  location.assign(root + page);
}

/** `#compare=ID,ID` names the two that are set side by side. */
function pickedIn(fragment: string): readonly string[] {
  return (new URLSearchParams(fragment.slice(1)).get('compare') ?? '').split(',').filter(Boolean).slice(0, 2);
}

function fragmentOf(picked: readonly string[]): string {
  return picked.length === 0 ? location.pathname : `#compare=${picked.join(',')}`;
}
