import type { Facts } from '../../machines/diagnosis/context.ts';
import type { SavedCase } from '../../machines/diagnosis/saved-case.ts';
import type { Model } from '../../machines/knowledge.ts';
import type { Report } from '../../machines/report/report.ts';
import type { CaseStore, SaveOutcome } from '../widget/index.ts';
import { beginCase, continueCase, currentCase, goOnWith } from './case-history.ts';
import { type CaseRecord, isEmpty, newRecord, recordForAdministrator } from './case-record.ts';
import { mayKeep } from './keeping.ts';

/** Keeps the flow's case in the history of this device. Starting over begins a new one; the old one stays. */
export function caseStore(): CaseStore {
  /** The case as it was last kept: what this flow changes from there on is done to what stands in the store by then. */
  let current: CaseRecord | undefined;
  /** The widget has read a case and has not said yet whether it goes on with it. */
  let asked = false;
  /** One write at a time: whether it was kept decides what the next one has to bring. */
  let writing: Promise<SaveOutcome> = Promise.resolve('kept');

  const write = async (saved: SavedCase, last: SaveOutcome): Promise<SaveOutcome> => {
    // Nothing is to be kept here, so nothing is missing.
    if (!mayKeep()) return 'kept';
    if (asked && current !== undefined && !sameFindings(current.saved, saved)) current = undefined;
    asked = false;
    if (isEmpty(saved)) {
      if (current === undefined) return 'kept';
      current = undefined;
      return goOnWith(undefined);
    }
    if (current === undefined) {
      current = newRecord(saved);
      return beginCase(current);
    }
    if (JSON.stringify(current.saved) === JSON.stringify(saved)) return last;
    const outcome = await continueCase(current, saved);
    if (outcome === 'kept') current = { ...current, saved };
    return outcome;
  };

  return {
    async load() {
      current = await currentCase();
      asked = true;
      return current?.saved;
    },
    save(saved) {
      writing = writing.then(last => write(saved, last));
      return writing;
    },
  };
}

export async function factsOfCase(): Promise<Facts | undefined> {
  return (await currentCase())?.saved;
}

/** Opens a report as the case of this device, on the side of whoever it was handed to. */
export function keepReport(report: Report, model: Model): Promise<SaveOutcome> {
  return beginCase(recordForAdministrator(report, model));
}

/** A tag or a link about something else begins another case. */
function sameFindings(a: SavedCase, b: SavedCase): boolean {
  const told = ({ findings }: SavedCase) => findings.map(({ question, answer }) => `${question}:${answer}`).join();
  return told(a) === told(b);
}
