import { formatTarget } from '../../../machines/target/target.ts';
import type { Measurement } from './measurement.ts';

/** What a plugin ends with: https://nagios-plugins.org/doc/guidelines.html#AEN78 */
export const PLUGIN_EXIT = { ok: 0, warning: 1, critical: 2, unknown: 3 } as const;
export type PluginState = keyof typeof PLUGIN_EXIT;

/** From where on a healthy host is worth a word; seconds, and days that its certificate is still valid. */
export interface Thresholds {
  readonly warningSeconds?: number;
  readonly criticalSeconds?: number;
  readonly warningDays?: number;
  readonly criticalDays?: number;
}

type Say = (key: string, values: Readonly<Record<string, number>>) => string;

export interface PluginAnswer {
  readonly state: PluginState;
  readonly text: string;
}

const DAY_MS = 86_400_000;
const ORDER: readonly PluginState[] = ['ok', 'unknown', 'warning', 'critical'];

/**
 * One line and performance data, by the plugins' guidelines. `said`: what is wrong, in words; `say`: what else is to be said,
 * by its key; `proof`: lines for those who look closer. A host of which nothing is settled and no stage failed is `unknown`,
 * as one that was never reached.
 */
export function pluginAnswer(
  measurement: Measurement,
  thresholds: Thresholds,
  { said, say, proof }: { readonly said: string; readonly say: Say; readonly proof: readonly string[] },
  nowMs: number,
): PluginAnswer {
  const { failure, certificate, elapsedMs } = measurement;
  const days = certificate === undefined ? undefined : (certificate.notAfterMs - nowMs) / DAY_MS;
  const seconds = elapsedMs / 1000;
  const reached: PluginState =
    failure === undefined ? 'ok' : failure.stage === '' && !failure.settled ? 'unknown' : 'critical';
  const noted = [
    [
      above(seconds, thresholds.warningSeconds, thresholds.criticalSeconds),
      say('cli.plugin.took', { seconds }),
    ] as const,
    [below(days, thresholds.warningDays, thresholds.criticalDays), certificateNote(days, say)] as const,
  ].filter(([state]) => state !== 'ok');
  const state = [reached, ...noted.map(([found]) => found)].reduce<PluginState>(worse, 'ok');
  const notes = noted.map(([, note]) => `, ${note}`).join('');
  const first = `RDP ${state.toUpperCase()} - ${formatTarget(measurement.target)}: ${said}${notes}`;
  const data = performanceData(measurement, thresholds, days);
  return { state, text: [`${oneLine(first)} | ${data}`, ...proof.map(oneLine)].join('\n') };
}

function worse(a: PluginState, b: PluginState): PluginState {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

function above(value: number, warning = Number.POSITIVE_INFINITY, critical = Number.POSITIVE_INFINITY): PluginState {
  return value > critical ? 'critical' : value > warning ? 'warning' : 'ok';
}

function below(value: number | undefined, warning = -Number.MAX_VALUE, critical = -Number.MAX_VALUE): PluginState {
  if (value === undefined) return 'ok';
  return value < critical ? 'critical' : value < warning ? 'warning' : 'ok';
}

function certificateNote(days = 0, say: Say): string {
  return say(days < 0 ? 'cli.plugin.expired' : 'cli.plugin.expires', { count: Math.abs(Math.trunc(days)) });
}

/** `'label'=value[unit];[warn];[crit];[min];[max]` */
function performanceData(measurement: Measurement, thresholds: Thresholds, days: number | undefined): string {
  const limits = `${thresholds.warningSeconds ?? ''};${thresholds.criticalSeconds ?? ''}`;
  const range = (limit: number | undefined) => (limit === undefined ? '' : `${limit}:`);
  return [
    `time=${measurement.elapsedMs / 1000}s;${limits};0`,
    ...measurement.stages.map(({ stage, elapsedMs }) => `${stage}=${elapsedMs / 1000}s;;;0`),
    ...(days === undefined
      ? []
      : [`certificate_days=${Math.floor(days)};${range(thresholds.warningDays)};${range(thresholds.criticalDays)}`]),
    ...(measurement.clockSkewMs === undefined ? [] : [`clock_skew=${measurement.clockSkewMs / 1000}s`]),
  ].join(' ');
}

/** A bar would begin performance data, and a line end the long text. */
export function oneLine(text: string): string {
  return text.replace(/[|\n\r]/g, ' ').trim();
}
