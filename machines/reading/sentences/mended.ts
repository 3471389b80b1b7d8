import { type Clause, clauseAt } from './clauses.ts';
import type { Notion } from './negations.ts';
import type { Hit } from './rules.ts';

/** "The account was locked, they unlocked it", "I switched it off and back on": what is so no longer. */
export function isMended({ question, answer, from, to }: Hit, clauses: readonly Clause[]): boolean {
  if (!MENDABLE.has(`${question}:${answer}`)) return false;
  const index = clauseAt(clauses, from);
  return clauses
    .slice(index, index + CLAUSES_AT_MOST)
    .some(({ notions }) =>
      notions.some(notion => notion.name === 'MENDED' && notion.from >= to && !isNegatedWithin(notion, notions)),
    );
}
/** "Nobody renewed it". */
const isNegatedWithin = ({ from, to }: Notion, notions: readonly Notion[]): boolean =>
  notions.some(notion => notion.negated && notion.from >= from && notion.to <= to);

/** The clause itself, and those in which "it" is still the same thing. */
const CLAUSES_AT_MOST = 3;

const MENDABLE: ReadonlySet<string> = new Set(
  (
    'vpn:disconnected host-power:off host-power:asleep credentials:locked credentials:expired ' +
    'tls:expired tls:untrusted port:closed service-state:stopped rdp-enabled:no ' +
    'firewall-rule:allowed firewall-rule:blocked security-software:none cloud-rule:blocked listener:other-port ' +
    'listener:not-listening license:refused clock:skewed recent-change:software'
  ).split(' '),
);
