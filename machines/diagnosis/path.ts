import { answerTraits, toneOf } from '../answers.ts';
import { formatElapsed } from '../elapsed.ts';
import { type Finding, isOurFault } from '../findings.ts';
import { isStandardOnly } from '../inference/health.ts';
import type { Knowledge, Model } from '../knowledge.ts';
import { loggedStages } from '../reading/event-log/shown-stages.ts';
import type { StageReport } from '../stage-report.ts';
import { isSeenOnWire, type QuestionId, STOPS, type Stage, type Stop } from '../vocabulary.ts';
import { type Belief, bracketOf } from './bracket.ts';
import { type Facts, stagesOf } from './context.ts';
import type { Judgement } from './judgement.ts';
import type { PlaceState } from './place-state.ts';
import { say, seenWords, targetWords } from './words.ts';

/** One joint of the path. */
export interface Place {
  readonly id: Stop;
  readonly state: PlaceState;
  readonly name: string;
  /** The word of the state; front ends show it to those who do not see the shape. */
  readonly word: string;
  readonly seen: string;
  readonly time: string;
  /** What a person can say of it by a tap, where it is not settled: "this part works". */
  readonly tap?: { readonly question: QuestionId; readonly answer: string; readonly how: string };
}

export interface Path {
  readonly places: readonly Place[];
  /** The picture in one sentence. */
  readonly sentence: string;
  /** Whether the whole way is clear: the screen at its end lights up. */
  readonly clear: boolean;
  /** Whether a check drew it, or only what the person told. */
  readonly checked: boolean;
  /** Where it is believed to break, as long as nobody has seen it. */
  readonly belief?: Belief;
  /** The place whose fault was fixed, once the line is joined. */
  readonly mended?: Stop;
}

const STAGES_OF: Readonly<Record<Stop, readonly Stage[]>> = {
  device: [],
  network: ['name', 'path'],
  firewall: ['port'],
  host: ['negotiation', 'tls'],
  'sign-in': ['authentication', 'session'],
};

/**
 * The signature picture as data. Without a check nothing is ever `failed`: what a person reports is not a break seen. With
 * a judgement, belief is drawn as well, as a bracket and never as a break.
 */
export function pathOf(known: Facts, knowledge: Knowledge, checking: boolean, judgement?: Judgement): Path {
  const facts = checking ? known : withAttempt(known, knowledge.model);
  const checked = facts.stages.length > 0;
  const states = STOPS.map(id => stateOf(id, facts, knowledge.model, checking));
  const clear = checked && !checking && states.every(state => state === 'passed');
  const isBelieved = !checking && judgement !== undefined && (checked || facts.findings.length > 0);
  const belief = isBelieved ? bracketOf(judgement, states, knowledge) : undefined;
  const isLikely = judgement !== undefined && judgement.sureness !== 'guess';
  const places = STOPS.map((id, index): Place => {
    const state = isLikely && belief?.over === 1 && belief.from === index ? 'maybe' : (states[index] ?? 'waiting');
    return placeOf(id, state, facts, knowledge, checking);
  });
  const path = { places, clear, checked, ...(belief === undefined ? {} : { belief }) };
  return { ...path, sentence: sentenceOf(path, checking, facts, knowledge) };
}

/** How far the attempt came: what a check saw counts before what a capture shows, and that before the events of a log. */
function withAttempt(facts: Facts, model: Model): Facts {
  const recorded = facts.recorded ?? { stages: loggedStages(model, facts.findings) };
  return { ...facts, recorded, stages: stagesOf({ ...facts, recorded }) };
}

function stateOf(id: Stop, facts: Facts, model: Model, checking: boolean): PlaceState {
  const reports = facts.stages.filter(report => STAGES_OF[id].includes(report.stage));
  if (facts.stages.length > 0 || checking) return checkedState(id, reports, facts, checking);
  return statedState(model, id, findingsAt(id, facts, model), facts.findings);
}

const findingsAt = (id: Stop, { findings }: Facts, model: Model): readonly Finding[] =>
  findings.filter(finding => stopOf(model, finding, findings) === id);

function placeOf(id: Stop, state: PlaceState, facts: Facts, knowledge: Knowledge, checking: boolean): Place {
  const reports = facts.stages.filter(report => STAGES_OF[id].includes(report.stage));
  const key = state === 'waiting' && !checking ? 'state.not-known' : `state.${state}`;
  const tap = checking || !['waiting', 'maybe', 'unknown'].includes(state) ? undefined : TAPS[id];
  return {
    id,
    state,
    name: say(knowledge, `place.${id}`),
    word: say(knowledge, key),
    seen: seenAt(id, state, facts, knowledge, key),
    time: timeOf(reports, knowledge.language),
    ...(tap === undefined ? {} : { tap: { ...tap, how: say(knowledge, `tap.${id}`) } }),
  };
}

/** What a tap on a place says: the answer of the vocabulary that means "this part works". */
const TAPS: Readonly<Partial<Record<Stop, { readonly question: QuestionId; readonly answer: string }>>> = {
  device: { question: 'other-host', answer: 'works' },
  network: { question: 'captive', answer: 'no' },
  firewall: { question: 'port', answer: 'open' },
  host: { question: 'other-client', answer: 'works' },
};

