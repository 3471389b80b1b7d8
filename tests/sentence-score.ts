/** A sentence with what a competent engineer takes from it. */
export interface Row {
  readonly id: string;
  readonly lang: string;
  readonly text: string;
  /** Question -> answer; a list: one of these. */
  readonly expected: Answers;
  /** True as well, but not asked for. */
  readonly allow: Answers;
}
type Answers = Readonly<Record<string, string | readonly string[]>>;

interface StatedAnswer {
  readonly question: string;
  readonly answer: string;
}

export interface Score {
  readonly met: number;
  readonly wanted: number;
  /** A question that the text does speak of, answered otherwise. */
  readonly wrong: readonly string[];
  /** A question of which the text says nothing. */
  readonly invented: readonly string[];
}

/** Two answers that say the same. */
const EQUAL: readonly (readonly [string, string])[] = [
  ['host-kind:cloud', 'host-place:cloud'],
  ['credentials:accepted-then-closed', 'drop:at-sign-in'],
  ['path:lossy', 'quality:lossy'],
];

/** How well a reading fits a row. Codes are the catalogue's matter. */
export function scoreRow(row: Row, told: readonly StatedAnswer[]): Score {
  const wanted = Object.entries(row.expected).filter(([question]) => question !== 'code');
  const fine = new Set([...factsOf(row.expected), ...factsOf(row.allow)].flatMap(withEqual));
  const said = told.map(({ question, answer }) => `${question}:${answer}`);
  const saidOrEqual = new Set(said.flatMap(withEqual));
  const bad = said.filter(fact => !fine.has(fact));
  const spoken = new Set([...Object.keys(row.expected), ...Object.keys(row.allow)]);
  const isSpoken = (fact: string) => spoken.has(fact.split(':')[0] ?? '');
  return {
    met: wanted.filter(([question, answers]) => list(answers).some(answer => saidOrEqual.has(`${question}:${answer}`)))
      .length,
    wanted: wanted.length,
    wrong: bad.filter(isSpoken),
    invented: bad.filter(fact => !isSpoken(fact)),
  };
}

const list = (answers: string | readonly string[]): readonly string[] =>
  typeof answers === 'string' ? [answers] : answers;

const factsOf = (answers: Answers): readonly string[] =>
  Object.entries(answers).flatMap(([question, given]) => list(given).map(answer => `${question}:${answer}`));

const withEqual = (fact: string): readonly string[] => [
  fact,
  ...EQUAL.flatMap(([one, other]) => (fact === one ? [other] : fact === other ? [one] : [])),
];
