import type { ReadingPart } from '../../machines/diagnosis/context.ts';
import { readCase } from '../../machines/diagnosis/read-case.ts';
import type { SavedCase } from '../../machines/diagnosis/saved-case.ts';
import { caseToBegin } from '../../machines/diagnosis/start.ts';
import type { Finding } from '../../machines/findings.ts';
import { formatTarget, isRejection } from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import type { CaseStore, RdpDiagnosis } from '../widget/index.ts';
import type { Known } from './case-fragment.ts';
import { caseStore } from './case-store.ts';

export function flowElement(): RdpDiagnosis | null {
  return document.querySelector('rdp-diagnosis');
}

/** The code that a help page or a link names, as the tag has it: the flow shows it, and begins when the person says so. */
function nameInTag(flow: RdpDiagnosis, { code, surface }: Known): void {
  for (const [name, value] of [['code', code] as const, ['surface', surface] as const]) {
    if (value === undefined) flow.removeAttribute(name);
    else flow.setAttribute(name, value);
  }
}

/**
 * Goes on where the start page left off, before the widget's script has come as well as after: a text is shown as it was
 * understood, a host or answers are a case that is already described. The person has just chosen all of it.
 */
export function goOnFrom(flow: RdpDiagnosis, known: Known): void {
  const { text, findings, target, code, note, recorded, isReady = false, declined = [] } = known;
  const isStated = findings.length > 0 || note !== undefined || recorded !== undefined;
  const isDescribed = text === undefined && (isStated || (target !== undefined && code === undefined));
  // Beside a text it only says which of the text's codes is meant.
  nameInTag(flow, text === undefined ? known : { findings });
  if (target !== undefined) flow.setAttribute('target', target);
  if (text !== undefined) flow.initialText = text;
  // New input starts a new case: an old one is resumed from its own card.
  const goesOn = isDescribed ? begun(flow) : read(flow, isReady, declined, code);
  const store = beginning(caseStore(), () => (isDescribed ? { ...caseOf(known, target), note } : undefined), goesOn);
  flow.store = text !== undefined && isReady ? hidingWhileRead(flow, store) : store;
  // What was told once is part of the case from here on; told again after a reload it would undo what came since.
  if (isDescribed || text !== undefined) history.replaceState(null, '', location.pathname);
}

/**
 * Begins with what somebody else wrote: a link, or the page around a frame (`setBy`). INVARIANT: a host of theirs, or a
 * text, stands in the field and is used nowhere until the person goes on with it by a button that names it.
 */
export function suggestTo(flow: RdpDiagnosis, known: Known, setBy: string, kept: CaseStore): void {
  const { code, surface, findings, target } = known;
  // A code in other words needs the field for itself.
  const isExact = code === undefined || surface !== undefined || code.includes(':');
  const text = known.text ?? (isExact ? target : undefined);
  nameInTag(flow, known);
  flow.setBy = setBy;
  flow.store = kept;
  if (text === undefined && findings.length === 0) return;
  const first = findings.length === 0 && code === undefined ? undefined : caseOf(known);
  const isNamed = (current: unknown) => findings.length === 0 && known.text === undefined && isAbout(current, target);
  flow.store = beginning(
    kept,
    current => (isNamed(current) ? current : first),
    text === undefined ? begun(flow) : noop,
  );
  if (text !== undefined) flow.initialText = text;
}

/** Whether a kept case is of this host already: then the person has named it before. */
function isAbout(current: unknown, text = ''): boolean {
  const [known, target] = [readCase(current)?.facts.target, parseTarget(text)];
  return known !== undefined && !isRejection(target) && formatTarget(known) === formatTarget(target);
}

const noop = (): void => undefined;
/** After the widget has drawn itself for the first time. */
const begun = (flow: RdpDiagnosis) => (): void => queueMicrotask(() => flow.send({ type: 'check.requested' }));

/** Longer than this nobody waits before an empty page: then the field and its text are shown as they are. */
const READING_MS = 3000;

/**
 * Until the text is read the field is not shown: it would come and go before anybody could use it. Each step is saved
 * before it is drawn: the first one is the bare field, the next one is what was read, or where it led.
 */
function hidingWhileRead(flow: RdpDiagnosis, store: CaseStore): CaseStore {
  const show = () => flow.removeAttribute('data-reading');
  let isFirst = true;
  return {
    load: () => store.load(),
    save(saved) {
      if (!isFirst) show();
      else {
        flow.setAttribute('data-reading', '');
        setTimeout(show, READING_MS);
      }
      isFirst = false;
      return store.save(saved);
    },
  };
}

/** The text that stands in the field is taken as it was read, without what the person took back. */
const read = (flow: RdpDiagnosis, isReady: boolean, declined: readonly ReadingPart[], code?: string) => (): void =>
  queueMicrotask(() => {
    for (const part of declined) flow.send({ type: 'reading.changed', part, meant: false });
    if (isReady) flow.send({ type: 'reading.taken', ...(code && { code }) });
  });

/** A store whose first case is what is known; what comes of it is kept as any other. */
function beginning(kept: CaseStore, first: (current: unknown) => unknown, then: () => void): CaseStore {
  let isBegun = false;
  return {
    load: async () => {
      // Opened in any case: the first answer must find the history open, for the page may be closed right after it.
      const current = await kept.load();
      return isBegun ? current : first(current);
    },
    save(saved) {
      const saving = kept.save(saved);
      if (!isBegun) then();
      isBegun = true;
      return saving;
    },
  };
}

/** The host, if any, is one that the person has named. */
function caseOf({ findings, code, surface, recorded }: Known, targetText = ''): SavedCase {
  const target = parseTarget(targetText);
  const id = code === undefined || code.includes(':') || surface === undefined ? code : `${surface}:${code}`;
  const codes: readonly Finding[] = id ? [{ question: 'code', answer: id, source: 'person' }] : [];
  const isNamed = findings.some(({ question }) => question === 'code');
  const known = isNamed ? findings : [...codes, ...findings];
  return caseToBegin({ kind: 'known', findings: known, recorded, target: isRejection(target) ? undefined : target });
}
