import { fieldsOf, isText, isWholeNumber } from '../../machines/schemas/fields.ts';
import type { Fields } from '../../machines/schemas/record.ts';
import { formatTarget, isRejection } from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import { parseOrigin } from './origins.ts';

/** What a person has set. */
export interface Settings {
  /** Hosts that stay in the list. */
  readonly pinned: readonly string[];
  /** Whether checked hosts are remembered. */
  readonly history: boolean;
  /** Whether copied reports hide names and addresses. */
  readonly redact: boolean;
  readonly watch: WatchSettings;
  /** Pages beyond the guide's own that may ask for a check. */
  readonly origins: readonly string[];
}

export interface WatchSettings {
  /** Between two looks. */
  readonly everyMinutes: number;
  /** A watch ends by itself after so long. */
  readonly hours: number;
  /** No notification between these minutes of the day; undefined: at any time. */
  readonly quiet?: { readonly from: number; readonly until: number };
}

export const DEFAULT_SETTINGS: Settings = {
  pinned: [],
  history: true,
  redact: true,
  watch: { everyMinutes: 2, hours: 12 },
  origins: [],
};

export const SETTINGS_LIMITS = {
  pinned: 30,
  origins: 10,
  everyMinutes: [1, 60],
  hours: [1, 72],
} as const;

/** Stored or imported settings; each part that does not fit is the default's. */
export function readSettings(stored: unknown): Settings {
  const fields = fieldsOf(stored) ?? {};
  return {
    pinned: unique(textsOf(fields.pinned).flatMap(text => pinnedForm(text) ?? [])).slice(0, SETTINGS_LIMITS.pinned),
    history: typeof fields.history === 'boolean' ? fields.history : DEFAULT_SETTINGS.history,
    redact: typeof fields.redact === 'boolean' ? fields.redact : DEFAULT_SETTINGS.redact,
    watch: readWatch(fieldsOf(fields.watch) ?? {}),
    origins: unique(textsOf(fields.origins).flatMap(text => parseOrigin(text) ?? [])).slice(0, SETTINGS_LIMITS.origins),
  };
}

function readWatch({ everyMinutes, hours, quiet }: Fields): WatchSettings {
  const [least, most] = SETTINGS_LIMITS.everyMinutes;
  const [fewest, longest] = SETTINGS_LIMITS.hours;
  const { from, until } = fieldsOf(quiet) ?? {};
  const isMinute = (value: unknown) => isWholeNumber(value, 0, 24 * 60 - 1);
  return {
    everyMinutes: isWholeNumber(everyMinutes, least, most) ? everyMinutes : DEFAULT_SETTINGS.watch.everyMinutes,
    hours: isWholeNumber(hours, fewest, longest) ? hours : DEFAULT_SETTINGS.watch.hours,
    ...(isMinute(from) && isMinute(until) && from !== until
      ? { quiet: { from: Number(from), until: Number(until) } }
      : {}),
  };
}

/** A host as it stands in the list; undefined for what names none. */
export function pinnedForm(text: string): string | undefined {
  const target = parseTarget(text);
  return isRejection(target) ? undefined : formatTarget(target);
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.slice(0, 100).filter(text => isText(text, 300)) : [];
const unique = <T>(list: readonly T[]): readonly T[] => [...new Set(list)];
