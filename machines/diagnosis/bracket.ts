import type { Knowledge, Model } from '../knowledge.ts';
import { CAUSES, type CauseId, STOPS, type Stop } from '../vocabulary.ts';
import type { Judgement } from './judgement.ts';
import type { PlaceState } from './place-state.ts';
import { say } from './words.ts';

/** Where it is believed to break: a soft bracket over places that are left. Nobody has seen anything there. */
export interface Belief {
  /** Index of its first place, and how many it spans. */
  readonly from: number;
  readonly over: number;
  readonly words: string;
}

/** The bracket holds the cause this likely. */
const ENOUGH = 0.75;
/** What is told to work holds less of the belief: it is no proof, but a bracket over it has to be well founded. */
const TOLD = 0.3;
/** A bracket over so many places says nothing of where. */
const ANYWHERE = 4;

/**
 * The smallest stretch that holds most of the belief. INVARIANT: it never covers a place that was seen to work, and there
 * is none where a break was seen.
 */
export function bracketOf(
  judgement: Judgement,
  states: readonly PlaceState[],
  knowledge: Knowledge,
): Belief | undefined {
  if (judgement.verdict.healthy || states.includes('failed')) return undefined;
  const found = judgement.sureness === 'sure' ? leadPlace(judgement, knowledge.model) : undefined;
  const stretch = found !== undefined ? { from: found, over: 1 } : smallest(masses(judgement, knowledge.model), states);
  if (stretch === undefined || states[stretch.from] === 'passed') return undefined;
  const isEnd = judgement.end === 'handed-over' && judgement.sureness === 'guess';
  const key = stretch.over >= ANYWHERE ? 'anywhere' : isEnd ? 'somewhere' : 'probably';
  return { ...stretch, words: say(knowledge, `belief.${key}`) };
}

function smallest(mass: readonly number[], states: readonly PlaceState[]): Omit<Belief, 'words'> | undefined {
  const left = mass.map((share, index) =>
    states[index] === 'passed' ? 0 : states[index] === 'told' ? share * TOLD : share,
  );
  const all = sum(left);
  if (all <= 0) return undefined;
  for (let over = 1; over <= left.length; over++) {
    const stretches = left.slice(0, left.length - over + 1).map((_, from) => ({ from, over }));
    const within = ({ from }: { from: number }) => sum(left.slice(from, from + over));
    const open = stretches.filter(({ from }) => !states.slice(from, from + over).includes('passed'));
    const [best] = open.toSorted((a, b) => within(b) - within(a));
    if (best !== undefined && within(best) >= ENOUGH * all) return best;
  }
  return undefined;
}

/** How likely it breaks at each place. */
function masses({ verdict }: Judgement, model: Model): readonly number[] {
  return STOPS.map(stop =>
    sum(verdict.causes.map(({ cause, probability }) => (placeOf(model, cause) === stop ? probability : 0))),
  );
}

function leadPlace({ lead }: Judgement, model: Model): number | undefined {
  return lead === undefined ? undefined : STOPS.indexOf(placeOf(model, lead.cause));
}

const BY_STAGE = {
  name: 'network',
  path: 'network',
  port: 'firewall',
  negotiation: 'host',
  tls: 'host',
  authentication: 'sign-in',
  session: 'sign-in',
} as const satisfies Record<string, Stop>;

/** Where on the path a cause sits: with whoever is to blame, where that is an end of the line; else at its stage. */
export function placeOf(model: Model, cause: CauseId): Stop {
  const stop = BY_STAGE[model.causes[cause].stage];
  if (cause === 'vpn-needed' || cause === 'vpn-interferes') return 'firewall';
  const blame = CAUSES[cause];
  if (blame === 'client') return 'device';
  return blame === 'host' && (stop === 'network' || stop === 'firewall') ? 'host' : stop;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
