import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { loadModel } from '../../content/knowledge.ts';
import type { Finding } from '../../machines/findings.ts';
import { conclude } from '../../machines/inference/conclude.ts';
import { outlookOf } from '../../machines/inference/next-step.ts';
import type { Model } from '../../machines/knowledge.ts';
import { type AskableId, CAUSE_IDS, isQuestionId, type QuestionId } from '../../machines/vocabulary.ts';

/**
 * How often the verdict names the true cause of real cases, and how often the question that turned a case is among the
 * next three: `node tests/bench/cases.ts FILE [-v]`, or RECONNECT_FACTS=FILE (or the folder of cases-dev.jsonl). The
 * cases stay outside the repository.
 */
const answers = z.record(z.string(), z.string());
const alsoAnswers = z.record(z.string(), z.array(z.string())).default({});
const caseLine = z.object({
  id: z.string(),
  opening: answers,
  openingAlso: alsoAnswers,
  later: answers.default({}),
  laterAlso: alsoAnswers,
  cause: z.string(),
  alsoAcceptable: z.array(z.string()).default([]),
  turningQuestion: z.array(z.string()).default([]),
});
type Case = z.output<typeof caseLine>;

/** The order in which most articles look: what a reader without any tool would try. */
const FIXED_ORDER = ['network-path', 'port-blocked', 'service-down', 'wrong-address'];
const NEXT = 3;

interface Score {
  top1: number;
  top3: number;
  lenient1: number;
  lenient3: number;
}

const verbose = process.argv.includes('-v');
const given = process.argv.slice(2).find(word => !word.startsWith('-')) ?? process.env.RECONNECT_FACTS;
const file = given === undefined ? undefined : caseFile(given);
if (file === undefined) {
  console.log('no cases: name the file as an argument or in RECONNECT_FACTS; nothing was measured');
} else {
  report(await loadModel(), readCases(file));
}

function caseFile(given: string): string | undefined {
  const stat = statSync(given, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isDirectory()) return given;
  const inside = path.join(given, 'cases-dev.jsonl');
  return statSync(inside, { throwIfNoEntry: false }) === undefined ? undefined : inside;
}

function readCases(file: string): readonly Case[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter(line => line.trim() !== '').map(line => caseLine.parse(JSON.parse(line)));
}

function report(model: Model, cases: readonly Case[]): void {
  const majority = majorityOrder(cases);
  console.log(`${cases.length} cases\n`);
  console.log('                        strict        lenient');
  console.log('                        top-1  top-3  top-1  top-3');
  row(
    'opening',
    score(cases, one => rank(model, openingOf(one))),
  );
  row(
    'opening + later',
    score(cases, one => rank(model, everythingOf(one))),
  );
  row(
    'fixed order',
    score(cases, () => FIXED_ORDER),
  );
  row(
    'majority (of these)',
    score(cases, () => majority),
  );
  questions(model, cases);
}

function row(name: string, { top1, top3, lenient1, lenient3 }: Score): void {
  const shares = [top1, top3, lenient1, lenient3].map(share => `${(100 * share).toFixed(0)} %`.padStart(6));
  console.log(`${name.padEnd(22)} ${shares.join(' ')}`);
}

function score(cases: readonly Case[], ranking: (one: Case) => readonly string[]): Score {
  const score: Score = { top1: 0, top3: 0, lenient1: 0, lenient3: 0 };
  for (const one of cases) {
    const ranked = ranking(one);
    const right = [one.cause, ...one.alsoAcceptable];
    if (ranked[0] === one.cause) score.top1 += 1 / cases.length;
    if (ranked.slice(0, 3).includes(one.cause)) score.top3 += 1 / cases.length;
    if (right.includes(ranked[0] ?? '')) score.lenient1 += 1 / cases.length;
    if (ranked.slice(0, 3).some(cause => right.includes(cause))) score.lenient3 += 1 / cases.length;
  }
  return score;
}

