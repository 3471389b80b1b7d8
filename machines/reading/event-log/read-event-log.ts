import type { Finding } from '../../findings.ts';
import { findingsOf } from '../read.ts';
import { type EventRecord, eventMeaning, isKnownEvent } from '../readers/event-meaning.ts';
import { selectObservations } from '../select.ts';
import type { XmlNode } from './binary-xml.ts';
import { EventLogReader, type LoggedEvent } from './evtx.ts';

/** One event of the time line. */
export interface TimedEvent {
  readonly timeMs: number;
  /** Of the machine whose log it is. */
  readonly provider: string;
  readonly event: number;
  /** What it says of the attempt, as `question: answer`. */
  readonly says: readonly string[];
}

export interface EventLogReading {
  /** What the last attempt left behind. */
  readonly findings: readonly Finding[];
  readonly timeline: readonly TimedEvent[];
  readonly events: number;
  readonly end: 'whole' | 'cut';
}

/** A log of years holds more; the newest are kept. */
const MAX_TELLING = 2_000;
const MAX_TIMELINE = 200;
/** Events of one attempt follow each other more closely than this. */
const ATTEMPT_MS = 120_000;

interface Telling {
  readonly record: EventRecord;
  readonly timeMs: number;
}

/** Reads a Windows event log that comes in pieces: of all events those that tell of a Remote Desktop attempt. */
export class EventLogFile {
  readonly #reader = new EventLogReader();
  #telling: Telling[] = [];

  push(piece: Uint8Array): void {
    this.#reader.push(piece, event => this.#take(event));
  }

  end(): EventLogReading {
    const end = this.#reader.end(event => this.#take(event));
    const telling = this.#telling.toSorted((a, b) => a.timeMs - b.timeMs);
    const timeline = telling.slice(-MAX_TIMELINE).map(({ record, timeMs }): TimedEvent => {
      const says = eventMeaning(record).map(({ question, answer }) => `${question}: ${answer}`);
      return { timeMs, provider: record.provider.split(' ')[0] ?? '', event: record.id, says };
    });
    const observations = lastAttempt(telling).flatMap(({ record }, at) => eventMeaning({ ...record, at }));
    const seen = [{ reader: 'event-log', observations }];
    return {
      findings: findingsOf(selectObservations(seen, {}, 3389)),
      timeline,
      events: this.#reader.events,
      end,
    };
  }

  #take({ xml, timeMs }: LoggedEvent): void {
    const record = recordOf(xml);
    if (record === undefined || !isKnownEvent(record.id) || eventMeaning(record).length === 0) return;
    this.#telling.push({ record, timeMs });
    if (this.#telling.length > MAX_TELLING * 2) this.#telling = this.#telling.slice(-MAX_TELLING);
  }
}

/** The events behind the last pause. */
function lastAttempt(telling: readonly Telling[]): readonly Telling[] {
  let from = telling.length - 1;
  while (from > 0 && (telling[from]?.timeMs ?? 0) - (telling[from - 1]?.timeMs ?? 0) <= ATTEMPT_MS) from--;
  return telling.slice(Math.max(0, from));
}

/** An event as the readers of pasted logs know it. */
export function recordOf(event: XmlNode): EventRecord | undefined {
  const system = child(event, 'System');
  const id = Number(child(system, 'EventID')?.text);
  if (system === undefined || !Number.isInteger(id)) return undefined;
  const provider = child(system, 'Provider')?.attributes.get('Name') ?? '';
  const channel = child(system, 'Channel')?.text ?? '';
  const data = event.children.filter(({ name }) => name === 'EventData' || name === 'UserData').flatMap(leavesOf);
  const fields = new Map<string, string>();
  for (const { name, attributes, text } of data) {
    const key = (attributes.get('Name') ?? name).toLowerCase();
    if (!fields.has(key)) fields.set(key, text);
  }
  // Where a message stands in a paste, here are only its values, in their order.
  const text = data.map(({ text }) => `"${text}"`).join('\n');
  return { id, provider: `${provider} ${channel}`, fields, text, at: 0 };
}

function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find(one => one.name === name);
}

function leavesOf(node: XmlNode): readonly XmlNode[] {
  return node.children.length === 0 ? [node] : node.children.flatMap(leavesOf);
}
