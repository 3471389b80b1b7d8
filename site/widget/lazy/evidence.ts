import { shownAtHost } from '../../../machines/captures/seen-at-host.ts';
import type { InterpretedInput } from '../../../machines/diagnosis/context.ts';
import type { Target } from '../../../machines/target/target.ts';
import { readFile } from './read-file.ts';
import type { ReadingOptions } from './read-in-pieces.ts';

export interface EvidenceOptions extends Pick<ReadingOptions, 'goesOn'> {
  /** What the person wants to reach, where it is known. */
  readonly target?: Target | undefined;
}

/**
 * What a capture or an event log shows of the attempt. `undefined` where it was broken off. It fails where the file cannot
 * be read.
 */
export async function readEvidence(
  file: Blob,
  { target, goesOn }: EvidenceOptions,
): Promise<InterpretedInput | undefined> {
  const { gateway } = target ?? {};
  const wanted = target === undefined ? {} : { ...(gateway ?? target), isGateway: gateway !== undefined };
  const read = await readFile(file, { wanted, goesOn });
  if (read === undefined) return undefined;
  if (read.kind === 'event-log') return intakeOf(read.reading);
  const { findings, target: reached, stages, note } = read.reading;
  const recorded = stages.length > 0 || note !== undefined ? { stages, ...(note && { note }) } : undefined;
  return intakeOf({ findings: [...findings, ...shownAtHost(read.reading)], target: reached, recorded });
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
