import { render } from 'lit';
import type { Knowledge } from '../../machines/knowledge.ts';
import { allCases, forgetCases, goOnWith, keepAll } from './case-history.ts';
import { CASE_LIMITS, type CaseRecord, cutNote, readCases, writeCases } from './case-record.ts';
import { type CasesActs, type CasesState, casesView } from './cases-view.ts';
import { download } from './download.ts';
import { wordsOf } from './words.ts';

const words = wordsOf('cases-words');
const place = document.querySelector<HTMLElement>('#cases');
const root = document.documentElement.dataset.root ?? '/';
const knowledge: Promise<Knowledge> = fetch(`${root}knowledge.json`).then(answer => answer.json());

let state: CasesState = { records: [], picked: pickedIn(location.hash), by: 'time', removed: [], said: '' };

const acts: CasesActs = {
  goOn: record => void leave(record, 'diagnose/'),
  report: record => void leave(record, 'report/'),
  rename: (record, note) => void change([{ ...record, note: cutNote(note) }], ''),
  remove: records => void remove(records),
  undo: () => void change(state.removed, words('undone')),
  pick: ({ id }, picked) => {
    const others = state.picked.filter(known => known !== id);
    void show({ picked: picked ? [...others, id] : others });
    history.replaceState(null, '', fragmentOf(state.picked));
  },
  compareBy: by => void show({ by }),
  write: () => download('reconnect-cases.json', 'application/json', writeCases(state.records)),
  read: file => void readFile(file),
};

void begin();

/** What was picked before, as far as it is still there. */
async function begin(): Promise<void> {
  const records = await allCases();
  await show({ records, picked: state.picked.filter(id => records.some(record => record.id === id)) });
}

async function show(change: Partial<CasesState>): Promise<void> {
  state = { ...state, ...change };
  const known = await knowledge;
  if (place) render(casesView(state, acts, known, words), place);
}

async function change(records: readonly CaseRecord[], said: string): Promise<void> {
  await keepAll(records);
  await show({ records: await allCases(), removed: [], said });
}

async function remove(removed: readonly CaseRecord[]): Promise<void> {
  const ids = removed.map(({ id }) => id);
  await forgetCases(ids);
  const said = words(removed.length === 1 ? 'removed' : 'removed-all', { count: removed.length });
  await show({ records: await allCases(), picked: state.picked.filter(id => !ids.includes(id)), removed, said });
  // The button that was pressed is gone: the way back is where the focus goes.
  document.querySelector<HTMLElement>('#undo')?.focus();
}

async function readFile(file: File): Promise<void> {
  const known = await knowledge;
  const tooLarge = file.size > CASE_LIMITS.fileBytes;
  const read = tooLarge ? ({ kind: 'fault', fault: 'too-large' } as const) : readCases(await file.text());
  if (read.kind === 'fault') return show({ removed: [], said: known.words.ui[`report.${read.fault}`] ?? read.fault });
  // Of two states of the same case the newer one stays.
  const newer = read.records.filter(
    record => !state.records.some(({ id, changedAt }) => id === record.id && changedAt >= record.changedAt),
  );
  await change(newer, words('imported', { count: newer.length }));
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
