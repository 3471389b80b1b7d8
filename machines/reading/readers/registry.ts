import type { Observation, Paste, Reader, Segment } from '../observation.ts';
import { printedLists, printedTables } from '../powershell.ts';

/** Where a value was read: the policy's key outranks the system's. */
interface Value {
  readonly name: string;
  readonly number: number;
  readonly policy: boolean;
  /** The listener's own key: other programs have a `PortNumber` too. */
  readonly listener: boolean;
  readonly at: number;
}

const LISTENER = /\\RDP-Tcp\b/i;
const NAMES = /^(?:fDenyTSConnections|PortNumber|UserAuthentication|SecurityLayer)$/i;

/**
 * reg query and Get-ItemProperty. Only printed values count: `reg add`, `Set-ItemProperty` and .reg files are wishes.
 */
export const registry: Reader = {
  id: 'reg',
  signs: ['fdenytsconnections', 'portnumber', 'userauthentication', 'securitylayer'],
  read: paste => {
    const values = paste.segments.flatMap(valuesOf);
    return [...enabled(values), ...port(values, paste), ...security(values)];
  },
};

function valuesOf(segment: Segment): Value[] {
  const values: Value[] = [];
  let policy = /\\Policies\\/i.test(segment.command?.text ?? '');
  let listener = LISTENER.test(segment.command?.text ?? '');
  const add = (name: string, text: string, at: number) => {
    const number = Number(text);
    if (Number.isInteger(number))
      values.push({ name: name.toLowerCase(), number, policy, listener, at: segment.first + at });
  };
  segment.lines.forEach((line, i) => {
    if (line.length > 400) return;
    if (/^\s{0,20}\[?HK(?:EY_LOCAL_MACHINE|LM|EY_CURRENT_USER|CU)[\\:]/i.test(line)) {
      policy = /\\Policies\\/i.test(line);
      listener = LISTENER.test(line);
    }
    const following = segment.lines[i + 1]?.trim() ?? '';
    // A narrow window wraps between the columns.
    const whole = /^\s{0,20}\w{5,40}$/.test(line) && following.startsWith('REG_') ? `${line} ${following}` : line;
    const match = /^\s{0,20}(\w{5,40})\s{1,40}REG_DWORD\s{1,40}(0x[0-9a-f]{1,8}|\d{1,10})(?:\s\(\d{1,10}\))?$/i.exec(
      whole,
    );
    if (match && NAMES.test(match[1] ?? '')) add(match[1] ?? '', match[2] ?? '', i);
  });
  for (const object of printedLists(segment.lines)) {
    if (/Policies\\/i.test(object.fields.get('pspath') ?? '')) policy = true;
    if (LISTENER.test(`\\${object.fields.get('pspath') ?? object.fields.get('pschildname') ?? ''}`)) listener = true;
    for (const [name, text] of object.fields) {
      if (NAMES.test(name) && /^\d{1,6}$/.test(text) && isPrintedProperty(object.fields, segment))
        add(name, text, object.at);
    }
  }
  for (const object of printedTables(segment.lines)) {
    for (const [name, text] of object.fields) {
      if (NAMES.test(name) && /^\d{1,6}$/.test(text) && isPrintedProperty(object.fields, segment))
        add(name, text, object.at);
    }
  }
  const asked =
    /(?:get-itemproperty\b.{0,300}\)\.|get-itempropertyvalue\b.{0,300}\s)['"]?(fDenyTSConnections|PortNumber|UserAuthentication|SecurityLayer)['"]?\b/i.exec(
      segment.command?.text ?? '',
    )?.[1];
  const bare = segment.lines.findIndex(line => line.trim() !== '');
  if (asked !== undefined && /^\s*\d{1,5}\s*$/.test(segment.lines[bare] ?? ''))
    add(asked, (segment.lines[bare] ?? '').trim(), bare);
  return values;
}

/** `PortNumber : 3389` alone could be anything: Get-ItemProperty prints the path with it, or was asked for it. */
function isPrintedProperty(fields: ReadonlyMap<string, string>, segment: Segment): boolean {
  return fields.has('pspath') || fields.has('pschildname') || /^get-itemproperty/.test(segment.command?.tool ?? '');
}

function strongest(values: readonly Value[], name: string): Value | undefined {
  const ofName = values.filter(value => value.name === name.toLowerCase());
  return ofName.filter(value => value.policy).at(-1) ?? ofName.at(-1);
}

function enabled(values: readonly Value[]): Observation[] {
  const value = strongest(values, 'fDenyTSConnections');
  if (value === undefined || value.number > 1) return [];
  return [
    {
      question: 'rdp-enabled',
      answer: value.number === 0 ? 'yes' : 'no',
      at: value.at,
      detail: { policy: value.policy },
    },
  ];
}

function port(values: readonly Value[], paste: Paste): Observation[] {
  const value = strongest(
    values.filter(one => one.listener),
    'PortNumber',
  );
  if (value === undefined || value.number === paste.port || value.number < 1 || value.number > 65_535) return [];
  return [{ question: 'listener', answer: 'other-port', at: value.at, detail: { listensOn: value.number } }];
}

/** UserAuthentication 1 = NLA required; SecurityLayer 0 = standard, 2 = TLS, 1 = whatever the client can. */
function security(values: readonly Value[]): Observation[] {
  const nla = strongest(values, 'UserAuthentication');
  const layer = strongest(values, 'SecurityLayer');
  if (nla?.number === 1) return [{ question: 'security', answer: 'nla', at: nla.at }];
  if (layer === undefined || (layer.number !== 0 && nla?.number !== 0)) return [];
  if (layer.number === 0) return [{ question: 'security', answer: 'standard', at: layer.at }];
  return layer.number === 2 ? [{ question: 'security', answer: 'tls', at: layer.at }] : [];
}
