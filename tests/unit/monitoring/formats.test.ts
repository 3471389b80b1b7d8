import { expect, test } from 'vitest';
import { EXIT } from '../../../extension/helper/cli/command.ts';
import { listFormat } from '../../../extension/helper/cli/list-formats.ts';
import { influxLine } from '../../../extension/helper/monitoring/influx.ts';
import { type Measurement, measurementOf } from '../../../extension/helper/monitoring/measurement.ts';
import { metricsOf } from '../../../extension/helper/monitoring/metrics.ts';
import { pluginAnswer, type Thresholds } from '../../../extension/helper/monitoring/nagios.ts';
import { openCase } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Finding } from '../../../machines/findings.ts';
import type { StageReport } from '../../../machines/stage-report.ts';
import { knowledge, run } from '../cli/command-line.ts';
import { HEALTHY, NOTHING, SILENT } from '../cli/events.ts';

const NOW = Date.parse('2026-11-30T00:00:00Z');
const DAY_MS = 86_400_000;
const target = { host: 'pc1.example', port: 3390 };
const WELL: Measurement = {
  target,
  healthy: true,
  elapsedMs: 52,
  connections: 1,
  stages: [{ stage: 'port', passed: true, elapsedMs: 4 }],
  certificate: { notBeforeMs: NOW, notAfterMs: NOW + 20 * DAY_MS, trusted: false },
  clockSkewMs: -1500,
  security: 'nla',
  build: '10.0.26100',
};
const SILENCE: Measurement = {
  target,
  healthy: false,
  elapsedMs: 3501,
  connections: 1,
  stages: [{ stage: 'port', passed: false, elapsedMs: 3501 }],
  failure: { stage: 'port', reason: 'silent', cause: 'port-blocked', blame: 'network', settled: false },
};
const OPEN: Measurement = {
  ...SILENCE,
  failure: { stage: '', reason: 'unknown', cause: '', blame: '', settled: false },
};

const WORDS = { said: 'said', say: (key: string, values = {}) => say(knowledge, key, values) };

test.each<[name: string, measurement: Measurement, thresholds: Thresholds, state: string, first: RegExp]>([
  ['a healthy host', WELL, {}, 'ok', /^RDP OK - pc1\.example:3390: said \| time=0\.052s;;;0 port=0\.004s;;;0 /],
  ['a slow one', WELL, { warningSeconds: 0.05 }, 'warning', /took 0\.052 s \| time=0\.052s;0\.05;;0/],
  ['a very slow one', WELL, { warningSeconds: 0.01, criticalSeconds: 0.05 }, 'critical', /;0\.01;0\.05;0/],
  [
    'a certificate near its end',
    WELL,
    { warningDays: 30 },
    'warning',
    /certificate expires in 20 days .*certificate_days=20;30:; /,
  ],
  ['one at its end', WELL, { warningDays: 40, criticalDays: 30 }, 'critical', /certificate_days=20;40:;30:/],
  ['a silent port', SILENCE, {}, 'critical', /^RDP CRITICAL - /],
  ['nothing certain', OPEN, { warningSeconds: 10 }, 'unknown', /^RDP UNKNOWN - /],
])('plugin: %s → %s', (_, measurement, thresholds, state, first) => {
  const answer = pluginAnswer(measurement, thresholds, { ...WORDS, proof: ['a | b', 'c\nd'] }, NOW);
  expect(answer.state).toBe(state);
  const [line = '', ...more] = answer.text.split('\n');
  expect(line).toMatch(first);
  // One bar, and no line but ours.
  expect(line.split('|')).toHaveLength(2);
  expect(more).toEqual(['a   b', 'c d']);
});

