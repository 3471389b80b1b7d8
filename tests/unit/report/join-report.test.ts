import { describe, expect, test } from 'vitest';
import { readHostText } from '../../../machines/diagnosis/remote-pc.ts';
import type { Finding } from '../../../machines/findings.ts';
import { read } from '../../../machines/reading/read.ts';
import { bothEndsOf } from '../../../machines/report/both-ends.ts';
import { isLongBefore, joinFindings, joinReports } from '../../../machines/report/join-report.ts';
import { HIDE_ALL, redact } from '../../../machines/report/redaction.ts';
import { toHtml, toJson, toMarkdown } from '../../../machines/report/write-report.ts';
import { parseReport } from '../../../machines/schemas/parse-report.ts';
import type { Report } from '../../../machines/schemas/report.ts';
import { findingsOf } from '../engine/script.ts';
import { knowledge } from '../flow/known.ts';
import { joined, MADE_AT, model, READY, reportOf, SILENT, tools } from './both-ends.ts';
import { tokens } from './fixtures.ts';

describe('joining', () => {
  test('joining: in either order → the same case', () => {
    const [device, host] = [reportOf(SILENT), reportOf(READY, { stages: [] })];
    expect(joined(host, device)).toEqual(joined(device, host));
  });

  test('joining: a newer word of the remote PC → it replaces the older one and nothing of the device', () => {
    const first = joined(reportOf(SILENT), reportOf('service-state: stopped [host]'));
    const second = joined(first, reportOf('service-state: running [host]'));
    const answers = second.findings.map(({ question, answer }) => `${question}: ${answer}`);
    expect(answers).toContain('service-state: running');
    expect(answers).not.toContain('service-state: stopped');
    expect(answers).toContain('port: silent');
  });

  test.each<[what: string, host: Report, fault: string]>([
    ['a check of another device', reportOf('port: open [probe]'), 'two-devices'],
    ['nothing of the remote PC', reportOf(''), 'nothing-of-host'],
    ['another target', reportOf(READY, { target: { host: 'pc2.corp.test', port: 3389 } }), 'other-target'],
  ])('joining: %s → the reason why not', (_, host, fault) => {
    const device = reportOf(SILENT, { target: { host: 'pc1', port: 3389 } });
    expect(joinReports(device, host, tools)).toEqual({ kind: 'fault', fault });
  });

  test.each(['PC1', 'pc1.corp.test', '10.0.0.7'])('joining: the same remote PC as %s → joined', host => {
    const device = reportOf(SILENT, { target: { host: 'pc1', port: 3389 } });
    expect(joinReports(device, reportOf(READY, { target: { host, port: 3390 } }), tools).kind).toBe('joined');
  });

  test.each([
    ['within the minutes', '2026-11-29T10:10:00Z', true],
    ['an hour later', '2026-11-29T11:00:00Z', false],
    ['at no known time', '', false],
  ])('joining: a log that was quiet, looked at %s → counts: %j', (_, createdAt, counts) => {
    const quiet: Finding = { question: 'host-log', answer: 'nothing-arrived', source: 'host', detail: { minutes: 15 } };
    const host = reportOf('', { createdAt, findings: [...findingsOf(READY), quiet] });
    const answers = joined(reportOf(SILENT), host).findings.map(({ answer }) => answer);
    expect(answers.includes('nothing-arrived')).toBe(counts);
    // Who was looked at then was on then.
    expect(answers.includes('up')).toBe(counts);
  });

  test('joining: a log whose newest event is of another day → another attempt', () => {
    expect(isLongBefore(Date.parse('2026-11-28T10:00:00Z'), MADE_AT)).toBe(true);
    expect(isLongBefore(Date.parse('2026-11-29T09:50:00Z'), MADE_AT)).toBe(false);
    expect(isLongBefore(0, '')).toBe(false);
  });

  test('joining: a case that hides its names → those of the remote PC are hidden as well, and a link may hold it', () => {
    const device = redact(reportOf(SILENT, { target: { host: 'secret-pc', port: 3389 } }), HIDE_ALL, tokens());
    const listener: Finding = {
      question: 'listener',
      answer: 'listening',
      source: 'host',
      detail: { host: 'SECRET-PC', user: 'anna', address: '10.9.8.7' },
    };
    const report = joined(device, reportOf('', { findings: [listener], stages: [] }));
    expect(report.redacted).toBe(true);
    expect(toJson(report)).not.toMatch(/secret-pc|anna|10\.9\.8\.7/i);
  });

  test('joining: an open case with a hidden report of the remote PC → it has to be hidden before it is a link', () => {
    expect(joined(reportOf(SILENT), redact(reportOf(READY), HIDE_ALL, tokens())).redacted).toBe(false);
  });

  test('joining: handed back as JSON → it opens again, and says the same of both ends', () => {
    const report = joined(reportOf(SILENT), reportOf(`${READY} · host-log: reply-lost [capture]`));
    const parsed = parseReport(toJson(report));
    expect(parsed.kind === 'report' && bothEndsOf(parsed.report.findings, knowledge)).toEqual(
      bothEndsOf(report.findings, knowledge),
    );
    const ends = bothEndsOf(report.findings, knowledge);
    for (const text of [toMarkdown(report, knowledge, { ends }), toHtml(report, knowledge, { ends })])
      expect(text).toMatch(/What each end saw[\s\S]*on the way back/);
  });

  test('joining: more findings than a report holds → those of the remote PC are still included', () => {
    const many: readonly Finding[] = Array.from({ length: 300 }, (_, index) => ({
      question: 'code',
      answer: `message:m${index}`,
      source: 'transcript',
    }));
    const report = joinFindings(reportOf('', { findings: [...findingsOf(SILENT), ...many] }), findingsOf(READY), tools);
    expect(report.findings).toHaveLength(200);
    expect(report.findings.at(-1)?.source).toBe('host');
  });

  test('joining: more of the remote PC than a report holds → both ends are still included', () => {
    const many: readonly Finding[] = Array.from({ length: 300 }, (_, index) => ({
      question: 'code',
      answer: `windows-event:RdpCoreTS/${index}`,
      source: 'host',
    }));
    const { findings } = joinFindings(reportOf(SILENT), [...findingsOf(READY), ...many], tools);
    expect(findings.length).toBeLessThanOrEqual(200);
    expect(new Set(findings.map(({ source }) => source))).toEqual(new Set(['probe', 'host']));
  });
});

