import { type Clause, clauseAt } from './clauses.ts';
import type { Match } from './lexicon.ts';
import { isMended } from './mended.ts';
import { ALONGSIDE } from './programs.ts';
import type { Hit } from './rules.ts';

/** What is said of this connection as it is now: not of a product, of a gateway, of another thing, or of what was or would be. */
export function relevantHits(
  hits: readonly Hit[],
  clauses: readonly Clause[],
  matches: readonly Match[],
): readonly Hit[] {
  const meant = meantHits(hits, clauses, matches);
  return meant.filter(hit => !isOfAnother(hit, clauses) && !isOfGateway(hit, meant));
}

function meantHits(hits: readonly Hit[], clauses: readonly Clause[], matches: readonly Match[]): readonly Hit[] {
  const listed = matches.find(({ name }) => name === 'REASONS');
  const product = matches.some(({ name }) => name === 'PRODUCT') && !matches.some(({ name }) => name === 'RDP');
  if (product || matches.some(({ name }) => name === 'SOLVED')) return [];
  const offTopic =
    matches.some(({ name }) => name === 'FEATURE') && !matches.some(({ name }) => CONNECTION_PARTS.has(name));
  return hits.filter(
    hit =>
      !(listed !== undefined && hit.from > listed.from && LISTED.has(hit.question)) &&
      !(offTopic && SINCE_WHEN.has(hit.question)) &&
      !isAfterSleep(hit, hits, clauses) &&
      !isDenied(hit, clauses) &&
      !isMended(hit, clauses) &&
      !isForeign(hit, clauses) &&
      !isOwnPhone(hit, clauses) &&
      !isResult(hit, clauses),
  );
}

/** "My printer prints nothing since the update": where nothing of a connection is named, no change is one of its. */
const CONNECTION_PARTS: ReadonlySet<string> = new Set(
  'RDP SESSION INSESSION CLIP FAR ATFAR PC NEAR VPN SCREEN PASSWORD PORT GATEWAY MSTSC WINDOWSAPP STOREAPP'.split(' '),
);
const SINCE_WHEN: ReadonlySet<string> = new Set(['history', 'recent-change']);

/** "We go through a gateway, but it does not answer", "the gateway denies me": that is not the host. */
const isOfGateway = (hit: Hit, hits: readonly Hit[]): boolean =>
  OF_GATEWAY.has(hit.question) &&
  hits.some(
    ({ question, answer, from, to }) =>
      question === 'gateway' && GATEWAY_FAILS.has(answer) && from < hit.to && hit.from < to,
  );
const OF_GATEWAY: ReadonlySet<string> = new Set(['path', 'credentials']);
const GATEWAY_FAILS: ReadonlySet<string> = new Set(['unreachable', 'refused']);

/** What tells of another thing that stands in the same clause. */
const OF_ANOTHER: Readonly<Record<string, { readonly things: readonly string[]; readonly unless: readonly string[] }>> =
  {
    // "Remote Desktop is ticked in the firewall", "the service Remote Desktop is started".
    'rdp-enabled:yes': { things: ['FIREWALL', 'NETFIREWALL', 'SERVICE'], unless: [] },
    'rdp-enabled:no': { things: ['FIREWALL', 'NETFIREWALL', 'SERVICE', 'CLOUDRULE'], unless: [] },
    // "The certificate is expired since yesterday".
    'history:worked-before': { things: ['CERT', 'LICENSE', 'CLOCK', 'FEATURE'], unless: ['FAILS', 'WORKED', 'RDP'] },
    // "My colleague's notebook next to me".
    'host-place:same-network': {
      things: ['OTHERDEV', 'INSIDEPERSON', 'OTHERHOST', 'WORKS'],
      unless: ['FAR', 'ATFAR', 'PC', 'INSIDE'],
    },
    // "My laptop goes to sleep".
    'host-power:asleep': { things: ['NEAR'], unless: ['FAR', 'ATFAR', 'PC'] },
    // "Netstat: 127.0.0.1:3389 listening", "on the PC itself 127.0.0.2 works".
    'host-place:this-device': { things: ['LISTENS', 'PORT3389', 'WORKS'], unless: ['WSL', 'VIRTUAL'] },
    // "I have not changed the password": that is not everything.
    'recent-change:nothing': {
      things: [
        'PASSWORD',
        'CERT',
        'ROUTER',
        'FIREWALL',
        'NETFIREWALL',
        'PORT',
        'NEWNET',
        'NAME',
        'IP',
        'ACCOUNT',
        'UPDATE',
      ],
      unless: [],
    },
    // "The smart card is refused": that is the way of signing in, and no password.
    'credentials:rejected': { things: ['=sign-in-way:smart-card'], unless: ['PASSWORD'] },
    // "My colleague's account was locked".
    'credentials:locked': { things: ['OTHERDEV', 'INSIDEPERSON', 'OTHERACCOUNT'], unless: ['ME'] },
    'credentials:expired': { things: ['OTHERDEV', 'INSIDEPERSON', 'OTHERACCOUNT'], unless: ['ME'] },
    // "From another notebook in the same network it works".
    'quality:good': { things: ['OTHERDEV', 'OTHERNET'], unless: ['FAST'] },
    // "Sometimes the sound is missing".
    'history:intermittent': { things: ['FEATURE', 'SLOW', 'ASKS'], unless: ['WORKS', 'FAILS', 'WORKED'] },
    // "A minute after the login it is gone": that is no end at the sign-in.
    'credentials:accepted-then-closed': { things: ['AFTERMINUTES'], unless: [] },
    'drop:at-sign-in': { things: ['AFTERMINUTES'], unless: [] },
    // "The last update of the app on my iPad".
    'recent-change:device-update': { things: ['APP'], unless: ['MACCLIENT'] },
    // "The update of my VPN client".
    'recent-change:client-update': { things: ['VPN', 'SECSOFT'], unless: [] },
    // "Since the update of Windows on my laptop", "since that of the app".
    'recent-change:host-update': {
      things: ['NEAR', 'FROMDEV', 'APP', 'SECSOFT', 'VPN'],
      unless: ['FAR', 'ATFAR', 'PC'],
    },
    // "Opened 3389 in the security list": that is the cloud's rule.
    'exposed:yes': { things: ['CLOUDRULE', 'FIREWALL', '=tunnel:ssh'], unless: ['ROUTER'] },
    'exposed:no': { things: ['CLOUDRULE'], unless: ['ROUTER'] },
    // "The security group lets 3389 in".
    'firewall-rule:allowed': { things: ['CLOUDRULE'], unless: ['FIREWALL'] },
    // "Telnet to 3389 gives a black window".
    'progress:black-screen': { things: ['PORT', 'PORT3389', 'PING'], unless: [] },
    // "Port 3389 is open on the router".
    'port:open': { things: ['ROUTER', 'CLOUDRULE'], unless: [] },
  };

