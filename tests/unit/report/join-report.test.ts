import { describe, expect, test } from 'vitest';
import { openCase } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { readHostText } from '../../../machines/diagnosis/remote-pc.ts';
import { endOf } from '../../../machines/ends.ts';
import type { Finding } from '../../../machines/findings.ts';
import { conclude } from '../../../machines/inference/conclude.ts';
import { read } from '../../../machines/reading/read.ts';
import { type BlamedPlace, bothEndsOf } from '../../../machines/report/both-ends.ts';
import { buildReport } from '../../../machines/report/build-report.ts';
import { isLongBefore, joinFindings, joinReports } from '../../../machines/report/join-report.ts';
import { HIDE_ALL, redact } from '../../../machines/report/redaction.ts';
import { reportPath } from '../../../machines/report/report-path.ts';
import { toHtml, toJson, toMarkdown } from '../../../machines/report/write-report.ts';
import { parseReport } from '../../../machines/schemas/parse-report.ts';
import type { Report } from '../../../machines/schemas/report.ts';
import { type CauseId, QUESTION_IDS } from '../../../machines/vocabulary.ts';
import { findingsOf } from '../engine/script.ts';
import { knowledge } from '../flow/known.ts';
import { BETWEEN, tokens } from './fixtures.ts';

const { model } = knowledge;
const tools = { model, token: tokens(), isKnownCode: () => true };
const MADE_AT = '2026-11-29T10:00:00Z';

function reportOf(script: string, more: Partial<Report> = {}): Report {
  const verdict = { healthy: false, settled: false, causes: [] };
  const stages = [{ stage: 'port', outcome: 'failed' } as const];
  return { ...buildReport({ createdAt: MADE_AT, stages, findings: findingsOf(script), verdict, tried: [] }), ...more };
}

function joined(device: Report, host: Report): Report {
  const result = joinReports(device, host, tools);
  if (result.kind === 'fault') throw new Error(result.fault);
  return result.report;
}

const READY =
  'rdp-enabled: yes [host] · service-state: running [host] · listener: listening [host] · firewall-rule: allowed [host]';
const SILENT = 'path: answers [probe] · port: silent [probe]';
const GONE = 'path: silent [probe] · port: silent [probe]';
const REFUSED = 'path: answers [probe] · port: refused [probe]';
const REJECTED = 'path: answers [probe] · port: rejected [probe]';
const HOST: readonly CauseId[] = ['service-down', 'rdp-disabled', 'wrong-port', 'overloaded-listener', 'host-fault'];
const FIREWALL: readonly CauseId[] = ['port-blocked'];

