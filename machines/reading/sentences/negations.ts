import type { Match } from './lexicon.ts';

/** A notion in a clause. `negated`: "no VPN", "not a member". */
export interface Notion {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly negated: boolean;
}

/** Classes that shape a sentence and name nothing. */
const STRUCTURE = new Set([
  'NEG',
  'NOTWITH',
  'NEGAFTER',
  'NEGALL',
  'ECHO',
  'NEITHER',
  'NOTSO',
  'DOWN',
  'DENIED',
  'RESTARTED',
  'TILL',
  'LINKED',
  'COPULA',
  'OWNPC',
  'SAMEPC',
  'ABLE',
  'TRY',
  'PHONE',
  'LISTENS',
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
  'UNSURE',
  'NOTNOW',
  'MENDED',
  'SOLVED',
  'THAT',
  'QUESTION',
  'NOR',
  'ENSURE',
  'BLAMELESS',
  'SEEK',
  'VIA',
  'YOU',
  'ME',
]);
/** Words after a negation to which it may belong. */
const NEGATION_REACH = 4;

/** What a clause's negations are spent with. */
interface Around {
  readonly to: number;
  readonly opposite: ReadonlyMap<string, string>;
  readonly places: ReadonlySet<string>;
  readonly topics: ReadonlySet<string>;
}

/** The notions of a clause, each negation spent on what it negates. */
export function spendNegations(inside: readonly Match[], around: Around): readonly Notion[] {
  const notions: Notion[] = inside
    .filter(({ name }) => !NEGATIONS.has(name) || name === 'NOMORE')
    .map(match => ({ ...match, negated: false }));
  addYes(notions, around);
  for (const negation of negationsOf(inside, around)) {
    // "Nobody is signed in"; "nobody gets in" is a failure.
    const works = notions.some(({ name }) => name === 'WORKS');
    if (!works && notions.some(({ name, from }) => name === 'NOBODY' && from === negation.from)) continue;
    if (negation.name === 'NOMORE' && isSpent(negation, notions)) continue;
    // "No domain controllers any more": that is what there is none of, and no end of what worked.
    if (
      negation.name === 'NOMORE' &&
      notions.some(({ name, negated, from }) => negated && from < negation.from && !around.opposite.has(name))
    )
      continue;
    const targets = targetsOf(negation, notions, around);
    const isVerbless = !notions.some(({ name }) => VERBS.has(name));
    const elliptic =
      targets.length === 0 ? negation.to >= around.to : isVerbless && isPlaceAlone(negation, targets, around);
    if (elliptic) {
      const { from, to } = negation;
      notions.push({ name: 'FAILS', from, to, negated: false }, { name: 'NOTSO', from, to, negated: false });
    } else for (const target of targets) negate(target, notions, around);
  }
  return notions;
}

/** "No conecta nada", "nic nie działa": a language may say its negation twice and mean it once. */
function withoutEchoes(negations: readonly Match[], inside: readonly Match[]): readonly Match[] {
  const stands = (wanted: string, at: number) => inside.some(({ name, from }) => name === wanted && from === at);
  return negations.filter(
    ({ name, from, to }, index) => !(index > 0 && stands('ECHO', from)) && !(name === 'NEGALL' && stands('NEG', to)),
  );
}

/** "Ni desde el móvil ni desde la tablet entra" negates its verb, and that once, whatever its language writes at the verb. */
function negationsOf(inside: readonly Match[], { opposite, places }: Around): readonly Match[] {
  const neither = inside.find(({ name }) => name === 'NEITHER');
  const isNor = ({ name, from }: Match) => name === 'NOR' && neither !== undefined && neither.from < from;
  const negations = withoutEchoes(
    inside.flatMap(match => (NEGATIONS.has(match.name) ? [match] : isNor(match) ? [{ ...match, name: 'NEG' }] : [])),
    inside,
  );
  const hasVerb = inside.some(({ name }) => opposite.has(name));
  if (neither === undefined || !hasVerb || !inside.some(({ name }) => places.has(name))) return negations;
  const others = negations.filter(({ from }) => from < neither.from || from >= neither.to);
  const isStated = others.length > 0 || inside.some(({ name }) => name === 'FAILS');
  return isStated ? others : [{ ...neither, name: 'NEGALL' }];
}

