import { afterEach, expect, test, vi } from 'vitest';
import { fake, fakePort } from './fake-browser.ts';

const { default: guideScript } = await import('../../../extension/entrypoints/guide.content.ts');
afterEach(() => vi.unstubAllGlobals());

test('content script: a message with more in it than was read → only what was read goes to the background', () => {
  fake.reset();
  const { port, said } = fakePort('page', {});
  Reflect.set(Reflect.get(globalThis, 'browser').runtime, 'connect', () => port);
  const page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { origin: 'https://guide.example' });
  // The definition's `main` takes the browser's context, which this script does not use.
  Reflect.apply(guideScript.main, undefined, []);
  const ballast = 'x'.repeat(1_000_000);
  const data = { from: 'reconnect-page', v: 1, kind: 'check', id: 'a', target: 'PC1', ballast, deep: { ballast } };
  page.dispatchEvent(Object.assign(new Event('message'), { source: page, origin: 'https://guide.example', data }));
  expect(said).toEqual([{ from: 'reconnect-page', v: 1, kind: 'check', id: 'a', target: 'pc1' }]);
});
