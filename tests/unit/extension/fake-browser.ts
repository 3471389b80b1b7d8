/// <reference path="../../../extension/environment.d.ts" />
import type { Runtime } from 'webextension-polyfill';

/**
 * The parts of a browser that the background uses, in memory. Import this file before anything of the extension: the
 * polyfill looks for a browser when it is loaded. Storage answers late, so that two writers can meet.
 */
type Values = Record<string, unknown>;
type Changed = (changes: Values, area: string) => void;

const changed = new Set<Changed>();
let managed: () => Promise<unknown> = async () => ({});

function storageArea(name: string) {
  const values = new Map<string, unknown>();
  const tell = (keys: readonly string[]) => {
    const changes = Object.fromEntries(keys.map(key => [key, { newValue: values.get(key) }]));
    for (const listener of changed) listener(changes, name);
  };
  const soon = () => new Promise<void>(resolve => setImmediate(resolve));
  return {
    values,
    get: async (key: string) => {
      await soon();
      return values.has(key) ? { [key]: structuredClone(values.get(key)) } : {};
    },
    set: async (entries: Values) => {
      await soon();
      for (const [key, value] of Object.entries(entries)) values.set(key, structuredClone(value));
      tell(Object.keys(entries));
    },
    remove: async (key: string) => {
      await soon();
      values.delete(key);
      tell([key]);
    },
  };
}

const local = storageArea('local');
const session = storageArea('session');
const windows = new Map<number, string>();

const browser = {
  i18n: { getMessage: (name: string) => `${name}.json` },
  runtime: { id: 'fake', getURL: (path: string) => `moz-extension://fake${path}` },
  storage: {
    local,
    session,
    managed: { get: () => managed() },
    onChanged: {
      addListener: (listener: Changed) => void changed.add(listener),
      removeListener: (listener: Changed) => void changed.delete(listener),
    },
  },
  windows: {
    create: async ({ url }: { url: string }) => {
      const id = windows.size + 1;
      windows.set(id, url);
      return { id };
    },
    remove: async (id: number) => void windows.delete(id),
  },
};
Object.assign(globalThis, { chrome: browser, browser });
process.env.GUIDE_ORIGINS = '';

export const fake = {
  local: local.values,
  session: session.values,
  /** The addresses of the windows that are open, oldest first. */
  windows: () => [...windows.values()],
  setManaged(answer: () => Promise<unknown>): void {
    managed = answer;
    for (const listener of changed) listener({}, 'managed');
  },
  reset(): void {
    local.values.clear();
    session.values.clear();
    windows.clear();
    changed.clear();
    managed = async () => ({});
  },
};

/** One end of a port to the background, as the browser hands it over. */
export function fakePort(name: string, sender: object) {
  const said: unknown[] = [];
  const hear: ((message: unknown) => void)[] = [];
  const gone: (() => void)[] = [];
  const port = {
    name,
    sender,
    postMessage: (message: unknown) => void said.push(message),
    disconnect: () => {},
    onMessage: { addListener: (listener: (message: unknown) => void) => void hear.push(listener) },
    onDisconnect: { addListener: (listener: () => void) => void gone.push(listener) },
  };
  return {
    // The background uses no more of it than this.
    port: port as unknown as Runtime.Port,
    said,
    say: (message: unknown) => {
      for (const listener of hear) listener(message);
    },
    close: () => {
      for (const listener of gone) listener();
    },
  };
}
