import { createReadStream } from 'node:fs';
import { CaptureReader, type CaptureReading } from '../../../machines/captures/read-capture.ts';
import { type Facts, openCase } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { pathOf } from '../../../machines/diagnosis/path.ts';
import { verdictOf } from '../../../machines/diagnosis/proof.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { formatTarget, type Target } from '../../../machines/target/target.ts';
import { terminalText } from '../safe-text.ts';
import type { Style } from './paint.ts';
import { standingPath } from './path-picture.ts';
import { answerOfEach } from './read.ts';
import { verdictToJson } from './verdict-json.ts';
import { faultText } from './verdict-text.ts';

const PIECE_BYTES = 256 * 1024;

/** Reads a capture piece by piece: the file may be larger than the memory. `undefined` where it cannot be read. */
export async function readCaptureFile(
  path: string,
  target: Target | undefined,
  signal: AbortSignal,
): Promise<CaptureReading | undefined> {
  const reader = new CaptureReader(
    target === undefined ? {} : { ...(target.gateway ?? target), isGateway: target.gateway !== undefined },
  );
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
      if (signal.aborted) break;
      reader.push(piece);
    }
  } catch {
    return undefined;
  }
  return reader.end();
}

/** What a capture shows, as the facts of a case. */
export function factsOf({ findings, stages, target }: CaptureReading): Facts {
  return { ...openCase({ probe: false, findings, target }), stages };
}

/** `read --json` of a capture: the fields of a text, and stages and verdict as a check has them. */
export function captureJson(file: string, reading: CaptureReading, { model }: Knowledge): object {
  const facts = factsOf(reading);
  const { verdict, next } = judge(model, facts);
  const { findings, stages, target, connections, packets, understood, end } = reading;
  return {
    file,
    ...(target === undefined ? {} : { target }),
    findings: answerOfEach(findings),
    codes: findings.flatMap(({ question, answer }) => (question === 'code' ? [answer] : [])),
    readers: ['capture'],
    all: findings,
    stages,
    verdict: verdictToJson(verdict),
    next: next ?? null,
    connections: connections.length,
    attempts: connections,
    packets,
    understood,
    end,
  };
}

/** What a capture shows, for a person: each connection on a line, then the line and the verdict as a check has them. */
export function captureText(
  file: string,
  reading: CaptureReading,
  knowledge: Knowledge,
  style: Style,
  columns: number,
) {
  const facts = factsOf(reading);
  const judgement = judge(knowledge.model, facts);
  const path = pathOf(facts, knowledge, false, judgement);
  const isBroken = facts.stages.some(({ outcome }) => outcome === 'failed');
  const view = isBroken ? verdictOf(judgement, facts, knowledge) : undefined;
  const answer =
    view !== undefined
      ? faultText(view, facts, knowledge, style, columns)
      : [
          say(
            knowledge,
            reading.connections.length === 0 && facts.stages.length === 0 ? 'capture.nothing' : 'capture.no-fault',
          ),
        ];
  return [
    terminalText(file, 200),
    '',
    ...reading.connections.map(connectionLine),
    ...(reading.end === 'whole' ? [] : [`  ${say(knowledge, `capture.${reading.end}`)}`]),
    '',
    ...(facts.stages.length > 0 ? [standingPath(path, style, columns)] : []),
    ...answer,
    '',
  ].join('\n');
}

function connectionLine({
  client,
  server,
  port,
  packet,
  failed,
  passed,
  isCut,
  vantage,
  isChosen,
}: CaptureReading['connections'][number]) {
  const came =
    failed === undefined ? (passed === undefined ? 'nothing certain' : `${passed} passed`) : `${failed} failed`;
  const notes = [
    `packet ${packet}`,
    ...(isCut ? ['its beginning is missing'] : []),
    ...(vantage === undefined ? [] : [`seen at the ${vantage === 'between' ? 'way between' : vantage}`]),
  ];
  return `${isChosen ? '> ' : '  '}${client} -> ${formatTarget({ host: server, port })}  ${came} (${notes.join(', ')})`;
}