describe('both ends', () => {
  test.each<[device: string, host: string, place: BlamedPlace, causes: readonly CauseId[]]>([
    // Dropped on the way there.
    [SILENT, `${READY} · host-log: nothing-arrived [host]`, 'between', BETWEEN],
    [SILENT, READY, 'between', BETWEEN],
    [SILENT, 'host-log: no-request [capture]', 'between', BETWEEN],
    [GONE, `${READY} · host-log: nothing-arrived [host]`, 'between', BETWEEN],
    [GONE, 'host-log: no-request [capture]', 'between', BETWEEN],
    // Rejected on the way there.
    [REJECTED, `${READY} · host-log: nothing-arrived [host]`, 'between', BETWEEN],
    [REJECTED, 'host-log: no-request [capture]', 'between', BETWEEN],
    [REFUSED, READY, 'refused-between', BETWEEN],
    [REFUSED, 'host-log: no-request [capture]', 'refused-between', BETWEEN],
    ['path: no-route [probe]', `${READY} · host-log: nothing-arrived [host]`, 'between', BETWEEN],
    ['name: not-found [probe]', READY, 'name', BETWEEN],
    // Lost on the way back.
    [SILENT, `${READY} · host-log: reply-lost [capture]`, 'way-back', BETWEEN],
    [SILENT, 'listener: listening [capture] · host-log: reply-lost [capture]', 'way-back', BETWEEN],
    [GONE, 'listener: listening [capture] · host-log: reply-lost [capture]', 'way-back', BETWEEN],
    // The host's own firewall.
    [
      SILENT,
      'firewall-rule: blocked [host] · listener: listening [host] · service-state: running [host]',
      'host',
      FIREWALL,
    ],
    [SILENT, 'host-log: unanswered [capture]', 'host', FIREWALL],
    [SILENT, `${READY} · host-log: unanswered [capture]`, 'host', FIREWALL],
    [REJECTED, 'firewall-rule: blocked [capture]', 'host', FIREWALL],
    // The host's own service.
    [SILENT, 'service-state: stopped [host] · listener: not-listening [host] · rdp-enabled: yes [host]', 'host', HOST],
    [SILENT, 'rdp-enabled: no [host] · listener: not-listening [host]', 'host', HOST],
    [SILENT, 'listener: not-listening [host]', 'host', HOST],
    [REFUSED, 'listener: not-listening [host] · service-state: stopped [host]', 'host', HOST],
    [REFUSED, 'host-log: refused [capture]', 'host', HOST],
    [REFUSED, 'listener: other-port [host] · service-state: running [host]', 'host', HOST],
    [REFUSED, 'listener: loopback-only [host]', 'host', HOST],
  ])('%s + %s → %s', (device, host, place, causes) => {
    const { findings, verdict } = joined(reportOf(device), reportOf(host, { stages: [] }));
    expect(bothEndsOf(findings, knowledge)?.place).toBe(place);
    expect(causes).toContain(verdict.causes[0]?.cause);
  });

  test('both ends: each about its own end → nothing contradicts', () => {
    const report = joined(reportOf(REFUSED), reportOf(READY));
    expect(bothEndsOf(report.findings, knowledge)?.contradictions).toEqual([]);
  });

  test('both ends: the device gets no answer, the remote PC saw a connection → both are shown, and nothing is settled', () => {
    const report = joined(
      reportOf(SILENT),
      reportOf('host-log: arrived-then-dropped [host] · listener: listening [host]'),
    );
    const ends = bothEndsOf(report.findings, knowledge);
    expect(ends?.place).toBe('contradicts');
    expect(ends?.contradictions.join()).toMatch(/helper.*remote PC/i);
    expect(report.verdict.settled).toBe(false);
  });

  test.each([
    ['name: not-found [probe]', 'host-log: arrived-then-dropped [host]'],
    ['path: no-route [probe]', 'host-log: session-started [host]'],
  ])(
    'both ends: %s + %s, which prove a cause to whoever weighs them alone → nothing is settled, wherever it is drawn',
    (device, host) => {
      const report = joined(reportOf(device), reportOf(host));
      const facts = { ...openCase({ probe: false, findings: report.findings }), stages: report.stages };
      expect(conclude(model, facts.findings).settled).toBe(true);
      expect(report.verdict.settled).toBe(false);
      expect(judge(model, facts)).toMatchObject({ verdict: { settled: false }, end: undefined });
      expect(judge(model, facts).sureness).not.toBe('sure');
    },
  );

  test('both ends: what a person said and the remote PC denies → both are shown', () => {
    const report = joined(reportOf(`${SILENT} · listener: listening`), reportOf('listener: not-listening [host]'));
    expect(report.findings.filter(({ question }) => question === 'listener')).toHaveLength(2);
    expect(bothEndsOf(report.findings, knowledge)?.contradictions).toHaveLength(1);
  });

  test('both ends: attempts that a capture counts → their number, and the network', () => {
    const device: Finding = {
      question: 'port',
      answer: 'silent',
      source: 'capture',
      detail: { vantage: 'client', tries: 5 },
    };
    const report = joined(
      reportOf('', { findings: [device] }),
      reportOf(`${READY} · host-log: nothing-arrived [host]`),
    );
    expect(bothEndsOf(report.findings, knowledge)?.sentence).toBe(
      'Your device sent 5 connection attempts and got no answer. The remote PC’s log shows that nothing arrived. So it’s the network in between.',
    );
  });

  test.each<[host: string, place: BlamedPlace | undefined]>([
    ['service-state: stopped [host]', 'host'],
    ['host-log: no-request [capture]', 'between'],
    ['host-log: reply-lost [capture]', 'way-back'],
    [READY, undefined],
    ['host-log: signed-in [host]', undefined],
  ])('both ends: of the device only a message is known, %s → %s', (host, place) => {
    const { findings } = joined(reportOf('progress: nothing · code: mac-client:0x204 [transcript]'), reportOf(host));
    const ends = bothEndsOf(findings, knowledge);
    expect(ends?.place).toBe(place);
    expect(ends?.sentence).toMatch(/^Your device could not connect\./);
  });

  test('both ends: the report of the remote PC alone → no second end', () => {
    expect(bothEndsOf(findingsOf(READY), knowledge)).toBeUndefined();
  });

  test('both ends: only people speak of the remote PC → no second end', () => {
    expect(bothEndsOf(findingsOf(`${SILENT} · listener: listening`), knowledge)).toBeUndefined();
  });
});

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

describe('the line of both ends', () => {
  const stateAt = (report: Report) => {
    const { places, sentence } = reportPath(report, knowledge);
    return { firewall: places[2]?.state, host: places[3]?.state, sentence };
  };

  test('line: lost in between → the host behind the break is in order', () => {
    expect(stateAt(joined(reportOf(SILENT), reportOf(READY)))).toMatchObject({ firewall: 'failed', host: 'passed' });
  });

  test('line: refused, and the remote PC listens → the break is before the host', () => {
    expect(stateAt(joined(reportOf(REFUSED), reportOf(READY)))).toMatchObject({ firewall: 'failed', host: 'passed' });
  });

  test('line: the service is stopped → it breaks at the host', () => {
    const { sentence, ...states } = stateAt(joined(reportOf(SILENT), reportOf('service-state: stopped [host]')));
    expect(states).toEqual({ firewall: 'unknown', host: 'failed' });
    expect(sentence).toMatch(/remote PC/i);
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

test('ends: every question → one end, from whatever source', () => {
  const ends = QUESTION_IDS.map(question => endOf(model, { question, answer: 'unknown', source: 'person' }));
  expect(new Set(ends)).toEqual(new Set(['device', 'host']));
  expect(endOf(model, { question: 'port', answer: 'silent', source: 'capture', detail: { vantage: 'server' } })).toBe(
    'host',
  );
  expect(endOf(model, { question: 'code', answer: 'windows-event:RdpCoreTS/131', source: 'transcript' })).toBe('host');
  expect(endOf(model, { question: 'code', answer: 'windows-event:RDPClient/1026', source: 'transcript' })).toBe(
    'device',
  );
});
