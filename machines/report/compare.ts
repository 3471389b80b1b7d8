import { toneOf } from '../answers.ts';
import { judge } from '../diagnosis/judgement.ts';
import { type Path, type Place, pathOf } from '../diagnosis/path.ts';
import type { PlaceState } from '../diagnosis/place-state.ts';
import { answerWords, say, seenWords } from '../diagnosis/words.ts';
import { formatElapsed } from '../elapsed.ts';
import { collect, type Finding, type Json } from '../findings.ts';
import { sawHealthy } from '../inference/health.ts';
import type { Knowledge, Model } from '../knowledge.ts';
import type { StageReport } from '../stage-report.ts';
import { formatTarget, type Target } from '../target/target.ts';
import { type CauseId, QUESTION_IDS, type QuestionId } from '../vocabulary.ts';

/** What can be set beside another: a report, a saved case and the facts of the flow all are this. */
export interface Comparable {
  readonly target?: Target | undefined;
  readonly stages: readonly StageReport[];
  readonly findings: readonly Finding[];
  readonly tried?: readonly CauseId[];
  /** The person said that it works. */
  readonly resolved?: boolean;
  /** Pseudonyms differ in every report, so names and addresses in it tell no difference. */
  readonly redacted?: boolean;
}

/** The same target at two times, or from two networks, which then have names. */
export type ComparedBy =
  | { readonly by: 'time' }
  | { readonly by: 'network'; readonly before: string; readonly after: string };

export type Change = 'better' | 'worse' | 'other' | 'same';
export interface ComparisonRow {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly change: Change;
}

export interface Comparison {
  readonly change: Change;
  /** What changed, in one sentence. */
  readonly sentence: string;
  /** Everything that either of them knows, the changes first. */
  readonly rows: readonly ComparisonRow[];
}

/** What a place of the path came to, worst first: it broke there, nothing is known, it is in order. */
const RANK: Readonly<Record<PlaceState, number>> = {
  failed: 0,
  unknown: 1,
  running: 1,
  skipped: 1,
  waiting: 1,
  maybe: 1,
  told: 1,
  passed: 2,
};
/** A way is slower or quicker where its time doubles, and by more than the noise of a good line. */
const SLOWER_TIMES = 2;
const SLOWER_MS = 50;
/** Fields of a probe's detail that tell one host, address or certificate from another. */
const TELLING = ['address', 'dnsComputer', 'netbiosComputer', 'sha256', 'windows'] as const;

/** What changed between two checks or cases of the same target. Pure. */
export function compare(
  knowledge: Knowledge,
  before: Comparable,
  after: Comparable,
  how: ComparedBy = { by: 'time' },
): Comparison {
  const old = sideOf(knowledge, before);
  const now = sideOf(knowledge, after);
  const rows = [
    ...targetRow(knowledge, before, after),
    ...placeRows(knowledge, old, now),
    ...timeRow(knowledge, before, after),
    ...findingRows(knowledge, before, after),
    ...detailRows(knowledge, before, after),
    ...causeRow(knowledge, old, now),
  ].toSorted((a, b) => Number(a.change === 'same') - Number(b.change === 'same'));
  return { ...sentenceOf(knowledge, old, now, rows, how), rows };
}

/** One of the two, with what follows from it. */
interface Side {
  readonly path: Path;
  readonly works: boolean;
  readonly broken: Place | undefined;
  readonly cause: CauseId | undefined;
}

function sideOf(knowledge: Knowledge, { target, stages, findings, tried = [], resolved }: Comparable): Side {
  const facts = { probe: false, target, stages, findings, asked: [], tried };
  const path = pathOf(facts, knowledge, false);
  const works = resolved === true || path.clear || sawHealthy(knowledge.model, findings);
  const failed = path.places.find(({ state }) => state === 'failed');
  const told = path.checked ? undefined : path.places.find(({ state }) => state === 'unknown');
  const known = collect(knowledge.model, findings).findings.length > 0;
  return {
    path,
    works,
    broken: works ? undefined : (failed ?? told),
    cause: works || !known ? undefined : judge(knowledge.model, facts).lead?.cause,
  };
}

