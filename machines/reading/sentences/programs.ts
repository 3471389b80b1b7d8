import type { Clause } from './clauses.ts';
import type { Hit } from './rules.ts';

/** Classes of programs and the devices that stand for theirs, with the answer to `client`. */
const CLIENTS: ReadonlyMap<string, string> = new Map([
  ['MSTSC', 'mstsc'],
  ['WINDOWSAPP', 'windows-app'],
  ['STOREAPP', 'store-app'],
  ['FREERDP', 'freerdp'],
  ['REMMINA', 'remmina'],
  ['WEBCLIENT', 'web'],
  ['OTHERCLIENT', 'other'],
  ['MACCLIENT', 'mac'],
  ['IOSCLIENT', 'ios'],
  ['ANDROIDCLIENT', 'android'],
  ['OTHERPROGRAM', 'another'],
]);
const DEVICES: ReadonlySet<string> = new Set(['mac', 'ios', 'android']);

interface Mention {
  readonly client: string;
  readonly from: number;
  readonly to: number;
  readonly index: number;
  readonly fate: 'works' | 'fails' | 'untold';
}

/** Which program fails, and what another one does: the one that works is not the one that the person asks about. */
export function readPrograms(clauses: readonly Clause[]): readonly Hit[] {
  const named = clauses.flatMap((clause, index) => mentionsIn(clause, index, fateAt(clauses, index)));
  const mentions = named.filter(mention => !isAnotherDevice(mention, named, clauses));
  const programs = mentions.filter(({ client }) => !DEVICES.has(client));
  const works = ({ fate, index }: Mention) => fate === 'works' && !fallsBack(clauses, index);
  const trouble = mentions.filter(mention => mention.client !== 'another' && !works(mention));
  const first = trouble.find(({ fate }) => fate === 'fails') ?? trouble[0];
  const hits: Hit[] = [];
  if (first !== undefined && mentions.length === 1 && first.fate === 'fails' && isAsWell(clauses, first))
    return DEVICES.has(first.client) ? hits : [hit('other-program', 'fails', first)];
  if (first !== undefined && !bothSpellings(mentions, first)) hits.push(hit('client', first.client, first));
  const other = programs.find(({ client }) => client !== (first?.client ?? client));
  const device = mentions.find(
    mention =>
      DEVICES.has(mention.client) &&
      works(mention) &&
      fateIn(clauses[mention.index]) === 'works' &&
      // "From the same Mac": what fails there is no other device.
      (mention.client !== 'mac' || named.filter(({ client }) => client === 'mac').length === 1),
  );
  const isTrouble = clauses.some(({ notions }) =>
    notions.some(({ name }) => name === 'FAILS' || name === '=progress:black-screen'),
  );
  if (device !== undefined && isTrouble) hits.push(hit('other-client', 'works', device));
  const only = first === undefined && programs.length === mentions.length ? programs[0] : undefined;
  if (only !== undefined && isReported(clauses, only)) return [...hits, hit('other-program', 'works', only)];
  if (first === undefined || other === undefined || other.fate === 'untold') return hits;
  // What runs on another device is another device; a browser is on each.
  if (DEVICES.has(first.client) && other.client !== 'web' && other.client !== 'another') return hits;
  if (other.fate === 'fails' && first.fate !== 'fails') return hits;
  return [...hits, hit('other-program', other.fate, other)];
}

/** "The laptop fails, and so does my iPad": where there is a device or a program beside it, that is the one in question. */
function isAnotherDevice(
  { from, to, client }: Mention,
  named: readonly Mention[],
  clauses: readonly Clause[],
): boolean {
  if (!DEVICES.has(client)) return false;
  const notions = clauses.flatMap(clause => clause.notions);
  const other = notions.find(({ name, from: start, to: end }) => name === 'OTHERDEV' && start <= from && to <= end);
  if (other === undefined) return false;
  // "I watch films on my iPad".
  if (!notions.some(({ name }) => TROUBLE.has(name) || name.startsWith('='))) return true;
  const isBeside = (start: number, end: number) => start < other.from || end > other.to;
  return (
    named.some(mention => isBeside(mention.from, mention.to)) ||
    notions.some(({ name, from: start, to: end }) => BESIDES.has(name) && isBeside(start, end))
  );
}
const TROUBLE: ReadonlySet<string> = new Set(
  'FAILS RDP FAR PC ATFAR SESSION LINKED ERROR APP SCREEN PING SLOW'.split(' '),
);
/** What tells that a device is not the only one. */
export const ALONGSIDE: readonly string[] = ['NEAR', 'FROMDEV', 'TOO', 'SAME', 'NEITHER'];
const BESIDES: ReadonlySet<string> = new Set([...ALONGSIDE, 'OTHERDEV', 'OTHERNET']);

/** "FreeRDP can't do it either", "the same in FreeRDP": the one in question is not named. */
const isAsWell = (clauses: readonly Clause[], { index, from }: Mention): boolean =>
  clauses[index]?.notions.some(notion => notion.name === 'TOO' || (notion.name === 'SAME' && notion.from < from)) ===
  true;

