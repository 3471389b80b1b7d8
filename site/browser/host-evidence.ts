import { type HostCapture, seenAtHost } from '../../machines/captures/seen-at-host.ts';
import { printedAtHost } from '../../machines/diagnosis/remote-pc.ts';
import type { Model } from '../../machines/knowledge.ts';
import type { EvidenceOptions } from '../widget/lazy/evidence.ts';
import { readFile } from '../widget/lazy/read-file.ts';

/** What a file made on the remote PC shows of it; a log with the time of its newest event. */
type HostEvidence = HostCapture & { readonly newestMs?: number | undefined };

/** The remote PC may know itself by another address than the device does: its port counts. */
export async function readHostEvidence(
  file: Blob,
  { model, target, goesOn }: EvidenceOptions & { readonly model: Model },
): Promise<HostEvidence | undefined> {
  const read = await readFile(file, { wanted: target === undefined ? {} : { port: target.port }, goesOn });
  if (read === undefined) return undefined;
  if (read.kind === 'capture') return seenAtHost(read.reading);
  const { findings, timeline } = read.reading;
  return { kind: 'findings', findings: printedAtHost(model, findings), newestMs: timeline.at(-1)?.timeMs };
}
