/**
 * The embedding page, and so who may receive messages. The browser names its origin where it can; else the page greets first.
 * INVARIANT: a message goes to one origin, or, where that origin is opaque, to the very window that has greeted.
 */
export class Embedder {
  #origin = originOfAncestor();
  /** Events emitted before there was a receiver: the newest height, and every other event. */
  #waiting: readonly EmbedEvent[] = [];

  constructor() {
    addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
      if (source !== window.parent || this.#origin !== undefined || !isGreeting(data)) return;
      this.#origin = origin === 'null' ? '*' : origin;
      for (const event of this.#waiting) this.emit(event);
      this.#waiting = [];
    });
  }

  emit(event: EmbedEvent): void {
    if (this.#origin === undefined) this.#waiting = [...this.#waiting.filter(keep(event)), event].slice(-MOST_WAITING);
    else window.parent.postMessage({ source: 'reconnect', ...event }, this.#origin);
  }
}

interface EmbedEvent {
  readonly type: string;
  readonly detail: unknown;
}

const MOST_WAITING = 100;
const keep =
  ({ type }: EmbedEvent) =>
  (waiting: EmbedEvent) =>
    type !== 'reconnect-resize' || waiting.type !== type;

/** The origin of the embedding page, or nothing where the browser does not reveal it or it has none. */
export function originOfAncestor(): string | undefined {
  const named = location.ancestorOrigins?.[0] ?? originOf(document.referrer);
  return named === undefined || named === 'null' ? undefined : named;
}

function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined;
}

const isGreeting = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'reconnect-hello';
