import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectHelper } from '../../../extension/helper-client/helper.ts';
import { stateOfDisconnect } from '../../../extension/helper-client/helper-state.ts';
import type { NativePort } from '../../../extension/helper-client/native-port.ts';
import type { CheckEvent, HelperState } from '../../../machines/diagnosis/check-events.ts';

/** A browser whose native host the test plays. */
function scriptedBrowser() {
  const ports: {
    sent: object[];
    gone: () => boolean;
    say: (message: unknown) => void;
    die: (reason?: string) => void;
  }[] = [];
  const connect = (): NativePort => {
    const sent: object[] = [];
    let gone = false;
    let say: (message: unknown) => void = () => {};
    let die: (reason: string | undefined) => void = () => {};
    ports.push({ sent, gone: () => gone, say: message => say(message), die: reason => die(reason) });
    return {
      postMessage: message => void sent.push(message),
      disconnect: () => {
        gone = true;
      },
      onMessage: {
        addListener: listener => {
          say = listener;
        },
      },
      onDisconnect: {
        addListener: listener => {
          die = listener;
        },
      },
    };
  };
  const port = (index: number) => {
    const found = ports[index];
    if (found === undefined) throw new Error(`no port ${index}`);
    return found;
  };
  return { connect, port, opened: () => ports.length };
}

