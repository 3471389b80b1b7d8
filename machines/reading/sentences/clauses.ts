import type { Match } from './lexicon.ts';
import { type Notion, spendNegations } from './negations.ts';
import type { Sayings } from './sayings.ts';
import type { Token } from './tokens.ts';

/** A part of a sentence with one verb, more or less: what lies between commas and words such as "but". */
export interface Clause {
  readonly from: number;
  readonly to: number;
  readonly notions: readonly Notion[];
  /** How it hangs on the clause before it. */
  readonly joint: 'sentence' | 'contrast' | 'and';
  /** What is named here, also where nothing is claimed of it. */
  readonly named?: readonly Notion[];
  /** Something is asked, wished or supposed here: nothing is claimed. */
  readonly claimed: boolean;
}

/** More without a comma are no clause; characters where a script has no blanks. */
const CLAUSE_WORDS_AT_MOST = 120;
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
      const inside = withoutSought(startingIn(matches, from, to).filter(match => match.to <= to));
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
    .map((clause, index, all) => ({ ...clause, notions: notSoElsewhere(clause, all[index - 1]) }))
    .map((clause, index, all) =>
      quoted.has(clause.from) ||
      isUnstated(clause, all[index - 1], matches) ||
      isAsked(clause, all[index + 1], tokens, matches)
        ? { ...clause, claimed: false, notions: isHead(clause) ? clause.notions : [], named: clause.notions }
        : clause,
    );
}

/** "An error on the Mac, not on the PC": where what fails is not so, it works. */
function notSoElsewhere({ joint, notions }: Clause, before: Clause | undefined): readonly Notion[] {
  const tells = (told: readonly Notion[] | undefined, ...names: readonly string[]) =>
    told?.some(({ name }) => names.includes(name)) === true;
  const isElsewhere = joint !== 'sentence' && tells(notions, 'NOTSO') && !tells(notions, 'TOO', 'SAME', 'ERROR');
  if (!isElsewhere || !tells(before?.notions, 'ERROR') || tells(before?.notions, 'WORKS')) return notions;
  return notions.map(notion => (notion.name === 'FAILS' ? { ...notion, name: 'WORKS' } : notion));
}

/** "Trying *to get on*": what one is after does not work. */
function withoutSought(inside: readonly Match[]): readonly Match[] {
  const sought = inside.filter(({ name }) => name === 'SEEK');
  return sought.length === 0
    ? inside
    : inside.filter(({ name, from }) => name !== 'WORKS' || !sought.some(seek => from > seek.from && from < seek.to));
}

/** "The certificate? Expired.": a thing is named, and nothing asked of it. */
const isHead = ({ from, to, joint, notions }: Clause): boolean =>
  joint === 'sentence' && to - from <= HEAD_WORDS_AT_MOST && !notions.some(({ name }) => name.startsWith('='));
const HEAD_WORDS_AT_MOST = 3;

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

/** The place of the clause in which a word stands. */
export const clauseAt = (clauses: readonly Clause[], word: number): number =>
  clauses.findIndex(({ from, to }) => word >= from && word < to);

/** "When my password expires": nobody says that it has. "After" tells of what did happen. */
function follows({ from }: Notion, inside: readonly Match[]): boolean {
  const happened = (at: number) => inside.some(({ name, from: start }) => name === 'SINCE' && start === at);
  return inside.some(
    ({ name, from: start, to }) => name === 'WHEN' && from >= to && from - to <= WORDS_BEFORE_STATE && !happened(start),
  );
}
/** "When *my password has* expired". */
const WORDS_BEFORE_STATE = 3;

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
  return inside.some(({ name, from: at }) => name === 'WISH' || name === 'UNSURE' || (name === 'IF' && at - from <= 2));
}

/** "Maybe it is off", "they told me to switch it off", "I doubt, that it is off": what is possible, advised or doubted is not told. */
function isUnstated({ from, to, joint }: Clause, before: Clause | undefined, matches: readonly Match[]): boolean {
  const inside = startingIn(matches, from, to);
  if (inside.some(({ name, from: at }) => UNSTATED.has(name) || (name === 'QUESTION' && at === from))) return true;
  const hangsOn = inside.some(({ name, from: at }) => name === 'THAT' && at === from);
  if (hangsOn && before !== undefined && isUnstated(before, undefined, matches)) return true;
  if (joint !== 'and' || before === undefined) return false;
  // "My neighbour has the same router, and his port is open".
  const tellsOfOthers = startingIn(matches, before.from, before.to).some(({ name }) => name === 'NOTNOW');
  return tellsOfOthers && !inside.some(({ name }) => name === 'ME' || name === 'FAILS');
}
const UNSTATED: ReadonlySet<string> = new Set(['HOWTO', 'UNSURE', 'NOTNOW']);

/** A question claims nothing; what was said before its last comma does. "Why …?" takes its facts for granted. */
function isAsked(
  clause: Clause,
  next: Clause | undefined,
  tokens: readonly Token[],
  matches: readonly Match[],
): boolean {
  const inside = startingIn(matches, clause.from, clause.to);
  if (tokens[clause.from]?.asked !== true) return false;
  const isLast = next === undefined || next.joint === 'sentence';
  if (startingIn(matches, clause.from - 1, clause.to).some(({ name }) => name === 'WHY')) return false;
  return isLast || inside.some(({ name, from }) => name === 'ASK' && from - clause.from <= 1);
}
