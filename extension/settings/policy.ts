import { fieldsOf, isOneOf, isText, isWholeNumber } from '../../machines/schemas/fields.ts';
import { formatTarget, isRejection, MAX_PORT, parsePort } from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import { parseDownloads } from '../wire/downloads.ts';
import { parseOrigin } from './origins.ts';
import { parseTargetRule, type TargetRule, type TargetRules } from './target-rules.ts';

/** What a company can switch off. */
export const FEATURES = ['watch', 'page-checks', 'history', 'menus', 'export'] as const;
export type Feature = (typeof FEATURES)[number];

/** What the company has set through the browser's policies. A person cannot change it. */
export interface Policy extends TargetRules {
  /** Hosts that stand in everyone's list. */
  readonly hosts: readonly string[];
  /** Whether copied reports hide names and addresses; undefined leaves it to the person. */
  readonly redact?: boolean;
  /** The origin of the company's own guide. */
  readonly guide?: string;
  /** The folder from which people get the helper, in place of the publisher's. */
  readonly downloads?: string;
  readonly off: readonly Feature[];
  /** The keys of which something could not be read; the options page names them. */
  readonly unreadable: readonly string[];
}

export const NO_POLICY: Policy = { hosts: [], off: [], unreadable: [] };

/** What holds where there is a policy that nobody can read. */
export const LOCKED_DOWN: Policy = {
  hosts: [],
  targets: [],
  ports: [],
  redact: true,
  off: FEATURES,
  unreadable: ['policy'],
};

const MOST_HOSTS = 50;
const MOST_RULES = 500;
const MAX_TEXT_LENGTH = 300;

/**
 * Parses `storage.managed`. INVARIANT: what cannot be read allows less, never more: a list of the wrong shape is
 * empty where it allows something and whole where it forbids something, and each entry counts for itself.
 */
export function readPolicy(managed: unknown): Policy {
  const fields = fieldsOf(managed);
  if (fields === undefined) return LOCKED_DOWN;
  const { hosts, guide, downloads, off, only } = fields;
  const isOnly = only !== undefined && only !== false;
  const known = readList(hosts, readHost, MOST_HOSTS);
  const targets = readRules(fields.targets, readTargetRule, isOnly);
  const ports = readRules(fields.ports, readPort, isOnly);
  const redact = readSwitch(fields.redact);
  const origin = isText(guide, MAX_TEXT_LENGTH) ? parseOrigin(guide) : undefined;
  const folder = isText(downloads, MAX_TEXT_LENGTH) ? parseDownloads(downloads) : undefined;
  const features = readList(off, readFeature, FEATURES.length);
  const faults: Readonly<Record<string, boolean>> = {
    hosts: !known.whole,
    targets: targets?.whole === false,
    ports: ports?.whole === false,
    redact: fields.redact !== undefined && redact === undefined,
    guide: guide !== undefined && origin === undefined,
    downloads: downloads !== undefined && folder === undefined,
    off: !features.whole,
    only: only !== undefined && typeof only !== 'boolean',
  };
  return {
    hosts: known.entries,
    ...(targets && { targets: targets.entries }),
    ...(ports && { ports: ports.entries }),
    ...(redact !== undefined ? { redact } : faults.redact ? { redact: true } : {}),
    ...(origin === undefined ? {} : { guide: origin }),
    ...(folder === undefined ? {} : { downloads: folder }),
    off: off === undefined || Array.isArray(off) ? features.entries : FEATURES,
    unreadable: Object.keys(faults).filter(key => faults[key]),
  };
}

interface ReadList<T> {
  readonly entries: readonly T[];
  /** Whether all that was there could be read. */
  readonly whole: boolean;
}

/** Reads before it cuts: entries that say nothing take no place from those that do. */
function readList<T>(value: unknown, read: (entry: unknown) => T | undefined, most: number): ReadList<T> {
  if (value === undefined) return { entries: [], whole: true };
  if (!Array.isArray(value)) return { entries: [], whole: false };
  const known = value.map(read).filter(entry => entry !== undefined);
  return { entries: [...new Set(known)].slice(0, most), whole: known.length === value.length };
}

/** The list that allows something; undefined where it is not set and everything is allowed. */
function readRules<T>(
  value: unknown,
  read: (entry: unknown) => T | undefined,
  isOnly: boolean,
): ReadList<T> | undefined {
  return value === undefined && !isOnly ? undefined : readList(value, read, MOST_RULES);
}

const textOf = (value: unknown): string => (isText(value, MAX_TEXT_LENGTH) ? value.trim() : '');

function readHost(value: unknown): string | undefined {
  const target = parseTarget(textOf(value));
  return isRejection(target) ? undefined : formatTarget(target);
}

const readTargetRule = (value: unknown): TargetRule | undefined => parseTargetRule(textOf(value));

/** Administrative templates and the registry write numbers as text. */
const readPort = (value: unknown): number | undefined =>
  isWholeNumber(value, 1, MAX_PORT) ? value : parsePort(textOf(value));

function readFeature(value: unknown): Feature | undefined {
  const name = textOf(value).toLowerCase();
  return isOneOf(FEATURES, name) ? name : undefined;
}

function readSwitch(value: unknown): boolean | undefined {
  if (value === true || value === 1) return true;
  return value === false || value === 0 ? false : undefined;
}