const hello = (versions: readonly number[]) => ({
  ...{ v: 1, id: 'hello', kind: 'hello', versions, program: '0.1.0', platform: 'linux-x64', capabilities: ['check'] },
});
const target = { host: 'pc1', port: 3389 };
const order = { target, confirmed: false };
const done = (id: string, cancelled = false) => ({ v: 1, id, kind: 'done', connections: 1, elapsedMs: 9, cancelled });
const FINISHED = { type: 'check.finished', connections: 1, elapsedMs: 9 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settled = () => vi.advanceTimersByTimeAsync(0);

test('events of a check come through, and the port is used again', async () => {
  const { connect, port, opened } = scriptedBrowser();
  const helper = connectHelper(connect);
  const events: CheckEvent[] = [];
  helper.check(order, event => events.push(event));
  port(0).say(hello([1]));
  await settled();
  expect(port(0).sent.at(-1)).toEqual({ v: 1, id: 'check-1', kind: 'check', target });
  port(0).say({ v: 1, id: 'check-1', kind: 'stage', report: { stage: 'name', outcome: 'passed', elapsedMs: 2 } });
  port(0).say({ v: 1, id: 'someone-else', kind: 'stage', report: { stage: 'port', outcome: 'failed' } });
  port(0).say({ nonsense: true });
  port(0).say(done('check-1'));
  expect(events).toEqual([
    { type: 'stage.reported', report: { stage: 'name', outcome: 'passed', elapsedMs: 2 } },
    FINISHED,
  ]);
  helper.check(order, () => {});
  await settled();
  expect(port(0).sent.at(-1)).toMatchObject({ id: 'check-2' });
  expect(opened()).toBe(1);
});

test('helper: an unusual port → goes out confirmed where whoever orders the check says so, and only there', async () => {
  const typed = { host: 'pc1', port: 3390 };
  for (const confirmed of [true, false]) {
    const { connect, port } = scriptedBrowser();
    connectHelper(connect).check({ target: typed, confirmed }, () => {});
    port(0).say(hello([1]));
    await settled();
    expect(port(0).sent.at(-1)).toEqual({
      ...{ v: 1, id: 'check-1', kind: 'check', target: typed },
      ...(confirmed && { confirmed }),
    });
  }
});

test.each<[name: string, happen: (browser: ReturnType<typeof scriptedBrowser>) => unknown, state: HelperState]>([
  ['the host is not there', ({ port }) => port(0).die('Specified native messaging host not found.'), 'absent'],
  ['it says nothing', () => vi.advanceTimersByTimeAsync(5_000), 'no-answer'],
  ['it speaks an older wire', ({ port }) => port(0).say(hello([])), 'too-old'],
  ['it speaks a newer wire', ({ port }) => port(0).say(hello([2])), 'too-new'],
  ['it greets in no way that is known', ({ port }) => port(0).say({ hello: 'there' }), 'no-answer'],
])('where %s, a check is unavailable', async (_, happen, state) => {
  const scripted = scriptedBrowser();
  const helper = connectHelper(scripted.connect);
  const events: CheckEvent[] = [];
  helper.check(order, event => events.push(event));
  await happen(scripted);
  await settled();
  expect(events).toEqual([{ type: 'check.unavailable', state }]);
});

test('a helper that dies in the middle settles the check, and the next one starts it anew', async () => {
  const { connect, port, opened } = scriptedBrowser();
  const helper = connectHelper(connect);
  const events: CheckEvent[] = [];
  helper.check(order, event => events.push(event));
  port(0).say(hello([1]));
  await settled();
  port(0).die('Native host has exited.');
  expect(events).toEqual([{ type: 'check.unavailable', state: 'crashed' }]);
  helper.check(order, event => events.push(event));
  port(1).say(hello([1]));
  await settled();
  port(1).say(done('check-2'));
  expect(events.at(-1)).toEqual(FINISHED);
  expect(opened()).toBe(2);
});

test.each([[hello([2])], [{ hello: 'there' }]])(
  'a program that said %j is let go, and a look again starts another',
  async said => {
    const { connect, port, opened } = scriptedBrowser();
    const helper = connectHelper(connect);
    const first = helper.greet();
    port(0).say(said);
    expect(await first).not.toBe('ready');
    expect(port(0).gone()).toBe(true);
    const second = helper.greet();
    // The browser reports late that the first one is gone.
    port(0).die('Native host has exited.');
    port(1).say(hello([1]));
    expect(await second).toBe('ready');
    helper.check(order, () => {});
    await settled();
    expect(port(1).sent.at(-1)).toMatchObject({ kind: 'check' });
    expect(opened()).toBe(2);
  },
);

test('a cancelled check is silent, and the next one waits until its socket is closed', async () => {
  const { connect, port } = scriptedBrowser();
  const helper = connectHelper(connect);
  const first: CheckEvent[] = [];
  const cancel = helper.check(order, event => first.push(event));
  port(0).say(hello([1]));
  await settled();
  cancel();
  expect(port(0).sent.at(-1)).toEqual({ v: 1, id: 'check-1', kind: 'cancel' });
  const second: CheckEvent[] = [];
  helper.check(order, event => second.push(event));
  await settled();
  expect(port(0).sent.at(-1)).toMatchObject({ kind: 'cancel' });
  port(0).say(done('check-1', true));
  await settled();
  expect(port(0).sent.at(-1)).toMatchObject({ id: 'check-2', kind: 'check' });
  port(0).say(done('check-2'));
  expect({ first, second }).toEqual({ first: [], second: [FINISHED] });
});

test('a check that is cancelled before the helper is up is never sent', async () => {
  const { connect, port } = scriptedBrowser();
  const cancel = connectHelper(connect).check(order, () => {});
  cancel();
  port(0).say(hello([1]));
  await settled();
  expect(port(0).sent).toHaveLength(1);
});

test.each<[sentence: string | undefined, state: HelperState]>([
  ['Specified native messaging host not found.', 'absent'],
  ['Access to the specified native messaging host is forbidden.', 'forbidden'],
  ['Access to the native messaging host was disabled by the system administrator.', 'blocked-by-policy'],
  ['Failed to start native messaging host.', 'bad-path'],
  ['Native host has exited.', 'crashed'],
  ['Error when communicating with the native messaging host.', 'crashed'],
  ['No such native application example.reconnect.helper', 'absent'],
  ['This extension does not have permission to use native application example.reconnect.helper', 'forbidden'],
  ['An unexpected error occurred', 'bad-path'],
  ['Native application tried to send a message of 9 bytes, which exceeds the limit of 1 bytes.', 'crashed'],
  [undefined, 'crashed'],
])('%s means %s', (sentence, state) => {
  expect(stateOfDisconnect(sentence)).toBe(state);
});

test('a background that is stopped says nothing of the helper: the check is made again, but not for ever', async () => {
  const { connect, port, opened } = scriptedBrowser();
  const helper = connectHelper(connect);
  const events: CheckEvent[] = [];
  helper.check(order, event => events.push(event));
  for (let time = 0; time < 3; time++) {
    expect(opened()).toBe(time + 1);
    port(time).say(hello([1]));
    await settled();
    port(time).die('reconnect: background stopped');
    await settled();
  }
  expect(events).toEqual([{ type: 'check.unavailable', state: 'crashed' }]);
});
