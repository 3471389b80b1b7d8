import type { SavedCase } from '../../machines/diagnosis.case.ts';
import type { Finding } from '../../machines/findings.ts';
import { isRejection, parseTarget } from '../../machines/target.ts';
import type { CaseStore, RdpDiagnosis } from '../widget/index.ts';
import { localStore } from '../widget/store.ts';
import type { Known } from './case-fragment.ts';

/** Under this name the site keeps the case of this device. */
const CASE = 'case';

export function flowElement(): RdpDiagnosis | null {
  return document.querySelector('rdp-diagnosis');
}

/**
 * Hands what is known to `<rdp-diagnosis>`, before its script has come as well as after: a code or a host as the tag
 * has them, a text to be shown as understood first, findings as a case that is already described.
 */
export function startFlow(flow: RdpDiagnosis, known: Known): void {
  for (const name of ['code', 'surface', 'target'] as const) {
    const value = known[name];
    if (value === undefined) flow.removeAttribute(name);
    else flow.setAttribute(name, value);
  }
  if (known.text !== undefined) flow.initialText = known.text;
  else if (known.findings.length > 0) flow.store = described(flow, known);
}

/** A store whose first case is what the link knew; the flow goes on from there at once. */
function described(flow: RdpDiagnosis, { findings, code, target }: Known): CaseStore {
  const kept = localStore(CASE);
  let begun = false;
  return {
    load: async () => {
      if (begun) return kept.load();
      return caseOf(findings, code, target);
    },
    save(saved) {
      void kept.save(saved);
      if (begun) return;
      begun = true;
      // After the widget has drawn itself for the first time.
      queueMicrotask(() => flow.send({ type: 'check.requested' }));
    },
  };
}

function caseOf(findings: readonly Finding[], code: string | undefined, targetText = ''): SavedCase {
  const target = parseTarget(targetText);
  const codes: readonly Finding[] = code ? [{ question: 'code', answer: code, source: 'person', stage: 'any' }] : [];
  return {
    version: 1,
    screen: 'describing',
    probe: false,
    stages: [],
    asked: [],
    tried: [],
    findings: [...codes, ...findings],
    ...(isRejection(target) ? {} : { target }),
  };
}
