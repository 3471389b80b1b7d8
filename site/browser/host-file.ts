import type { Finding } from '../../machines/findings.ts';
import type { Model } from '../../machines/knowledge.ts';
import { isLongBefore } from '../../machines/report/join-report.ts';
import type { Report } from '../../machines/schemas/report.ts';
import type { Target } from '../../machines/target/target.ts';
import { isEvidence } from '../widget/element/evidence-file.ts';

/** What a file or a text says that comes from the remote PC; the sentence of a fault is under `join.<fault>`. */
export type HostFile =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'fault'; readonly fault: string };

export interface HostFileOptions {
  readonly model: Model;
  /** What the case is about, where it is known. */
  readonly target?: Target | undefined;
  /** When the device tried (ISO 8601, UTC); empty where nobody knows. */
  readonly attemptAt: string;
  /** Called with the share of a long file that is read, from 0 to 1; reading stops where it returns false. */
  readonly goesOn: (share: number) => boolean;
}

/** Larger than any text that is read; not even opened. */
const TEXT_LIMIT_BYTES = 1024 * 1024;
const NOTHING: HostFile = { kind: 'fault', fault: 'nothing-of-host' };

/** Reads a file of the remote PC in the page. `undefined` where it was broken off. It fails where the file cannot be read. */
export async function readHostFile(file: File, options: HostFileOptions): Promise<HostFile | undefined> {
  if (await isEvidence(file)) return readRecorded(file, options);
  if (file.size > TEXT_LIMIT_BYTES) return { kind: 'fault', fault: 'too-large' };
  const { decodeText } = await import('../../machines/reading/decode.ts');
  return readHostPaste(decodeText(new Uint8Array(await file.arrayBuffer())), options);
}

/** Reads what somebody has pasted of it. */
export async function readHostPaste(
  text: string,
  { model, target }: Pick<HostFileOptions, 'model' | 'target'>,
): Promise<HostFile> {
  const [{ readHostText }, { read }] = await Promise.all([
    import('../../machines/diagnosis/remote-pc.ts'),
    import('../../machines/reading/read.ts'),
  ]);
  return readHostText(model, text, printed =>
    read(printed, { codes: model.codes, ...(target && { target: { port: target.port } }) }),
  );
}

/** A capture or an event log. */
async function readRecorded(file: File, { attemptAt, ...options }: HostFileOptions): Promise<HostFile | undefined> {
  const { readHostEvidence } = await import('./host-evidence.ts');
  const seen = await readHostEvidence(file, options);
  if (seen?.kind !== 'findings') return seen;
  if (seen.newestMs !== undefined && isLongBefore(seen.newestMs, attemptAt))
    return { kind: 'fault', fault: 'older-log' };
  return seen.findings.length > 0 ? seen : NOTHING;
}
