import { expect, test } from 'vitest';
import { EventLogReader } from '../../../machines/reading/event-log/evtx.ts';
import { isEventLog } from '../../../machines/reading/event-log/is-event-log.ts';
import { EventLogFile } from '../../../machines/reading/event-log/read-event-log.ts';
import { eventLogOf, type WrittenEvent } from './event-log-file.ts';

const START_MS = Date.UTC(2026, 2, 3, 8, 0, 0);
const CORE = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
const CONNECTIONS = 'Microsoft-Windows-TerminalServices-RemoteConnectionManager';
const SESSIONS = 'Microsoft-Windows-TerminalServices-LocalSessionManager';
const SECURITY = 'Microsoft-Windows-Security-Auditing';

const at = (seconds: number, provider: string, id: number, data: WrittenEvent['data'] = {}): WrittenEvent => ({
  provider,
  id,
  timeMs: START_MS + seconds * 1000,
  data,
});
const arrives = (seconds: number) => at(seconds, CORE, 131, { ConnType: 'TCP', ClientIP: '192.0.2.7:50000' });
const other = (seconds: number) => at(seconds, 'Microsoft-Windows-Kernel-General', 16);

function readLog(bytes: Uint8Array, pieceBytes = bytes.length) {
  const log = new EventLogFile();
  for (let from = 0; from < bytes.length; from += pieceBytes) log.push(bytes.subarray(from, from + pieceBytes));
  return log.end();
}

const answersOf = ({ findings }: ReturnType<typeof readLog>) =>
  findings.map(({ question, answer }) => `${question}: ${answer}`);

test.each<
  readonly [given: string, events: readonly WrittenEvent[], answers: readonly string[], not: readonly string[]]
>([
  [
    'a wrong password',
    [arrives(0), at(1, CORE, 140, { IPString: '192.0.2.7' })],
    ['port: open', 'credentials: rejected'],
    [],
  ],
  [
    'a sign-in that Windows refuses',
    [
      at(0, CONNECTIONS, 261),
      at(1, SECURITY, 4625, { LogonType: 10, Status: '0xc000006d', SubStatus: '0xc0000234', IpAddress: '192.0.2.7' }),
    ],
    ['credentials: locked', 'code: credssp-ntstatus:0xc0000234'],
    [],
  ],
  [
    'a session',
    [arrives(0), at(2, CONNECTIONS, 1149), at(3, SESSIONS, 21)],
    ['host-log: session-started'],
    ['credentials: rejected'],
  ],
  [
    'a failure of yesterday and a session of today',
    [arrives(0), at(1, CORE, 140), arrives(86_400), at(86_402, SESSIONS, 21)],
    ['host-log: session-started'],
    ['credentials: rejected'],
  ],
  [
    'a session of yesterday and a failure of today',
    [arrives(0), at(2, SESSIONS, 21), arrives(86_400), at(86_401, CORE, 140)],
    ['credentials: rejected'],
    ['host-log: session-started'],
  ],
  ['events of other programs', [other(0), other(5)], [], []],
])('event log: %s → what the last attempt left behind', (_, events, answers, not) => {
  const told = answersOf(readLog(eventLogOf([...events, ...(events.length > 2 ? [] : [other(9)])])));
  expect(told).toEqual(expect.arrayContaining([...answers]));
  for (const answer of not) expect(told).not.toContain(answer);
  if (answers.length === 0) expect(told).toEqual([]);
});

test('event log: many chunks in pieces of any size → every event, in the order of time', () => {
  const events = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? other(index) : arrives(index)));
  const bytes = eventLogOf(events, 20);
  expect(isEventLog(bytes)).toBe(true);
  const whole = readLog(bytes);
  expect(whole.events).toBe(60);
  expect(whole.timeline.map(({ timeMs }) => (timeMs - START_MS) / 1000)).toEqual(
    Array.from({ length: 30 }, (_, index) => index * 2 + 1),
  );
  for (const size of [1_000, 65_536, 100_000]) expect(readLog(bytes, size)).toEqual(whole);
});

test('event log: cut anywhere → what stands before the cut, and no throw', () => {
  const bytes = eventLogOf([arrives(0), at(1, CORE, 140)]);
  const written = bytes.findLastIndex(byte => byte !== 0) + 1;
  for (let end = 0; end <= written; end += 3) expect(readLog(bytes.subarray(0, end)).events).toBeLessThanOrEqual(2);
  expect(answersOf(readLog(bytes.subarray(0, written)))).toContain('credentials: rejected');
});

test('event log: a chunk that is damaged → costs itself alone', () => {
  const bytes = eventLogOf([arrives(0), at(1, CORE, 140), arrives(9)], 1);
  bytes.fill(0xff, 4_096 + 65_536, 4_096 + 65_536 + 600);
  expect(readLog(bytes).events).toBe(2);
});

test('event log: a template that fills itself with itself → ends', () => {
  const bytes = eventLogOf([arrives(0)]);
  const chunk = bytes.subarray(4_096);
  // The gap for the provider's name takes binary XML, whose template is the same one again.
  for (let place = 512; place < 1_200; place++) {
    const hostile = Uint8Array.from(bytes);
    hostile[4_096 + place] = 0x21;
    const reader = new EventLogReader();
    expect(() => reader.push(hostile, () => {})).not.toThrow();
  }
  expect(chunk[0]).toBe(0x45);
});

test('event log: a template that repeats one value → an event of ordinary size is read, a swollen one is not kept', () => {
  const repeated = (times: number): WrittenEvent => ({ ...at(1, CORE, 140, { IPString: 'x'.repeat(3_000) }), times });
  expect(readLog(eventLogOf([repeated(5)])).timeline).toHaveLength(1);
  expect(readLog(eventLogOf([repeated(60)]))).toMatchObject({ events: 1, timeline: [] });
});

test('event log: a full one that began again at the start of its file → the newest attempt, which stands first', () => {
  const older = Array.from({ length: 4_100 }, (_, index) => arrives(index));
  const log = eventLogOf([arrives(86_400), at(86_401, CORE, 140), ...older], 100);
  expect(answersOf(readLog(log))).toContain('credentials: rejected');
});
