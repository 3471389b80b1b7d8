import { expect, test } from 'vitest';
import { isEvidence } from '../../../site/widget/element/evidence-file.ts';
import { readEvidence } from '../../../site/widget/lazy/evidence.ts';
import { eventLogOf } from '../event-log/event-log-file.ts';
import { captureOf, HOST, Scene } from './scene.ts';

const refused = () => new Blob([Buffer.from(captureOf(new Scene().client('S').server('RA').packets, 'pcapng'))]);
const log = () =>
  new Blob([
    Buffer.from(
      eventLogOf([
        { provider: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS', id: 140, timeMs: 1_750_000_000_000, data: {} },
      ]),
    ),
  ]);

test('evidence: a dropped file → a capture or an event log by its first bytes, and nothing else', async () => {
  expect(await isEvidence(refused())).toBe(true);
  expect(await isEvidence(log())).toBe(true);
  for (const text of ['', 'full address:s:pc1', 'ElfFile', '<Event><System/></Event>'])
    expect(await isEvidence(new Blob([text]))).toBe(false);
});

test('evidence: a capture too large to be read, wherever it is dropped → none', async () => {
  const huge = Object.defineProperty(refused(), 'size', { value: 200 * 1024 * 1024 + 1 });
  expect(await isEvidence(huge)).toBe(false);
});

test('evidence: a capture and a log in the page → what they show, and the host', async () => {
  const capture = await readEvidence(refused(), { goesOn: () => true });
  expect(capture?.findings).toContainEqual(
    expect.objectContaining({ question: 'port', answer: 'refused', source: 'capture' }),
  );
  expect(capture?.target).toEqual({ host: HOST, port: 3389 });
  const events = await readEvidence(log(), { goesOn: () => true });
  expect(events?.findings).toContainEqual(expect.objectContaining({ question: 'credentials', answer: 'rejected' }));
});

test('evidence: nothing of Remote Desktop in it → reported as such', async () => {
  const empty = new Blob([Buffer.from(captureOf([]))]);
  expect(await readEvidence(empty, { goesOn: () => true })).toMatchObject({ findings: [], problem: 'nothing-read' });
});

test('evidence: nobody waits for it → nothing', async () => {
  expect(await readEvidence(refused(), { goesOn: () => false })).toBeUndefined();
});
