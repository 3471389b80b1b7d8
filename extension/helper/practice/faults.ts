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
  /** For the person who reads the list of practice hosts. */
  readonly fault: string;
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
export function practiceFaults({ good, expired }: Certificates): readonly Fault[] {
  const script = (id: string, fault: string, behaviour: Script, expect: Expectation): Fault => ({
    id,
    fault,
    serve: 'script',
    script: behaviour,
    expect,
  });
  const nla = (then: Script, minted = good) => selects(PROTOCOL.hybrid, secures(minted, then));
  return [
    script('healthy-nla', 'healthy, with NLA', nla(challenges(COMPUTER)), {
      ...WELL,
      sees: { port: 'open', service: 'rdp', security: 'nla', nla: 'answered', clock: 'ok' },
    }),
    script('tls-only', 'healthy, TLS without NLA', selects(PROTOCOL.ssl, secures(good)), {
      ...WELL,
      sees: { service: 'rdp', security: 'tls' },
    }),
    script('standard', 'healthy, but only the old RDP security', selects(PROTOCOL.rdp), {
      ...WELL,
      sees: { service: 'rdp', security: 'standard' },
    }),
    script(
      'legacy',
      'an old server that answers without negotiation data',
      confirms({ kind: 'legacy', sourceReference: 0x1234 }),
      { ...WELL, sees: { service: 'rdp', security: 'standard' } },
    ),
    script('expired', 'the certificate has expired', nla(challenges(COMPUTER), expired), {
      ...WELL,
      sees: { security: 'nla', tls: 'expired', nla: 'answered' },
    }),
    script('skewed', 'the clock is ten minutes late', nla(challenges(COMPUTER, () => Date.now() - 600_000)), {
      ...WELL,
      sees: { nla: 'answered', clock: 'skewed' },
    }),
    {
      id: 'refused',
      fault: 'the port is refused',
      serve: 'refused',
      script: holds,
      expect: { sees: { port: 'refused' }, healthy: false, causes: CLOSED },
    },
    {
      id: 'dropped',
      fault: 'the port is silent: nothing answers',
      serve: 'dropped',
      script: holds,
      expect: { sees: { port: 'silent' }, healthy: false, causes: ['port-blocked'] },
    },
    script('mute', 'the port opens, then nothing is said', holds, {
      sees: { port: 'open', service: 'silent' },
      healthy: false,
      causes: ['host-fault', 'middlebox', 'service-down'],
    }),
    script('closes', 'the port opens and is closed at once', socket => void socket.end(), {
      sees: { port: 'open', service: 'closes' },
      healthy: false,
      causes: ['overloaded-listener', 'host-fault', 'service-down', 'middlebox'],
    }),
    script('resets', 'the connection is reset at the first bytes', resetsOnFirstBytes, {
      sees: { port: 'open', service: 'closes' },
      healthy: false,
      causes: ['overloaded-listener', 'host-fault', 'service-down', 'middlebox'],
    }),
    script('http', 'a web server holds the port', speaks('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'), {
      sees: { port: 'open', service: 'other' },
      healthy: false,
      causes: ['wrong-port', 'self-connection'],
    }),
    script('ssh', 'an SSH server holds the port', greets('SSH-2.0-practice\r\n'), {
      sees: { port: 'open', service: 'other' },
      healthy: false,
      causes: ['wrong-port', 'self-connection'],
    }),
    script('nla-refused', 'NLA is refused: it closes on the first token', nla(closesOnFirstBytes), {
      sees: { security: 'nla', nla: 'refused' },
      healthy: false,
      causes: ['nla-mismatch'],
    }),
    script('nla-silent', 'NLA gets no answer', nla(holds), {
      sees: { security: 'nla', nla: 'silent' },
      healthy: false,
      causes: ['nla-mismatch', 'host-fault', 'middlebox'],
    }),
    script('no-certificate', 'the server has no certificate (RDP_NEG_FAILURE 3)', refuses(3), {
      sees: { service: 'rdp', security: 'mismatch' },
      healthy: false,
      causes: ['tls-mismatch', 'certificate'],
    }),
    script('nla-required', 'the two ends agree on no security (RDP_NEG_FAILURE 5)', refuses(5), {
      sees: { service: 'rdp', security: 'mismatch' },
      healthy: false,
      causes: ['nla-mismatch'],
    }),
    script(
      'old-tls',
      'the host knows only TLS 1.0',
      selects(
        PROTOCOL.ssl,
        secures(good, holds, { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }),
      ),
      { sees: { security: 'tls', tls: 'old-version' }, healthy: false, causes: ['tls-mismatch'] },
    ),
    script('tls-stalls', 'the TLS handshake stalls', selects(PROTOCOL.ssl), {
      sees: { security: 'tls', tls: 'stalls' },
      healthy: false,
      causes: ['middlebox', 'path-mtu', 'tls-mismatch', 'host-fault'],
    }),
    script('tls-closes', 'the TLS handshake is broken off', selects(PROTOCOL.ssl, closesOnFirstBytes), {
      sees: { security: 'tls', tls: 'closes' },
      healthy: false,
      causes: ['tls-mismatch', 'middlebox', 'certificate'],
    }),
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