/** The worst news of a place's stages stands for it; a stage that nobody reported is still to come, or was not tried. */
function checkedState(id: Stop, reports: readonly StageReport[], facts: Facts, checking: boolean): PlaceState {
  if (id === 'device') return facts.stages.length > 0 ? 'passed' : checking ? 'running' : 'waiting';
  if (refused(facts.findings) && (id === 'firewall' || id === 'host')) return id === 'host' ? 'failed' : 'passed';
  for (const outcome of ['failed', 'running', 'unknown', 'passed', 'skipped'] as const)
    if (reports.some(report => report.outcome === outcome)) return outcome;
  return checking ? 'waiting' : 'skipped';
}

/**
 * Where a finding is shown. A refusal came back from behind the firewall: it is the host that says no, whatever stage the
 * connection attempt belongs to.
 */
function stopOf(model: Model, finding: Finding, all: readonly Finding[]): Stop | undefined {
  if (finding.question === 'port' && refused(all)) return 'host';
  return model.questions[finding.question].stop;
}

const refused = (findings: readonly Finding[]): boolean =>
  findings.some(({ question, answer, source }) => question === 'port' && answer === 'refused' && isSeenOnWire(source));

function statedState(model: Model, id: Stop, here: readonly Finding[], all: readonly Finding[]): PlaceState {
  if (here.some(finding => toneOf(model, finding) === 'bad')) return 'unknown';
  const good = [
    ...here.filter(finding => toneOf(model, finding) === 'good'),
    ...all.filter(finding => worksAt(model, finding, id)),
  ];
  if (good.length === 0) return 'waiting';
  return good.some(({ source }) => source !== 'person') ? 'passed' : 'told';
}

/** Whether a finding shows that a place works, wherever its own place is. */
function worksAt(model: Model, { question, answer }: Finding, id: Stop): boolean {
  const { through, works = [] } = answerTraits(model, question, answer) ?? {};
  return works.includes(id) || (through !== undefined && STOPS.indexOf(id) <= STOPS.indexOf(through));
}

function seenAt(id: Stop, state: PlaceState, facts: Facts, knowledge: Knowledge, key: string): string {
  if (state === 'running') return say(knowledge, `doing.${id}`);
  const { model } = knowledge;
  const findings = findingsAt(id, facts, model);
  const bad = findings.filter(finding => toneOf(model, finding) === 'bad');
  const good = findings.filter(finding => toneOf(model, finding) === 'good');
  const elsewhere = state === 'told' ? facts.findings.filter(finding => worksAt(model, finding, id)) : [];
  const told = [bad, findings.filter(isOurFault), good, elsewhere].find(({ length }) => length > 0) ?? [];
  const words = told.slice(0, 2).map(finding => seenWords(knowledge, finding));
  if (words.length > 0) return [...new Set(words)].join('. ');
  if (id !== 'device' || state !== 'passed') return say(knowledge, `${key}.seen`);
  return say(knowledge, facts.stages === facts.recorded?.stages ? 'recorded.seen.device' : 'seen.device');
}

function timeOf(reports: readonly StageReport[], language: string): string {
  const times = reports.flatMap(({ elapsedMs, outcome }) =>
    elapsedMs === undefined || outcome === 'skipped' ? [] : [elapsedMs],
  );
  return times.length === 0
    ? ''
    : formatElapsed(
        times.reduce((sum, elapsedMs) => sum + elapsedMs, 0),
        language,
      );
}

function sentenceOf(
  { places, clear, checked, belief }: Omit<Path, 'sentence'>,
  checking: boolean,
  facts: Facts,
  knowledge: Knowledge,
): string {
  const at = (place: Place | undefined) => (place === undefined ? '' : say(knowledge, `place.${place.id}.at`));
  const broken = places.find(place => place.state === 'failed');
  if (broken !== undefined) return say(knowledge, 'path.broken', { place: at(broken) });
  if (checking) return say(knowledge, 'path.checking', { target: targetWords(knowledge, facts.target) });
  if (clear) return say(knowledge, 'path.clear');
  // No break, and yet most clients stop there: that is the news, and not what was left unchecked.
  if (checked && isStandardOnly(facts.findings)) return say(knowledge, 'report.healthy.standard');
  const told = places.filter(({ state }) => state === 'told').map(at);
  const working =
    told.length === 0 ? '' : say(knowledge, 'path.working', { count: told.length, places: listed(told, knowledge) });
  const from = at(places[belief?.from ?? 0]);
  const to = at(places[(belief?.from ?? 0) + (belief?.over ?? 1) - 1]);
  if (belief !== undefined && belief.over < places.length - 1)
    return `${working} ${say(knowledge, belief.over === 1 ? 'path.probably.one' : 'path.probably', { place: from, from, to })}`.trim();
  if (checked) return say(knowledge, 'path.open');
  if (working !== '') return working;
  if (belief !== undefined) return say(knowledge, 'path.anywhere');
  const isReported = places.some(place => place.state !== 'waiting');
  return say(knowledge, isReported ? 'path.told' : 'path.nothing');
}

const listed = (words: readonly string[], { language }: Knowledge): string =>
  new Intl.ListFormat(language).format(words);
