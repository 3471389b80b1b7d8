import { expect, test, vi } from 'vitest';
import { openCase } from '../../../machines/diagnosis/context.ts';
import { caseToBegin } from '../../../machines/diagnosis/start.ts';
import { nameOf } from '../../../site/browser/case-name.ts';
import { newRecord } from '../../../site/browser/case-record.ts';
import { formatDateTime } from '../../../site/browser/date-time.ts';

const recordOf = (code: string | undefined, host: string | undefined) =>
  newRecord(
    caseToBegin({
      kind: 'saved',
      screen: 'concluded',
      facts: openCase({
        probe: false,
        findings: code === undefined ? [] : [{ question: 'code', answer: code, source: 'person' }],
        ...(host !== undefined && { target: { host, port: 3389 } }),
      }),
    }),
  );

test.each<[code: string | undefined, host: string | undefined, name: string | undefined]>([
  ['mac-client:0x4', 'pc1', 'pc1'],
  ['mac-client:0x4', undefined, 'the code mac-client:0x4'],
  ['none', undefined, undefined],
  [undefined, undefined, undefined],
])('nameOf: code %s, host %s → %s', (code, host, name) => {
  expect(nameOf(recordOf(code, host), id => `the code ${id}`)).toBe(name);
});

test('formatDateTime: a point of time → as people write it; a file that names an impossible one → what it says', () => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  expect(formatDateTime('2026-11-30T12:00:00.000Z')).toContain('Nov 30, 2026');
  expect(formatDateTime('2026-99-99T99:99:99Z')).toBe('2026-99-99T99:99:99Z');
  vi.unstubAllGlobals();
});
