import { isEvidence } from '../../../site/widget/element/evidence-file.ts';

/** A file that is longer than any .rdp file is not read. */
const MAX_FILE_BYTES = 1024 * 1024;

/** An .rdp file, a text, a capture or an event log may be dropped anywhere; the flow's own box takes what falls into it. */
export function takeDrops(take: (text: string) => void, takeEvidence: (file: File) => void): void {
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
    if (file === undefined) return take(event.dataTransfer?.getData('text/plain') ?? '');
    void isEvidence(file).then(async isFound => {
      if (isFound) takeEvidence(file);
      else if (file.size <= MAX_FILE_BYTES) take(decodeFile(new Uint8Array(await file.arrayBuffer())));
    });
  });
}

/** mstsc writes UTF-16 with a byte order mark; everything else is UTF-8 these days. */
function decodeFile(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
