import net from 'node:net';

/** More would look like a scan and trip limits on the host. */
export const MAX_CONNECTIONS = 3;
/** All that a target may send us, over every connection. */
const MAX_RECEIVED_BYTES = 8192;

export interface Open {
  readonly kind: 'open';
  readonly address: string;
  readonly elapsedMs: number;
  readonly socket: net.Socket;
}

/** What one address did to a TCP connect. */
export type Dialled =
  | Open
  | { readonly kind: DialFailure; readonly address: string; readonly elapsedMs: number; readonly errno: string };

/** `unreachable`: somebody said so for the host (ICMP, or nobody answered ARP); `no-route`: this machine has no way. */
export type DialFailure = 'refused' | 'silent' | 'resets' | 'unreachable' | 'no-route' | 'forbidden' | 'failed';

const KINDS: Readonly<Record<string, DialFailure>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'silent',
  ECONNRESET: 'resets',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
};

/** Every connection of one check: counted, bounded, and all let go at the end. */
export class Connections {
  readonly #sockets = new Set<net.Socket>();
  readonly #signal: AbortSignal;
  readonly mayDial: (address: string) => boolean;
  #count = 0;
  /** Of connections that are closed. */
  #receivedBytes = 0;

  /** INVARIANT: whatever a name, a certificate or an answer leads to, an address that `mayDial` refuses sees no packet. */
  constructor(signal: AbortSignal, mayDial: (address: string) => boolean = () => true) {
    this.#signal = signal;
    this.mayDial = mayDial;
  }

  get count(): number {
    return this.#count;
  }

  /** How much the target may still send before it is no answer any more. */
  get leftBytes(): number {
    const open = [...this.#sockets].reduce((sum, socket) => sum + socket.bytesRead, 0);
    return MAX_RECEIVED_BYTES - this.#receivedBytes - open;
  }

  get exhausted(): boolean {
    return this.#count >= MAX_CONNECTIONS;
  }

  /** One TCP connect to one address; concludes `silent` after `budgetMs`, or as soon as `enough` says so. */
  dial(address: string, port: number, budgetMs: number, enough?: AbortSignal): Promise<Dialled> {
    if (!this.mayDial(address))
      return Promise.resolve({ kind: 'forbidden', address, errno: 'not-allowed', elapsedMs: 0 });
    this.#count++;
    const started = performance.now();
    return new Promise(resolve => {
      const socket = net.connect({ host: address, port, noDelay: true });
      this.#sockets.add(socket);
      socket.once('close', () => {
        this.#sockets.delete(socket);
        this.#receivedBytes += socket.bytesRead;
      });
      const fail = (kind: DialFailure, errno: string) => {
        settle();
        socket.on('error', () => {});
        socket.destroy();
        resolve({ kind, address, errno, elapsedMs: performance.now() - started });
      };
      const onError = (error: NodeJS.ErrnoException) =>
        fail(KINDS[error.code ?? ''] ?? 'failed', error.code ?? 'unknown');
      const onAbort = () => fail('failed', 'cancelled');
      const onEnough = () => (this.#signal.aborted ? onAbort() : fail('silent', 'deadline'));
      const timer = setTimeout(() => fail('silent', 'deadline'), budgetMs);
      const settle = () => {
        clearTimeout(timer);
        this.#signal.removeEventListener('abort', onAbort);
        enough?.removeEventListener('abort', onEnough);
        socket.off('error', onError);
      };
      if (this.#signal.aborted) return onAbort();
      this.#signal.addEventListener('abort', onAbort, { once: true });
      enough?.addEventListener('abort', onEnough, { once: true });
      socket.once('error', onError);
      socket.once('connect', () => {
        settle();
        // From here on the reader of the socket gets its errors; this listener only keeps the process alive.
        socket.on('error', () => {});
        resolve({ kind: 'open', address, socket, elapsedMs: performance.now() - started });
      });
    });
  }

  /** Lets go of everything. A polite FIN was sent before where the probe got so far. */
  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
