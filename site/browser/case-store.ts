import type { SavedCase } from '../../machines/diagnosis/saved-case.ts';
import type { Model } from '../../machines/knowledge.ts';
import type { Report } from '../../machines/schemas/report.ts';
import type { CaseStore, SaveOutcome } from '../widget/index.ts';
import { beginCase, continueCase, currentCase, goOnWith } from './case-history.ts';
import {
  type CaseRecord,
  isEmpty,
  isOfRemotePc,
  isOwnCase,
  newRecord,
  recordForAdministrator,
  recordOfReport,
  withRemotePc,
} from './case-record.ts';
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

export interface GoOnOptions {
  readonly model: Model;
  /** The report is of the case of this device. */
  readonly isOwn: boolean;
  /** What the remote PC says was added on this page. */
  readonly isJoinedHere: boolean;
}

/**
 * Goes on with a report as the case of this device. The own case goes on as it is, with what the remote PC says where that
 * was added here or came back with it. Somebody else's is taken over on the side of whoever it was handed to; one that both
 * sides have told already stands at its verdict.
 */
export async function goOnWithReport(report: Report, options: GoOnOptions): Promise<SaveOutcome> {
  const { model, isOwn, isJoinedHere } = options;
  const mine = await currentCase();
  const isBack = mine !== undefined && !isOwn && (await isOwnCase(mine, report, model));
  if (mine !== undefined && (isBack || (isOwn && isJoinedHere)))
    return continueCase(mine, withRemotePc(mine.saved, report, model));
  if (isOwn) return 'kept';
  const hasBothEnds = !isJoinedHere && report.findings.some(finding => isOfRemotePc(finding, model));
  return beginCase(hasBothEnds ? recordOfReport(report) : recordForAdministrator(report, model));
}

/** A tag or a link about something else begins another case. */
function sameFindings(a: SavedCase, b: SavedCase): boolean {
  const told = ({ findings }: SavedCase) => findings.map(({ question, answer }) => `${question}:${answer}`).join();
  return told(a) === told(b);
}
