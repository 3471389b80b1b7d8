/** One WebDriver BiDi session over Node's own WebSocket: https://w3c.github.io/webdriver-bidi/. */
export class BidiSession {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve: (result: BidiData) => void; reject: (error: Error) => void }>();
  readonly #listeners = new Map<string, (params: BidiData) => void>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#take(JSON.parse(String(data))));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the browser closed the session'));
      this.#waiting.clear();
    });
  }

  static async open(address: string): Promise<BidiSession> {
    const socket = new WebSocket(address);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error(`no session at ${address}`)), { once: true });
    });
    const session = new BidiSession(socket);
    // The tests' own certificates are known to nobody.
    await session.send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    return session;
  }

  send(method: string, params: BidiData): Promise<BidiData> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  on(event: string, listener: (params: BidiData) => void): void {
    this.#listeners.set(event, listener);
  }

  /** The value of an expression in a browsing context, awaited, as plain data: it must survive JSON. */
  async evaluate(context: string, expression: string): Promise<unknown> {
    const answer = await this.send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})) ?? 'null')()`,
      target: { context },
      awaitPromise: true,
      userActivation: true,
    });
    if (answer.type !== 'success') throw new Error(`${expression}: ${answer.exceptionDetails?.text}`);
    return JSON.parse(String(answer.result?.value));
  }

  #take(message: BidiData): void {
    if (typeof message.id !== 'number') {
      this.#listeners.get(String(message.method))?.(message.params ?? {});
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'success') waiting?.resolve(message.result ?? {});
    else waiting?.reject(new Error(`${message.error}: ${message.message}`));
  }
}

/** What the browser sends is of many shapes; a test looks at the few fields that it needs. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type BidiData = Record<string, any>;
