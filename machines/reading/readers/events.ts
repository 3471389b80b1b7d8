import type { Json } from '../../findings.ts';
import { fold } from '../clean.ts';
import { LOG_READER } from '../event-log/shown-stages.ts';
import type { Paste, Reader } from '../observation.ts';
import { fromFault, fromSentence, fromServiceEnd, fromSignInForm } from './event-bodies.ts';
import { type EventRecord, eventMeaning, isKnownEvent } from './event-meaning.ts';

/**
 * Entries of the Windows event log, as Event Viewer, wevtutil, Get-WinEvent and log shippers give them: XML, JSON,
 * labelled text in any language, and rows of a table. A description of an event in an article has no time, address or
 * account in it, and is not read.
 */
export const events: Reader = {
  id: LOG_READER,
  signs: [
    'eventid',
    'event_id',
    'event id',
    '"id"',
    'rdpcorets',
    'remoteconnectionmanager',
    'localsessionmanager',
    'termdd',
    'schannel',
    '0xc00',
    '4625',
    '4624',
    'client computer with an ip',
    'accepted a new',
    'remote desktop services:',
    'activex',
    'termservice',
    'termsrv.dll',
    'rdpwrap.dll',
    'null sid',
    's-1-0-0',
    'terminated unexpectedly',
    'inattendue',
    'inesperada',
    'imprevisto',
    'nieoczekiwanie',
    'неожиданно',
    'непредвиденно',
    '予期せず',
    '意外',
    'unerwartet beendet',
    'security layer detected',
    'authorization policy',
    'connected to resource',
    'fatal error occurred',
    'self signed certificate',
    'self-signed certificate',
    '<data name',
    'ereignis',
    'évén',
    'evento',
    'zdarzenia',
    'события',
    'イベント',
    '事件',
  ],
  read: paste => {
    const records = [
      ...fromXml(paste),
      ...fromJson(paste),
      ...fromLabels(paste),
      ...fromRows(paste),
      ...fromSentence(paste),
      ...fromSignInForm(paste),
      ...fromFault(paste),
      ...fromServiceEnd(paste),
    ];
    return records.flatMap(eventMeaning);
  },
};

const MAX_JSON_LENGTH = 256 * 1024;
const MAX_RECORDS = 200;

