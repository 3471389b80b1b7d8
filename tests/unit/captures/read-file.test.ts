import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readFile, type WorkerAnswer, type WorkerRequest } from '../../../site/widget/lazy/read-file.ts';
import { captureOf, HOST, Scene } from './scene.ts';

const FILE = new Blob([Buffer.from(captureOf(new Scene().client('S').server('RA').packets))]);
const TARGET = { host: HOST, port: 3389 };

/** What a browser does with a worker, as far as the page sees it; `act` stands for its script. */
let act: (worker: FakeWorker, request: WorkerRequest) => void;
let workers: FakeWorker[];
class FakeWorker extends EventTarget {
  isTerminated = false;
  constructor() {
    super();
    workers.push(this);
  }
  postMessage(request: WorkerRequest): void {
    queueMicrotask(() => act(this, request));
  }
  answer(data: WorkerAnswer): void {
    if (!this.isTerminated) this.dispatchEvent(new MessageEvent('message', { data }));
  }
  terminate(): void {
    this.isTerminated = true;
  }
}

beforeEach(() => {
  workers = [];
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('EVIDENCE_WORKER', './reconnect-evidence-worker.js');
  vi.stubGlobal('location', { origin: new URL(import.meta.url).origin });
});
afterEach(() => vi.unstubAllGlobals());

const read = (goesOn: (share: number) => boolean = () => true) => readFile(FILE, { wanted: TARGET, goesOn });

test('readFile: a worker that reads → what it found, its shares told, and the worker ended', async () => {
  const shares: number[] = [];
  act = (worker, request) => {
    expect(request).toEqual({ file: FILE, wanted: TARGET });
    worker.answer({ kind: 'share', share: 0.5 });
    worker.answer({
      kind: 'read',
      reading: { kind: 'event-log', reading: { findings: [], timeline: [], events: 7, end: 'whole' } },
    });
  };
  const found = await read(share => shares.push(share) > 0);
  expect(found).toMatchObject({ kind: 'event-log', reading: { events: 7 } });
  expect(shares).toEqual([0.5]);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true]);
});

test('readFile: nobody waits any more → nothing, and the worker ended in the middle', async () => {
  act = worker => worker.answer({ kind: 'share', share: 0.5 });
  expect(await read(() => false)).toBeUndefined();
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true]);
});

test('readFile: a file that the worker cannot read → it fails, and the worker ended', async () => {
  act = worker => worker.answer({ kind: 'failed' });
  await expect(read()).rejects.toThrow('cannot be read');
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true]);
});

test('readFile: an answer that the page cannot take in → it fails, and the worker ended', async () => {
  act = worker => worker.dispatchEvent(new Event('messageerror'));
  await expect(read()).rejects.toThrow('cannot be read');
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true]);
});

test('readFile: a worker whose script does not come → the page reads the file', async () => {
  act = worker => worker.dispatchEvent(new Event('error'));
  expect(await read()).toMatchObject({ kind: 'capture', reading: { target: TARGET } });
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true]);
});

test.each<[what: string, stub: () => void]>([
  [
    'a page that refuses workers',
    () =>
      vi.stubGlobal(
        'Worker',
        class {
          constructor() {
            throw new DOMException('refused', 'SecurityError');
          }
        },
      ),
  ],
  ['a page of another origin', () => vi.stubGlobal('location', { origin: 'https://help.example' })],
  ['a build without the script', () => vi.stubGlobal('EVIDENCE_WORKER', undefined)],
  [
    'a page that trusts no maker of addresses',
    () =>
      vi.stubGlobal('trustedTypes', {
        createPolicy: () => {
          throw new TypeError('not named');
        },
      }),
  ],
])('readFile: %s → the page reads the file, and no worker begins', async (_, stub) => {
  stub();
  expect(await read()).toMatchObject({ kind: 'capture', reading: { target: TARGET } });
  expect(workers).toEqual([]);
});
