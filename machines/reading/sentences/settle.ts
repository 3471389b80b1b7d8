import type { Clause } from './clauses.ts';
import type { Match } from './lexicon.ts';
import { relevantHits } from './relevant-hits.ts';
import type { Hit } from './rules.ts';

/** Of answers that exclude each other, those that tell more come first. */
const STRONGER: Readonly<Record<string, readonly string[]>> = {
  vpn: ['fails-only-with', 'fails-only-without', 'disconnected', 'not-used', 'connected'],
  'host-vpn': ['works-without', 'none', 'present'],
  history: ['returns-after-restart', 'intermittent', 'never-worked', 'worked-before'],
  'security-software': ['works-without', 'none', 'present'],
  port: ['refused', 'resets', 'rejected', 'silent', 'closed', 'open'],
  drop: ['when-idle', 'reconnecting', 'freezes', 'after-minutes', 'at-sign-in', 'before-sign-in'],
  gateway: ['not-used', 'refused', 'unreachable', 'reachable', 'used'],
  'cloud-rule': ['blocked', 'none', 'allowed'],
  captive: ['proxy-set', 'yes', 'no'],
  'failure-time': ['timeout', 'instant', 'seconds'],
  exposed: ['no', 'yes'],
  // Of what works and what does not, the other one is that which works.
  'other-client': ['works'],
  'other-network': ['works'],
  'other-account': ['works'],
  'other-host': ['works'],
  'from-inside': ['works'],
  tunnel: ['ssh', 'jump-host', 'zero-trust', 'proxy', 'none'],
  listener: ['other-port', 'not-listening', 'loopback-only', 'listening'],
  'account-kind': ['microsoft', 'blank-password', 'entra'],
  'host-power': ['maintenance', 'starting', 'asleep'],
  membership: ['not-member', 'member'],
  'rdp-enabled': ['no'],
  addresses: ['some-fail', 'all-work'],
  progress: ['black-screen', 'works-but', 'prompt', 'desktop', 'nothing'],
  'sign-in-way': ['saved', 'smart-card', 'hello', 'web-account', 'password'],
  quality: ['lossy', 'slow', 'good'],
  path: ['no-route', 'lossy', 'silent', 'answers'],
  'host-place': ['this-device', 'cloud', 'same-network', 'elsewhere'],
  name: ['short-name-only', 'wrong-address', 'not-found', 'no-answer', 'resolves', 'address-used'],
  credentials: [
    'locked',
    'expired',
    'not-permitted',
    'method-refused',
    'accepted-then-closed',
    'rejected',
    'not-asked',
  ],
};
/** These may hold several answers at once. */
const SEVERAL: ReadonlySet<string> = new Set(['host-kind', 'host-log', 'recent-change']);

/** One answer a question, where the question holds one; what is not said of this connection is left out. */
export function settleHits(
  hits: readonly Hit[],
  clauses: readonly Clause[],
  matches: readonly Match[],
): readonly Hit[] {
  const relevant = relevantHits(hits, clauses, matches);
  // "On the phone's hotspot it works, on the hotel's WiFi never": where one is, not what it asks.
  const elsewhere =
    relevant.some(({ question }) => question === 'other-network') && !matches.some(({ name }) => name === 'PORTAL');
  // "It throws me out when she logs in": she is the one who signs in.
  const someone = relevant.some(({ question, answer }) => question === 'other-session' && answer === 'someone');
  const otherAccount = relevant.some(({ question, answer }) => question === 'other-account' && answer === 'works');
  // "The connection was denied, because the account has no right to sign in remotely": that port answers.
  const noRight = relevant.some(({ question, answer }) => question === 'credentials' && answer === 'not-permitted');
  const byAddress = relevant.some(({ question }) => question === 'by-address');
  // "RDP to localhost:13389 over ssh": this device is where the tunnel begins.
  const tunnelled = relevant.some(({ question }) => question === 'tunnel');
  const withVpn = relevant.some(({ question, answer }) => question === 'vpn' && answer === 'fails-only-with');
  const without = relevant.filter(({ answer }) => answer === 'works-without' || answer === 'fails-only-with');
  const told = relevant.filter(
    hit =>
      !(elsewhere && hit.question === 'captive' && hit.answer === 'yes') &&
      !(byAddress && hit.answer === 'address-used') &&
      !(tunnelled && hit.answer === 'this-device') &&
      !(noRight && hit.answer === 'refused') &&
      !((someone || otherAccount) && hit.question === 'other-client' && hit.answer === 'works') &&
      !(someone && (hit.answer === 'at-sign-in' || hit.answer === 'accepted-then-closed')) &&
      (hit.question !== 'history' ||
        !((withVpn && isUnderCondition(hit, clauses)) || without.some(other => contains(other, hit)))),
  );
  const questions = [...new Set(told.map(({ question }) => question))];
  return questions.flatMap(question =>
    settle(
      question,
      told.filter(hit => hit.question === question),
      clauses,
    ),
  );
}

/** "I switched it off and it worked": that is the result of the try. */
const contains = (other: Hit, { from, to }: Hit): boolean => other.from <= from && to <= other.to;

/** "As soon as the VPN is on it drops and I can't get in any more" tells of no earlier time, however long the sentence. */
function isUnderCondition({ from }: Hit, clauses: readonly Clause[]): boolean {
  let supposed = false;
  for (const clause of clauses) {
    if (clause.joint !== 'and') supposed = false;
    supposed ||= clause.notions.some(({ name }) => name === 'WHEN');
    if (from >= clause.from && from < clause.to) return supposed;
  }
  return false;
}

function settle(question: string, hits: readonly Hit[], clauses: readonly Clause[]): readonly Hit[] {
  const distinct = [...new Map(hits.map(hit => [hit.answer, hit])).values()];
  if (distinct.length === 1) return distinct;
  // "The self-signed certificate has expired": what it is by nature is not what is wrong with it.
  if (question === 'tls') return distinct.filter(({ answer }) => answer !== 'untrusted');
  // "Windows 10 Home": both say it.
  if (question === 'host-kind' && distinct.some(({ answer }) => answer === 'windows-home'))
    return distinct.filter(({ answer }) => answer !== 'windows-desktop');
  if (SEVERAL.has(question)) return distinct;
  const order = STRONGER[question] ?? [];
  const ranked = distinct.toSorted((one, other) => rank(order, one) - rank(order, other));
  if (ranked[0] !== undefined && order.includes(ranked[0].answer)) return ranked.slice(0, 1);
  const last = distinct.toSorted((one, other) => other.from - one.from)[0];
  return last !== undefined && contrasted(last, clauses) ? [last] : [];
}

const rank = (order: readonly string[], { answer }: Hit): number =>
  order.includes(answer) ? order.indexOf(answer) : order.length;

/** "It says it is off, but it is on": what stands after "but" is what the person knows. */
function contrasted(hit: Hit, clauses: readonly Clause[]): boolean {
  return clauses.some(clause => clause.joint === 'contrast' && hit.from >= clause.from);
}
