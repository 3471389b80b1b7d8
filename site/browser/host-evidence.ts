import { CaptureReader } from '../../machines/captures/read-capture.ts';
import { type HostCapture, seenAtHost } from '../../machines/captures/seen-at-host.ts';
import { printedAtHost } from '../../machines/diagnosis/remote-pc.ts';
import type { Model } from '../../machines/knowledge.ts';
import { EventLogFile } from '../../machines/reading/event-log/read-event-log.ts';
import { type EvidenceOptions, isCapture, pushPieces } from '../widget/lazy/evidence.ts';

/** What a file made on the remote PC shows of it; a log with the time of its newest event. */
type HostEvidence = HostCapture & { readonly newestMs?: number | undefined };

/** Reads it piece by piece. The remote PC may know itself by another address than the device does: its port counts. */
export async function readHostEvidence(
  file: Blob,
  { model, target, goesOn }: EvidenceOptions & { readonly model: Model },
): Promise<HostEvidence | undefined> {
  if (await isCapture(file)) {
    const reader = new CaptureReader(target && { port: target.port });
    return (await pushPieces(file, reader, goesOn)) ? seenAtHost(reader.end()) : undefined;
  }
  const log = new EventLogFile();
  if (!(await pushPieces(file, log, goesOn))) return undefined;
  const { findings, timeline } = log.end();
  return { kind: 'findings', findings: printedAtHost(model, findings), newestMs: timeline.at(-1)?.timeMs };
}
