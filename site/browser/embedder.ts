/**
 * Who embeds this frame, and so who may hear it. The browser says it where it can; else the page around greets first.
 * INVARIANT: a message goes to one origin, or, where that origin is opaque, to the very window that has greeted.
 */
export class Embedder {
  #origin = originOfAncestor();
  /** What was told before anybody could hear it: the newest height, and every other event. */
  #waiting: readonly Told[] = [];

  constructor() {
    addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
      if (source !== window.parent || this.#origin !== undefined || !isGreeting(data)) return;
      this.#origin = origin === 'null' ? '*' : origin;
      for (const told of this.#waiting) this.tell(told);
      this.#waiting = [];
    });
  }

  tell(told: Told): void {
    if (this.#origin === undefined) this.#waiting = [...this.#waiting.filter(keep(told)), told].slice(-MOST_WAITING);
    else window.parent.postMessage({ source: 'reconnect', ...told }, this.#origin);
  }
}

interface Told {
  readonly type: string;
  readonly detail: unknown;
}

const MOST_WAITING = 100;
const keep =
  ({ type }: Told) =>
  (told: Told) =>
    type !== 'reconnect-resize' || told.type !== type;

/** The origin of the page around, or nothing where the browser keeps it to itself or it has none. */
export function originOfAncestor(): string | undefined {
  const named = location.ancestorOrigins?.[0] ?? originOf(document.referrer);
  return named === undefined || named === 'null' ? undefined : named;
}

function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined;
}

const isGreeting = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'reconnect-hello';
