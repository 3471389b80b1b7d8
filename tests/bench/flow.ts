import { statSync } from 'node:fs';
import { loadModel } from '../../content/knowledge.ts';
import { loadSayings } from '../../content/sayings.ts';
import { acceptInput } from '../../machines/diagnosis/accept-input.ts';
import { openCase } from '../../machines/diagnosis/context.ts';
import { interpretInput } from '../../machines/diagnosis/interpret.ts';
import type { Finding } from '../../machines/findings.ts';
import { REACHES } from '../../machines/knowledge.ts';
import { read } from '../../machines/reading/read.ts';
import { readSentences } from '../../machines/reading/sentences/read-sentences.ts';
import { generatePersons, readPersons } from './flow/cases.ts';
import type { Person } from './flow/person.ts';
import { perturbed } from './flow/perturb.ts';
import { before, fixed, flow, type Policy } from './flow/policies.ts';
import { mulberry32 } from './flow/random.ts';
import { type Walk, walk } from './flow/walk.ts';

/**
 * Simulated persons through the conversation until it ends by itself: `npm run bench -- flow [CASES.jsonl [-v]]`. The real
 * cases stay outside the repository; without them only generated persons walk. What a case does not tell is a blank, so
 * the share that is answered is a lower bound.
 */
const SEED = 20_261_129;
const GENERATED = 2000;
const WORLDS = 5;
/** The policy before this one had no end of its own worth waiting for. */
const MOST_BEFORE = 12;
const MOST = 40;

const STARTS = { code: 'the code alone', words: 'the words that were typed', post: 'the first post, read perfectly' };

const model = await loadModel();
const sayings = await loadSayings();
const file = process.argv.slice(2).find(word => !word.startsWith('-'));
const verbose = process.argv.includes('-v');

console.log('                                    of first three                put until the end');
console.log('                        strict lenient  top 3  settled wrong  median max tries answered   left off by');
if (file !== undefined && statSync(file, { throwIfNoEntry: false }) !== undefined) {
  for (const start of ['code', 'words', 'post'] as const) {
    const persons = readPersons(model, file, start, readWords);
    for (const reach of REACHES) {
      const these = persons.filter(person => person.reach === reach);
      if (these.length === 0) continue;
      console.log(`\nfrom ${STARTS[start]}, ${reach}, ${these.length} cases`);
      row('  flow', these, flow, MOST);
      row('  before, 12', these, before, MOST_BEFORE);
      row('  fixed list', these, fixed, MOST);
    }
  }
}
const generated = generatePersons(model, GENERATED, mulberry32(SEED));
console.log(`\n${GENERATED} generated, seed ${SEED}`);
row('  flow', generated, flow, MOST);
row('  before, 12', generated, before, MOST_BEFORE);
row('  fixed list', generated, fixed, MOST);
const elsewhere = Array.from({ length: WORLDS }, (_, index) => mulberry32(SEED + 1 + index)).flatMap(random =>
  generatePersons(perturbed(model, random), GENERATED / WORLDS, random),
);
console.log(`\n${GENERATED} generated from ${WORLDS} worlds in which the model is wrong`);
row('  flow', elsewhere, flow, MOST);
row('  before, 12', elsewhere, before, MOST_BEFORE);
row('  fixed list', elsewhere, fixed, MOST);

/** What the start field makes of a text, every fact left in. */
function readWords(text: string): readonly Finding[] {
  const intake = interpretInput(
    model,
    { read, readSentences: (words, quotesDialog) => readSentences(sayings, words, quotesDialog) },
    text,
  );
  return acceptInput({ ...openCase({ probe: false }), intake }, undefined).findings ?? [];
}

function row(name: string, persons: readonly Person[], policy: Policy, most: number): void {
  const walks = persons.map(person => ({ person, walked: walk(model, person, policy, most) }));
  const share = (is: (one: { person: Person; walked: Walk }) => boolean) => walks.filter(is).length / walks.length;
  const first = ({ walked }: { walked: Walk }) => walked.ranked[0];
  const put = walks.map(({ walked }) => walked.put.length).toSorted((a, b) => a - b);
  const asked = put.reduce((sum, count) => sum + count, 0);
  const offBy = walks.flatMap(({ walked }) => walked.offBy);
  console.log(
    [
      name.padEnd(22),
      percent(share(one => first(one) === one.person.cause)),
      percent(share(one => one.person.right.some(cause => cause === first(one)))),
      percent(share(({ person, walked }) => walked.ranked.slice(0, 3).some(cause => person.right.includes(cause)))),
      percent(share(({ walked }) => walked.settled)),
      percent(share(one => one.walked.settled && !one.person.right.some(cause => cause === first(one)))),
      `${put[Math.floor(put.length / 2)]}`.padStart(6),
      `${put.at(-1)}`.padStart(4),
      mean(walks.map(({ walked }) => walked.tries)).padStart(5),
      percent(walks.reduce((sum, { walked }) => sum + walked.answered, 0) / asked),
      offBy.length === 0 ? '' : mean(offBy.map(Math.abs)).padStart(10),
    ].join(' '),
  );
  if (verbose) for (const { person, walked } of walks) describe(person, walked);
}

function describe({ id, right, knows }: Person, { put, ranked, settled }: Walk): void {
  const place = ranked.findIndex(cause => right.includes(cause)) + 1;
  const said = put.map(id => (id === 'reach' || knows.has(id) ? `${id}!` : id));
  console.log(
    `    ${place} ${settled ? 'settled' : ''} ${id} (${right.join(' ')}): ${ranked.slice(0, 3).join(' ')} | ${said.join(' ')}`,
  );
}

function mean(values: readonly number[]): string {
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(1);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`.padStart(6);
}
