import type { Clause } from './clauses.ts';
import type { Notion } from './negations.ts';
import type { Sayings } from './sayings.ts';

/** `A B`: both in one clause; `-A`: negated; `^A`: not there; `A / B`: in neighbouring clauses; `A < B`: in this order; `A ~ B`: side by side; `!`: no clause before helps. */
export interface Rule {
  readonly question: string;
  readonly answer: string;
  readonly parts: readonly Part[];
}
interface Part {
  readonly wanted: readonly Item[];
  /** The items the other way round, where no order is asked for: what the first takes may leave nothing for the second. */
  readonly backwards?: readonly Item[];
  readonly unwanted: ReadonlySet<string>;
  /** It tells how something ended, so that its condition may stand in the clause before. */
  readonly result: boolean;
  /** Something works or fails: "if I type the IP it works" claims that, "if it is off" claims nothing. */
  readonly conditional: boolean;
}
interface Item {
  readonly names: ReadonlySet<string>;
  readonly negated: boolean;
  /** It stands behind the item before it. */
  readonly follows: boolean;
  /** It stands before or behind it, with few words between: "*The host* behind it is a *Debian*". */
  readonly beside: boolean;
}

export interface Hit {
  readonly question: string;
  readonly answer: string;
  readonly from: number;
  readonly to: number;
}

const RESULTS = new Set(['WORKS', 'FAILS', 'WORKED']);
/** "If I do nothing it drops": the condition is what is told. */
const CONDITIONS = new Set(['IDLE', 'BREAK']);
/** Clauses between the two halves of a rule. */
const PARTS_APART_AT_MOST = 3;
const CLAUSES_MERGED_AT_MOST = 3;

export function compileRules({ rules, groups }: Sayings): readonly Rule[] {
  return Object.entries(rules).flatMap(([question, answers]) =>
    Object.entries(answers).flatMap(([answer, list]) =>
      list.map(rule => ({ question, answer, parts: rule.split('/').map(part => partOf(part.trim(), groups)) })),
    ),
  );
}

function partOf(text: string, groups: Sayings['groups']): Part {
  const words = text.split(' ').filter(word => word !== '!');
  const named = (word: string) => new Set(word.split('|').flatMap(name => groups[name] ?? [name]));
  const wanted = words.flatMap((word, index) => {
    if (word.startsWith('^') || word === '<' || word === '~') return [];
    const negated = word.startsWith('-');
    return [
      {
        names: named(negated ? word.slice(1) : word),
        negated,
        follows: words[index - 1] === '<',
        beside: words[index - 1] === '~',
      },
    ];
  });
  const unwanted = new Set(words.filter(word => word.startsWith('^')).flatMap(word => [...named(word.slice(1))]));
  const alone = text.startsWith('!');
  const has = (classes: ReadonlySet<string>) => wanted.some(({ names }) => [...names].some(name => classes.has(name)));
  return {
    wanted,
    ...(!/[<~]/u.test(text) && { backwards: wanted.toReversed() }),
    unwanted,
    result: has(RESULTS) && !alone,
    conditional: has(RESULTS) || has(CONDITIONS),
  };
}

/** A clause, or some that belong together: "with the antivirus off, on my laptop, it works". */
interface Unit {
  readonly first: number;
  readonly last: number;
  readonly notions: readonly Notion[];
  readonly merged: boolean;
  readonly claimed: boolean;
  /** What the first clause only names, a later one tells of: "The service? Running." Where that begins. */
  readonly carried?: number;
}

/** What the rules find in the clauses. */
export function applyRules(sayings: Sayings, rules: readonly Rule[], clauses: readonly Clause[]): readonly Hit[] {
  const units = [...unitsOf(clauses, new Set(sayings.groups.TOPIC)), ...carriedUnits(clauses, sayings.groups)];
  const present = new Set(clauses.flatMap(({ notions }) => notions.map(({ name }) => name)));
  const possible = rules.filter(({ parts }) =>
    parts.every(({ wanted }) => wanted.every(({ names }) => [...names].some(name => present.has(name)))),
  );
  const near = unitsNear(units);
  return possible.flatMap(rule => hitsOf(rule, units, near));
}

