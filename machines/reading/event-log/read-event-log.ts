import type { Finding } from '../../findings.ts';
import { DEFAULT_PORT } from '../../target/target.ts';
import { findingsOf } from '../findings-of.ts';
import { type EventRecord, eventMeaning, isKnownEvent } from '../readers/event-meaning.ts';
import { selectObservations } from '../select.ts';
import type { XmlNode } from './binary-xml.ts';
import { EventLogReader, type LoggedEvent } from './evtx.ts';
import { LOG_READER } from './shown-stages.ts';

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
const MAX_RELEVANT = 2_000;
const MAX_TIMELINE = 200;
/** Events of one attempt follow each other more closely than this. */
const ATTEMPT_MS = 120_000;

interface RelevantEvent {
  readonly record: EventRecord;
  readonly timeMs: number;
}

const byTime = (a: RelevantEvent, b: RelevantEvent): number => a.timeMs - b.timeMs;

/** Reads a Windows event log that comes in pieces: of all events those that tell of a Remote Desktop attempt. */
export class EventLogFile {
  readonly #reader = new EventLogReader();
  #relevant: RelevantEvent[] = [];

  push(piece: Uint8Array): void {
    this.#reader.push(piece, event => this.#take(event));
  }

  end(): EventLogReading {
    const end = this.#reader.end(event => this.#take(event));
    const relevant = this.#relevant.toSorted(byTime);
    const timeline = relevant.slice(-MAX_TIMELINE).map(({ record, timeMs }): TimedEvent => {
      const says = eventMeaning(record).map(({ question, answer }) => `${question}: ${answer}`);
      return { timeMs, provider: record.provider.split(' ')[0] ?? '', event: record.id, says };
    });
    const observations = lastAttempt(relevant).flatMap(({ record }, at) => eventMeaning({ ...record, at }));
    const seen = [{ reader: LOG_READER, observations }];
    return {
      findings: findingsOf(selectObservations(seen, {}, DEFAULT_PORT)),
      timeline,
      events: this.#reader.events,
      end,
    };
  }

  #take({ xml, timeMs }: LoggedEvent): void {
    const record = recordOf(xml);
    if (record === undefined || !isKnownEvent(record.id) || eventMeaning(record).length === 0) return;
    this.#relevant.push({ record, timeMs });
    // A log that is full begins again at the start of its file: the newest may stand first.
    if (this.#relevant.length > MAX_RELEVANT * 2) this.#relevant = this.#relevant.toSorted(byTime).slice(-MAX_RELEVANT);
  }
}

/** "A connection came in", as the three logs of the host write it. */
const ARRIVALS = new Set([131, 261, 1158]);
/** One connection is noted in several logs, and a client may come twice. */
const SAME_ARRIVAL_MS = 3_000;

/** What follows the last connection that came in; without one, what stands behind the last pause. */
function lastAttempt(relevant: readonly RelevantEvent[]): readonly RelevantEvent[] {
  const arrival = relevant.findLastIndex(({ record }) => ARRIVALS.has(record.id));
  let from = arrival < 0 ? relevant.length - 1 : arrival;
  const isSame = (later: RelevantEvent | undefined, earlier: RelevantEvent | undefined) => {
    const apart = (later?.timeMs ?? 0) - (earlier?.timeMs ?? 0);
    return arrival < 0 ? apart <= ATTEMPT_MS : apart <= SAME_ARRIVAL_MS && ARRIVALS.has(earlier?.record.id ?? 0);
  };
  while (from > 0 && isSame(relevant[from], relevant[from - 1])) from--;
  return relevant.slice(Math.max(0, from));
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
