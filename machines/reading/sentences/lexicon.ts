import { DEFAULT_PORT } from '../../target/target.ts';
import { ANY_NUMBER, endOf, firstWordOf, firstWords, NUMBER, Phrase } from './phrases.ts';
import type { LanguageSayings, Sayings } from './sayings.ts';
import { phrasesAsMeant, synonymsOf, type Token, withoutEndings } from './tokens.ts';

/** A phrase of a class that was found in the text: tokens `from` up to `to`. */
export interface Match {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** It skips words: it covers none but its own. */
  readonly gapped: boolean;
}

/** The phrases of one language by the word that they begin with. */
export interface Lexicon {
  readonly exact: ReadonlyMap<string, readonly Phrase[]>;
  /** Beginnings of words (`connect*`), by their first two characters. */
  readonly beginnings: ReadonlyMap<string, readonly Beginning[]>;
  readonly weightless: ReadonlySet<string>;
  /** Classes of names, which stay what they are inside a whole saying. */
  readonly names: ReadonlySet<string>;
  /** Classes that leave each other alone. */
  readonly positive: ReadonlySet<string>;
  /** Classes that stand in the words of others: they cover none, and none covers them. */
  readonly aside: ReadonlySet<string>;
  /** Devices that are programs as well: "my iPad" is another device, or the one in question. */
  readonly devices: ReadonlySet<string>;
  /** Whole sayings that no negation turns into another: inside one of these, it leaves nothing said. */
  readonly whole: ReadonlySet<string>;
}
interface Beginning {
  readonly text: string;
  readonly phrase: Phrase;
}

const BEGINNING_KEY = 2;

/** The phrases of one language, ready to be looked up. A class of a whole saying is called `=question:answer`. */
export function compileLexicon(sayings: Sayings, language: LanguageSayings): Lexicon {
  const exact = new Map<string, Phrase[]>();
  const beginnings = new Map<string, Beginning[]>();
  const add = (name: string, phrases: string) => {
    for (const written of phrases.split(',')) {
      const text = written.trim();
      const phrase = new Phrase(name, text);
      const start = firstWordOf(text);
      if (start !== undefined) push(exact, start, phrase);
      else
        for (const word of firstWords(text))
          if (word.beginning) push(beginnings, word.text.slice(0, BEGINNING_KEY), { text: word.text, phrase });
          else push(exact, word.text, phrase);
    }
  };
  const bare = language.unending === undefined ? undefined : withoutEndings(language.unending);
  const synonyms = synonymsOf(language.alike ?? '');
  for (const [name, phrases] of Object.entries(sayings.names))
    add(name, phrasesAsMeant(synonyms, bare === undefined ? phrases : bare(phrases)));
  for (const [name, phrases] of Object.entries(language.words)) add(name, phrases);
  for (const [question, answers] of Object.entries(language.sayings))
    for (const [answer, phrases] of Object.entries(answers)) add(`=${question}:${answer}`, phrases);
  const positive = new Set(sayings.groups.POSITIVE);
  const turned = new Set(sayings.opposites.flat());
  const whole = new Set(wholeNames(language).filter(name => !turned.has(name)));
  const names = new Set(Object.keys(sayings.names));
  const weightless = new Set(`${language.weightless ?? ''},${language.between ?? ''}`.split(','));
  return {
    exact,
    beginnings,
    weightless,
    names,
    positive,
    aside: new Set(sayings.groups.ASIDE),
    devices: new Set(sayings.groups.DEVICECLIENT),
    whole,
  };
}

const wholeNames = ({ sayings }: LanguageSayings): readonly string[] =>
  Object.entries(sayings).flatMap(([question, answers]) =>
    Object.keys(answers).map(answer => `=${question}:${answer}`),
  );

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** Every phrase in the text, without those that lie inside a longer one. */
export function findMatches(lexicon: Lexicon, tokens: readonly Token[]): readonly Match[] {
  const { weightless } = lexicon;
  const classes = { tokens, weightless, negations: NONE };
  const whole = { tokens, weightless, negations: negationsIn(lexicon, tokens) };
  const found = tokens.flatMap((token, from) => [
    ...(COUNTED.has(tokens[from - 1]?.word ?? '') ? [] : numbersAt(token, from)),
    ...phrasesAt(lexicon, token.word).flatMap(phrase => {
      const end = endOf(phrase, lexicon.whole.has(phrase.name) ? whole : classes, from);
      return end === undefined ? [] : [{ name: phrase.name, from, to: end.to, gapped: end.skipped > 0 }];
    }),
  ]);
  const all = unique(found);
  const kept = withoutOwnersOfFar(withoutCovered(all, lexicon));
  return [...kept, ...negationsRunningOn(all, kept)].toSorted((one, other) => one.from - other.from);
}

