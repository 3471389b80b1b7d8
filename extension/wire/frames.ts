/**
 * Native-messaging frames: u32 length in the machine's byte order, then that many bytes of UTF-8 JSON.
 * https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging#native-messaging-host-protocol
 */

/** What a browser may send in one frame. Chromium itself would allow 64 MB. */
export const MAX_INPUT_BYTES = 64 * 1024;
/** What the helper sends in one frame. Chromium ends a helper that sends more than 1 MB. */
export const MAX_OUTPUT_BYTES = 512 * 1024;

const HEADER_BYTES = 4;
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

export type FrameOutcome =
  | { readonly kind: 'frame'; readonly text: string }
  /** The frame was not UTF-8. The stream goes on after it. */
  | { readonly kind: 'not-text' }
  /** The announced length is over the limit: where the next frame begins is not worth finding out. */
  | { readonly kind: 'too-large'; readonly bytes: number };

/** A frame, or undefined where the text is over `limitBytes`. */
export function encodeFrame(text: string, limitBytes: number): Uint8Array | undefined {
  const body = new TextEncoder().encode(text);
  if (body.length > limitBytes) return undefined;
  const frame = new Uint8Array(HEADER_BYTES + body.length);
  new DataView(frame.buffer).setUint32(0, body.length, LITTLE_ENDIAN);
  frame.set(body, HEADER_BYTES);
  return frame;
}

/**
 * Puts frames together however the bytes were split. INVARIANT: at most `limitBytes` plus a header are held, and a
 * length is looked at before anything is allocated for it. After `too-large` it gives nothing more.
 */
export function createFrameReader(limitBytes: number): (bytes: Uint8Array) => readonly FrameOutcome[] {
  const header = new Uint8Array(HEADER_BYTES);
  let headerBytes = 0;
  let body: Uint8Array | undefined;
  let bodyBytes = 0;
  let ended = false;
  const decoder = new TextDecoder('utf-8', { fatal: true });

  return function read(bytes) {
    const outcomes: FrameOutcome[] = [];
    let at = 0;
    while (!ended && at < bytes.length) {
      if (body === undefined) {
        const taken = Math.min(HEADER_BYTES - headerBytes, bytes.length - at);
        header.set(bytes.subarray(at, at + taken), headerBytes);
        headerBytes += taken;
        at += taken;
        if (headerBytes < HEADER_BYTES) break;
        const announced = new DataView(header.buffer).getUint32(0, LITTLE_ENDIAN);
        if (announced > limitBytes) {
          ended = true;
          outcomes.push({ kind: 'too-large', bytes: announced });
          break;
        }
        body = new Uint8Array(announced);
        bodyBytes = 0;
      }
      const taken = Math.min(body.length - bodyBytes, bytes.length - at);
      body.set(bytes.subarray(at, at + taken), bodyBytes);
      bodyBytes += taken;
      at += taken;
      if (bodyBytes < body.length) break;
      outcomes.push(decodeBody(decoder, body));
      body = undefined;
      headerBytes = 0;
    }
    return outcomes;
  };
}

function decodeBody(decoder: TextDecoder, body: Uint8Array): FrameOutcome {
  try {
    return { kind: 'frame', text: decoder.decode(body) };
  } catch {
    return { kind: 'not-text' };
  }
}
