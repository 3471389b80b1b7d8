import { CaptureReader, type CaptureReading } from '../../../machines/captures/read-capture.ts';
import { type Facts, openCase } from '../../../machines/diagnosis/context.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { formatTarget, type Target } from '../../../machines/target/target.ts';
import type { Stage } from '../../../machines/vocabulary.ts';
import { terminalText } from '../safe-text.ts';
import type { Style } from './paint.ts';
import { wrap } from './plain-text.ts';
import { recordedJson, recordedText } from './recorded.ts';

/** A reader of captures for what the person wants to reach; of a target behind a gateway that is the gateway. */
export function captureReader(target: Target | undefined): CaptureReader {
  return new CaptureReader(
    target === undefined ? {} : { ...(target.gateway ?? target), isGateway: target.gateway !== undefined },
  );
}

function factsOf({ findings, stages, target }: CaptureReading): Facts {
  return { ...openCase({ probe: false, findings, target }), stages };
}

/** `read --json` of a capture: the fields of a text, and stages and verdict as a check has them. */
export function captureJson(file: string, reading: CaptureReading, knowledge: Knowledge): object {
  const { target, note, connections, packets, understood, end } = reading;
  return {
    file,
    ...(target === undefined ? {} : { target }),
    ...recordedJson(factsOf(reading), knowledge, 'capture'),
    connections: connections.length,
    attempts: connections,
    ...(note === undefined ? {} : { note }),
    packets,
    understood,
    end,
  };
}

/** What a capture shows, for a person: each connection on a line, then the path and the verdict as a check has them. */
export function captureText(
  file: string,
  reading: CaptureReading,
  knowledge: Knowledge,
  style: Style,
  columns: number,
): string {
  const { connections, stages, note, end } = reading;
  const noFault = connections.length === 0 && stages.length === 0 ? 'capture.nothing' : 'capture.no-fault';
  return [
    terminalText(file, 200),
    '',
    ...connections.map(one => connectionLine(one, knowledge)),
    ...(note === undefined ? [] : ['', ...wrap(say(knowledge, `capture.note.${note}`), columns)]),
    ...(end === 'whole' ? [] : [`  ${say(knowledge, `capture.${end}`)}`]),
    '',
    ...recordedText(factsOf(reading), knowledge, noFault, style, columns),
    '',
  ].join('\n');
}

function connectionLine(
  { client, server, port, packet, failed, passed, isCut, vantage, isChosen }: CaptureReading['connections'][number],
  knowledge: Knowledge,
): string {
  const words = (key: string, values = {}) => say(knowledge, `cli.capture.${key}`, values);
  const stage = (id: Stage) => say(knowledge, `report.stage.${id}`);
  const well = passed === undefined ? words('nothing') : words('passed', { stage: stage(passed) });
  const came = failed === undefined ? well : words('failed', { stage: stage(failed) });
  const notes = [
    words('packet', { number: packet }),
    ...(isCut ? [words('cut')] : []),
    ...(vantage === undefined ? [] : [words(`at-${vantage}`)]),
  ];
  return `${isChosen ? '> ' : '  '}${client} -> ${formatTarget({ host: server, port })}  ${came} (${notes.join(', ')})`;
}
