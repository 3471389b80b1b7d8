import { expect, test } from 'vitest';
import { decodeEvidence } from '../../../site/browser/handed-evidence.ts';

const EVIDENCE = {
  findings: [{ question: 'port', answer: 'refused', source: 'capture', detail: { packet: 17 } }],
  recorded: { stages: [{ stage: 'port', outcome: 'failed' }], note: 'client-left' },
};

test('evidence: handed over by the start page → as what it is, with its packet, its stages and its note', () => {
  expect(decodeEvidence(JSON.stringify(EVIDENCE))).toEqual(EVIDENCE);
});

test.each([
  ['', undefined],
  ['[]', undefined],
  ['{"findings":7}', { findings: [] }],
  [
    '{"findings":[{"question":"port","answer":"moon","source":"capture"}],"recorded":{"stages":[{}]}}',
    { findings: [] },
  ],
  [`{"findings":[],"more":"${'x'.repeat(300_000)}"}`, undefined],
])('evidence: %.40s → what is not of the vocabulary is left out', (stored, expected) => {
  expect(decodeEvidence(stored)).toEqual(expected);
});
