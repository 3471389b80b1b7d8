import { type Fault, nothing } from './fault.ts';
import { HOST } from './network.ts';
import { portOf, type Speaker } from './speakers.ts';

/** What a host itself says wrong, over a network that is well. */
export function protocolFaults(): readonly Fault[] {
  const at = (id: Speaker, name = HOST) => `${name}:${portOf(id)}`;
  const negotiation = (id: Speaker, answer: string, ...causes: Fault[5]): Fault => [
    `${id} on the port`,
    nothing,
    at(id),
    { port: 'open', service: answer },
    'negotiation',
    causes,
  ];
  const failure = (id: Speaker, ...causes: Fault[5]): Fault => [
    `RDP_NEG_FAILURE: ${id}`,
    nothing,
    at(id),
    { service: 'rdp', security: 'mismatch' },
    'negotiation',
    causes,
  ];
  const tls = (id: Speaker, answer: string, ...causes: Fault[5]): Fault => [
    `TLS: ${id}`,
    nothing,
    at(id),
    { service: 'rdp', tls: answer },
    'tls',
    causes,
  ];
  const nla = (id: Speaker, answer: string, ...causes: Fault[5]): Fault => [
    `NLA: ${id}`,
    nothing,
    at(id),
    { security: 'nla', nla: answer },
    'authentication',
    causes,
  ];
  const dead = ['host-fault', 'service-down', 'middlebox', 'overloaded-listener', 'wrong-port'] as const;
  return [
    negotiation('mute', 'silent', ...dead),
    negotiation('closes', 'closes', ...dead),
    negotiation('resets', 'closes', ...dead),
    negotiation('http', 'other', 'wrong-port'),
    negotiation('ssh', 'other', 'wrong-port'),
    negotiation('smtp', 'other', 'wrong-port'),
    negotiation('vnc', 'other', 'wrong-port'),
    negotiation('tls-first', 'other', 'wrong-port'),
    negotiation('garbage', 'other', 'wrong-port'),
    negotiation('endless', 'other', 'wrong-port'),
    negotiation('absurd-length', 'other', 'wrong-port', 'host-fault'),
    negotiation('dribbles', 'silent', ...dead),
    negotiation('redirects', 'other', 'wrong-port'),
    negotiation('portal', 'other', 'captive-network'),
    negotiation('squid', 'other', 'captive-network'),
    failure('failure-1', 'nla-mismatch', 'tls-mismatch'),
    failure('no-certificate', 'certificate', 'tls-mismatch'),
    failure('failure-4', 'nla-mismatch', 'host-fault'),
    failure('nla-required', 'nla-mismatch'),
    failure('failure-6', 'nla-mismatch', 'certificate', 'tls-mismatch'),
    failure('failure-99', 'nla-mismatch', 'host-fault', 'tls-mismatch'),
    failure('disconnects', 'nla-mismatch', 'host-fault', 'tls-mismatch'),
    tls('old-tls', 'old-version', 'tls-mismatch'),
    tls('tls-stalls', 'stalls', 'middlebox', 'path-mtu', 'tls-mismatch', 'host-fault'),
    tls('tls-closes', 'closes', 'tls-mismatch', 'certificate', 'middlebox'),
    tls('tls-resets', 'resets', 'tls-mismatch', 'certificate', 'middlebox'),
    nla('nla-refused', 'refused', 'nla-mismatch'),
    nla('ntlm-refused', 'refused', 'nla-mismatch'),
    nla('nla-resets', 'refused', 'nla-mismatch', 'middlebox'),
    nla('nla-silent', 'silent', 'nla-mismatch', 'host-fault', 'middlebox'),
    [
      'a certificate of an inspecting appliance',
      nothing,
      at('inspected'),
      { tls: 'inspected', nla: 'answered' },
      undefined,
      ['middlebox'],
    ],
    [
      'another machine of the domain behind the name',
      nothing,
      at('other-host', 'good.lab.test'),
      { identity: 'different-host' },
      undefined,
      ['wrong-address'],
    ],
    ['CredSSP from before 2018', nothing, at('unpatched'), { nla: 'unpatched' }, undefined, ['nla-mismatch']],
    [
      'a gateway that is a plain web server',
      nothing,
      `${HOST} --gateway ${at('web-server')}`,
      { gateway: 'refused' },
      'port',
      ['gateway'],
    ],
    [
      'a gateway that is not there',
      nothing,
      `${HOST} --gateway ${HOST}:4999`,
      { gateway: 'unreachable' },
      'port',
      ['gateway'],
    ],
    [
      'a gateway that says nothing',
      nothing,
      `${HOST} --gateway ${at('mute')}`,
      { gateway: 'unreachable' },
      'port',
      ['gateway'],
    ],
    [
      'a gateway without a name',
      nothing,
      `${HOST} --gateway gone.lab.test`,
      { gateway: 'unreachable' },
      'port',
      ['gateway'],
    ],
  ];
}

/** Hosts that are well, each with what is to be told of it. */
export const WELL: readonly [what: string, id: Speaker, sees: Readonly<Record<string, string>>, name?: string][] = [
  ['NLA', 'healthy-nla', { security: 'nla', nla: 'answered', clock: 'ok' }],
  ['the name that was asked for', 'named', { identity: 'expected' }, 'good.lab.test'],
  ['a name that is an alias', 'alias', { identity: 'other-name' }, 'good.lab.test'],
  ['TLS without NLA', 'tls-only', { security: 'tls' }],
  ['only RDP security', 'standard', { security: 'standard' }],
  ['RDP security after a refusal of TLS', 'failure-2', { security: 'standard' }],
  ['an answer from before negotiation', 'legacy', { security: 'standard' }],
  ['a first request that is disliked', 'disconnects-once', { security: 'nla' }],
  ['an expired certificate', 'expired', { tls: 'expired' }],
  ['a certificate of the future', 'not-yet-valid', { tls: 'not-yet-valid' }],
  ['a weak certificate', 'weak', { tls: 'weak' }],
  ['a clock that is late', 'skewed', { clock: 'skewed' }],
];
