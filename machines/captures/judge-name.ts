import type { Observed } from './observed.ts';
import type { LookUp, Surroundings } from './surroundings.ts';

/** A name server that has not answered by then is silent: systems ask again after one to five seconds. */
const SILENT_MS = 2_000;
/** Some ask other name servers sooner: one that does has had no answer. */
const ASKED_AGAIN = 2;
const IMPATIENT_MS = 300;
/** What systems and browsers ask for by themselves, and what is often not there. */
const NOISE =
  /(^|\.)(wpad|isatap|teredo|ipv6only|local|arpa|msftncsi\.com|msftconnecttest\.com)$|^(wpad|isatap|teredo)\.|connectivity-check|^_|^$/;
/** What browsers, updates and mail ask for: nobody's Remote Desktop is there. */
const OTHERS_NAMES =
  /(^|\.)(microsoft|windows|windowsupdate|office|office365|live|msn|bing|skype|msedge|google|googleapis|gstatic|gvt1|apple|icloud|mozilla|firefox|ubuntu|debian|digicert)\.(com|net|org)$/;
const NO_SUCH_NAME = 3;
const NO_ERROR = 0;

/** What the file shows of the name that led to an address. */
export function judgeName(around: Surroundings, address: string, wanted: string | undefined, seen: Observed): void {
  const led = [...around.names.values()].filter(({ addresses }) => addresses.has(address));
  const lookUp = led.find(({ name }) => wanted !== undefined && isSameName(name, wanted)) ?? led.at(-1);
  if (lookUp === undefined) return;
  const { first, answered, name } = lookUp;
  const took = answered === undefined ? undefined : answered.timeMs - first.timeMs;
  seen.find('name', 'resolves', answered ?? first, took, { host: name, address });
  seen.report('name', 'passed', took);
}

/** The name that came to nothing, where no connection failed: only where it is one name alone. */
export function judgeFailedName(
  around: Surroundings,
  wanted: string | undefined,
  endMs: number,
  seen: Observed,
): string | undefined {
  const labelOf = (name: string) => name.split('.')[0];
  // With a search list one name is asked for in several lengths, of which one is enough.
  const found = new Set([...around.names.values()].filter(isSomewhere).map(({ name }) => labelOf(name)));
  const failed = [...around.names.values()]
    .filter(({ name }) => !found.has(labelOf(name)))
    .filter(({ name }) => (wanted === undefined ? !isOthers(name) : isSameName(name, wanted)))
    .flatMap(lookUp => {
      const outcome = outcomeOf(lookUp, endMs);
      return outcome === undefined ? [] : [{ lookUp, outcome }];
    });
  const [one] = failed;
  if (one === undefined || failed.some(({ lookUp }) => labelOf(lookUp.name) !== labelOf(one.lookUp.name)))
    return undefined;
  const best = failed.find(({ outcome }) => outcome.answer !== 'no-answer') ?? one;
  const { lookUp, outcome } =
    failed.find(({ outcome }) => outcome.answer === 'no-answer' && best.outcome.answer === 'no-answer') ?? best;
  const took = (lookUp.answered?.timeMs ?? endMs) - lookUp.first.timeMs;
  seen.find('name', outcome.answer, lookUp.answered ?? lookUp.first, took, {
    host: lookUp.name,
    reason: outcome.reason,
  });
  seen.report('name', 'failed', took);
  return lookUp.name;
}

interface Outcome {
  readonly answer: 'not-found' | 'no-answer' | 'wrong-address';
  readonly reason: string;
}

/** Undefined where the name leads somewhere, or where nothing can be told yet. */
function outcomeOf({ addresses, codes, open, first, refused, repeats }: LookUp, endMs: number): Outcome | undefined {
  if (addresses.size > 0) {
    return [...addresses].every(isThisMachine)
      ? { answer: 'wrong-address', reason: 'leads-to-this-machine' }
      : undefined;
  }
  if (codes.has(NO_SUCH_NAME)) return { answer: 'not-found', reason: 'no-such-name' };
  if (codes.has(NO_ERROR)) return open.size === 0 ? { answer: 'not-found', reason: 'no-address' } : undefined;
  if (codes.size > 0)
    return {
      answer: 'no-answer',
      reason: codes.has(5) ? 'name-server-refused' : 'name-server-failed',
    };
  if (refused) return { answer: 'no-answer', reason: 'name-server-not-listening' };
  const isGivenUp = repeats >= ASKED_AGAIN && endMs - first.timeMs >= IMPATIENT_MS;
  return isGivenUp || endMs - first.timeMs >= SILENT_MS
    ? { answer: 'no-answer', reason: 'name-server-silent' }
    : undefined;
}

const isOthers = (name: string): boolean => NOISE.test(name) || OTHERS_NAMES.test(name);

const isThisMachine = (address: string): boolean => /^(127\.|0\.0\.0\.0$|::1$|::$)/.test(address);

const isSomewhere = ({ addresses, isAnswerCut }: LookUp): boolean =>
  isAnswerCut || (addresses.size > 0 && ![...addresses].every(isThisMachine));

/**
 * Neither case (RFC 4343) nor the dot of the root counts, and of a wanted name without dots the domain that the
 * resolver added.
 */
export function isSameName(name: string, wanted: string): boolean {
  const [a, b] = [name, wanted].map(text => text.toLowerCase().replace(/\.$/, ''));
  return a === b || (b !== undefined && !b.includes('.') && a?.split('.')[0] === b);
}
