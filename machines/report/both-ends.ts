import { answerTraits } from '../answers.ts';
import { say, seenWords, sourceWords } from '../diagnosis/words.ts';
import { ENDS, type End } from '../ends.ts';
import { type Contradiction, collect, type Finding } from '../findings.ts';
import { atEnd, crossContradictions, hasHostEvidence } from '../inference/both-ends.ts';
import type { Knowledge, Model } from '../knowledge.ts';
import { isSeenOnWire, type QuestionId, UNKNOWN } from '../vocabulary.ts';

/** What the device met, as far as one word can say it: the earliest failure counts. */
export type DeviceView = 'no-name' | 'no-route' | 'silent' | 'rejected' | 'refused' | 'cut' | 'reached' | 'failed';
/** What the host says of the attempt, or of itself. */
export type HostView =
  | 'nothing-arrived'
  | 'no-request'
  | 'unanswered'
  | 'refused'
  | 'reply-lost'
  | 'firewall'
  | 'disabled'
  | 'stopped'
  | 'not-listening'
  | 'other-port'
  | 'loopback-only'
  | 'arrived'
  | 'listening';
/** Where the fault is, given both. */
export type BlamedPlace = 'name' | 'between' | 'way-back' | 'refused-between' | 'host' | 'elsewhere' | 'contradicts';

/** What a case of both ends comes to, in words. */
export interface BothEnds {
  readonly place: BlamedPlace | undefined;
  readonly sentence: string;
  readonly ends: readonly {
    readonly end: End;
    readonly title: string;
    readonly lines: readonly { readonly words: string; readonly source: string }[];
  }[];
  /** What does not fit together: both sides, each with its source. */
  readonly contradictions: readonly string[];
}

type Sign = readonly [question: QuestionId, answers: readonly string[]];

const DEVICE_VIEWS: readonly (readonly [view: DeviceView, ...signs: readonly Sign[]])[] = [
  ['no-name', ['name', ['not-found', 'no-answer']]],
  ['rejected', ['port', ['rejected']]],
  ['refused', ['port', ['refused']]],
  ['silent', ['port', ['silent', 'closed']]],
  ['no-route', ['path', ['no-route']]],
  ['silent', ['path', ['silent']]],
  ['cut', ['port', ['resets']], ['service', ['closes', 'silent']], ['tls', ['stalls', 'closes', 'resets']]],
  [
    'reached',
    ['port', ['open']],
    ['service', ['rdp', 'other']],
    ['progress', ['black-screen', 'desktop', 'works-but']],
    ['credentials', ['rejected', 'accepted-then-closed', 'expired', 'locked', 'not-permitted']],
  ],
];

/** What became of the attempt says more than how the host is set up. */
const HOST_VIEWS: readonly (readonly [view: HostView, ...signs: readonly Sign[]])[] = [
  ['reply-lost', ['host-log', ['reply-lost']]],
  ['unanswered', ['host-log', ['unanswered']]],
  ['refused', ['host-log', ['refused']]],
  ['no-request', ['host-log', ['no-request']]],
  ['disabled', ['rdp-enabled', ['no']]],
  ['stopped', ['service-state', ['stopped']]],
  ['other-port', ['listener', ['other-port']]],
  ['loopback-only', ['listener', ['loopback-only']]],
  ['not-listening', ['listener', ['not-listening']]],
  ['firewall', ['firewall-rule', ['blocked']]],
  ['nothing-arrived', ['host-log', ['nothing-arrived']]],
  ['arrived', ['host-log', ['arrived-then-dropped', 'sign-in-refused', 'signed-in', 'session-started', 'time-limit']]],
  ['listening', ['listener', ['listening']]],
];

/** Where the two together put the fault; undefined where they leave it open. */
export function blamedPlace(device: DeviceView, host: HostView): BlamedPlace | undefined {
  const isThrough = device === 'reached' || device === 'cut';
  const hasMet = host === 'arrived' || host === 'unanswered' || host === 'refused' || host === 'reply-lost';
  // Without a name or a way nothing leaves for the host, whatever state it is in.
  if (device === 'no-name' || device === 'no-route')
    return hasMet ? 'contradicts' : device === 'no-name' ? 'name' : 'between';
  switch (host) {
    case 'nothing-arrived':
    case 'no-request':
      return isThrough ? 'elsewhere' : device === 'refused' ? 'refused-between' : 'between';
    case 'listening':
      return isThrough || device === 'failed' ? undefined : device === 'refused' ? 'refused-between' : 'between';
    case 'reply-lost':
      return device === 'reached' ? 'contradicts' : 'way-back';
    case 'arrived':
      return isThrough || device === 'failed' ? undefined : 'contradicts';
    case 'refused':
      return isThrough ? 'contradicts' : 'host';
    default:
      return isThrough ? 'contradicts' : 'host';
  }
}

