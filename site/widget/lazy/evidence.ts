import { captureKindOf } from '../../../machines/captures/capture-kind.ts';
import { CaptureReader } from '../../../machines/captures/read-capture.ts';
import { shownAtHost } from '../../../machines/captures/seen-at-host.ts';
import type { InterpretedInput } from '../../../machines/diagnosis/context.ts';
import { EventLogFile } from '../../../machines/reading/event-log/read-event-log.ts';
import type { Target } from '../../../machines/target/target.ts';

export interface EvidenceOptions {
  /** What the person wants to reach, where it is known. */
  readonly target?: Target | undefined;
  /** Called at each whole percent with the share that is read, from 0 to 1; reading stops where it returns false. */
  readonly goesOn: (share: number) => boolean;
}

/** A piece takes some milliseconds: between two of them the page draws and listens. */
const PIECE_BYTES = 256 * 1024;
const START_BYTES = 4;

/**
 * Reads a capture or an event log in the page, piece by piece: it is never whole in memory, and nothing of it is kept but
 * what was found. `undefined` where it was broken off. It fails where the file cannot be read.
 */
export async function readEvidence(
  file: Blob,
  { target, goesOn }: EvidenceOptions,
): Promise<InterpretedInput | undefined> {
  const { gateway } = target ?? {};
  const wanted = target === undefined ? {} : { ...(gateway ?? target), isGateway: gateway !== undefined };
  if (!(await isCapture(file))) {
    const log = new EventLogFile();
    return (await pushPieces(file, log, goesOn)) ? intakeOf(log.end()) : undefined;
  }
  const reader = new CaptureReader(wanted);
  if (!(await pushPieces(file, reader, goesOn))) return undefined;
  const reading = reader.end();
  const { findings, target: reached, stages, note } = reading;
  const recorded = stages.length > 0 || note !== undefined ? { stages, ...(note && { note }) } : undefined;
  return intakeOf({ findings: [...findings, ...shownAtHost(reading)], target: reached, recorded });
}

export async function isCapture(file: Blob): Promise<boolean> {
  return captureKindOf(new Uint8Array(await file.slice(0, START_BYTES).arrayBuffer())) !== undefined;
}

/** False where nobody waits for the rest. */
export async function pushPieces(
  file: Blob,
  reader: { push(piece: Uint8Array): void },
  goesOn: EvidenceOptions['goesOn'],
): Promise<boolean> {
  const pieceAt = (at: number) => file.slice(at, at + PIECE_BYTES).arrayBuffer();
  let [next, told] = [pieceAt(0), -1];
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const piece = await next;
    // The next one is fetched meanwhile; should that fail, it is told when its turn comes.
    next = pieceAt(at + PIECE_BYTES);
    next.catch(() => {});
    const percent = Math.floor((100 * at) / file.size);
    // To draw a sentence takes longer than to read a piece.
    if (percent > told && !goesOn(at / file.size)) return false;
    told = percent;
    reader.push(new Uint8Array(piece));
  }
  return true;
}

type Shown = Pick<InterpretedInput, 'findings' | 'target' | 'recorded'>;

function intakeOf({ findings, target, recorded }: Shown): InterpretedInput {
  // What the packets and the log name is certain: there is no other surface to choose from.
  const read: InterpretedInput = {
    findings,
    codes: [],
    said: [],
    ...(target && { target }),
    ...(recorded && { recorded }),
  };
  return findings.length > 0 || recorded !== undefined ? read : { ...read, problem: 'nothing-read' };
}
