import { Gauge, Registry } from 'prom-client';
import { formatTarget } from '../../../machines/target/target.ts';
import type { Measurement } from './measurement.ts';

/** Text for Prometheus, and the type that it is sent as. */
export interface Exposition {
  readonly text: string;
  readonly contentType: string;
}

/** The host's label: with `target` for files of many hosts; a probe has none, as Prometheus itself names the instance. */
type Label = { readonly target?: string };

/** Measurements as gauges. Names follow https://prometheus.io/docs/practices/naming/, `probe_` those of other probers. */
export async function metricsOf(
  measurements: readonly Measurement[],
  { openMetrics, named }: { readonly openMetrics: boolean; readonly named: boolean },
): Promise<Exposition> {
  const registry = new Registry();
  const type = openMetrics ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE;
  // The types of prom-client bind a registry to one of the two.
  (registry as Registry<typeof type>).setContentType(type);
  const gauges = gaugesIn(registry, named);
  for (const measurement of measurements)
    fill(gauges, measurement, named ? { target: formatTarget(measurement.target) } : {});
  return { text: await registry.metrics(), contentType: registry.contentType };
}

type Gauges = ReturnType<typeof gaugesIn>;

function gaugesIn(registry: Registry, named: boolean) {
  const gauge = <T extends string>(name: string, help: string, labels: readonly T[] = []) =>
    new Gauge<T | 'target'>({
      name,
      help,
      labelNames: named ? (['target', ...labels] as const) : labels,
      registers: [registry],
    });
  return {
    success: gauge('probe_success', 'Whether the host answers Remote Desktop up to the sign-in (1) or not (0).'),
    duration: gauge('probe_duration_seconds', 'How long the whole check took.'),
    stagePassed: gauge('rdp_stage_passed', 'Whether a stage that was tried passed (1) or failed (0).', ['stage']),
    stageDuration: gauge('rdp_stage_duration_seconds', 'How long a stage took.', ['stage']),
    failure: gauge('rdp_failure', 'Where it fails, what was seen there, the likeliest cause and who can act on it.', [
      'stage',
      'reason',
      'cause',
      'blame',
    ]),
    settled: gauge('rdp_settled', 'Whether the cause is proven (1) or only the likeliest (0).'),
    security: gauge('rdp_security', 'The security that was negotiated.', ['security']),
    nla: gauge('rdp_nla', 'Whether the host asks for NLA (1) or not (0).'),
    notBefore: gauge('rdp_certificate_not_before_timestamp_seconds', 'From when on the certificate is valid.'),
    notAfter: gauge('rdp_certificate_not_after_timestamp_seconds', 'Until when the certificate is valid.'),
    trusted: gauge('rdp_certificate_trusted', 'Whether this system trusts the certificate (1) or not (0).'),
    skew: gauge('rdp_clock_skew_seconds', 'The clock of the host before that of the prober.'),
    host: gauge('rdp_host', 'What the host says of itself.', ['build']),
    connections: gauge('rdp_connections', 'TCP connections that the check made.'),
  };
}

function fill(gauges: Gauges, measurement: Measurement, label: Label): void {
  const { failure, certificate, clockSkewMs, security, build } = measurement;
  gauges.success.set(label, Number(measurement.healthy));
  gauges.duration.set(label, measurement.elapsedMs / 1000);
  gauges.connections.set(label, measurement.connections);
  for (const { stage, passed, elapsedMs } of measurement.stages) {
    gauges.stagePassed.set({ ...label, stage }, Number(passed));
    gauges.stageDuration.set({ ...label, stage }, elapsedMs / 1000);
  }
  if (failure !== undefined) {
    const { stage, reason, cause, blame } = failure;
    gauges.failure.set({ ...label, stage, reason, cause, blame }, 1);
    gauges.settled.set(label, Number(failure.settled));
  }
  if (security !== undefined) {
    gauges.security.set({ ...label, security }, 1);
    gauges.nla.set(label, Number(security === 'nla'));
  }
  if (certificate !== undefined) {
    gauges.notBefore.set(label, certificate.notBeforeMs / 1000);
    gauges.notAfter.set(label, certificate.notAfterMs / 1000);
    gauges.trusted.set(label, Number(certificate.trusted));
  }
  if (clockSkewMs !== undefined) gauges.skew.set(label, clockSkewMs / 1000);
  if (build !== undefined) gauges.host.set({ ...label, build }, 1);
}
