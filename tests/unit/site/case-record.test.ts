import { describe, expect, test } from 'vitest';
import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';
import type { Finding } from '../../../machines/findings.ts';
import { HIDE_ALL, redact } from '../../../machines/report/redaction.ts';
import { toJson } from '../../../machines/report/write-report.ts';
import { parseReport } from '../../../machines/schemas/parse-report.ts';
import type { Report } from '../../../machines/schemas/report.ts';
import { markOf } from '../../../site/browser/case-mark.ts';
import {
  CASE_LIMITS,
  type CaseRecord,
  isEmpty,
  isOwnCase,
  movedOn,
  newRecord,
  readCases,
  recordForAdministrator,
  recordOfReport,
  withRemotePc,
  writeCases,
} from '../../../site/browser/case-record.ts';
import { knowledge } from '../flow/known.ts';
import { reportOf } from '../report/fixtures.ts';

const { model } = knowledge;

const saved = (more: Partial<SavedCase> = {}): SavedCase => ({
  version: 1,
  screen: 'concluded',
  probe: true,
  stages: [],
  findings: [{ question: 'port', answer: 'silent', source: 'person' }],
  asked: ['port'],
  tried: [],
  target: { host: 'pc1', port: 3389 },
  ...more,
});
const recordsIn = (json: string): readonly CaseRecord[] => {
  const read = readCases(json);
  return read.kind === 'cases' ? read.records : [];
};

test('what is written is read again', () => {
  const mended = movedOn(newRecord(saved()), saved({ screen: 'mending', remedy: 'port-blocked' }));
  const records = [newRecord(saved(), { note: 'Home Wi-Fi' }), mended];
  expect(recordsIn(writeCases(records))).toEqual(records);
});

test('what stood before the first remedy stays, whatever comes after it', () => {
  const before = saved();
  let record = newRecord(before);
  for (const screen of ['mending', 'verifying', 'concluded', 'mending', 'resolved'])
    record = movedOn(record, saved({ screen, tried: ['service-down'], remedy: 'port-blocked' }));
  expect(record.before).toEqual(before);
  expect(record.saved.screen).toBe('resolved');
});

test('movedOn: a remedy that worked before its trying was stored → what stood before stays all the same', () => {
  const before = saved();
  const record = movedOn(newRecord(before), saved({ screen: 'resolved', tried: ['port-blocked'] }));
  expect(record.before).toEqual(before);
});

test.each<[what: string, json: string, outcome: string]>([
  ['nothing', '', 'not-a-report'],
  ['a list', '[]', 'not-a-report'],
  ['no cases', '{"version":1,"cases":[]}', 'not-a-report'],
  ['cases that are none', '{"version":1,"cases":[1,null,{"id":"x"},{"saved":{}}]}', 'not-a-report'],
  ['a newer version', '{"version":2,"cases":[]}', 'newer-version'],
  ['too much', ' '.repeat(CASE_LIMITS.fileBytes + 1), 'too-large'],
])('%s is a fault', (_, json, fault) => {
  expect(readCases(json)).toEqual({ kind: 'fault', fault });
});

test('a file that somebody sent brings no more than is allowed, and nothing of its own making', () => {
  const hostile = {
    ...newRecord(saved()),
    note: `\u202e${'x'.repeat(500)}\n`,
    extra: { __proto__: 1 },
    saved: {
      ...saved(),
      findings: [{ question: 'port', answer: '<b>', source: 'person' }, ...saved().findings],
      more: 1,
    },
  };
  const [record] = recordsIn(JSON.stringify({ version: 1, cases: [hostile] }));
  expect(record?.note).toBe(` ${'x'.repeat(CASE_LIMITS.note - 1)}`);
  expect(record?.saved).toEqual(saved());
  expect(Object.keys(record ?? {})).not.toContain('extra');
  const many = Array.from({ length: 150 }, () => newRecord(saved()));
  expect(recordsIn(writeCases(many))).toHaveLength(CASE_LIMITS.cases);
});

