import { expect, test } from 'vitest';
import type { Finding } from '../../../machines/findings.ts';
import { lineRows } from '../../../machines/report/line-rows.ts';
import { reportPath } from '../../../machines/report/report-path.ts';
import { toHtml, toMarkdown } from '../../../machines/report/write-report.ts';
import { knowledge } from '../flow/known.ts';
import { reportOf } from './fixtures.ts';

const told = (question: Finding['question'], answer: string): Finding => ({ question, answer, source: 'person' });
const OUTSIDE = [told('from-inside', 'works'), told('vpn', 'not-used')];
const BROKEN: Finding = { question: 'port', answer: 'silent', source: 'probe' };

test('report: only statements of a person → a bracket over places in every form, no break, and nobody is addressed as "you"', () => {
  const report = { ...reportOf(OUTSIDE), stages: [], tried: [] };
  const path = reportPath(report, knowledge);
  const rows = lineRows(path);
  expect(path.belief).toBeDefined();
  expect(rows.map(({ belief }) => belief !== '')).toContain(true);
  expect(rows.map(({ state }) => state)).toContain('told');
  expect(rows.map(({ state }) => state)).not.toContain('failed');
  expect(rows.map(({ words }) => words).join(' ')).not.toMatch(/\byou\b/i);
  const belief = path.belief?.words ?? '';
  for (const text of [toMarkdown(report, knowledge, { path }), toHtml(report, knowledge, { path })])
    expect(text).toContain(belief);
  expect(toHtml(report, knowledge, { path })).toMatch(/class="[\w-]+ believed"/);
});

test('report: a break that was seen → solid up to it, what is behind hangs, no bracket', () => {
  const report = reportOf([BROKEN]);
  const rows = lineRows(reportPath(report, knowledge));
  const broken = rows.findIndex(({ state }) => state === 'failed');
  expect(broken).toBeGreaterThan(0);
  expect(rows.slice(broken + 1).every(({ hangs }) => hangs)).toBe(true);
  expect(rows.every(({ belief }) => belief === '')).toBe(true);
  expect(toHtml(report, knowledge, { path: reportPath(report, knowledge) })).toContain('class="failed"');
});

test('report: every stage passed → the line is joined', () => {
  const report = {
    ...reportOf([]),
    stages: (['name', 'path', 'port', 'negotiation', 'tls', 'authentication'] as const).map(
      stage => ({ stage, outcome: 'passed' }) as const,
    ),
  };
  const path = reportPath(report, knowledge);
  expect(path.clear).toBe(true);
  expect(toHtml(report, knowledge, { path })).toContain('class="joined"');
});
