import { isAddress } from '../../target/target.ts';
import type { QuestionId } from '../../vocabulary.ts';
import { fold } from '../clean.ts';
import { credentialsAfter, hex, isClockStatus } from '../ntstatus.ts';
import type { Observation } from '../observation.ts';

/** One entry of an event log. */
export interface EventRecord {
  readonly id: number;
  /** Whatever names the provider or the channel. */
  readonly provider: string;
  /** Named values, keys in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  readonly text: string;
  readonly at: number;
}

type Provider =
  | 'gateway'
  | 'broker'
  | 'core'
  | 'connections'
  | 'sessions'
  | 'security'
  | 'schannel'
  | 'services'
  | 'client'
  | 'application';

const PROVIDERS: readonly (readonly [Provider, RegExp])[] = [
  ['gateway', /Terminal ?Services-Gateway/i],
  ['broker', /SessionBroker|Connection ?Broker/i],
  ['core', /RdpCoreTS|RdpCoreCDV/i],
  ['connections', /RemoteConnectionManager/i],
  ['sessions', /LocalSessionManager/i],
  ['client', /RDPClient|ClientActiveX|ActiveXCore/i],
  ['security', /Security-Auditing|\bSecurity\b/],
  ['schannel', /Schannel/i],
  ['services', /Service Control Manager/i],
  ['application', /Application Error|\bApplication\b/],
];

/** What an event proves of the attempt, by provider and id. How far the host's log followed it is `host-log`. */
const MEANINGS: Readonly<Record<string, readonly (readonly [QuestionId, string])[]>> = {
  'core 131': [['port', 'open']],
  'core 139': [['host-log', 'arrived-then-dropped']],
  'core 140': [['credentials', 'rejected']],
  'connections 258': [['listener', 'listening']],
  'connections 259': [['listener', 'not-listening']],
  'connections 260': [['listener', 'not-listening']],
  'connections 261': [['port', 'open']],
  'connections 1158': [['port', 'open']],
  'connections 1149': [
    ['port', 'open'],
    ['host-log', 'signed-in'],
  ],
  'connections 1006': [['host-log', 'too-many-pending']],
  'connections 20515': [['drop', 'when-idle']],
  'connections 20516': [['drop', 'when-idle']],
  'connections 20517': [['host-log', 'time-limit']],
  'connections 20518': [['host-log', 'time-limit']],
  'sessions 21': [['host-log', 'session-started']],
  'sessions 22': [['host-log', 'session-started']],
  'sessions 25': [['host-log', 'session-started']],
  'security 4740': [['credentials', 'locked']],
  'schannel 36874': [['tls', 'old-version']],
  // The gateway let the person in, or not; 304 and 302, 303 speak of the host behind it.
  'gateway 200': [['gateway', 'reachable']],
  'gateway 201': [['gateway', 'refused']],
  'gateway 202': [['gateway', 'reachable']],
  'gateway 203': [['gateway', 'refused']],
  'gateway 204': [['gateway', 'refused']],
  'gateway 300': [['gateway', 'reachable']],
  'gateway 301': [['gateway', 'refused']],
  'gateway 302': [['gateway', 'reachable']],
  'gateway 303': [['gateway', 'reachable']],
  'gateway 304': [['gateway', 'reachable']],
  'gateway 305': [['gateway', 'refused']],
  // What these mean stands in the catalogue: certificates and keys that cannot be used, a broker that does not answer.
  'connections 1057': [['code', 'windows-event:RemoteConnectionManager/1057']],
  'connections 1058': [['code', 'windows-event:RemoteConnectionManager/1058']],
  'schannel 36870': [['code', 'windows-event:Schannel/36870']],
  'schannel 36871': [['code', 'windows-event:Schannel/36871']],
  'broker 1296': [['code', 'windows-event:SessionBroker-Client/1296']],
};

/** Log-on types of 4624 and 4625: network, unlock, remote interactive; and those that are no Remote Desktop. */
const REMOTE_TYPES = [3, 7, 10];
/** At the console these are a screen that was locked, or the machine itself. */
const LOCAL_TOO = [3, 7];
const OTHER_TYPES = [2, 4, 5, 8, 9, 11];
const SIGN_IN_EVENTS = new Set([4625, 4776, 4771]);
const OTHER_EVENTS = new Set([4624, 7031, 7034, 1000, 1026]);

/** By the number alone, before the provider is known: `eventMeaning` may still make nothing of it. */
export function isKnownEvent(id: number): boolean {
  return SIGN_IN_EVENTS.has(id) || OTHER_EVENTS.has(id) || Object.keys(MEANINGS).some(key => key.endsWith(` ${id}`));
}

/** What an event tells of a connection; nothing where the provider is another, since numbers are shared. */
export function eventMeaning(record: EventRecord): Observation[] {
  const provider = PROVIDERS.find(([, names]) => names.test(record.provider))?.[0];
  if (provider === undefined) return [];
  const plain = (MEANINGS[`${provider} ${record.id}`] ?? []).map(
    ([question, answer]): Observation => ({ question, answer, at: record.at, detail: { event: record.id } }),
  );
  if (provider === 'security' && SIGN_IN_EVENTS.has(record.id)) return refusedSignIn(record);
  if (provider === 'security' && record.id === 4624 && logonType(record) === 10)
    return [{ question: 'host-log', answer: 'signed-in', at: record.at, detail: { event: 4624 } }];
  if (provider === 'core' && record.id === 139) return [...plain, ...securityLayerCode(record)];
  if (provider === 'gateway' && record.id === 304) return [...plain, ...gatewayCode(record)];
  if (provider === 'client' && record.id === 1026) return disconnectReason(record);
  if (provider === 'services' && (record.id === 7031 || record.id === 7034))
    return crashed(
      record,
      REMOTE_DESKTOP_SERVICES.test(fold(`${record.text} ${[...record.fields.values()].join(' ')}`)),
    );
  if (provider === 'application' && record.id === 1000)
    return crashed(record, isServiceFault(`${record.text} ${[...record.fields.values()].join(' ')}`));
  return plain;
}

/** The body of Application Error 1000 in any language: the host process or the library of Remote Desktop Services. */
export function isServiceFault(text: string): boolean {
  return /svchost\.exe_TermService|\btermsrv\.dll\b|\brdpwrap\.dll\b/i.test(text);
}

export const REMOTE_DESKTOP_SERVICES =
  /termservice|remote ?desktop ?services|remotedesktopdienste|services bureau .{1,3}distance|servicios de escritorio remoto|servicos de (?:area de trabalho remota|ambiente de trabalho remoto)|servizi desktop remoto|uslugi pulpitu zdalnego|службы удаленных рабочих столов|リモート ?デスクトップ ?サービス|远程桌面服务/;

function crashed(record: EventRecord, ours: boolean): Observation[] {
  if (!ours) return [];
  const about = { at: record.at, detail: { event: record.id } };
  const patched = /\brdpwrap\.dll\b/i.test(record.text);
  return [
    { ...about, question: 'host-log', answer: 'service-crashed' },
    ...(patched ? [{ ...about, question: 'host-kind', answer: 'patched' } satisfies Observation] : []),
  ];
}

/** Security 4625: status and sub status say why; log-on types other than network, unlock and remote are no RDP. */
function refusedSignIn(record: EventRecord): Observation[] {
  const type = logonType(record);
  if (record.id === 4625 && type !== undefined && !REMOTE_TYPES.includes(type)) return [];
  if (record.id === 4625 && type !== undefined && LOCAL_TOO.includes(type) && isLocal(record, type)) return [];
  const [status, sub] = statuses(record);
  if (status === undefined) return [];
  const codes = [status, sub].filter(code => code !== undefined && isSignInStatus(code));
  const found = codes.map(
    (code): Observation => ({
      question: 'code',
      answer: `credssp-ntstatus:${hex(code ?? 0)}`,
      at: record.at,
      detail: { event: record.id },
    }),
  );
  // The sub status is the finer of the two, where it is there at all.
  const credentials = (sub ? credentialsAfter(sub) : undefined) ?? credentialsAfter(status);
  if (credentials !== undefined)
    found.push({ question: 'credentials', answer: credentials, at: record.at, detail: { event: record.id } });
  if (codes.some(code => code !== undefined && isClockStatus(code)))
    found.push({ question: 'clock', answer: 'skewed', at: record.at });
  // A passwordless or smart-card sign-in fails with a number of another kind, which tells nothing of the account.
  return found.some(one => one.question !== 'code') || record.id !== 4625 ? found : [...found, refused(record)];
}

/** NT status and SSPI; an HRESULT of anything else is no code of a sign-in. */
function isSignInStatus(code: number): boolean {
  return code >= 0xc0000000 || code >>> 16 === 0x8009;
}

function refused(record: EventRecord): Observation {
  return { question: 'host-log', answer: 'sign-in-refused', at: record.at, detail: { event: record.id } };
}

/** From this very machine: a loopback address, or for an unlocked screen none at all. */
function isLocal(record: EventRecord, type: number): boolean {
  const text = `${record.fields.get('ipaddress') ?? ''} ${record.text}`;
  const address = [
    ...text.matchAll(/(?<![\w.:])(\d{1,3}(?:\.\d{1,3}){3}|::1|[0-9a-f]{1,4}:[0-9a-f:]{4,40})(?![\w.]*\w)/gi),
  ]
    .map(match => match[1] ?? '')
    .find(one => isAddress(one));
  if (address === undefined) return type === 7;
  return address === '::1' || address.startsWith('127.');
}

function statuses(record: EventRecord): [number | undefined, number | undefined] {
  const named = [
    record.fields.get('status') ?? record.fields.get('error code'),
    record.fields.get('substatus') ?? record.fields.get('sub status'),
  ].map(ntstatus);
  if (named[0] !== undefined) return [named[0], named[1]];
  // Translated labels: the first line whose value is an error, and the next with a number.
  const values = [...record.text.matchAll(/^[^:\n]{2,40}:{1,2}[ \t]{0,40}(0x[0-9a-f]{1,8})[ \t]{0,8}$/gim)].map(match =>
    Number(match[1]),
  );
  const first = values.findIndex(value => value >= 0x80000000);
  return first < 0 ? [undefined, undefined] : [values[first], values[first + 1]];
}

function ntstatus(text: string | undefined): number | undefined {
  return text !== undefined && /^0x[0-9a-f]{1,8}$/i.test(text.trim()) ? Number(text.trim()) : undefined;
}

/** The named value, else the first number that is a log-on type on a line of its own: 3, 7, 10 before the others. */
export function logonType(record: Pick<EventRecord, 'fields' | 'text'>): number | undefined {
  const named = Number.parseInt(record.fields.get('logontype') ?? record.fields.get('logon type') ?? '', 10);
  if (!Number.isNaN(named)) return named;
  const numbers = [...record.text.matchAll(/^[^:\n]{4,40}:[ \t]{1,40}(\d{1,2})[ \t]{0,4}$/gm)].map(match =>
    Number(match[1]),
  );
  return numbers.find(type => REMOTE_TYPES.includes(type)) ?? numbers.find(type => OTHER_TYPES.includes(type));
}

/** RdpCoreTS 139 names the SSPI or NT status by which the security layer gave up. */
function securityLayerCode(record: EventRecord): Observation[] {
  const code = /\b(0x(?:8009|c000)[0-9a-f]{4})\b/i.exec(`${record.text} ${record.fields.get('errorcode') ?? ''}`)?.[1];
  return code === undefined
    ? []
    : [{ question: 'code', answer: `credssp-ntstatus:${hex(Number(code))}`, at: record.at, detail: { event: 139 } }];
}

/** RD Gateway 304 ends with the number by which the gateway did not reach the host, in decimal. */
function gatewayCode(record: EventRecord): Observation[] {
  const text = `${record.text} ${record.fields.get('errorcode') ?? ''}`;
  const code = Number(/["“'«„> ](2[23]\d{3})["”'».<]/.exec(`${text} `)?.[1]);
  return Number.isInteger(code)
    ? [{ question: 'code', answer: `rd-gateway:${hex(code)}`, at: record.at, detail: { event: record.id } }]
    : [];
}

/** RDPClient 1026: `(Reason= 516)`, the number of mstsc's dialog in decimal. 0 to 3 are ordinary ends. */
function disconnectReason(record: EventRecord): Observation[] {
  const reason = Number(/\([^()=]{2,40}= ?(\d{1,6})\)/.exec(record.text)?.[1] ?? record.fields.get('value'));
  return Number.isInteger(reason) && reason > 3
    ? [{ question: 'code', answer: `mstsc-disconnect:${hex(reason)}`, at: record.at, detail: { event: 1026 } }]
    : [];
}
