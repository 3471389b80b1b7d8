import type { Match } from './lexicon.ts';
import type { Sayings } from './sayings.ts';
import type { Token } from './tokens.ts';

/** A notion in a clause. `negated`: "no VPN", "not a member". */
export interface Notion {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly negated: boolean;
}

/** A part of a sentence with one verb, more or less: what lies between commas and words such as "but". */
export interface Clause {
  readonly from: number;
  readonly to: number;
  readonly notions: readonly Notion[];
  /** How it hangs on the clause before it. */
  readonly joint: 'sentence' | 'contrast' | 'and';
  /** Something is asked, wished or supposed here: nothing is claimed. */
  readonly claimed: boolean;
}

/** Classes that shape a sentence and name nothing. */
const STRUCTURE = new Set([
  'NEG',
  'NEGAFTER',
  'NEGALL',
  'AND',
  'BUT',
  'SINCE',
  'ONLY',
  'IF',
  'WHEN',
  'WISH',
  'ASK',
  'HOWTO',
  'SAYS',
  'YES',
  'TOO',
  'WHETHER',
  'ENSURE',
  'BLAMELESS',
  'SEEK',
  'VIA',
  'YOU',
  'ME',
]);
/** More without a comma are no clause; characters where a script has no blanks. */
const CLAUSE_WORDS_AT_MOST = 120;
/** Words after a negation to which it may belong. */
const NEGATION_REACH = 4;

/** The clauses of a text, with each negation spent on what it negates. */
export function findClauses(
  sayings: Sayings,
  tokens: readonly Token[],
  matches: readonly Match[],
  quotesDialog = false,
): readonly Clause[] {
  const opposite = new Map(sayings.opposites.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));
  const places = new Set(sayings.groups.PLACE);
  const topics = new Set(sayings.groups.TOPIC);
  const supposed = new Set(sayings.supposed);
  const clauses = cut(tokens, matches);
  const ensured = sentencesEnsured(clauses, matches);
  const quoted = quotesDialog ? sentencesQuoted(clauses, matches) : new Set<number>();
  return clauses
    .map(({ from, to, joint }) => {
      const inside = startingIn(matches, from, to).filter(match => match.to <= to);
      return {
        from,
        to,
        joint,
        notions: spendNegations(inside, { to, opposite, places, topics }).filter(
          notion => !(supposed.has(notion.name) && follows(notion, inside)),
        ),
        claimed: !supposes(inside, from) && !ensured.has(from),
      };
    })
    .map((clause, index, all) =>
      quoted.has(clause.from) || isAsked(clause, all[index + 1], tokens, matches)
        ? { ...clause, claimed: false, notions: [] }
        : clause,
    );
}

/** "Make sure it is on, and that it is connected to a network": the rest of the sentence claims nothing either. */
function sentencesEnsured(clauses: readonly Cut[], matches: readonly Match[]): ReadonlySet<number> {
  const found = new Set<number>();
  let ensures = false;
  for (const { from, to, joint } of clauses) {
    if (joint === 'sentence') ensures = false;
    ensures ||= startingIn(matches, from, to).some(({ name }) => name === 'ENSURE');
    if (ensures) found.add(from);
  }
  return found;
}

/**
 * What a dialog says of "your" computer, and what follows it in the sentence: nobody speaks so who tells of their own,
 * unless they tell what it says.
 */
function sentencesQuoted(clauses: readonly Cut[], matches: readonly Match[]): ReadonlySet<number> {
  const quoted = new Set<number>();
  let isOwnStatement = false;
  let isQuoted = false;
  for (const [index, { from, to, joint }] of clauses.entries()) {
    if (joint === 'sentence') {
      const next = clauses.findIndex((clause, at) => at > index && clause.joint === 'sentence');
      isOwnStatement = tellsOfOwn(startingIn(matches, from, clauses[next]?.from ?? Number.POSITIVE_INFINITY));
      isQuoted = false;
    }
    isQuoted ||= !isOwnStatement && startingIn(matches, from, to).some(({ name }) => name === 'YOU');
    if (isQuoted) quoted.add(from);
  }
  return quoted;
}

function tellsOfOwn(inside: readonly Match[]): boolean {
  const errors = new Set(inside.filter(({ name }) => name === 'ERROR').map(({ from }) => from));
  return inside.some(({ name, from }) => name === 'ME' || (name === 'SAYS' && !errors.has(from)));
}