/** "It does not answer a ping": "does not answer" holds its negation, and "answer a ping", which runs on from it, needs it. */
function negationsRunningOn(all: readonly Match[], kept: readonly Match[]): readonly Match[] {
  const negations = byPlace(all.filter(({ name }) => name === 'NEG'));
  const sayings = byPlace(kept.filter(({ name }) => name.startsWith('=')));
  return kept.flatMap(({ name, from, to }) => {
    if (name !== 'FAILS') return [];
    const runsOn = within(sayings, from + 1, to).some(saying => saying.to > to);
    const longest = within(negations, from, to)
      .filter(negation => negation.to < to)
      .toSorted((one, other) => other.to - other.from - (one.to - one.from))[0];
    return runsOn && longest !== undefined ? [longest] : [];
  });
}

type ByPlace = ReadonlyMap<number, readonly Match[]>;

function byPlace(matches: readonly Match[]): ByPlace {
  const places = new Map<number, Match[]>();
  for (const match of matches) push(places, match.from, match);
  return places;
}

const within = (places: ByPlace, from: number, to: number): readonly Match[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => places.get(from + at) ?? []).flat();

/** "My PC at the office" is the far one, whatever "my PC" is alone. */
function withoutOwnersOfFar(matches: readonly Match[]): readonly Match[] {
  const reach = new Map<number, number>();
  for (const { name, from, to } of matches)
    if (name === 'FAR' || name === 'ATFAR') reach.set(from, Math.max(reach.get(from) ?? 0, to));
  const isOwner = ({ from, to }: Match) =>
    Array.from({ length: to - from - 1 }, (_, at) => reach.get(from + 1 + at) ?? 0).some(end => end > to);
  return matches.filter(match => match.name !== 'NEAR' || !isOwner(match));
}

const NEGATIONS: ReadonlySet<string> = new Set(['NEG', 'NOTWITH', 'NEGAFTER', 'NEGALL']);

const NONE: ReadonlySet<number> = new Set();

/** Every word of what negates. */
function negationsIn(lexicon: Lexicon, tokens: readonly Token[]): ReadonlySet<number> {
  const text = { tokens, weightless: lexicon.weightless, negations: NONE };
  const found = new Set<number>();
  for (const [from, { word }] of tokens.entries())
    for (const phrase of phrasesAt(lexicon, word)) {
      const end = NEGATIONS.has(phrase.name) ? endOf(phrase, text, from) : undefined;
      if (end?.skipped === 0) for (let at = from; at < end.to; at++) found.add(at);
    }
  return found;
}

function phrasesAt({ exact, beginnings }: Lexicon, word: string): readonly Phrase[] {
  const begun = beginnings.get(word.slice(0, BEGINNING_KEY)) ?? [];
  const numbered = NUMBER.test(word) ? (exact.get(ANY_NUMBER) ?? []) : [];
  return [
    ...(exact.get(word) ?? []),
    ...numbered,
    ...begun.filter(({ text }) => word.startsWith(text)).map(({ phrase }) => phrase),
  ];
}

const LOWEST_PORT = 1024;
const HIGHEST_PORT = 65_535;

/** Words after which a number is no port. */
const COUNTED: ReadonlySet<string> = new Set([
  'error',
  'code',
  'event',
  'id',
  'version',
  'build',
  'fehler',
  'ereignis',
  'erreur',
  'evenement',
  'codigo',
  'evento',
  'errore',
  'fout',
  'blad',
  'ошибка',
]);

