import { PROTOCOL } from '../../../machines/rdp/negotiation.ts';
import type { CauseId, QuestionId } from '../../../machines/vocabulary.ts';
import type { Minted } from './certificate.ts';
import { challenges, closesOnFirstBytes, confirms, holds, refuses, type Script, secures, selects } from './script.ts';

/** What a check must see there, and which causes may stand first; none where the host is well. */
export interface Expectation {
  readonly sees: Readonly<Partial<Record<QuestionId, string>>>;
  readonly healthy: boolean;
  readonly causes: readonly CauseId[];
}

export interface Fault {
  readonly id: string;
  readonly serve: 'script' | 'refused' | 'dropped';
  readonly script: Script;
  readonly expect: Expectation;
}

export interface Certificates {
  readonly good: Minted;
  readonly expired: Minted;
}

const COMPUTER = 'practice-pc';
const WELL = { healthy: true, causes: [] } as const;
const CLOSED: readonly CauseId[] = ['service-down', 'rdp-disabled'];

/** One fault each, the healthy ones first. */
export function practiceFaults(certificates: Certificates): readonly Fault[] {
  return [
    ...healthyHosts(certificates),
    ...CLOSED_PORTS,
    ...OPEN_PORTS_WITHOUT_RDP,
    ...signInFaults(certificates),
    ...NEGOTIATION_FAILURES,
    ...tlsFaults(certificates),
  ];
}

function speaks(answer: string): Script {
  return socket => {
    socket.once('data', () => socket.end(answer));
  };
}

function greets(banner: string): Script {
  return socket => {
    socket.write(banner);
    socket.resume();
  };
}

const resetsOnFirstBytes: Script = socket => {
  socket.once('data', () => socket.resetAndDestroy());
};

const script = (id: string, behaviour: Script, expect: Expectation): Fault => ({
  id,
  serve: 'script',
  script: behaviour,
  expect,
});
const nla = (then: Script, minted: Minted) => selects(PROTOCOL.hybrid, secures(minted, then));

const healthyHosts = ({ good, expired }: Certificates): readonly Fault[] => [
  script('healthy-nla', nla(challenges(COMPUTER), good), {
    ...WELL,
    sees: { port: 'open', service: 'rdp', security: 'nla', nla: 'answered', clock: 'ok' },
  }),
  script('tls-only', selects(PROTOCOL.ssl, secures(good)), {
    ...WELL,
    sees: { service: 'rdp', security: 'tls' },
  }),
  script('standard', selects(PROTOCOL.rdp), {
    ...WELL,
    sees: { service: 'rdp', security: 'standard' },
  }),
  script('legacy', confirms({ kind: 'legacy', sourceReference: 0x1234 }), {
    ...WELL,
    sees: { service: 'rdp', security: 'standard' },
  }),
  script('expired', nla(challenges(COMPUTER), expired), {
    ...WELL,
    sees: { security: 'nla', tls: 'expired', nla: 'answered' },
  }),
  script(
    'skewed',
    nla(
      challenges(COMPUTER, () => Date.now() - 600_000),
      good,
    ),
    {
      ...WELL,
      sees: { nla: 'answered', clock: 'skewed' },
    },
  ),
];

const CLOSED_PORTS: readonly Fault[] = [
  {
    id: 'refused',
    serve: 'refused',
    script: holds,
    expect: { sees: { port: 'refused' }, healthy: false, causes: CLOSED },
  },
  {
    id: 'dropped',
    serve: 'dropped',
    script: holds,
    expect: { sees: { port: 'silent' }, healthy: false, causes: ['port-blocked'] },
  },
];

const OPEN_PORTS_WITHOUT_RDP: readonly Fault[] = [
  script('mute', holds, {
    sees: { port: 'open', service: 'silent' },
    healthy: false,
    causes: ['host-fault', 'middlebox', 'service-down'],
  }),
  script('closes', socket => void socket.end(), {
    sees: { port: 'open', service: 'closes' },
    healthy: false,
    causes: ['overloaded-listener', 'host-fault', 'service-down', 'middlebox'],
  }),
  script('resets', resetsOnFirstBytes, {
    sees: { port: 'open', service: 'closes' },
    healthy: false,
    causes: ['overloaded-listener', 'host-fault', 'service-down', 'middlebox'],
  }),
  script('http', speaks('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'), {
    sees: { port: 'open', service: 'other' },
    healthy: false,
    causes: ['wrong-port', 'self-connection'],
  }),
  script('ssh', greets('SSH-2.0-practice\r\n'), {
    sees: { port: 'open', service: 'other' },
    healthy: false,
    causes: ['wrong-port', 'self-connection'],
  }),
];

const signInFaults = ({ good }: Certificates): readonly Fault[] => [
  script('nla-refused', nla(closesOnFirstBytes, good), {
    sees: { security: 'nla', nla: 'refused' },
    healthy: false,
    causes: ['nla-mismatch'],
  }),
  script('nla-silent', nla(holds, good), {
    sees: { security: 'nla', nla: 'silent' },
    healthy: false,
    causes: ['nla-mismatch', 'host-fault', 'middlebox'],
  }),
];

const NEGOTIATION_FAILURES: readonly Fault[] = [
  script('no-certificate', refuses(3), {
    sees: { service: 'rdp', security: 'mismatch' },
    healthy: false,
    causes: ['tls-mismatch', 'certificate'],
  }),
  script('nla-required', refuses(5), {
    sees: { service: 'rdp', security: 'mismatch' },
    healthy: false,
    causes: ['nla-mismatch'],
  }),
];

const tlsFaults = ({ good }: Certificates): readonly Fault[] => [
  script(
    'old-tls',
    selects(
      PROTOCOL.ssl,
      secures(good, holds, { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }),
    ),
    { sees: { security: 'tls', tls: 'old-version' }, healthy: false, causes: ['tls-mismatch'] },
  ),
  script('tls-stalls', selects(PROTOCOL.ssl), {
    sees: { security: 'tls', tls: 'stalls' },
    healthy: false,
    causes: ['middlebox', 'path-mtu', 'tls-mismatch', 'host-fault'],
  }),
  script('tls-closes', selects(PROTOCOL.ssl, closesOnFirstBytes), {
    sees: { security: 'tls', tls: 'closes' },
    healthy: false,
    causes: ['tls-mismatch', 'middlebox', 'certificate'],
  }),
];
