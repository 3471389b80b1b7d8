import { createReadStream } from 'node:fs';
import { type Facts, openCase } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { pathOf } from '../../../machines/diagnosis/path.ts';
import { verdictOf } from '../../../machines/diagnosis/proof.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { EventLogFile, type EventLogReading } from '../../../machines/reading/event-log/read-event-log.ts';
import { shownStages } from '../../../machines/reading/event-log/shown-stages.ts';
import { terminalText } from '../safe-text.ts';
import type { Style } from './paint.ts';
import { standingPath } from './path-picture.ts';
import { answerOfEach } from './read.ts';
import { verdictToJson } from './verdict-json.ts';
import { faultText } from './verdict-text.ts';

const PIECE_BYTES = 256 * 1024;
/** The newest events tell the story; `--json` has them all. */
const MAX_LINES = 20;

/** Reads an event log piece by piece. `undefined` where it cannot be read. */
export async function readEventLogFile(path: string, signal: AbortSignal): Promise<EventLogReading | undefined> {
  const log = new EventLogFile();
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
      if (signal.aborted) break;
      log.push(piece);
    }
  } catch {
    return undefined;
  }
  return log.end();
}

function factsOf({ findings }: EventLogReading, { model }: Knowledge): Facts {
  return { ...openCase({ probe: false, findings }), stages: shownStages(model, findings) };
}

/** `read --json` of an event log: the fields of a text, stages and verdict as a check has them, and the time line. */
export function eventLogJson(file: string, reading: EventLogReading, knowledge: Knowledge): object {
  const facts = factsOf(reading, knowledge);
  const { verdict, next } = judge(knowledge.model, facts);
  const { findings, timeline, events, end } = reading;
  return {
    file,
    findings: answerOfEach(findings),
    codes: findings.flatMap(({ question, answer }) => (question === 'code' ? [answer] : [])),
    readers: ['event-log'],
    all: findings,
    stages: facts.stages,
    verdict: verdictToJson(verdict),
    next: next ?? null,
    connections: 0,
    events,
    timeline: timeline.map(({ timeMs, ...event }) => ({ at: new Date(timeMs).toISOString(), ...event })),
    end,
  };
}

/** The time line, and what the last attempt left behind. */
export function eventLogText(
  file: string,
  reading: EventLogReading,
  knowledge: Knowledge,
  style: Style,
  columns: number,
): string {
  const facts = factsOf(reading, knowledge);
  const judgement = judge(knowledge.model, facts);
  const view = facts.stages.some(({ outcome }) => outcome === 'failed')
    ? verdictOf(judgement, facts, knowledge)
    : undefined;
  const nothing = say(knowledge, reading.timeline.length === 0 ? 'event-log.nothing' : 'event-log.no-fault');
  const path = pathOf(facts, knowledge, false, judgement);
  return [
    terminalText(file, 200),
    '',
    ...reading.timeline.slice(-MAX_LINES).map(({ timeMs, provider, event, says }) => {
      const when = new Date(timeMs).toISOString().replace('T', ' ').slice(0, 19);
      return `  ${when}  ${terminalText(`${provider} ${event}  ${says.join(', ')}`, 200)}`;
    }),
    '',
    ...(facts.stages.length > 0 ? [standingPath(path, style, columns)] : []),
    ...(view === undefined ? [nothing] : faultText(view, facts, knowledge, style, columns)),
    '',
  ].join('\n');
}