/** What a word's form tells: an address, a full name, an error's code, a port other than the usual one. */
function numbersAt({ word }: Token, from: number): readonly Match[] {
  const match = (name: string): Match => ({ name, from, to: from + 1, gapped: false });
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/u.test(word)) return [match(word.startsWith('127.') ? 'LOOPBACK' : 'IPADDR')];
  if (/^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/u.test(word) && !/\.(?:exe|dll|ini|rdp|service|log)$/u.test(word))
    return [match('DOTTED')];
  if (/^[a-z]{2,12}\d{1,3}$/u.test(word) && !NUMBERED.test(word)) return [match('HOSTNAME')];
  // "My tablet gets 0x104": a code is an error.
  if (/^0x[0-9a-f]{1,8}$/u.test(word)) return [match('FAILS'), match('ERROR')];
  if (!/^\d{4,5}$/u.test(word)) return [];
  const port = Number(word);
  const year = port >= 1990 && port <= 2099;
  return port > LOWEST_PORT && port <= HIGHEST_PORT && port !== DEFAULT_PORT && !year ? [match('PORTOTHER')] : [];
}

/** Systems, devices, protocols and network cards that have a number in their name: no names of hosts. */
const NUMBERED =
  /^(?:w|win|windows|server|ws|ipv|tls|sha|md|kb|wsl|xfreerdp|freerdp|office|ios|macos|usb|rtx|iphone|ipad|galaxy|pixel|eth|ens|wlan|vlan|port|tcp|udp|http|smb)\d/u;

function unique(matches: readonly Match[]): readonly Match[] {
  const seen = new Map<string, Match>();
  // Said with and without skipping words: that is no gap.
  for (const match of matches) {
    const key = `${match.name} ${match.from} ${match.to}`;
    if (!match.gapped || !seen.has(key)) seen.set(key, match);
  }
  return [...seen.values()];
}

/**
 * The longest phrase tells what its words mean: "my phone's hotspot" is no phone. Names stay inside whole sayings: who
 * "put RDP Wrapper on it" also told of RDP Wrapper.
 */
function withoutCovered(matches: readonly Match[], { names, positive, aside, devices }: Lexicon): readonly Match[] {
  // A word that joins clauses takes nothing from what it joins: "e não conecta".
  const whole = matches.filter(({ gapped, name }) => !gapped && !aside.has(name) && name !== 'AND');
  const words = whole.filter(({ name }) => !name.startsWith('='));
  const inWords = coveredBy(words);
  const inMoreThanDevices = coveredBy(words.filter(({ name }) => name !== 'OTHERDEV'));
  const inOthers = coveredBy(whole.filter(({ name }) => !isAttribute(name) && !positive.has(name)));
  const inAll = coveredBy(whole.filter(({ name }) => !isAttribute(name)));
  const inSame = coveredByName(whole);
  return matches.filter(match => {
    if (aside.has(match.name)) return true;
    if (names.has(match.name)) return !(devices.has(match.name) ? inMoreThanDevices : inWords)(match);
    return !(positive.has(match.name) ? inOthers(match) : inAll(match)) && !inSame(match);
  });
}

/** "On the same network" says all that "same network" does: it is negated, or not, as one. */
function coveredByName(matches: readonly Match[]): (match: Match) => boolean {
  const byName = new Map<string, Match[]>();
  for (const match of matches) push(byName, match.name, match);
  const covered = new Map([...byName].map(([name, same]) => [name, same.length > 1 ? coveredBy(same) : undefined]));
  return match => covered.get(match.name)?.(match) === true;
}

/** "My domain password": a saying that says of what kind a thing is leaves the thing itself to be told of. */
const ATTRIBUTES = /^=(?:account-kind|host-kind|sign-in-way|client|tunnel|host-place):/u;
const isAttribute = (name: string): boolean => ATTRIBUTES.test(name);

/** Whether a match lies inside a longer one of those given. */
function coveredBy(matches: readonly Match[]): (match: Match) => boolean {
  const longest = new Map<number, number>();
  for (const { from, to } of matches) longest.set(from, Math.max(longest.get(from) ?? 0, to));
  const reach: number[] = [];
  for (const { from } of matches)
    for (let at = reach.length; at <= from; at++) reach.push(Math.max(reach[at - 1] ?? 0, longest.get(at - 1) ?? 0));
  const reachAt = (from: number) => reach[Math.min(from, reach.length - 1)] ?? 0;
  return ({ from, to }) =>
    Math.max(reachAt(from), from >= reach.length ? (longest.get(reach.length - 1) ?? 0) : 0) >= to ||
    (longest.get(from) ?? 0) > to;
}