interface Seen {
  readonly view: DeviceView | HostView;
  /** None where all that is known is that it failed. */
  readonly finding?: Finding;
}

/** The word for the device's end or for the host's, with the finding behind it. */
export function deviceViewOf(model: Model, findings: readonly Finding[]) {
  const seen = atEnd(model, findings, 'device');
  return viewIn(DEVICE_VIEWS, seen) ?? (seen.length > 0 ? ({ view: 'failed' } as const) : undefined);
}

/** As `deviceViewOf`; nothing where the host's own findings say nothing of the attempt. */
export function hostViewOf(model: Model, findings: readonly Finding[]) {
  return viewIn(HOST_VIEWS, atEnd(model, findings, 'host'));
}

/** What each end saw, where there is evidence of both: of the device, and from a machine at the remote PC. */
export function bothEndsOf(findings: readonly Finding[], knowledge: Knowledge): BothEnds | undefined {
  const { model } = knowledge;
  const [device, host] = [deviceViewOf(model, findings), hostViewOf(model, findings)];
  if (device === undefined || host === undefined || !hasHostEvidence(model, findings)) return undefined;
  const place = blamedPlace(device.view, host.view);
  const sentences = [
    sentenceOf(device, 'device', knowledge),
    sentenceOf(host, 'host', knowledge),
    ...(place === undefined ? [] : [bySource(`ends.so.${place}`, device.finding, knowledge)]),
  ];
  return {
    place,
    sentence: sentences.join(' '),
    ends: ENDS.map(end => ({
      end,
      title: say(knowledge, `report.ends.${end}`),
      lines: worthTelling(model, findings, end).map(finding => ({
        words: seenWords(knowledge, finding),
        source: sourceWords(finding.source, knowledge),
      })),
    })),
    contradictions: contradictionsOf(model, findings).map(({ findings: sides }) =>
      sides.map(side => `${seenWords(knowledge, side)} (${sourceWords(side.source, knowledge)})`).join(' / '),
    ),
  };
}

/** What one end proves to have passed and the other to have failed is told, as is a question with two answers. */
function contradictionsOf(model: Model, findings: readonly Finding[]): readonly Contradiction[] {
  return [...collect(model, findings).contradictions, ...crossContradictions(model, findings)];
}

function sentenceOf({ view, finding }: Seen, end: End, knowledge: Knowledge): string {
  const key = `ends.${end}.${view}`;
  const { tries } = finding?.detail ?? {};
  if (end === 'device' && typeof tries === 'number' && tries > 1 && knowledge.words.ui[`${key}.tries`] !== undefined)
    return say(knowledge, `${key}.tries`, { count: tries });
  return bySource(key, finding, knowledge);
}

/** A sentence that is another one where it was seen in packets: that they left the device, or that none came in. */
function bySource(key: string, finding: Finding | undefined, knowledge: Knowledge): string {
  const own = `${key}.${finding?.source}`;
  return say(knowledge, knowledge.words.ui[own] === undefined ? key : own);
}

/** How it is reached is never the host's to see, whatever its capture shows of the packets. */
const DEVICE_ONLY: ReadonlySet<QuestionId> = new Set(['name', 'addresses', 'path', 'port']);

/** Circumstances and impressions are no sight of either end. */
function worthTelling(model: Model, findings: readonly Finding[], end: End): readonly Finding[] {
  const told = atEnd(model, findings, end).filter(({ question, answer }) => {
    const { nature = 'observation' } = model.questions[question];
    if (end === 'host' && DEVICE_ONLY.has(question)) return false;
    return (
      nature === 'observation' && answer !== UNKNOWN && (question === 'code' || isTelling(model, question, answer))
    );
  });
  return told.filter(
    (one, index) =>
      told.findIndex(({ question, answer }) => question === one.question && answer === one.answer) === index,
  );
}

function isTelling(model: Model, question: QuestionId, answer: string): boolean {
  return answerTraits(model, question, answer) !== undefined;
}

/** What was seen counts before what was told. */
function viewIn<View extends DeviceView | HostView>(
  views: readonly (readonly [view: View, ...signs: readonly Sign[]])[],
  findings: readonly Finding[],
): { readonly view: View; readonly finding?: Finding } | undefined {
  const machine = findings.filter(({ source }) => source !== 'person');
  for (const sides of [machine, findings])
    for (const [view, ...signs] of views) {
      const found = sides.filter(({ question, answer }) =>
        signs.some(([asked, answers]) => asked === question && answers.includes(answer)),
      );
      const finding = found.find(({ source }) => isSeenOnWire(source)) ?? found[0];
      if (finding !== undefined) return { view, finding };
    }
  return undefined;
}
