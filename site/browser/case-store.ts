import type { SavedCase } from '../../machines/diagnosis.case.ts';
import type { Facts } from '../../machines/diagnosis.facts.ts';
import { readCase } from '../../machines/diagnosis.resume.ts';
import type { Report } from '../../machines/report/report.ts';
import { localStore } from '../widget/store.ts';

/** The one case that the site keeps on this device, where the flow keeps it too (`remember="case"`). */
export const caseStore = localStore('case');

export async function factsOfCase(): Promise<Facts | undefined> {
  return readCase(await caseStore.load())?.facts;
}

/** Opens a report as the case of this device, at the point where it was handed over. */
export async function keepReport({ target, stages, findings, tried, redacted }: Report): Promise<void> {
  const saved: SavedCase = {
    version: 1,
    screen: 'concluded',
    probe: true,
    stages,
    findings,
    tried,
    asked: [],
    // A pseudonym is no host that anyone could check.
    ...(target && !redacted && { target }),
  };
  await caseStore.save(saved);
}
