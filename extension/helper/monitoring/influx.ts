import { formatTarget } from '../../../machines/target/target.ts';
import type { Measurement } from './measurement.ts';

/** A point in InfluxDB's line protocol, as Telegraf's `exec` reads it: https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/ */
export function influxLine(measurement: Measurement): string {
  const { failure, certificate, clockSkewMs, security, build } = measurement;
  const tags = [
    ['target', formatTarget(measurement.target)],
    ['stage', failure?.stage],
    ['reason', failure?.reason],
    ['cause', failure?.cause],
    ['blame', failure?.blame],
    ['security', security],
  ] as const;
  const fields = [
    ['healthy', measurement.healthy ? 'true' : 'false'],
    ['seconds', seconds(measurement.elapsedMs)],
    ['connections', `${measurement.connections}i`],
    ...measurement.stages.flatMap(({ stage, passed, elapsedMs }) => [
      [`${stage}_seconds`, seconds(elapsedMs)] as const,
      [`${stage}_passed`, passed ? 'true' : 'false'] as const,
    ]),
    ['clock_skew_seconds', clockSkewMs === undefined ? undefined : seconds(clockSkewMs)],
    ['certificate_not_after', certificate === undefined ? undefined : `${Math.round(certificate.notAfterMs / 1000)}i`],
    ['build', build === undefined ? undefined : `"${build}"`],
  ] as const;
  const tagged = tags.flatMap(([key, value]) => (value ? [`${key}=${escapeTag(value)}`] : []));
  const valued = fields.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
  return `rdp,${tagged.join(',')} ${valued.join(',')}`;
}

/** Milliseconds as seconds, without the dust of binary fractions. */
function seconds(ms: number): string {
  return String(Math.round(ms) / 1000);
}

function escapeTag(value: string): string {
  return value.replace(/[ ,=\\]/g, character => `\\${character}`);
}
