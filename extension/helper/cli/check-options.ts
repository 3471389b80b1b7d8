import type { Sentence } from '../../../machines/format.ts';
import type { Thresholds } from '../monitoring/nagios.ts';
import type { CheckOptions } from './examined.ts';

/** The options of `check` as `parseArgs` takes them. */
export const CHECK_ARGUMENTS = {
  gateway: { type: 'string' },
  deep: { type: 'boolean' },
  beside: { type: 'string' },
  timeout: { type: 'string' },
  json: { type: 'boolean' },
  format: { type: 'string' },
  rate: { type: 'string' },
  resume: { type: 'string' },
  warning: { type: 'string' },
  critical: { type: 'string' },
  certificate: { type: 'string' },
} as const;

type Values = { readonly [K in keyof typeof CHECK_ARGUMENTS]?: string | boolean | undefined };

/** Formats for programs; a fourth, `nagios`, is a plugin's and has a command of its own. */
const FORMATS = ['json', 'influx', 'openmetrics'] as const;
export type Format = (typeof FORMATS)[number];

/** The options of `check`, understood. */
export interface ReadOptions {
  readonly check: CheckOptions;
  readonly format?: Format;
  readonly perSecond: number;
  readonly resume?: string | undefined;
  readonly gateway?: string | undefined;
  readonly thresholds: Thresholds;
}

/** Starts a second: ten seconds for five thousand hosts, and no flood for a firewall on the way. */
const DEFAULT_RATE = 500;
const MAX_TIMEOUT_S = 300;
const MAX_RATE = 10_000;
const MAX_THRESHOLD = 1_000_000;
/** With the target's own port as many connections as a check may make. */
const MAX_BESIDE = 2;

/** The options, or one sentence about the first that is not used as it is meant. */
export function readCheckOptions(values: Values): ReadOptions | Sentence {
  const text = (name: keyof Values) => (typeof values[name] === 'string' ? values[name] : undefined);
  const timeout = numbersOf(text('timeout'), 1, MAX_TIMEOUT_S);
  if (timeout === undefined) return { key: 'cli.usage.timeout', values: { most: MAX_TIMEOUT_S } };
  const beside = (text('beside')?.split(',') ?? []).map(Number);
  if (beside.length > MAX_BESIDE || beside.some(port => !(Number.isInteger(port) && port > 0 && port < 65_536)))
    return { key: 'cli.usage.beside' };
  const rate = numbersOf(text('rate'), 1, MAX_RATE);
  if (rate === undefined) return { key: 'cli.usage.rate', values: { most: MAX_RATE } };
  const format = values.json === true ? 'json' : FORMATS.find(known => known === values.format);
  const isPlugin = values.format === 'nagios';
  if (format === undefined && values.format !== undefined && !isPlugin)
    return { key: 'cli.usage.format', values: { known: [...FORMATS, 'nagios'].join(', ') } };
  const warning = numbersOf(text('warning'), 1, MAX_THRESHOLD);
  const critical = numbersOf(text('critical'), 1, MAX_THRESHOLD);
  if (warning === undefined || critical === undefined) return { key: 'cli.usage.seconds' };
  const days = numbersOf(text('certificate'), 2, MAX_THRESHOLD);
  if (days === undefined) return { key: 'cli.usage.certificate' };
  if ([...warning, ...critical, ...days].length > 0 && !isPlugin) return { key: 'cli.usage.thresholds' };
  return {
    check: {
      deep: values.deep === true,
      beside,
      ...(timeout[0] !== undefined && { timeoutMs: timeout[0] * 1000 }),
    },
    perSecond: rate[0] ?? DEFAULT_RATE,
    ...(format && { format }),
    resume: text('resume'),
    gateway: text('gateway'),
    thresholds: {
      ...(warning[0] !== undefined && { warningSeconds: warning[0] }),
      ...(critical[0] !== undefined && { criticalSeconds: critical[0] }),
      ...(days[0] !== undefined && { warningDays: days[0] }),
      ...(days[1] !== undefined && { criticalDays: days[1] }),
    },
  };
}

/** Up to `most` numbers over zero, parted by commas; none where there is no text, `undefined` where it is no such list. */
function numbersOf(text: string | undefined, most: number, limit: number): readonly number[] | undefined {
  if (text === undefined) return [];
  const parts = text.split(',');
  const numbers = parts.map(part => (/^\d+(?:\.\d+)?$/.test(part) ? Number(part) : Number.NaN));
  return parts.length <= most && numbers.every(number => number > 0 && number <= limit) ? numbers : undefined;
}
