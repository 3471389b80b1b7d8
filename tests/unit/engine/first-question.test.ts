import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadModel } from '../../../content/knowledge.ts';
import { codeId } from '../../../machines/codes/entry.ts';
import type { Facts } from '../../../machines/diagnosis/context.ts';
import { judge, withFirstQuestions } from '../../../machines/diagnosis/judgement.ts';
import type { Finding } from '../../../machines/findings.ts';
import { parseEndpoint } from '../../../machines/target/target.ts';
import { CAUSE_IDS, QUESTION_IDS, QUESTIONS, SOURCES } from '../../../machines/vocabulary.ts';

const model = await loadModel();
const prepared = withFirstQuestions(model);
const target = parseEndpoint('host.example', 3389);
if ('code' in target) throw new Error('the target of this test is refused');

const withCode = (answer: string, source: Finding['source'] = 'person'): Finding => ({
  question: 'code',
  answer,
  source,
});
const factsOf = (parts: Partial<Facts>): Facts => ({
  probe: false,
  findings: [],
  stages: [],
  asked: [],
  tried: [],
  ...parts,
});

/** What the build works out beforehand is what would have been worked out on the spot. */
describe('the first question of the build', () => {
  test('is there for every code, and asks something for nearly all', () => {
    expect(prepared.first?.next).toBeDefined();
    expect(prepared.codes.every(({ first }) => first !== undefined)).toBe(true);
    expect(prepared.codes.filter(({ first }) => first?.next !== undefined).length).toBeGreaterThan(500);
  });

  test('is the one of the engine, for every code and for none', () => {
    const known = [[], ...prepared.codes.map(code => [withCode(codeId(code))])];
    for (const findings of known) {
      const facts = factsOf({ findings, probe: true });
      expect(judge(prepared, facts)).toEqual(judge(model, facts));
    }
  });

  const code = fc.constantFrom(...model.codes.map(codeId), 'none', 'message:no-such-code', 'mac-client:4');
  const other = fc.constantFrom(...QUESTION_IDS.filter(id => id !== 'code')).chain(question =>
    fc.record({
      question: fc.constant(question),
      answer: fc.constantFrom(...(QUESTIONS[question].answers as readonly string[])),
      source: fc.constantFrom(...SOURCES),
    }),
  );
  const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 });

  test('does not stand in for the engine once more is known, asked, tried or about to be checked', () => {
    const anyFacts = fc.record({
      codes: few(fc.tuple(code, fc.constantFrom(...SOURCES)).map(([id, source]) => withCode(id, source))),
      others: few(other),
      asked: few(fc.constantFrom(...QUESTION_IDS)),
      tried: few(fc.constantFrom(...CAUSE_IDS)),
      probe: fc.boolean(),
      target: fc.constantFrom(undefined, target),
    });
    fc.assert(
      fc.property(anyFacts, ({ codes, others, ...rest }) => {
        const facts = factsOf({ ...rest, findings: [...codes, ...others] });
        expect(judge(prepared, facts)).toEqual(judge(model, facts));
      }),
      { numRuns: 400 },
    );
  });
});
