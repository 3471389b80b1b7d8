import { expect, test } from 'vitest';
import { readHostFile, readHostPaste } from '../../../site/browser/host-file.ts';
import { eventLogOf } from '../event-log/event-log-file.ts';
import { knowledge } from '../flow/known.ts';

const { model } = knowledge;
const TRIED_AT = '2026-03-03T08:00:00.000Z';
const goesOn = () => true;

function logOf(timeMs: number): File {
  const provider = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
  return new File([Buffer.from(eventLogOf([{ provider, id: 140, timeMs, data: {} }]))], 'host.evtx');
}

test.each([
  ['of the attempt', Date.parse(TRIED_AT) - 60_000, TRIED_AT, 'findings'],
  ['of the day before', Date.parse(TRIED_AT) - 86_400_000, TRIED_AT, 'fault'],
  ['with an attempt of which nobody knows when it was', 0, '', 'findings'],
])('host file: a log %s → it counts by the time of the attempt', async (_, newestMs, attemptAt, kind) => {
  expect((await readHostFile(logOf(newestMs), { model, attemptAt, goesOn }))?.kind).toBe(kind);
});

test.each([
  [3390, 'findings'],
  [3391, 'fault'],
])('host file: a port that the remote PC tried on itself, and the case is about %s → %s', async (port, kind) => {
  const text =
    'PS C:\\> Test-NetConnection localhost -Port 3390\n\nComputerName     : localhost\nRemoteAddress    : ::1\nRemotePort       : 3390\nTcpTestSucceeded : True\n';
  expect((await readHostPaste(text, { model, target: { host: 'pc1', port } })).kind).toBe(kind);
});
