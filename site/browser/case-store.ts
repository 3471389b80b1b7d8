import type { Facts } from '../../machines/diagnosis/context.ts';
import type { SavedCase } from '../../machines/diagnosis/saved-case.ts';
import type { Report } from '../../machines/report/report.ts';
import type { CaseStore } from '../widget/index.ts';
import { currentCase, goOnWith, keepCurrent } from './case-history.ts';
import { type CaseRecord, isEmpty, movedOn, newRecord, recordOfReport } from './case-record.ts';

/** Keeps the flow's case in the history of this device. Starting over begins a new one; the old one stays. */
export function caseStore(): CaseStore {
  let current: CaseRecord | undefined;
  /** The widget has read a case and has not said yet whether it goes on with it. */
  let asked = false;
  return {
    async load() {
      current = await currentCase();
      asked = true;
      return current?.saved;
    },
    save(saved) {
      if (asked && current !== undefined && !sameFindings(current.saved, saved)) current = undefined;
      asked = false;
      if (isEmpty(saved)) {
        if (current === undefined) return;
        current = undefined;
        return goOnWith(undefined);
      }
      if (current !== undefined && JSON.stringify(current.saved) === JSON.stringify(saved)) return;
      current = current === undefined ? newRecord(saved) : movedOn(current, saved);
      return keepCurrent(current);
    },
  };
}

export async function factsOfCase(): Promise<Facts | undefined> {
  return (await currentCase())?.saved;
}

/** Opens a report as the case of this device, at the point where it was handed over. */
export function keepReport(report: Report): Promise<void> {
  return keepCurrent(recordOfReport(report));
}

/** A tag or a link about something else begins another case. */
function sameFindings(a: SavedCase, b: SavedCase): boolean {
  const told = ({ findings }: SavedCase) => findings.map(({ question, answer }) => `${question}:${answer}`).join();
  return told(a) === told(b);
}
