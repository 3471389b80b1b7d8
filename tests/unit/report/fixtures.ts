import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Finding } from '../../../machines/findings.ts';
import type { Words } from '../../../machines/knowledge.ts';
import { buildReport } from '../../../machines/report/build-report.ts';
import type { InLanguage } from '../../../machines/report/lines.ts';
import type { Deflate } from '../../../machines/report/share-link.ts';
import type { Report } from '../../../machines/schemas/report.ts';
import { CAUSE_IDS, CAUSES, type CauseId, QUESTION_IDS } from '../../../machines/vocabulary.ts';

/** Words that are their own ids: what a report says is content's business, that it says it is ours. */
export const words: Words = {
  questions: Object.fromEntries(
    QUESTION_IDS.map(id => [id, { title: `${id}?`, why: '', answers: {}, help: '' }]),
  ) as unknown as Words['questions'],
  causes: Object.fromEntries(
    CAUSE_IDS.map(id => [
      id,
      {
        title: id,
        short: '',
        blame: CAUSES[id],
        difficulty: 'easy',
        minutes: 1,
        who: '',
        remedy: '',
        undo: '',
        verify: '',
      },
    ]),
  ) as unknown as Words['causes'],
  ui: {},
};
export const inEnglish: InLanguage = { language: 'en', direction: 'ltr', words };

export const codec: Deflate = {
  deflate: async bytes => new Uint8Array(deflateRawSync(bytes)),
  inflate: async (bytes, limit) => new Uint8Array(inflateRawSync(bytes, { maxOutputLength: limit })),
};

/** Whose fault lies between the two: the network's, or what leads the device elsewhere. */
export const BETWEEN: readonly CauseId[] = [
  'port-blocked',
  'network-path',
  'wrong-address',
  'outside-access',
  'vpn-needed',
  'vpn-interferes',
  'captive-network',
  'gateway',
  'self-connection',
];

/** Counts up instead of being random, so that a failing row can be read. */
export function tokens(): () => string {
  let count = 0;
  return () => `t${count++}`;
}

export function reportOf(findings: readonly Finding[], target?: Report['target']): Report {
  return buildReport({
    createdAt: '2026-01-02T03:04:05Z',
    target,
    stages: [
      { stage: 'name', outcome: 'passed', elapsedMs: 3 },
      { stage: 'port', outcome: 'failed', elapsedMs: 3001 },
    ],
    findings,
    verdict: { healthy: false, settled: true, causes: [{ cause: 'port-blocked', probability: 0.91234 }] },
    tried: ['service-down'],
  });
}