function sentenceOf(
  knowledge: Knowledge,
  old: Side,
  now: Side,
  rows: readonly ComparisonRow[],
  how: ComparedBy,
): { change: Change; sentence: string } {
  const [change, outcome] = outcomeOf(old, now, rows);
  const at = (place: Place | undefined) => (place === undefined ? '' : say(knowledge, `place.${place.id}.at`));
  const names = how.by === 'network' ? { before: how.before, after: how.after } : {};
  const sentence = say(knowledge, `compare.${how.by}.${outcome}`, {
    ...names,
    old: at(old.broken),
    place: at(now.broken),
    cause: now.cause === undefined ? '' : knowledge.words.causes[now.cause].title,
    count: rows.filter(row => row.change !== 'same').length,
  });
  return { change, sentence };
}

function outcomeOf(old: Side, now: Side, rows: readonly ComparisonRow[]): readonly [Change, string] {
  const changed = rows.filter(({ change }) => change !== 'same');
  if (old.works && now.works) return timing(changed);
  if (now.works) return ['better', old.broken === undefined ? 'works' : 'mended'];
  if (now.broken !== undefined) {
    if (old.works) return ['worse', 'broken'];
    if (old.broken !== undefined) return moved(old.broken, now.broken, now.path);
  }
  if (changed.length === 0) return ['same', 'nothing'];
  if (now.cause !== undefined && old.cause !== now.cause) return ['other', 'cause'];
  return ['other', 'facts'];
}

function moved(old: Place, now: Place, { places }: Path): readonly [Change, string] {
  const at = (place: Place) => places.findIndex(({ id }) => id === place.id);
  if (at(old) === at(now)) return ['same', 'same-break'];
  return at(now) > at(old) ? ['better', 'further'] : ['worse', 'nearer'];
}

/** Both ways are clear: only their speed can differ. */
function timing(changed: readonly ComparisonRow[]): readonly [Change, string] {
  const worse = changed.some(({ change }) => change === 'worse');
  const better = changed.some(({ change }) => change === 'better');
  if (worse === better) return changed.length === 0 ? ['same', 'clear'] : ['other', 'clear-other'];
  return worse ? ['worse', 'clear-worse'] : ['better', 'clear-better'];
}

function placeRows(knowledge: Knowledge, old: Side, now: Side): readonly ComparisonRow[] {
  return old.path.places.flatMap((was, index) => {
    const is = now.path.places[index];
    if (is === undefined || (isUnreached(was) && isUnreached(is))) return [];
    return {
      what: say(knowledge, `place.${was.id}`),
      before: was.word,
      after: is.word,
      change: placeChange(was.state, is.state),
    };
  });
}

const isUnreached = ({ state }: Place): boolean => state === 'waiting' || state === 'skipped';

/** A break that moved on is no news at the place it moved to: the sentence tells it. */
function placeChange(was: PlaceState, is: PlaceState): Change {
  if (was === is) return 'same';
  const gained = RANK[is] - RANK[was];
  if (is === 'passed' || (was === 'passed' && is === 'failed') || (was === 'unknown' && is === 'failed'))
    return gained > 0 ? 'better' : 'worse';
  return 'other';
}

/** The stages that both passed, as one time: a slow line shows here before it breaks anything. */
function timeRow(knowledge: Knowledge, before: Comparable, after: Comparable): readonly ComparisonRow[] {
  const timed = after.stages.flatMap(is => {
    const was = before.stages.find(({ stage }) => stage === is.stage);
    if (was?.outcome !== 'passed' || is.outcome !== 'passed') return [];
    return was.elapsedMs === undefined || is.elapsedMs === undefined ? [] : { was: was.elapsedMs, is: is.elapsedMs };
  });
  if (timed.length === 0) return [];
  const was = timed.reduce((sum, stage) => sum + stage.was, 0);
  const is = timed.reduce((sum, stage) => sum + stage.is, 0);
  const differs = Math.max(was, is) >= Math.min(was, is) * SLOWER_TIMES && Math.abs(is - was) >= SLOWER_MS;
  return [
    {
      what: say(knowledge, 'compare.elapsed'),
      before: formatElapsed(was, knowledge.language),
      after: formatElapsed(is, knowledge.language),
      change: !differs ? 'same' : is > was ? 'worse' : 'better',
    },
  ];
}