const EVENT_140 =
  'Log Name: Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational\nSource: Microsoft-Windows-RemoteDesktopServices-RdpCoreTS\nEvent ID: 140\nDescription:\nA connection from the client computer with an IP address of 10.0.0.9 failed because the user name or password is not correct.\n';

describe('what the remote PC printed', () => {
  test.each<[what: string, text: string, says: readonly string[]]>([
    [
      'a port that it tried on itself',
      'PS C:\\> Test-NetConnection localhost -Port 3389\n\nComputerName     : localhost\nRemoteAddress    : ::1\nRemotePort       : 3389\nInterfaceAlias   : Loopback Pseudo-Interface 1\nTcpTestSucceeded : True\n',
      ['listener: listening'],
    ],
    [
      'a port of somebody else',
      'PS C:\\> Test-NetConnection pc9 -Port 3389\n\nComputerName     : pc9\nRemoteAddress    : 10.0.0.9\nRemotePort       : 3389\nTcpTestSucceeded : True\n',
      [],
    ],
    ['its own log of a refused sign-in', EVENT_140, ['credentials: rejected']],
    [
      'a stopped service',
      'C:\\> sc query TermService\n\nSERVICE_NAME: TermService\n        TYPE               : 30  WIN32\n        STATE              : 1  STOPPED\n',
      ['service-state: stopped'],
    ],
  ])('remote PC: %s → %j', (_, text, says) => {
    const seen = readHostText(model, text, read);
    const findings = seen.kind === 'findings' ? seen.findings : [];
    expect(findings.map(({ question, answer }) => `${question}: ${answer}`)).toEqual(says);
    expect(findings.every(({ source }) => source === 'host')).toBe(true);
  });

  test('remote PC: a damaged report → not taken for one, and no throw', () => {
    expect(readHostText(model, '{"version":1,"verdict":{', read).kind).toBe('fault');
    expect(readHostText(model, '{"version":2,"verdict":{}}', read)).toEqual({ kind: 'fault', fault: 'newer-version' });
  });
});
