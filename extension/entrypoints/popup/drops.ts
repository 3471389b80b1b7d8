import { isEvidence } from '../../../site/widget/element/evidence-file.ts';

/** A file that is longer than any .rdp file is not read. */
const MAX_FILE_BYTES = 1024 * 1024;

/** Why a dropped file is not taken, as the key of the sentence that says so. */
export type Refusal = 'rejection.too-large' | 'describe.file-failed';

export type Dropped =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'evidence'; readonly file: File }
  | { readonly kind: 'refused'; readonly why: Refusal };

/** An .rdp file, a text, a capture or an event log may be dropped anywhere; the flow's own box takes what falls into it. */
export function takeDrops(take: (dropped: Dropped) => void): void {
  const mark = (over: boolean) => document.body.classList.toggle('over', over);
  document.addEventListener('dragover', event => {
    event.preventDefault();
    mark(true);
  });
  document.addEventListener('dragleave', event => {
    if (event.relatedTarget === null) mark(false);
  });
  document.addEventListener('drop', event => {
    mark(false);
    if (event.defaultPrevented) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file === undefined) take({ kind: 'text', text: event.dataTransfer?.getData('text/plain') ?? '' });
    else void readDropped(file).then(take);
  });
}

/** What a file is. A folder is a file that cannot be read. */
export async function readDropped(file: File): Promise<Dropped> {
  if (await isEvidence(file)) return { kind: 'evidence', file };
  if (file.size > MAX_FILE_BYTES) return { kind: 'refused', why: 'rejection.too-large' };
  try {
    const { decodeText } = await import('../../../machines/reading/decode.ts');
    return { kind: 'text', text: decodeText(new Uint8Array(await file.arrayBuffer())) };
  } catch {
    return { kind: 'refused', why: 'describe.file-failed' };
  }
}
