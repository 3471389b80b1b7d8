import { Gauge, Registry } from 'prom-client';
import { formatTarget } from '../../../machines/target/target.ts';
import type { Measurement } from './measurement.ts';

/** Text for Prometheus, and the type that it is sent as. */
export interface Exposition {
  readonly text: string;
  readonly contentType: string;
}

/** Names follow https://prometheus.io/docs/practices/naming/; those with `probe_` are what other probers call theirs. */
const METRICS = {
  probe_success: ['Whether the host answers Remote Desktop up to the sign-in (1) or not (0).'],
  probe_duration_seconds: ['How long the whole check took.'],
  rdp_stage_passed: ['Whether a stage that was tried passed (1) or failed (0).', 'stage'],
  rdp_stage_duration_seconds: ['How long a stage took.', 'stage'],
  rdp_failure: [
    'Where it fails, what was seen there, the likeliest cause and who can act on it.',
    ...['stage', 'reason', 'cause', 'blame'],
  ],
  rdp_settled: ['Whether the cause is proven (1) or only the likeliest (0).'],
  rdp_security: ['The security that was negotiated.', 'security'],
  rdp_nla: ['Whether the host asks for NLA (1) or not (0).'],
  rdp_certificate_not_before_timestamp_seconds: ['From when on the certificate is valid.'],
  rdp_certificate_not_after_timestamp_seconds: ['Until when the certificate is valid.'],
  rdp_certificate_trusted: ['Whether this system trusts the certificate (1) or not (0).'],
  rdp_clock_skew_seconds: ['The clock of the host before that of the prober.'],
  rdp_host: ['What the host says of itself.', 'build'],
  rdp_connections: ['TCP connections that the check made.'],
} as const satisfies Readonly<Record<string, readonly [help: string, ...labels: string[]]>>;
type Metric = keyof typeof METRICS;

interface Sample {
  readonly name: Metric;
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * Measurements as gauges. `named`: each has its host as the label `target`, for files of many hosts; the answer to a scrape
 * has none, as Prometheus itself names the instance. INVARIANT: what was not seen has no sample, not even a 0.
 */
export async function metricsOf(
  measurements: readonly Measurement[],
  { openMetrics, named }: { readonly openMetrics: boolean; readonly named: boolean },
): Promise<Exposition> {
  const registry = new Registry();
  const type = openMetrics ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE;
  // The types of prom-client bind a registry to one of the two.
  (registry as Registry<typeof type>).setContentType(type);
  const gauges = new Map<Metric, Gauge>();
  for (const measurement of measurements) {
    const target = named ? { target: formatTarget(measurement.target) } : {};
    for (const { name, value, labels } of samplesOf(measurement)) {
      const gauge = gauges.get(name) ?? gaugeIn(registry, name, named);
      gauges.set(name, gauge);
      gauge.set({ ...target, ...labels }, value);
    }
  }
  return { text: await registry.metrics(), contentType: registry.contentType };
}

function gaugeIn(registry: Registry, name: Metric, named: boolean): Gauge {
  const [help, ...labels] = METRICS[name];
  return new Gauge({ name, help, labelNames: [...(named ? ['target'] : []), ...labels], registers: [registry] });
}

function samplesOf(measurement: Measurement): readonly Sample[] {
  const { failure, certificate, clockSkewMs, security, build } = measurement;
  return [
    { name: 'probe_success', value: Number(measurement.healthy) },
    { name: 'probe_duration_seconds', value: measurement.elapsedMs / 1000 },
    { name: 'rdp_connections', value: measurement.connections },
    ...measurement.stages.flatMap(({ stage, passed, elapsedMs }): readonly Sample[] => [
      { name: 'rdp_stage_passed', labels: { stage }, value: Number(passed) },
      { name: 'rdp_stage_duration_seconds', labels: { stage }, value: elapsedMs / 1000 },
    ]),
    ...(failure === undefined ? [] : failureSamples(failure)),
    ...(security === undefined ? [] : securitySamples(security)),
    ...(certificate === undefined ? [] : certificateSamples(certificate)),
    ...(clockSkewMs === undefined ? [] : [{ name: 'rdp_clock_skew_seconds', value: clockSkewMs / 1000 } as const]),
    ...(build === undefined ? [] : [{ name: 'rdp_host', labels: { build }, value: 1 } as const]),
  ];
}

function failureSamples({ settled, stage, reason, cause, blame }: NonNullable<Measurement['failure']>): Sample[] {
  return [
    { name: 'rdp_failure', labels: { stage, reason, cause, blame }, value: 1 },
    { name: 'rdp_settled', value: Number(settled) },
  ];
}

function securitySamples(security: NonNullable<Measurement['security']>): Sample[] {
  return [
    { name: 'rdp_security', labels: { security }, value: 1 },
    { name: 'rdp_nla', value: Number(security === 'nla') },
  ];
}

function certificateSamples(certificate: NonNullable<Measurement['certificate']>): Sample[] {
  return [
    { name: 'rdp_certificate_not_before_timestamp_seconds', value: certificate.notBeforeMs / 1000 },
    { name: 'rdp_certificate_not_after_timestamp_seconds', value: certificate.notAfterMs / 1000 },
    { name: 'rdp_certificate_trusted', value: Number(certificate.trusted) },
  ];
}