/** "It connects no more", as a whole saying: its negation is in it. */
const isSpent = ({ from, to }: Match, notions: readonly Notion[]): boolean =>
  notions.some(notion => notion.name.startsWith('=history:') && notion.from <= from && to <= notion.to);

/** "Without the VPN it fails, with it yes": what goes is what was said before not to go. */
function addYes(notions: Notion[], { to, topics, places }: Around): void {
  const yes = notions.find(notion => notion.name === 'YES' && notion.to === to);
  const told = notions.some(({ name }) => name === 'WORKS' || name === 'FAILS');
  if (yes !== undefined && !told && notions.some(({ name }) => topics.has(name) || places.has(name)))
    notions.push({ ...yes, name: 'WORKS' });
}

const NEGATIONS = new Set(['NEG', 'NOTWITH', 'NEGAFTER', 'NEGALL', 'NOMORE']);

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
  const later = named.filter(
    ({ from, to: end, name }) =>
      from > negation.from && end > negation.to && (from >= negation.to || !name.startsWith('=')),
  );
  const before = named
    .filter(({ from, to: end }) => from < negation.from && (end <= negation.from || end > negation.to))
    .toSorted((one, other) => other.to - one.to);
  if (negation.name === 'NEGALL') {
    const verb = later.find(({ name }) => opposite.has(name));
    // "Nothing here can ping it or get into it".
    if (verb !== undefined) return later.filter(each => each === verb || each.name === 'WORKS');
    if (later.some(({ name }) => places.has(name))) return distinct(later);
  }
  if (negation.name === 'NEGAFTER') {
    const suffixes = distinct(suffixed(negation, named));
    // "The server was not moved", "I am not in the same network": a mere thing before it leaves it to what follows.
    const follows = later
      .filter(({ from }) => from >= negation.to && from - negation.to < NEGATION_REACH)
      .toSorted((one, other) => one.from - other.from || other.to - one.to)[0];
    return follows !== undefined && suffixes.every(({ name }) => THINGS.has(name)) ? [follows] : suffixes;
  }
  if (negation.name === 'NOMORE') {
    const verb = later.find(({ from, name }) => from === negation.to && opposite.has(name));
    // "I cannot reach it any more" is no less a failure.
    const last = before.filter(({ name }) => opposite.has(name))[0];
    return verb !== undefined
      ? [verb]
      : last === undefined || last.name === 'FAILS' || last.name.startsWith('=')
        ? []
        : [last];
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
  // "It goes through without a murmur".
  if (negation.name === 'NOTWITH') return [];
  const verb = before.find(({ name }) => opposite.has(name));
  if (verb !== undefined) return [verb];
  // "There is none, on neither of the two": a whole saying holds its negation already.
  return negation.to >= to - 1 ? [] : before.filter(({ name }) => !name.startsWith('=')).slice(0, 1);
}

/** "I am not in the same network", "I do not use the Mac": what is negated has its own verb. */
const VERBS: ReadonlySet<string> = new Set(['COPULA', 'USES', 'TRY']);

const THINGS: ReadonlySet<string> = new Set(['FAR', 'PC', 'ATFAR', 'NEAR']);

/** "We do not use any VPN": what is negated is what would be used. */
const CARRIERS: ReadonlySet<string> = new Set(['PRESENT', 'USES']);

/** One notion of those that stand in the same words. */
const distinct = (notions: readonly Notion[]): readonly Notion[] => [
  ...new Map(notions.map(notion => [`${notion.from} ${notion.to}`, notion])).values(),
];
