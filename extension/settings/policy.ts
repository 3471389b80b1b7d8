import { formatTarget, isRejection, MAX_PORT } from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import { fieldsOf, isOneOf, isText, isWholeNumber } from '../wire/fields.ts';
import { parseOrigin } from './origins.ts';
import { parseTargetRule, type TargetRules } from './target-rules.ts';

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
  readonly off: readonly Feature[];
}

export const NO_POLICY: Policy = { hosts: [], off: [] };

const MOST_HOSTS = 50;
const MOST_RULES = 500;

/**
 * The door of `storage.managed`. INVARIANT: what cannot be read never allows more: a list of targets or ports that is
 * there but wrong allows none of what was wrong in it.
 */
export function readPolicy(managed: unknown): Policy {
  const { hosts, targets, ports, redact, guide, off } = fieldsOf(managed) ?? {};
  const origin = isText(guide, 300) ? parseOrigin(guide) : undefined;
  return {
    hosts: textsOf(hosts, MOST_HOSTS).flatMap(text => {
      const target = parseTarget(text);
      return isRejection(target) ? [] : formatTarget(target);
    }),
    ...(targets === undefined
      ? {}
      : { targets: textsOf(targets, MOST_RULES).flatMap(text => parseTargetRule(text) ?? []) }),
    ...(ports === undefined
      ? {}
      : { ports: listOf(ports, MOST_RULES).filter(port => isWholeNumber(port, 1, MAX_PORT)) }),
    ...(typeof redact === 'boolean' ? { redact } : {}),
    ...(origin === undefined ? {} : { guide: origin }),
    off: listOf(off, FEATURES.length).filter(name => isOneOf(FEATURES, name)),
  };
}

const listOf = (value: unknown, most: number): readonly unknown[] => (Array.isArray(value) ? value.slice(0, most) : []);
const textsOf = (value: unknown, most: number): readonly string[] =>
  listOf(value, most).filter(text => isText(text, 300));
