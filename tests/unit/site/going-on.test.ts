import { expect, test, vi } from 'vitest';
import type { CaseStore, RdpDiagnosis } from '../../../site/widget/index.ts';

// The pages' stores stand on the browser's own.
vi.mock('../../../site/browser/case-store.ts', () => ({
  caseStore: (): CaseStore => ({ load: async () => undefined, save: async () => undefined }),
}));
const { goOnFrom, suggestTo } = await import('../../../site/browser/flow-element.ts');

/** The flow's element as far as a page speaks to it. */
function flow(): RdpDiagnosis {
  const element: Partial<RdpDiagnosis> = { setAttribute: () => {}, removeAttribute: () => {}, send: () => {} };
  return element as RdpDiagnosis;
}
const NOTE = 'my boss gets impatient';
const findings = [{ question: 'vpn', answer: 'connected', source: 'person' }] as const;
const kept: CaseStore = { load: async () => undefined, save: async () => undefined };

test.each([
  ['with answers', findings],
  ['alone', []],
])('goOnFrom: a note %s, of a text too long to go on → the case begins with it', async (_, told) => {
  vi.stubGlobal('history', { replaceState: () => {} });
  vi.stubGlobal('location', { pathname: '/diagnose/' });
  const element = flow();
  goOnFrom(element, { note: NOTE, findings: told });
  expect(await element.store?.load()).toMatchObject({ note: NOTE });
  vi.unstubAllGlobals();
});

test('suggestTo: a note in a link of somebody else → the case has none', async () => {
  const element = flow();
  suggestTo(element, { note: NOTE, findings }, 'link', kept);
  const first = await element.store?.load();
  expect(first).toMatchObject({ findings });
  expect(first).not.toMatchObject({ note: NOTE });
});
