import { EventLogReader } from '../../machines/reading/event-log/evtx.ts';
import { recordOf } from '../../machines/reading/event-log/read-event-log.ts';
import { eventMeaning } from '../../machines/reading/readers/event-meaning.ts';
import { isAnswer } from '../../machines/vocabulary.ts';
import { eventLogOf } from '../unit/event-log/event-log-file.ts';
import type { FuzzTarget } from './fuzz-target.ts';

const HEAD_BYTES = 4_096;
const file = eventLogOf([
  {
    provider: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS',
    id: 140,
    timeMs: 1_750_000_000_000,
    data: { IPString: '192.0.2.7' },
  },
  {
    provider: 'Microsoft-Windows-Security-Auditing',
    id: 4625,
    timeMs: 1_750_000_001_000,
    data: { Status: '0xc000006d', LogonType: 10 },
  },
]);
/** The chunk as far as it is written: what lies behind is zeros, which mutants would mostly hit. */
const written = file.subarray(HEAD_BYTES, file.findLastIndex(byte => byte !== 0) + 1);

/** Event logs, from the first chunk on: their records, templates, values, and what those mean. */
export const eventLogs: FuzzTarget = {
  name: 'event logs',
  share: 0.01,
  seeds: [written],
  reaches: { value: 50, malformed: 20 },
  take: bytes => {
    const reader = new EventLogReader();
    let told = 0;
    const each: Parameters<EventLogReader['push']>[1] = ({ xml }) => {
      const record = recordOf(xml);
      for (const { question, answer } of record === undefined ? [] : eventMeaning(record)) {
        if (!isAnswer(question, answer)) throw new Error(`${question}: ${answer}`);
        told++;
      }
    };
    reader.push(new Uint8Array(HEAD_BYTES), each);
    reader.push(bytes, each);
    reader.end(each);
    return told > 0 ? 'value' : reader.events > 0 ? 'more' : 'malformed';
  },
};
