import { CASE_LIMITS, type CaseRecord } from './case-record.ts';

/** What an import does to the history, and what it takes to undo it. */
export interface ImportPlan {
  readonly added: readonly CaseRecord[];
  /** Own cases of which the file has a newer state, as they were. */
  readonly replaced: readonly CaseRecord[];
  /** How many of the file's cases were new, whether they fit or not. */
  readonly offered: number;
}

/**
 * INVARIANT: what is imported never displaces a case that is there; `taken` places are. Of two states of the same case
 * the newer one stays, and the newest of the file fit first.
 */
export function planImport(own: readonly CaseRecord[], taken: number, file: readonly CaseRecord[]): ImportPlan {
  const known = new Map(own.map(record => [record.id, record]));
  const byId = new Map(file.map(record => [record.id, record]));
  const newer = [...byId.values()].filter(({ id, changedAt }) => (known.get(id)?.changedAt ?? '') < changedAt);
  const updates = newer.filter(({ id }) => known.has(id));
  const fresh = newer
    .filter(({ id }) => !known.has(id))
    .sort((a, b) => (a.changedAt < b.changedAt ? 1 : a.changedAt > b.changedAt ? -1 : 0));
  const room = Math.max(0, CASE_LIMITS.cases - taken);
  return {
    added: [...updates, ...fresh.slice(0, room)].map(record => ({ ...record, imported: true })),
    replaced: updates.flatMap(({ id }) => known.get(id) ?? []),
    offered: newer.length,
  };
}

/** Which cases give way so that there is room for one that the person has just begun: imported ones first, then the oldest. */
export function casesToDrop(records: readonly CaseRecord[], kept: string): readonly string[] {
  const extra = records.length - CASE_LIMITS.cases;
  if (extra <= 0) return [];
  return records
    .filter(({ id }) => id !== kept)
    .sort((a, b) => Number(b.imported ?? false) - Number(a.imported ?? false) || (a.changedAt < b.changedAt ? -1 : 1))
    .slice(0, extra)
    .map(({ id }) => id);
}