function rank(model: Model, findings: readonly Finding[]): readonly string[] {
  return conclude(model, findings).causes.map(({ cause }) => cause);
}

function majorityOrder(cases: readonly Case[]): readonly string[] {
  const count = (cause: string) => cases.filter(one => one.cause === cause).length;
  return CAUSE_IDS.toSorted((a, b) => count(b) - count(a));
}

function questions(model: Model, cases: readonly Case[]): void {
  const open = cases.flatMap(one => {
    const turning = one.turningQuestion.filter(question => !Object.hasOwn(one.opening, question));
    return turning.length === 0 ? [] : [{ one, turning }];
  });
  const hits = { ours: 0, fixed: 0 };
  // a questionnaire that is the same for everybody: the order that pays most before anything is known
  const questionnaire: readonly string[] = putInTurn(model, []);
  for (const { one, turning } of open) {
    const findings = openingOf(one);
    const next = putInTurn(model, findings);
    const fixed = questionnaire.filter(question => !Object.hasOwn(one.opening, question)).slice(0, NEXT);
    const hit = next.slice(0, NEXT).some(question => turning.includes(question));
    if (hit) hits.ours++;
    if (fixed.some(question => turning.includes(question))) hits.fixed++;
    if (verbose)
      console.log(`${hit ? 'hit ' : 'miss'} ${one.id}: ${turning.join(', ')} in ${next.slice(0, 8).join(' ')}`);
  }
  console.log(`\nan open turning question among the next ${NEXT} (${open.length} cases)`);
  console.log(`  the flow               ${share(hits.ours, open.length)}`);
  console.log(`  fixed order            ${share(hits.fixed, open.length)}`);
  if (verbose) for (const one of cases) describe(model, one);
}

/** What the flow puts one after the other to an administrator who cannot say anything. */
function putInTurn(model: Model, findings: readonly Finding[]): readonly AskableId[] {
  const asked: AskableId[] = [];
  for (;;) {
    const { next } = outlookOf(model, { findings, asked, reach: 'administrator', probe: false, failed: [] });
    if (next === undefined) return asked;
    asked.push(next.question);
  }
}

function describe(model: Model, one: Case): void {
  const verdict = conclude(model, everythingOf(one));
  const right = [one.cause, ...one.alsoAcceptable];
  const place = verdict.causes.findIndex(({ cause }) => right.includes(cause)) + 1;
  const first = verdict.causes.slice(0, 4).map(({ cause, probability }) => `${cause} ${probability.toFixed(2)}`);
  console.log(
    `${place === 1 ? 'ok  ' : place <= 3 ? 'near' : 'MISS'} ${one.id} (${right.join(' | ')}): ${first.join(', ')}`,
  );
  if (place > 1)
    console.log(
      `       ${everythingOf(one)
        .map(({ question, answer }) => `${question}: ${answer}`)
        .join(' · ')}`,
    );
}

function share(count: number, of: number): string {
  return of === 0 ? 'none' : `${((100 * count) / of).toFixed(0)} % (${count})`;
}

function openingOf({ opening, openingAlso }: Case): readonly Finding[] {
  return [...told(opening), ...also(openingAlso)];
}

/** Answers of the first post with those that came later; a later answer to the same question takes its place. */
function everythingOf({ opening, openingAlso, later, laterAlso }: Case): readonly Finding[] {
  return [...told({ ...opening, ...later }), ...also(openingAlso), ...also(laterAlso)];
}

function also(answers: Readonly<Record<string, readonly string[]>>): readonly Finding[] {
  return Object.entries(answers).flatMap(([question, list]) => list.flatMap(answer => told({ [question]: answer })));
}

function told(answers: Readonly<Record<string, string>>): readonly Finding[] {
  return Object.entries(answers).flatMap(([question, answer]) =>
    isQuestionId(question) ? [finding(question, answer)] : [],
  );
}

function finding(question: QuestionId, answer: string): Finding {
  return { question, answer, source: 'person' };
}
