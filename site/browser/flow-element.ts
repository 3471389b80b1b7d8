import type { SavedCase } from '../../machines/diagnosis/saved-case.ts';
import type { Finding } from '../../machines/findings.ts';
import { isRejection } from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import type { CaseStore, RdpDiagnosis } from '../widget/index.ts';
import type { Known } from './case-fragment.ts';
import { caseStore } from './case-store.ts';

export function flowElement(): RdpDiagnosis | null {
  return document.querySelector('rdp-diagnosis');
}

/** What a help page or a link names, as the tag has it: the flow shows it, and begins when the person says so. */
export function nameInTag(flow: RdpDiagnosis, known: Known): void {
  for (const name of ['code', 'surface', 'target'] as const) {
    const value = known[name];
    if (value === undefined) flow.removeAttribute(name);
    else flow.setAttribute(name, value);
  }
}

/**
 * Goes on where the start page or a link left off, before the widget's script has come as well as after: a text is
 * shown as it was understood, a host or answers are a case that is already described.
 */
export function goOnFrom(flow: RdpDiagnosis, known: Known): void {
  nameInTag(flow, known);
  const { text, findings, target, code } = known;
  const isDescribed = text === undefined && (findings.length > 0 || (target !== undefined && code === undefined));
  if (text !== undefined) flow.initialText = text;
  const kept = caseStore();
  flow.store = isDescribed ? described(flow, known, kept) : kept;
  // What was told once is part of the case from here on; told again after a reload it would undo what came since.
  if (isDescribed || text !== undefined) history.replaceState(null, '', location.pathname);
}

/** A store whose first case is what the link knew; the flow goes on from there at once. */
function described(flow: RdpDiagnosis, { findings, code, target }: Known, kept: CaseStore): CaseStore {
  let begun = false;
  return {
    load: async () => {
      // Opened in any case: the first answer must find the history open, for the page may be closed right after it.
      const current = await kept.load();
      return begun ? current : caseOf(findings, code, target);
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
  const codes: readonly Finding[] = code ? [{ question: 'code', answer: code, source: 'person' }] : [];
  return {
    version: 1,
    screen: 'describing',
    probe: true,
    stages: [],
    asked: [],
    tried: [],
    findings: [...codes, ...findings],
    ...(isRejection(target) ? {} : { target }),
  };
}