/** "When my password expires": nobody says that it has. "After" tells of what did happen. */
function follows({ from }: Notion, inside: readonly Match[]): boolean {
  const happened = (at: number) => inside.some(({ name, from: start }) => name === 'SINCE' && start === at);
  return inside.some(
    ({ name, from: start, to }) => name === 'WHEN' && from >= to && from - to <= WORDS_BEFORE_STATE && !happened(start),
  );
}
/** "When *my password* expires". */
const WORDS_BEFORE_STATE = 2;

/** INVARIANT: matches come in the order of the text, so that a long one costs no more than its length. */
function startingIn(matches: readonly Match[], from: number, to: number): readonly Match[] {
  return matches.slice(firstFrom(matches, from), firstFrom(matches, to));
}

function firstFrom(matches: readonly Match[], place: number): number {
  let [low, high] = [0, matches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((matches[middle]?.from ?? place) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Cut = Pick<Clause, 'from' | 'to' | 'joint'>;

function cut(tokens: readonly Token[], matches: readonly Match[]): readonly Cut[] {
  const joints = new Map<number, Clause['joint']>();
  const inner = new Set<number>();
  for (const { name, from, to, gapped } of matches) {
    if (name === 'BUT') joints.set(from, 'contrast');
    if (name === 'AND') joints.set(from, joints.get(from) ?? 'and');
    if (!gapped) for (let at = from + 1; at < to; at++) inner.add(at);
  }
  let last = 0;
  const starts = tokens.flatMap((token, index): { from: number; joint: Clause['joint'] }[] => {
    const start = startAt(token, index);
    if (start === undefined) return [];
    last = index;
    return [{ from: index, joint: start }];
  });
  return starts.map(({ from, joint }, index) => ({ from, joint, to: starts[index + 1]?.from ?? tokens.length }));

  function startAt(token: Token, index: number): Clause['joint'] | undefined {
    if (token.boundary === 'hard') return 'sentence';
    const joint = inner.has(index) ? undefined : joints.get(index);
    if (joint !== undefined) return joint;
    return token.boundary === 'soft' || index - last >= CLAUSE_WORDS_AT_MOST ? 'and' : undefined;
  }
}

/** "If the password is wrong …" and "I want to switch it on" claim nothing. */
function supposes(inside: readonly Match[], from: number): boolean {
  return inside.some(
    ({ name, from: at }) => name === 'WISH' || name === 'WHETHER' || (name === 'IF' && at - from <= 2),
  );
}

/** A question claims nothing; what was said before its last comma does. "Why …?" takes its facts for granted. */
function isAsked(
  clause: Clause,
  next: Clause | undefined,
  tokens: readonly Token[],
  matches: readonly Match[],
): boolean {
  const inside = startingIn(matches, clause.from, clause.to);
  if (inside.some(({ name }) => name === 'HOWTO' || name === 'WHETHER')) return true;
  if (tokens[clause.from]?.asked !== true) return false;
  const isLast = next === undefined || next.joint === 'sentence';
  if (startingIn(matches, clause.from - 1, clause.to).some(({ name }) => name === 'WHY')) return false;
  return isLast || inside.some(({ name, from }) => name === 'ASK' && from - clause.from <= 1);
}

interface Around {
  readonly to: number;
  readonly opposite: ReadonlyMap<string, string>;
  readonly places: ReadonlySet<string>;
  readonly topics: ReadonlySet<string>;
}

function spendNegations(inside: readonly Match[], around: Around): readonly Notion[] {
  const notions: Notion[] = inside
    .filter(({ name }) => !NEGATIONS.has(name) || name === 'NOMORE')
    .map(match => ({ ...match, negated: false }));
  addYes(notions, around);
  for (const negation of inside.filter(({ name }) => NEGATIONS.has(name))) {
    if (notions.some(({ name, from }) => name === 'NOBODY' && from === negation.from)) continue;
    const targets = targetsOf(negation, notions, around);
    const elliptic = targets.length === 0 ? negation.to >= around.to - 1 : isPlaceAlone(negation, targets, around);
    if (elliptic) notions.push({ name: 'FAILS', from: negation.from, to: negation.to, negated: false });
    else for (const target of targets) negate(target, notions, around);
  }
  return notions;
}
/** "Without the VPN it fails, with it yes": what goes is what was said before not to go. */
function addYes(notions: Notion[], { to, topics }: Around): void {
  const yes = notions.find(notion => notion.name === 'YES' && notion.to === to);
  const told = notions.some(({ name }) => name === 'WORKS' || name === 'FAILS');
  if (yes !== undefined && !told && notions.some(({ name }) => topics.has(name)))
    notions.push({ ...yes, name: 'WORKS' });
}

const NEGATIONS = new Set(['NEG', 'NEGAFTER', 'NEGALL', 'NOMORE']);

/** "From the laptop it works, not from the phone": what does not go is what was said before to go. */
const isPlaceAlone = ({ name }: Match, targets: readonly Notion[], { places }: Around): boolean =>
  name !== 'NEGALL' && targets.every(target => places.has(target.name));

/** What stands in the same words is negated with it. */
function negate(target: Notion, notions: Notion[], { opposite }: Around): void {
  for (const [index, notion] of notions.entries()) {
    if (notion.from !== target.from || notion.to !== target.to) continue;
    if (STRUCTURE.has(notion.name) || notion.name === 'NOMORE') continue;
    const turned = opposite.get(notion.name);
    notions[index] = turned === undefined ? { ...notion, negated: !notion.negated } : { ...notion, name: turned };
  }
}

/** What a negation behind the verb belongs to: a phrase may reach into it ("ロックされていません"), a whole saying ends with it. */
function suffixed(negation: Match, named: readonly Notion[]): readonly Notion[] {
  const before = named
    .filter(({ from, to }) => from < negation.from && to !== negation.to && negation.from - to < NEGATION_REACH)
    .toSorted((one, other) => other.to - one.to);
  return before.filter(
    ({ from, to, name }, index) =>
      index === 0 ||
      (to === before[0]?.to && (from === before[0].from || name.startsWith('=') || before[0].name.startsWith('='))),
  );
}

/** What a negation negates: the next notion within reach; else, in front of it, the last verb, or the last notion. */
function targetsOf(negation: Match, notions: readonly Notion[], { to, opposite, places }: Around): readonly Notion[] {
  const named = notions.filter(({ name }) => !STRUCTURE.has(name) && name !== 'NOMORE');
  const later = named.filter(({ from, to: end }) => from > negation.from && end > negation.to);
  const before = named
    .filter(({ from, to: end }) => from < negation.from && (end <= negation.from || end > negation.to))
    .toSorted((one, other) => other.to - one.to);
  if (negation.name === 'NEGALL') {
    const verb = later.find(({ name }) => opposite.has(name));
    if (verb !== undefined) return [verb];
    if (later.some(({ name }) => places.has(name))) return distinct(later);
  }
  if (negation.name === 'NEGAFTER') return distinct(suffixed(negation, named));
  if (negation.name === 'NOMORE') {
    const verb = later.find(({ from, name }) => from === negation.to && opposite.has(name));
    // "I cannot reach it any more" is no less a failure.
    const last = before.filter(({ name }) => opposite.has(name))[0];
    return verb !== undefined ? [verb] : last === undefined || last.name === 'FAILS' ? [] : [last];
  }
  const next = later
    .filter(({ from }) => from - negation.to < NEGATION_REACH)
    .toSorted((one, other) => one.from - other.from || other.to - one.to)[0];
  if (next !== undefined && CARRIERS.has(next.name)) {
    const carried = later.find(
      ({ from, name }) => from >= next.to && from - next.to < NEGATION_REACH && !CARRIERS.has(name),
    );
    return [carried ?? next];
  }
  if (next !== undefined) return [next];
  const verb = before.find(({ name }) => opposite.has(name));
  if (verb !== undefined) return [verb];
  return negation.to >= to - 1 ? [] : before.slice(0, 1);
}

/** "We do not use any VPN": what is negated is what would be used. */
const CARRIERS: ReadonlySet<string> = new Set(['PRESENT', 'USES']);

/** One notion of those that stand in the same words. */
const distinct = (notions: readonly Notion[]): readonly Notion[] => [
  ...new Map(notions.map(notion => [`${notion.from} ${notion.to}`, notion])).values(),
];
