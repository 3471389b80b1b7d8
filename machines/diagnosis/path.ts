import { answerTraits, toneOf } from '../answers.ts';
import { formatElapsed } from '../elapsed.ts';
import { type Finding, isOurFault } from '../findings.ts';
import type { Knowledge, Model } from '../knowledge.ts';
import { STOPS, type Stage, type Stop } from '../vocabulary.ts';
import type { StageOutcome, StageReport } from './check-events.ts';
import type { Facts } from './context.ts';
import { say, seenWords, targetWords } from './words.ts';

export type PlaceState = StageOutcome | 'waiting';

/** One joint of the path. */
export interface Place {
  readonly id: Stop;
  readonly state: PlaceState;
  readonly name: string;
  /** The word of the state; faces show it to those who do not see the shape. */
  readonly word: string;
  readonly seen: string;
  readonly time: string;
}

export interface Path {
  readonly places: readonly Place[];
  /** The picture in one sentence. */
  readonly sentence: string;
  /** Whether the whole way is clear: the screen at its end lights up. */
  readonly clear: boolean;
  /** Whether a check drew it, or only what the person told. */
  readonly checked: boolean;
}

const STAGES_OF: Readonly<Record<Stop, readonly Stage[]>> = {
  device: [],
  network: ['name', 'path'],
  firewall: ['port'],
  host: ['negotiation', 'tls'],
  'sign-in': ['authentication', 'session'],
};

/** The signature picture as data. Without a check nothing is ever `failed`: what a person reports is not a break seen. */
export function pathOf(facts: Facts, knowledge: Knowledge, checking: boolean): Path {
  const checked = facts.stages.length > 0;
  const { model } = knowledge;
  const places = STOPS.map((id): Place => {
    const reports = facts.stages.filter(report => STAGES_OF[id].includes(report.stage));
    const findings = facts.findings.filter(finding => stopOf(model, finding, facts.findings) === id);
    const state =
      checked || checking ? checkedState(id, reports, facts, checking) : toldState(model, id, findings, facts.findings);
    return {
      id,
      state,
      name: say(knowledge, `place.${id}`),
      word: say(knowledge, `state.${state}`),
      seen: seenAt(id, state, findings, knowledge),
      time: timeOf(reports),
    };
  });
  const clear = checked && !checking && places.every(place => place.state === 'passed');
  return { places, clear, checked, sentence: sentenceOf(places, clear, checking, facts, knowledge) };
}

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
 * knock belongs to.
 */
function stopOf(model: Model, finding: Finding, all: readonly Finding[]): Stop | undefined {
  if (finding.question === 'port' && refused(all)) return 'host';
  return model.questions[finding.question].stop;
}

const refused = (findings: readonly Finding[]): boolean =>
  findings.some(({ question, answer, source }) => question === 'port' && answer === 'refused' && source === 'probe');

function toldState(model: Model, id: Stop, here: readonly Finding[], all: readonly Finding[]): PlaceState {
  if (here.some(finding => toneOf(model, finding) === 'bad')) return 'unknown';
  const passed = here.some(finding => toneOf(model, finding) === 'good') || all.some(passedThrough);
  return passed ? 'passed' : 'waiting';

  function passedThrough({ question, answer }: Finding): boolean {
    const last = answerTraits(model, question, answer)?.through;
    return last !== undefined && STOPS.indexOf(id) <= STOPS.indexOf(last);
  }
}

function seenAt(id: Stop, state: PlaceState, findings: readonly Finding[], knowledge: Knowledge): string {
  if (state === 'running') return say(knowledge, `doing.${id}`);
  const bad = findings.filter(finding => toneOf(knowledge.model, finding) === 'bad');
  const good = findings.filter(finding => toneOf(knowledge.model, finding) === 'good');
  const told = [bad, findings.filter(isOurFault), good].find(({ length }) => length > 0) ?? [];
  const words = told.slice(0, 2).map(finding => seenWords(knowledge, finding));
  if (words.length > 0) return [...new Set(words)].join('. ');
  return say(knowledge, id === 'device' && state === 'passed' ? 'seen.device' : `state.${state}.seen`);
}

function timeOf(reports: readonly StageReport[]): string {
  const times = reports.flatMap(({ elapsedMs, outcome }) =>
    elapsedMs === undefined || outcome === 'skipped' ? [] : [elapsedMs],
  );
  return times.length === 0 ? '' : formatElapsed(times.reduce((sum, elapsedMs) => sum + elapsedMs, 0));
}

function sentenceOf(
  places: readonly Place[],
  clear: boolean,
  checking: boolean,
  facts: Facts,
  knowledge: Knowledge,
): string {
  const broken = places.find(place => place.state === 'failed');
  if (broken !== undefined) return say(knowledge, 'path.broken', { place: say(knowledge, `place.${broken.id}.at`) });
  if (checking) return say(knowledge, 'path.checking', { target: targetWords(knowledge, facts.target) });
  if (clear) return say(knowledge, 'path.clear');
  if (facts.stages.length > 0) return say(knowledge, 'path.open');
  return say(knowledge, places.some(place => place.state !== 'waiting') ? 'path.told' : 'path.nothing');
}
