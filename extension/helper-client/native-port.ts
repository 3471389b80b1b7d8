/** The part of a browser's native port that is used. */
export interface NativePort {
  postMessage(message: object): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: (reason: string | undefined) => void): void };
}