function fromXml(paste: Paste): EventRecord[] {
  if (!/<\/?(?:System|EventData|EventID|Channel|Event)[\s>/]/.test(paste.text)) return [];
  // The records of one line or of many; a cut first record has no opening tag.
  const records: EventRecord[] = [];
  let at = 0;
  for (const piece of paste.text.split(/<\/Event>/).slice(0, MAX_RECORDS)) {
    const xml = piece.slice(0, 16_000);
    const lines = piece.split('\n').length - 1;
    const id = /<EventID(?:\s[^>]{0,80})?>(\d{1,5})<\/EventID>/.exec(xml)?.[1];
    const provider = `${/<Provider\s[^>]{0,300}/.exec(xml)?.[0] ?? ''} ${/<Channel>([^<]{0,200})/.exec(xml)?.[1] ?? ''}`;
    const fields = new Map(
      [...xml.matchAll(/<Data\s{1,4}Name ?= ?["']([\w ]{1,60})["'] ?>([^<]{0,400})</g)].map(match => [
        (match[1] ?? '').toLowerCase(),
        match[2] ?? '',
      ]),
    );
    const known =
      id !== undefined
        ? Number(id)
        : fields.size === 1 && fields.has('ipstring') && /RdpCoreTS/.test(provider)
          ? 140
          : undefined;
    if (known !== undefined && provider.trim() !== '')
      records.push({ id: known, provider, fields, text: xml, at: at + lines });
    at += lines;
  }
  return records;
}

function fromJson(paste: Paste): EventRecord[] {
  const first = paste.text.search(/[[{]/);
  const text =
    first < 0 ? '' : paste.text.slice(first, Math.max(paste.text.lastIndexOf('}'), paste.text.lastIndexOf(']')) + 1);
  if (text === '' || text.length > MAX_JSON_LENGTH) return [];
  const whole = parseJson(text);
  const values =
    whole !== undefined
      ? Array.isArray(whole)
        ? whole
        : [whole]
      : text.split('\n').slice(0, MAX_RECORDS).map(parseJson);
  return values.slice(0, MAX_RECORDS).flatMap((value, i): EventRecord[] => {
    const fields = new Map<string, string>();
    if (value !== undefined) flatten(value, '', fields, 0);
    const id = Number(fields.get('eventid') ?? fields.get('id') ?? fields.get('eventcode'));
    const provider = ['provider', 'providername', 'sourcename', 'source', 'channel', 'logname', 'name']
      .map(key => fields.get(key) ?? '')
      .join(' ');
    return Number.isInteger(id) && provider.trim() !== ''
      ? [{ id, provider, fields, text: fields.get('message') ?? '', at: i }]
      : [];
  });
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Leaves by the last part of their path, without signs: `winlog.event_data.SubStatus` → `substatus`. The first wins. */
function flatten(value: Json, key: string, into: Map<string, string>, depth: number): void {
  if (depth > 8 || into.size > 400) return;
  if (value === null) return;
  if (typeof value !== 'object') {
    const name = key.toLowerCase().replace(/[^a-z0-9]/g, '');
    if (!into.has(name)) into.set(name, String(value).slice(0, 2000));
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    const bare = /^#?text$|^value$|^\d{1,4}$/i.test(name) ? key : name;
    flatten(inner, bare, into, depth + 1);
  }
}

/** "Event ID" in our languages, folded, with its number. */
const ID_LABEL =
  /^[\s*+•|-]{0,8}(?:event ?id|eventid|id|instance ?id|ereignis-?id|id d(?:e l)?'ev\S{1,3}nement|identifiant d'ev\S{1,3}nement|id\.? (?:del |do |de )?evento|identificac\S{1,3}o do evento|identificador de evento|id evento|identyfikator zdarzenia|код события|идентификатор события|イベント ?id|事件 ?id) {0,24}[:=]\s{0,24}(\d{1,5})$/;
/** A time of day, an address, a SID, a status, a quoted account or number: the marks of an event that happened. */
const HAPPENED =
  /\b\d{1,2}[:.]\d{2}[:.]\d{2}\b|\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b|\bS-1-5-|0x[c8][0-9a-f]{7}|["“][\w.-]{1,40}\\[\w.-]{1,60}["”]|["“]\d{4,6}["”]|svchost\.exe_TermService/i;

function fromLabels(paste: Paste): EventRecord[] {
  const ids: { id: number; at: number }[] = [];
  paste.lines.forEach((line, at) => {
    const id = line.length > 300 || ids.length > MAX_RECORDS ? undefined : ID_LABEL.exec(fold(line.trimEnd()))?.[1];
    if (id !== undefined) ids.push({ id: Number(id), at });
  });
  return ids.flatMap(({ id, at }, i): EventRecord[] => {
    const from = Math.max(ids[i - 1]?.at ?? 0, at - 14);
    const to = Math.min(ids[i + 1]?.at ?? paste.lines.length, at + 45);
    const text = paste.lines
      .slice(i === 0 ? from : from + 1, to)
      .join('\n')
      .slice(0, 8000);
    return HAPPENED.test(text) ? [{ id, provider: text, fields: labelled(text), text, at }] : [];
  });
}

/** `label: value` lines by their folded labels. */
function labelled(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = line.length > 400 ? null : /^\s{0,20}[-*]?\s{0,4}([^:]{2,60}?):{1,2}\s{0,60}(\S.{0,300})$/.exec(line);
    const label = match === null ? '' : fold(match[1] ?? '').trim();
    if (match !== null && !fields.has(label)) fields.set(label, (match[2] ?? '').trim());
  }
  return fields;
}

/** Rows that begin with a time: `date time  Id  Level  Message`, the provider in the row or in a heading above. */
function fromRows(paste: Paste): EventRecord[] {
  const records: EventRecord[] = [];
  let heading = '';
  paste.lines.forEach((line, at) => {
    if (line.length > 600 || records.length > MAX_RECORDS) return;
    if (/ProviderName:\s?\S/.test(line) || /Get-WinEvent|wevtutil/i.test(line)) heading = line;
    if (!/^\s{0,12}(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s{1,3})?\d{1,2}:\d{2}(?::\d{2})?/.test(line)) return;
    const id = line
      .split(/\s+/)
      .slice(1, 8)
      .find(word => /^\d{2,5}$/.test(word) && isKnownEvent(Number(word)));
    const provider = `${line} ${heading}`;
    if (
      id === undefined ||
      !/\s(?:System|Security|Application|Microsoft-|Terminal|Remote|TermDD|Schannel|Service)/.test(provider)
    )
      return;
    // What belongs to a row stands under it, indented.
    const under = paste.lines.slice(at + 1, at + 8);
    const end = under.findIndex(next => !/^\s{2,}\S/.test(next));
    const text = [line, ...under.slice(0, end < 0 ? undefined : end)].join('\n');
    records.push({ id: Number(id), provider, fields: labelled(text), text, at });
  });
  return records;
}
