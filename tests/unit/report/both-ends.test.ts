import { describe, expect, test } from 'vitest';
import { openCase } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { ENDS, type End, endOf } from '../../../machines/ends.ts';
import type { Finding } from '../../../machines/findings.ts';
import { conclude } from '../../../machines/inference/conclude.ts';
import { type BlamedPlace, bothEndsOf } from '../../../machines/report/both-ends.ts';
import { reportPath } from '../../../machines/report/report-path.ts';
import type { Report } from '../../../machines/schemas/report.ts';
import { type CauseId, QUESTION_IDS, SOURCES } from '../../../machines/vocabulary.ts';
import { findingsOf } from '../engine/script.ts';
import { knowledge } from '../flow/known.ts';
import { joined, model, READY, reportOf, SILENT } from './both-ends.ts';
import { BETWEEN } from './fixtures.ts';

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

test.each(SOURCES)('ends: every question, from %s → one of the two ends', source => {
  for (const question of QUESTION_IDS)
    expect(ENDS, question).toContain(endOf(model, { question, answer: 'unknown', source }));
});

test.each<[what: string, end: End, finding: Finding]>([
  ['what a person tells of the network', 'device', { question: 'vpn', answer: 'connected', source: 'person' }],
  ['what only the host knows', 'host', { question: 'service-state', answer: 'stopped', source: 'person' }],
  ['a capture', 'device', { question: 'port', answer: 'silent', source: 'capture' }],
  [
    'a capture that the host made',
    'host',
    { question: 'port', answer: 'silent', source: 'capture', detail: { vantage: 'server' } },
  ],
  ['an event of the server', 'host', { question: 'code', answer: 'windows-event:RdpCoreTS/131', source: 'transcript' }],
  [
    'an event of the client',
    'device',
    { question: 'code', answer: 'windows-event:RDPClient/1026', source: 'transcript' },
  ],
])('ends: %s → the %s', (_, end, finding) => expect(endOf(model, finding)).toBe(end));