test.each<[words: string, events: typeof HEALTHY, exit: number, out: RegExp]>([
  ['check pc1 --format nagios', HEALTHY, 0, /^RDP OK - pc1: /],
  ['check pc1 --format nagios', SILENT, 2, /^RDP CRITICAL - pc1: /],
  ['check pc1 --format nagios', NOTHING, 3, /^RDP UNKNOWN - pc1: /],
  ['check --format=nagios', HEALTHY, 3, /^RDP UNKNOWN - /],
  ['check pc1 pc2 --format nagios', HEALTHY, 3, /^RDP UNKNOWN - /],
  ['check http://pc1 --format nagios', HEALTHY, 3, /^RDP UNKNOWN - /],
  ['check pc1 --format nagios --warning soon', HEALTHY, 3, /^RDP UNKNOWN - /],
  ['check pc1 --format nagios --nothing', HEALTHY, 3, /^RDP UNKNOWN - /],
])('plugin: %s → exit %#', async (words, events, exit, out) => {
  const ran = await run(words.split(' '), { events });
  expect([ran.exit, ran.err]).toEqual([exit, '']);
  expect(ran.out).toMatch(out);
});

test('influx: a healthy host and a silent one → a point each, with names escaped', () => {
  expect(influxLine(WELL)).toBe(
    'rdp,target=pc1.example:3390,security=nla healthy=true,seconds=0.052,connections=1i,port_seconds=0.004,port_passed=true,clock_skew_seconds=-1.5,certificate_not_after=1797724800i,build="10.0.26100"',
  );
  expect(influxLine({ ...SILENCE, target: { host: 'a b,c=d', port: 3389 } })).toBe(
    String.raw`rdp,target=a\ b\,c\=d,stage=port,reason=silent,cause=port-blocked,blame=network healthy=false,seconds=3.501,connections=1i,port_seconds=3.501,port_passed=false`,
  );
});

test('metrics: what was not seen → has no sample, so that no certificate ends in 1970', async () => {
  const { text } = await metricsOf([SILENCE], { openMetrics: false, named: false });
  const samples = text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
  expect(samples).toEqual([
    'probe_success 0',
    'probe_duration_seconds 3.501',
    'rdp_connections 1',
    'rdp_stage_passed{stage="port"} 0',
    'rdp_stage_duration_seconds{stage="port"} 3.501',
    'rdp_failure{stage="port",reason="silent",cause="port-blocked",blame="network"} 1',
    'rdp_settled 0',
  ]);
});

test('metrics: two hosts in one file → each metric stands together, and ends as OpenMetrics does', async () => {
  const { text, contentType } = await metricsOf([WELL, SILENCE], { openMetrics: true, named: true });
  expect(text.match(/^# TYPE probe_success gauge$/gm)).toHaveLength(1);
  expect(text).toContain('rdp_host{target="pc1.example:3390",build="10.0.26100"} 1');
  expect(text.endsWith('# EOF\n')).toBe(true);
  expect(contentType).toContain('openmetrics');
});

test('check: --format openmetrics of more hosts than are kept → says how many are not in it', async () => {
  const format = listFormat('openmetrics', knowledge.model);
  const facts = openCase({ probe: true, target });
  const examined = { target, facts, connections: 1, elapsedMs: 1, cancelled: false };
  const judgement = judge(knowledge.model, facts);
  for (let at = 0; at < 10_003; at++) format.line(examined, EXIT.unsettled, judgement);
  expect((await format.end?.())?.leftOut).toBe(3);
});

/** A host that chooses what it says of itself. */
test.each(['10.0.1\n', '10.0"} 1\nx{a="', '999999.0.1', 7])(
  'measurement: a host calls its build %j → no label',
  build => {
    const facts = openCase({ probe: true, target });
    const nla: Finding = { question: 'nla', answer: 'answered', source: 'probe', detail: { build } };
    const stages: StageReport[] = [];
    const measured = { target, facts: { ...facts, findings: [nla], stages }, connections: 1, elapsedMs: 1 };
    const { verdict } = judge(knowledge.model, { ...facts, findings: [nla] });
    expect(measurementOf(measured, verdict, knowledge.model).build).toBeUndefined();
  },
);

test.each([
  ['influx', /^rdp,target=pc1,security=nla healthy=true/],
  ['openmetrics', /probe_success\{target="pc1"\} 1/],
  ['json', /^\{"version":1/],
])('check: --format %s of two hosts → standard output contains that alone', async (format, shape) => {
  const { exit, out, err } = await run(['check', 'pc1', 'pc2', '--format', format], { events: HEALTHY });
  expect(exit).toBe(0);
  expect(out).toMatch(shape);
  expect(out).not.toContain('checked:');
  expect(err).toContain('2 checked: 2 healthy');
});
