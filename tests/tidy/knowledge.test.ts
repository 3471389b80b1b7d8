import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readingCommands } from '../../extension/helper/host/commands.ts';
import { eventMentions, faultsOf, KINDS, UNUSUAL_WORDS, type WindowsEvent } from './knowledge.ts';

/** What the pages tell people to type, and where they tell them to look, works on the systems of today. */
const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const pages = readdirSync(path.join(root, 'content/en'), { recursive: true, encoding: 'utf8' })
  .filter(file => /\.(?:mdx|yaml)$/.test(file) && !file.endsWith('wordings.yaml'))
  .map(file => `content/en/${file}`);

const events: readonly WindowsEvent[] = z
  .array(
    z.strictObject({ event: z.string().regex(/^[\w -]+\/\d+$/), log: z.string().min(3), meaning: z.string().min(5) }),
  )
  .parse(parse(read('content/model/events.yaml')))
  .map(row => ({ ...row, provider: row.event.split('/')[0] ?? '', id: Number(row.event.split('/')[1]) }));

test.each([...KINDS, UNUSUAL_WORDS])('the linter knows wrong from right: $kind', ({ wrong, right, ...kind }) => {
  expect(faultsOf(wrong, [{ wrong, right, ...kind }])).toHaveLength(1);
  expect(faultsOf(right)).toEqual([]);
});

/** A saying is what people say, whatever is true and whatever it is called by others. */
const told = pages.filter(file => !file.endsWith('sayings.yaml'));

/** Where a page was looked up, and for what, tells nobody to type anything. */
const withoutSources = (text: string) => text.replaceAll(/^(?:sources|checked):\n(?: {2}- .*\n)*/gm, '');

test.each(told)('%s tells nobody to type what fails', file => {
  expect(faultsOf(withoutSources(read(file)))).toEqual([]);
});

test.each(told)('%s speaks as people do', file => {
  const text = file.endsWith('.yaml') ? textsIn(parse(read(file))).join('\n\n') : read(file);
  expect(faultsOf(text, [UNUSUAL_WORDS])).toEqual([]);
});

/** What a file of strings says, without the names that its authors gave the sentences. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('events of Windows', () => {
  test('each is in the table once', () => {
    const ids = events.map(({ event }) => event);
    expect(new Set(ids).size).toBe(ids.length);
  });

  // The labels of drawings in site.yaml have room for a number alone; the guide beside them names the log. In codes.yaml it
  // stands in the code itself, or many programs write such a number.
  test.each(pages.filter(file => !/(?:site|codes)\.yaml$/.test(file)))(
    '%s names only events of the table, each with the log that it is written to',
    file => {
      expect(eventMentions(read(file), events)).toEqual([]);
    },
  );

  test.each<[text: string, fault: RegExp]>([
    ['Event 1006 of RemoteConnectionManager on the host.', /1006.*Admin/],
    ['Look for 20515 to 20519 in RemoteConnectionManager/Operational.', /20515.*Admin/],
    ['| – | 1006 | RemoteConnectionManager | Too many |', /1006.*Admin/],
    ['Event 140 in RdpCoreTS/Admin says no.', /140.*Operational/],
    ['The listener failed: event 260 in RemoteConnectionManager/Analytic.', /260.*off/],
    ['Event 9999 proves it.', /9999.*unknown/],
    ['RemoteConnectionManager/Operational shows 1057 or 1058.', /1057.*System/],
  ])('the linter sees: %s', (text, fault) => {
    expect(eventMentions(text, events).join('\n')).toMatch(fault);
  });

  test.each([
    'Event 1006 in RemoteConnectionManager/Admin.',
    'Events 130 and 135 in RdpCoreTS/Operational show UDP.',
    'Event 4625 in the Security log, or 7034 in the System log.',
    'Port 3389, code 1149 of another list, and 20 seconds.',
  ])('the linter lets pass: %s', text => {
    expect(eventMentions(text, events)).toEqual([]);
  });

  test('the self-check and the command of the log step ask every log of the host that an event is written to', () => {
    const asked = readingCommands('win32').flatMap(({ args: [verb, log = ''] }) => (verb === 'qe' ? [log] : []));
    const step = read('content/en/steps/event-logs.mdx');
    const written = events.filter(({ provider }) =>
      /^(?:RdpCoreTS|RemoteConnectionManager|LocalSessionManager)$/.test(provider),
    );
    const logs = new Set(written.map(({ log }) => log).filter(log => /\/(?:Admin|Operational)$/.test(log)));
    expect(asked.toSorted()).toEqual([...logs].toSorted());
    for (const log of logs) expect(step).toContain(`'${log}'`);
  });

  test('every event that the reader understands is in the table', () => {
    const names: Readonly<Record<string, string>> = {
      core: 'RdpCoreTS',
      connections: 'RemoteConnectionManager',
      sessions: 'LocalSessionManager',
      security: 'Security-Auditing',
      schannel: 'Schannel',
      gateway: 'TerminalServices-Gateway',
      broker: 'SessionBroker-Client',
    };
    const understood = [...read('machines/reading/readers/event-meaning.ts').matchAll(/^ {2}'(\w+) (\d+)':/gm)];
    expect(understood.length).toBeGreaterThan(10);
    const table = new Set(events.map(({ event }) => event));
    expect(understood.map(([, name = '', id]) => `${names[name]}/${id}`).filter(event => !table.has(event))).toEqual(
      [],
    );
  });

  test('every event of the catalogue is in the table', () => {
    const table = new Set(events.map(({ event }) => event));
    const catalogue = [...read('content/codes/windows-event.yaml').matchAll(/^ {2}code: (\S+)$/gm)];
    expect(catalogue.map(([, code = '']) => code).filter(code => !table.has(code))).toEqual([]);
  });
});