function unitsOf(clauses: readonly Clause[], topics: ReadonlySet<string>): readonly Unit[] {
  const units: Unit[] = [];
  for (const [first, clause] of clauses.entries()) {
    let { notions, claimed } = clause;
    units.push({ first, last: first, notions, merged: false, claimed });
    for (let last = first + 1; last < clauses.length && last < first + CLAUSES_MERGED_AT_MOST; last++) {
      const next = clauses[last];
      if (next === undefined || next.joint !== 'and' || tellsResult(notions)) break;
      if (next.notions.some(({ name }) => topics.has(name))) break;
      notions = [...notions, ...next.notions];
      claimed = claimed && next.claimed;
      units.push({ first, last, notions, merged: true, claimed });
    }
  }
  return [...units, ...clauses.flatMap((_, last) => echoesOf(clauses, last, topics))];
}

/** "Checked the service, it is running", "VPN: on": a clause that tells a state of what one before it names. */
function carriedUnits(clauses: readonly Clause[], groups: Sayings['groups']): readonly Unit[] {
  const subjects = new Set(groups.SUBJECT);
  const states = new Set(groups.STATE);
  const named = ({ notions, named: unstated = [] }: Clause) =>
    [...notions, ...unstated].filter(({ name }) => subjects.has(name));
  return clauses.flatMap((clause, last) => {
    if (named(clause).length > 0 || clause.joint === 'contrast') return [];
    const heads = clauses.slice(Math.max(0, last - CLAUSES_BACK_AT_MOST), last);
    const at = heads.findLastIndex(head => named(head).length > 0);
    const head = heads[at];
    if (
      head === undefined ||
      head.notions.some(({ name }) => states.has(name) || RESULTS.has(name) || name.startsWith('='))
    )
      return [];
    const first = last - heads.length + at;
    const unit = { first, last, merged: true, claimed: clause.claimed, carried: clause.from };
    if (isNone(clause))
      return head.named === undefined || first !== last - 1
        ? []
        : [{ ...unit, notions: named(head).map(denied(clause)) }];
    const isState = ({ name }: Notion) => states.has(name) || RESULTS.has(name);
    const isNear = ({ from }: Notion) => from - clause.from <= WORDS_BEFORE_STATE;
    const told = clause.notions.filter(notion => !isState(notion) || isNear(notion));
    if (!told.some(({ name }) => states.has(name))) return [];
    const notions = [...named(head), ...told];
    const next = clauses[last + 1];
    if (next?.joint !== 'and' || tellsResult(notions) || named(next).length > 0) return [{ ...unit, notions }];
    return [
      { ...unit, notions },
      { ...unit, last: last + 1, notions: [...notions, ...next.notions] },
    ];
  });
}
/** "*It is also* running". */
const WORDS_BEFORE_STATE = 3;
const CLAUSES_BACK_AT_MOST = 2;

/** "Antivirus? None." */
const isNone = ({ from, to, notions }: Clause): boolean =>
  to - from <= 2 && notions.some(({ name }) => name === 'NOTSO');
const denied =
  ({ from, to }: Clause) =>
  ({ name }: Notion): Notion => ({ name, from, to, negated: true });

/** "The same error": the result of each of the tries that were told before. */
function echoesOf(clauses: readonly Clause[], last: number, topics: ReadonlySet<string>): readonly Unit[] {
  const echo = clauses[last];
  const isEcho =
    echo?.notions.some(({ name }) => name === 'SAME') && !echo.notions.some(({ name }) => topics.has(name));
  if (echo === undefined || !isEcho) return [];
  const units: Unit[] = [];
  for (let first = last - 1; first >= 0 && last - first <= PARTS_APART_AT_MOST; first--) {
    const clause = clauses[first];
    if (clause === undefined || tellsResult(clause.notions)) break;
    units.push({
      first,
      last,
      notions: [...clause.notions, ...echo.notions],
      merged: true,
      claimed: clause.claimed && echo.claimed,
    });
  }
  return units;
}

/** One word is not both a state and its result. */
const sameWords = (one: string, other: string): boolean =>
  one === other || ((RESULTS.has(one) || RESULTS.has(other)) && !BESIDE_RESULT.has(one) && !BESIDE_RESULT.has(other));