test('a report becomes a case; a pseudonym becomes no host', () => {
  const report = reportOf(saved().findings, { host: 'pc1', port: 3389 });
  expect(recordOfReport(report)).toMatchObject({ begunAt: report.createdAt, saved: { target: { host: 'pc1' } } });
  const hidden = recordOfReport({ ...report, hidden: ['hosts'] });
  expect(hidden).toMatchObject({ redacted: true });
  expect(hidden.saved).not.toHaveProperty('target');
  expect(recordsIn(JSON.stringify(report))[0]?.saved.findings).toEqual(report.findings);
});

test('a report that was handed over → the administrator is asked what only they can see, and nothing counts as put to them', () => {
  const report = reportOf(
    [
      { question: 'code', answer: 'mstsc-error:0x4', source: 'person' },
      { question: 'port', answer: 'silent', source: 'probe' },
    ],
    { host: 'pc1', port: 3389 },
  );
  const { saved: begun } = recordForAdministrator(report, model);
  expect(begun).toMatchObject({ screen: 'asking', reach: 'administrator', asked: [], findings: report.findings });
  const { question } = begun;
  expect(question).toBeDefined();
  expect(question).not.toBe('reach');
});

test('a report that settles its cause → the administrator sees the verdict', () => {
  const report = reportOf([{ question: 'rdp-enabled', answer: 'no', source: 'host' }], { host: 'pc1', port: 3389 });
  expect(recordForAdministrator(report, model).saved.screen).toBe('concluded');
});

test.each<[empty: boolean, more: Partial<SavedCase>]>([
  [false, {}],
  [false, { findings: [], asked: [] }],
  [false, { findings: [], target: undefined }],
  [true, { findings: [], asked: [], target: undefined }],
])('empty: %s', (empty, more) => {
  expect(isEmpty(saved(more))).toBe(empty);
});

describe('a case that comes back', async () => {
  const probed = saved({
    findings: [{ question: 'port', answer: 'silent', source: 'probe' }],
    question: 'vpn',
    screen: 'asking',
  });
  const record = newRecord(probed);
  const stopped: Finding = { question: 'service-state', answer: 'stopped', source: 'host' };
  const back = async (...more: readonly Finding[]): Promise<Report> => {
    const report = reportOf([...probed.findings, ...more], { host: 'host-k3', port: 3389 });
    const mark = await markOf(record.id, report.createdAt);
    return { ...report, ...(mark && { mark }) };
  };

  test('a case with what the remote PC says → the own case, with its own names, at its verdict', async () => {
    const report = await back(stopped);
    expect(await isOwnCase(record, report, model)).toBe(true);
    const joined = withRemotePc(probed, report, model);
    expect(joined).toMatchObject({ screen: 'concluded', target: { host: 'pc1' } });
    expect(joined.findings).toEqual([...probed.findings, stopped]);
    expect('question' in joined).toBe(false);
  });

  test('a newer word of the remote PC → it replaces the one that came back before', async () => {
    const once = withRemotePc(probed, await back(stopped), model);
    const twice = withRemotePc(once, await back({ ...stopped, answer: 'running' }), model);
    expect(twice.findings.map(({ answer }) => answer)).toEqual(['silent', 'running']);
  });

  test('the own case, of which the administrator saw more of the device → the own case all the same', async () => {
    const report = await back(stopped, { question: 'vpn', answer: 'connected', source: 'person' });
    expect(await isOwnCase(record, report, model)).toBe(true);
  });

  test('joined, hidden and opened from its text → the own case all the same', async () => {
    const parsed = parseReport(toJson(redact(await back(stopped), HIDE_ALL, () => 'k3f9')));
    expect(parsed.kind === 'report' && (await isOwnCase(record, parsed.report, model))).toBe(true);
  });

  test('the same was seen in somebody else’s case → not the own one', async () => {
    expect(await isOwnCase(newRecord(probed), await back(stopped), model)).toBe(false);
    expect(await isOwnCase(record, reportOf([...probed.findings, stopped]), model)).toBe(false);
  });

  test('the own case without a word of the remote PC → not back yet', async () => {
    expect(await isOwnCase(record, await back(), model)).toBe(false);
  });

  test('two reports of one case → their marks do not show that they belong together', async () => {
    expect(await markOf(record.id, '2026-11-29T10:00:00Z')).not.toBe(await markOf(record.id, '2026-11-29T10:00:01Z'));
  });
});