function findingRows(knowledge: Knowledge, before: Comparable, after: Comparable): readonly ComparisonRow[] {
  const old = collect(knowledge.model, before.findings).findings;
  const now = collect(knowledge.model, after.findings).findings;
  return QUESTION_IDS.flatMap(question => {
    const was = old.filter(finding => finding.question === question);
    const is = now.filter(finding => finding.question === question);
    if (was.length === 0 && is.length === 0) return [];
    return {
      what: knowledge.words.questions[question].title,
      before: answersOf(knowledge, question, was),
      after: answersOf(knowledge, question, is),
      change: findingChange(knowledge.model, was, is),
    };
  });
}

function answersOf(knowledge: Knowledge, question: QuestionId, findings: readonly Finding[]): string {
  if (findings.length === 0) return say(knowledge, 'compare.not-known');
  const words = findings.map(finding =>
    question === 'code' ? answerWords(knowledge, question, finding.answer) : seenWords(knowledge, finding),
  );
  return words.join('. ');
}

/** An answer that one of them does not have is another, never better or worse: nobody may have looked. */
function findingChange(model: Model, was: readonly Finding[], is: readonly Finding[]): Change {
  const answers = (findings: readonly Finding[]) => [...new Set(findings.map(({ answer }) => answer))].sort().join();
  if (answers(was) === answers(is)) return 'same';
  if (was.length === 0 || is.length === 0) return 'other';
  const bad = (findings: readonly Finding[]) =>
    findings.some(finding => ['bad', 'warning'].includes(toneOf(model, finding)));
  const good = (findings: readonly Finding[]) => findings.every(finding => toneOf(model, finding) === 'good');
  if (bad(was) && good(is)) return 'better';
  return good(was) && bad(is) ? 'worse' : 'other';
}

/** Another address, another certificate or another machine behind the same name. */
function detailRows(knowledge: Knowledge, before: Comparable, after: Comparable): readonly ComparisonRow[] {
  return TELLING.flatMap(field => {
    if (field !== 'windows' && (before.redacted === true || after.redacted === true)) return [];
    const was = textsOf(before.findings, field);
    const is = textsOf(after.findings, field);
    if (was === '' || is === '') return [];
    return {
      what: say(knowledge, `compare.detail.${field}`),
      before: was,
      after: is,
      change: was === is ? 'same' : 'other',
    };
  });
}

function textsOf(findings: readonly Finding[], field: string): string {
  const texts = findings.flatMap(({ detail }) => textIn(detail?.[field]));
  return [...new Set(texts)].sort().join(', ');
}

const textIn = (value: Json | undefined): readonly string[] => (typeof value === 'string' ? [value] : []);

function targetRow(knowledge: Knowledge, before: Comparable, after: Comparable): readonly ComparisonRow[] {
  const hidden = before.redacted === true || after.redacted === true;
  if (hidden || before.target === undefined || after.target === undefined) return [];
  const [was, is] = [formatTarget(before.target), formatTarget(after.target)];
  return [{ what: say(knowledge, 'report.target'), before: was, after: is, change: was === is ? 'same' : 'other' }];
}

function causeRow(knowledge: Knowledge, old: Side, now: Side): readonly ComparisonRow[] {
  if (old.cause === undefined && now.cause === undefined) return [];
  const title = ({ cause, works }: Side) =>
    cause === undefined
      ? say(knowledge, works ? 'compare.none' : 'compare.not-known')
      : knowledge.words.causes[cause].title;
  return [
    {
      what: say(knowledge, 'compare.cause'),
      before: title(old),
      after: title(now),
      change: old.cause === now.cause ? 'same' : 'other',
    },
  ];
}