/** "In the browser it works": nothing else makes the difference there, and it is no tale of the past. */
const isReported = (clauses: readonly Clause[], { client, index, fate }: Mention): boolean =>
  fate === 'works' &&
  client !== 'mstsc' &&
  clauses[index]?.notions.some(
    ({ name, from }, _, notions) =>
      OTHERWISE.has(name) ||
      name.startsWith('=history:') ||
      // RDWeb: a page with links to programs is none of them.
      (name === 'RDP' && notions.some(other => other.name === 'WEBCLIENT' && other.from === from)),
  ) === false &&
  clauses[index]?.notions.some(({ name }) => name === 'WORKS') === true &&
  !restOfSentence(clauses, index).some(
    ({ notions }) =>
      // "In the browser it works, in the app it fails": that is the one in question.
      !notions.some(({ name }) => name === 'APP') &&
      notions.some(({ name }) => name === 'FAILS' || name === 'FREEZE' || name === 'CONNECTING'),
  );

/** What follows in the same sentence, up to a contrast. */
function restOfSentence(clauses: readonly Clause[], index: number): readonly Clause[] {
  const end = clauses.findIndex(({ joint }, at) => at > index && joint !== 'and');
  return clauses.slice(index + 1, end < 0 ? undefined : end);
}
const OTHERWISE: ReadonlySet<string> = new Set(
  (
    'WORKED OTHERHOST OTHERDEV OTHERNET OTHERACCOUNT INSIDE OUTSIDE FROMAWAY NEAR VPN IP IPADDR IPUSE NAME FEATURE CLIP ' +
    'WHEN UNTIL OFF RESTARTED NEVER SINCE INSTALLED UPDATE PASSWORD ACCOUNT PORTAL WISH USES'
  ).split(' '),
);

/** "First day on the new Mac all good, since yesterday no connection": the same one works no more. */
function fallsBack(clauses: readonly Clause[], index: number): boolean {
  const next = clauses[index + 1];
  return (
    next !== undefined &&
    next.joint !== 'sentence' &&
    !next.notions.some(
      ({ name }) => name !== 'OTHERHOST' && (TOPICS.has(name) || ['PC', 'APP', 'VIA'].includes(name)),
    ) &&
    next.notions.some(({ name }) => /^(?:FAILS|=(?:history|progress))/u.test(name))
  );
}

/** A Mac and a phone both in trouble: nobody knows which one is meant. */
function bothSpellings(mentions: readonly Mention[], first: Mention): boolean {
  const devices = new Set(
    mentions.filter(({ client, fate }) => DEVICES.has(client) && fate !== 'works').map(({ client }) => client),
  );
  return DEVICES.has(first.client) && devices.size > 1;
}

const hit = (question: string, answer: string, { from, to }: Mention): Hit => ({ question, answer, from, to });

function mentionsIn(clause: Clause, index: number, fate: Mention['fate'] | undefined): readonly Mention[] {
  const host = clause.notions.some(({ name }) => name === 'MACHOST');
  // The browser in which one accepts the hotel's terms.
  const portal = clause.notions.some(({ name }) => name === 'PORTAL');
  return clause.notions.flatMap(({ name, from, to, negated }) => {
    const client = CLIENTS.get(name);
    return client === undefined || negated || (host && client === 'mac') || (portal && client === 'web')
      ? []
      : [{ client, from, to, index, fate: fate ?? 'untold' }];
  });
}
const TOPICS: ReadonlySet<string> = new Set([
  ...CLIENTS.keys(),
  'NEAR',
  'OTHERDEV',
  'OTHERNET',
  'OTHERHOST',
  'FROMDEV',
  'VPN',
]);

/** What is told in the clause, in the next one, or at the end of a list: "mstsc, FreeRDP and even the Android app get in". */
function fateAt(clauses: readonly Clause[], index: number): Mention['fate'] | undefined {
  const [clause, next] = clauses.slice(index, index + 2);
  const fate = fateIn(clause);
  if (clause === undefined || fate !== undefined || next?.joint !== 'and') return fate;
  if (!next.notions.some(({ name }) => TOPICS.has(name))) return fateIn(next);
  return isListed(clause) ? fateAt(clauses, index + 1) : undefined;
}
/** It tells nothing of its own. */
const isListed = ({ from, to, notions }: Clause): boolean =>
  to - from <= WORDS_LISTED_AT_MOST && !notions.some(({ name }) => name === 'ERROR' || name.startsWith('='));
const WORDS_LISTED_AT_MOST = 5;

function fateIn(clause: Clause | undefined): Mention['fate'] | undefined {
  const notions = clause?.notions ?? [];
  if (notions.some(({ name }) => name === 'FAILS')) return 'fails';
  const isStuck = notions.some(({ name }) => name === 'FREEZE' || name === 'CONNECTING');
  return !isStuck && notions.some(({ name }) => SUCCESSES.has(name)) ? 'works' : undefined;
}
const SUCCESSES: ReadonlySet<string> = new Set(['WORKS', 'WORKED', '=other-client:works']);
