import { type Facts, openCase } from '../../../machines/diagnosis/context.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import type { EventLogReading } from '../../../machines/reading/event-log/read-event-log.ts';
import { shownStages } from '../../../machines/reading/event-log/shown-stages.ts';
import { terminalText } from '../safe-text.ts';
import type { Style } from './paint.ts';
import { recordedJson, recordedText } from './recorded.ts';

/** The newest events tell the story; `--json` has more of them. */
const MAX_LINES = 20;

function factsOf({ findings }: EventLogReading, { model }: Knowledge): Facts {
  return { ...openCase({ probe: false, findings }), stages: shownStages(model, findings) };
}

/** `read --json` of an event log: the fields of a text, stages and verdict as a check has them, and the time line. */
export function eventLogJson(file: string, reading: EventLogReading, knowledge: Knowledge): object {
  const { timeline, events, end } = reading;
  return {
    file,
    ...recordedJson(factsOf(reading, knowledge), knowledge, 'event-log'),
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
  return [
    terminalText(file, 200),
    '',
    ...reading.timeline.slice(-MAX_LINES).map(({ timeMs, provider, event, says }) => {
      const when = new Date(timeMs).toISOString().replace('T', ' ').slice(0, 19);
      return `  ${when}  ${terminalText(`${provider} ${event}  ${says.join(', ')}`, 200)}`;
    }),
    '',
    ...recordedText(
      factsOf(reading, knowledge),
      knowledge,
      reading.timeline.length === 0 ? 'event-log.nothing' : 'event-log.no-fault',
      style,
      columns,
    ),
    '',
  ].join('\n');
}
