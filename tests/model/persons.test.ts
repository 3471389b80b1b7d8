import { expect, test } from 'vitest';
import { MOST_PUT } from '../../machines/inference/next-step.ts';
import type { Model } from '../../machines/knowledge.ts';
import { generatePersons } from '../bench/flow/cases.ts';
import { perturbed } from '../bench/flow/perturb.ts';
import { fixed, flow, type Policy } from '../bench/flow/policies.ts';
import { mulberry32 } from '../bench/flow/random.ts';
import { type Walk, walk } from '../bench/flow/walk.ts';
import { knowledge } from './known.ts';

/** What `npm run bench -- flow` measures on thousands, on as few as still show it. */
const PERSONS = 400;
const SEED = 20_261_130;
const { model } = knowledge;

interface Outcome extends Walk {
  readonly isAmongThree: boolean;
  readonly isSettledWrongly: boolean;
}

function outcomesOf(world: Model, policy: Policy): readonly Outcome[] {
  return generatePersons(world, PERSONS, mulberry32(SEED)).map(person => {
    const walked = walk(model, person, policy, MOST_PUT + 1);
    const isRight = (cause: string | undefined) => person.right.some(right => right === cause);
    return {
      ...walked,
      isAmongThree: walked.ranked.slice(0, 3).some(isRight),
      isSettledWrongly: walked.settled && !isRight(walked.ranked[0]),
    };
  });
}

const countOf = (outcomes: readonly Outcome[], is: (one: Outcome) => boolean): number => outcomes.filter(is).length;

test.each<[world: string, world: Model]>([
  ['as the model has it', model],
  ['in which the model is wrong', perturbed(model, mulberry32(SEED))],
])(
  'the flow with persons of a world %s → better than a fixed list, with fewer questions, one in a hundred settled wrongly',
  (_, world) => {
    const walked = outcomesOf(world, flow);
    const listed = outcomesOf(world, fixed);
    const put = walked.map(({ put: { length } }) => length).toSorted((a, b) => a - b);
    expect(put.at(-1)).toBeLessThanOrEqual(MOST_PUT);
    expect(put[PERSONS / 2]).toBeLessThanOrEqual(5);
    expect(countOf(walked, one => one.isAmongThree)).toBeGreaterThan(countOf(listed, one => one.isAmongThree));
    expect(countOf(walked, one => one.isSettledWrongly)).toBeLessThanOrEqual(PERSONS / 100);
  },
);

test('the flow → how many are left is said to within one, on average', () => {
  const off = outcomesOf(model, flow).flatMap(({ offBy }) => offBy.map(Math.abs));
  expect(off.reduce((sum, one) => sum + one, 0) / off.length).toBeLessThan(1);
});
