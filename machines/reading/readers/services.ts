import type { Observation, Reader, Segment } from '../observation.ts';
import { printedLists, printedTables } from '../powershell.ts';

type State = 'running' | 'stopped';

/** sc: service name, then the lines TYPE and STATE with labels that may be translated; the number of the state is not. */
export const sc: Reader = {
  id: 'sc',
  signs: ['service_name', 'win32_own_process', 'win32_share_process', 'termservice'],
  read: paste => paste.segments.flatMap(readSc),
};

function readSc(segment: Segment): Observation[] {
  const found: Observation[] = [];
  const asked = segment.command?.tool === 'sc' && segment.command.words.some(word => /^termservice$/i.test(word));
  let ours = asked;
  let numbered = 0;
  for (const [i, line] of segment.lines.entries()) {
    if (line.length > 300) continue;
    // SERVICE_NAME or its translation: the only line whose value is the service's short name.
    const name = /^\s{0,20}(?:SERVICE_NAME|[A-Z_\p{L} ]{4,40}) ?: ?(\w{2,60})$/u.exec(line)?.[1];
    if (name !== undefined && !/^\d/.test(name)) {
      ours = /^termservice$/i.test(name);
      numbered = 0;
      continue;
    }
    const error = /^\s{0,20}\[SC\] \S{1,60}.{0,60}? (10\d\d):/.exec(line)?.[1];
    const byError = error === undefined || !asked ? undefined : stateAfterError(Number(error));
    if (byError !== undefined) found.push({ question: 'service-state', answer: byError, at: segment.first + i });
    if (!ours || !/^\s{0,40}[^:]{2,40}:\s{0,4}[0-9a-f]{1,4}\s{1,4}\S/i.test(line)) continue;
    // `sc qc` prints how the service starts, not how it is.
    if (/DISABLED|(?:AUTO|DEMAND|BOOT|SYSTEM)_START/.test(line)) {
      ours = false;
      continue;
    }
    numbered += 1;
    const state = /:\s{0,4}([1-7])\s{1,4}[\p{L}_ ]{3,40}/u.exec(line)?.[1];
    // TYPE comes first, STATE second.
    if (numbered === 1 && !/RUNNING|STOPPED/.test(line)) continue;
    if (state === '4' || state === '1')
      found.push({ question: 'service-state', answer: state === '4' ? 'running' : 'stopped', at: segment.first + i });
    ours = false;
  }
  return found;
}

/** Win32: 1056 already running, 1058 disabled, 1062 not started. */
function stateAfterError(error: number): State | undefined {
  return error === 1056 ? 'running' : error === 1058 || error === 1062 ? 'stopped' : undefined;
}

/** Get-Service and Get-CimInstance Win32_Service: `Running` and `Stopped` are the same in every language. */
export const getService: Reader = {
  id: 'get-service',
  signs: ['termservice'],
  read: paste => paste.segments.flatMap(readGetService),
};

function readGetService(segment: Segment): Observation[] {
  const found: Observation[] = [];
  const add = (at: number, value: string | undefined) => {
    const state = stateNamed(value);
    if (state !== undefined) found.push({ question: 'service-state', answer: state, at: segment.first + at });
  };
  for (const object of [...printedTables(segment.lines), ...printedLists(segment.lines)]) {
    const name = object.fields.get('name') ?? object.fields.get('servicename');
    if (/^termservice$/i.test(name ?? '')) add(object.at, object.fields.get('status') ?? object.fields.get('state'));
  }
  if (found.length > 0) return found;
  const asked = /\(?(?:get-service|gsv)\s.{0,60}termservice.{0,40}\)\.status/i.test(segment.command?.text ?? '');
  segment.lines.forEach((line, i) => {
    // A row without its heading.
    const row = /^\s{0,20}(Running|Stopped)\s{1,12}TermService(?:\s|$)/i.exec(line);
    if (row) add(i, row[1]);
    else if (asked && /^\s*(?:Running|Stopped)\s*$/.test(line)) add(i, line.trim());
  });
  return found;
}

function stateNamed(value: string | undefined): State | undefined {
  return value === 'Running' ? 'running' : value === 'Stopped' ? 'stopped' : undefined;
}

/** systemctl status and is-active, for the servers of Linux. */
export const systemctl: Reader = {
  id: 'systemctl',
  signs: ['active: ', 'is-active', 'xrdp'],
  read: paste => paste.segments.flatMap(readSystemctl),
};

const UNIT = /(?:^|[^\w-])(xrdp|gnome-remote-desktop)(?:\.service)?(?![\w-])/i;

function readSystemctl(segment: Segment): Observation[] {
  const found: Observation[] = [];
  const { command } = segment;
  const asked =
    command !== undefined && (command.tool === 'systemctl' || command.tool === 'service') && UNIT.test(command.text);
  let unit: boolean | undefined = asked ? true : undefined;
  for (const [i, raw] of segment.lines.entries()) {
    if (raw.length > 400) continue;
    const line = raw.trim();
    const heading = /(?:^|[●○×*↻•?])\s{0,4}([\w@.-]{2,80})\.service(?: - .{0,200})?$/.exec(line);
    if (heading && !line.includes(':')) unit = UNIT.test(heading[1] ?? '');
    // What is not installed does not run.
    const absent = /\bUnit (\S{2,80})\.service (?:could not be found|not found)\.?$/.exec(line)?.[1];
    if (absent !== undefined && UNIT.test(absent)) {
      found.push({ question: 'service-state', answer: 'stopped', at: segment.first + i });
      continue;
    }
    const state = activeState(line) ?? (asked && command?.words[0] === 'is-active' ? bareState(line) : undefined);
    if (state === undefined) continue;
    // The heading was cut: the journal lines under it name the unit.
    const ours = unit ?? segment.lines.slice(i, i + 20).some(next => next.length < 400 && UNIT.test(next));
    if (ours) found.push({ question: 'service-state', answer: state, at: segment.first + i });
  }
  return found;
}

function activeState(line: string): State | undefined {
  const match = /^Active: (active \(running\)|inactive \(dead\)|failed(?: \(|$)|inactive$|active$)/.exec(line);
  if (match === null) return undefined;
  return (match[1] ?? '').startsWith('active') ? 'running' : 'stopped';
}

function bareState(line: string): State | undefined {
  return line === 'active' ? 'running' : line === 'inactive' || line === 'failed' ? 'stopped' : undefined;
}
