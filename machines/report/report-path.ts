import { toneOf } from '../answers.ts';
import { openCase } from '../diagnosis/context.ts';
import { judge } from '../diagnosis/judgement.ts';
import { type Path, type Place, pathOf } from '../diagnosis/path.ts';
import type { PlaceState } from '../diagnosis/place-state.ts';
import { codeWords, say, seenWords } from '../diagnosis/words.ts';
import { wordsFor } from '../diagnosis/words-for.ts';
import { endOf } from '../ends.ts';
import type { Finding } from '../findings.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Report } from '../schemas/report.ts';
import { type BothEnds, bothEndsOf } from './both-ends.ts';

/** The line of a report, as the flow draws it. "You told us" is not said to an administrator, who told nothing. */
export function reportPath({ target, stages, findings, tried }: Report, knowledge: Knowledge): Path {
  const facts = { ...openCase({ probe: false, target, findings }), stages, tried };
  const words = wordsFor('handed', knowledge);
  const path = pathOf(facts, words, false, judge(knowledge.model, facts));
  const ends = bothEndsOf(findings, knowledge);
  return ends === undefined ? path : withHostEnd(path, ends, findings, words);
}

/** What of a report is drawn beside its lines. */
export function reportDrawn(report: Report, knowledge: Knowledge) {
  const named = report.findings.filter(({ question, answer }) => question === 'code' && answer !== 'none');
  return {
    path: reportPath(report, knowledge),
    ends: bothEndsOf(report.findings, wordsFor('handed', knowledge)),
    codes: new Map(named.map(({ answer }) => [answer, codeWords(knowledge, answer)])),
  };
}

/**
 * The far end of the line where there is evidence from the host. The device sees nothing behind a break; that evidence
 * shows whether its own place is in order, and where it is not, the line breaks there.
 */
function withHostEnd(path: Path, { place }: BothEnds, findings: readonly Finding[], knowledge: Knowledge): Path {
  const { model } = knowledge;
  const told = findings.filter(
    finding =>
      finding.source !== 'person' &&
      (finding.question === 'host-log' || model.questions[finding.question].stage === 'port') &&
      endOf(model, finding) === 'host',
  );
  const state = stateOf(place);
  if (state === undefined || told.length === 0) return path;
  const telling = told.filter(finding => toneOf(model, finding) === (state === 'failed' ? 'bad' : 'good'));
  const seen = [...new Set((telling.length > 0 ? telling : told).slice(0, 2).map(one => seenWords(knowledge, one)))];
  // A refusal is drawn at the host, from behind the firewall: a host that listens has not refused.
  const refusal = path.places.find(({ id, state: was }) => id === 'host' && state === 'passed' && was === 'failed');
  const places = path.places.map(({ tap, ...one }): Place => {
    if (one.id === 'host') return { ...one, state, word: say(knowledge, `state.${state}`), seen: seen.join('. ') };
    if (one.id === 'firewall' && refusal !== undefined) return { ...refusal, id: one.id, name: one.name };
    // Silence on the way there is the host's own, as far as anybody can see.
    return state === 'failed' && one.state === 'failed'
      ? { ...one, state: 'unknown', word: say(knowledge, 'state.unknown') }
      : { ...one, ...(tap && { tap }) };
  });
  const broken = places.find(one => one.state === 'failed');
  if (broken === undefined) return { ...path, places };
  const { belief: _seen, ...rest } = path;
  return {
    ...rest,
    places,
    sentence: say(knowledge, 'path.broken', { place: say(knowledge, `place.${broken.id}.at`) }),
  };
}

function stateOf(place: BothEnds['place']): PlaceState | undefined {
  if (place === 'host') return 'failed';
  return place === 'between' || place === 'way-back' || place === 'refused-between' ? 'passed' : undefined;
}