/** "My bank account is locked", "the screen of my phone freezes": nothing of the connection. */
const isForeign = ({ question, from }: Hit, clauses: readonly Clause[]): boolean =>
  FOREIGN_AS_WELL.has(question) &&
  clauses[clauseAt(clauses, from)]?.notions.some(({ name }) => name === 'FOREIGN') === true;
/** What is said of other things in the same words. */
const FOREIGN_AS_WELL: ReadonlySet<string> = new Set(['credentials', 'drop', 'progress', 'recent-change', 'tls']);

const isOfAnother = ({ question, answer, from }: Hit, clauses: readonly Clause[]): boolean => {
  const another = OF_ANOTHER[`${question}:${answer}`];
  const inside = clauses[clauseAt(clauses, from)];
  const has = (names: readonly string[]) => inside?.notions.some(({ name }) => names.includes(name)) === true;
  return another !== undefined && has(another.things) && !has(another.unless);
};

/** "It does not drop when idle", "it is no machine in the cloud": what is negated takes the rest of its clause with it. */
const DENIED_WITH: Readonly<Record<string, readonly string[]>> = { drop: ['DROPS'], 'host-kind': ['FAR', 'PC'] };

const isDenied = ({ question, from }: Hit, clauses: readonly Clause[]): boolean => {
  const inside = clauses[clauseAt(clauses, from)];
  const names = DENIED_WITH[question] ?? [];
  return inside?.notions.some(({ name, negated }) => negated && names.includes(name)) === true;
};

/** "I switched the firewall off and nothing changed", "reinstalled it, same error": a try, and what it brought. */
function isResult({ question, answer, from }: Hit, clauses: readonly Clause[]): boolean {
  if (question !== 'recent-change') return false;
  const index = clauseAt(clauses, from);
  if (answer !== 'nothing') return clauses.slice(index, index + 2).some(clause => isSameAfter(from, clause));
  const before = clauses[index]?.joint === 'and' ? clauses[index - 1] : undefined;
  return before?.notions.some(({ name }) => TRIED.has(name)) === true;
}
const isSameAfter = (from: number, { notions, joint }: Clause): boolean =>
  notions.some(notion => notion.name === 'SAME' && notion.from > from) && joint !== 'sentence';
const TRIED: ReadonlySet<string> = new Set(['OFF', 'REMOVED', 'RESTARTED', 'FIREWALL', 'SECSOFT']);

/** "It goes to sleep, and then I can't get in any more": that tells of each time, not of one before. */
function isAfterSleep({ question, answer, from }: Hit, hits: readonly Hit[], clauses: readonly Clause[]): boolean {
  if (question !== 'history' || answer !== 'worked-before') return false;
  const sentence = (at: number) =>
    clauses.filter(({ from: start, joint }) => joint === 'sentence' && start <= at).length;
  return hits.some(
    hit =>
      ((hit.question === 'host-power' && hit.answer === 'asleep') ||
        (hit.question === 'drop' && hit.answer === 'when-idle')) &&
      hit.from < from &&
      sentence(hit.from) === sentence(from),
  );
}

/** "From my phone, or on my Mac, it does not connect": with no other device beside it, that is the one in question. */
function isOwnPhone({ question, answer, from }: Hit, clauses: readonly Clause[]): boolean {
  if (question !== 'other-client' || answer !== 'fails') return false;
  const notions = clauses.flatMap(clause => clause.notions);
  const phones = notions.filter(({ name }) => name === 'PHONE' || name === 'MACCLIENT');
  const own = notions.find(notion => notion.name === 'OTHERDEV' && notion.from === from);
  const isPhone = phones.some(({ from: at }) => own !== undefined && at >= own.from && at < own.to);
  const besides = notions.some(
    ({ name, from: at, to }) => BESIDES.has(name) && !(own && at >= own.from && to <= own.to),
  );
  return isPhone && phones.length === 1 && !besides;
}
const BESIDES: ReadonlySet<string> = new Set([...ALONGSIDE, 'MACCLIENT', 'MSTSC']);

const LISTED: ReadonlySet<string> = new Set([
  'rdp-enabled',
  'host-power',
  'path',
  'port',
  'service-state',
  'vpn',
  'host-place',
]);