/** "No longer", "with it yes": these hold their result in themselves. */
const BESIDE_RESULT: ReadonlySet<string> = new Set(['NOMORE', 'WITHIT', 'WITHOUTIT']);

const tellsResult = (notions: readonly Notion[]): boolean => notions.some(({ name }) => RESULTS.has(name));

/** INVARIANT: what is looked at beside a unit does not grow with the text. */
function unitsNear(units: readonly Unit[]): (unit: Unit) => readonly Unit[] {
  const byFirst = new Map<number, Unit[]>();
  for (const unit of units) byFirst.set(unit.first, [...(byFirst.get(unit.first) ?? []), unit]);
  const reach = PARTS_APART_AT_MOST + CLAUSES_MERGED_AT_MOST;
  return ({ first, last }) => {
    const places = Array.from({ length: last - first + 2 * reach + 1 }, (_, at) => first - reach + at);
    return places.flatMap(place => byFirst.get(place) ?? []);
  };
}

function hitsOf(
  { question, answer, parts }: Rule,
  units: readonly Unit[],
  near: (unit: Unit) => readonly Unit[],
): readonly Hit[] {
  const [one, other] = parts;
  if (one === undefined) return [];
  const hits = units.flatMap(unit => {
    const span = spanOf(one, unit, other !== undefined);
    return span === undefined ? [] : [{ unit, ...span }];
  });
  if (other === undefined) return hits.map(({ from, to }) => ({ question, answer, from, to }));
  return hits.flatMap(({ unit, from, to }) =>
    near(unit).flatMap(second => {
      const apart = Math.max(second.first - unit.last, unit.first - second.last);
      if (apart < 1 || apart > PARTS_APART_AT_MOST) return [];
      const span = spanOf(other, second, true);
      return span === undefined
        ? []
        : [{ question, answer, from: Math.min(from, span.from), to: Math.max(to, span.to) }];
    }),
  );
}

function spanOf(part: Part, unit: Unit, paired: boolean): { from: number; to: number } | undefined {
  if (unit.merged && !part.result && unit.carried === undefined) return undefined;
  if (!unit.claimed && !part.conditional && !paired) return undefined;
  if (unit.notions.some(({ name, negated }) => !negated && part.unwanted.has(name))) return undefined;
  const used = chosen(part.wanted, unit.notions) ?? (part.backwards && chosen(part.backwards, unit.notions));
  if (used === undefined) return undefined;
  if (!part.conditional && unit.carried === undefined && areFarApart(used)) return undefined;
  const { carried } = unit;
  if (carried !== undefined && used.every(({ from }) => from < carried)) return undefined;
  if (
    !unit.claimed &&
    !paired &&
    !part.result &&
    used.some(
      ({ name, from }) => !RESULTS.has(name) && used.some(other => RESULTS.has(other.name) && other.from < from),
    )
  )
    return undefined;
  return { from: Math.min(...used.map(({ from }) => from)), to: Math.max(...used.map(({ to }) => to)) };
}

const WORDS_BESIDE_AT_MOST = 4;

/** "My Windows 11 *box* is beyond me although the service is shown as *running*": so far away it is said of another thing. */
const WORDS_BETWEEN_AT_MOST = 7;
function areFarApart(used: readonly Notion[]): boolean {
  const inOrder = used.toSorted((one, other) => one.from - other.from);
  return inOrder.some(({ from }, index) => from - (inOrder[index - 1]?.to ?? from) > WORDS_BETWEEN_AT_MOST);
}

/** A notion for each item, none of them in the words of another. */
function chosen(wanted: readonly Item[], notions: readonly Notion[]): readonly Notion[] | undefined {
  const used: Notion[] = [];
  for (const { names, negated, follows, beside } of wanted) {
    const last = used.at(-1);
    const after = follows ? (last?.from ?? 0) : -1;
    const notion = notions.find(
      each =>
        names.has(each.name) &&
        each.negated === negated &&
        each.from > after &&
        !(beside && last && Math.max(each.from - last.to, last.from - each.to) > WORDS_BESIDE_AT_MOST) &&
        !used.some(other => other.from < each.to && each.from < other.to && sameWords(other.name, each.name)),
    );
    if (notion === undefined) return undefined;
    used.push(notion);
  }
  return used;
}
