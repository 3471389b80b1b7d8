import tls, { type SecureContext } from 'node:tls';
import { type CheckResult, check } from '../../../extension/helper/check.ts';
import { challenges, secures, selects } from '../../../extension/helper/practice/script.ts';
import type { Resolver } from '../../../extension/helper/probes/resolver.ts';
import { isOurFault } from '../../../machines/findings.ts';
import { PROTOCOL } from '../../../machines/rdp/negotiation.ts';
import { takeCertificate } from '../../fuzz/certificates.ts';
import { ODD_CERTIFICATES, type OddCertificate } from '../../fuzz/odd-certificates.ts';
import { mutate, seededRandom } from '../../fuzz/random.ts';
import { countHeld } from './count-held.ts';
import { serveOnLoopback } from './loopback.ts';
import type { AttackRow } from './row.ts';

const NAME = 'pc1.example';
const LOOPBACK_ONLY: Resolver = {
  lookup: async () => ['127.0.0.1'],
  askServers: async () => [],
  hostsFile: async () => [],
};

/** Odd certificates read by themselves, shown by a real host, in a chain and by a gateway; and what they mutate to. */
export async function certificates({ mutants = 40_000, seed = 20_261_129 } = {}): Promise<readonly AttackRow[]> {
  const read = ODD_CERTIFICATES.map(({ name, der }) => [name, problemOf(() => takeCertificate(der))] as const);
  // OpenSSL itself shows no certificate that it cannot read: those are read above, and no host can have them.
  const servable = ODD_CERTIFICATES.filter(canServe);
  const ordinary = ODD_CERTIFICATES[0];
  if (ordinary === undefined) throw new Error('no ordinary certificate');
  const chained = servable.map(odd => ({ ...ordinary, name: odd.name, pem: ordinary.pem + odd.pem }));
  return [
    countHeld('odd certificates, read', read),
    countHeld('odd certificates, shown by a host with NLA', await tryAll(servable, throughHost)),
    countHeld('odd certificates, second in a chain', await tryAll(chained.filter(canServe), throughHost)),
    countHeld('odd certificates, shown by a gateway', await tryAll(servable, throughGateway)),
    tryMutants(mutants, seed),
  ];
}

async function tryAll(
  all: readonly OddCertificate[],
  attack: (certificate: OddCertificate) => Promise<string | undefined>,
): Promise<readonly (readonly [string, string | undefined])[]> {
  const outcomes: (readonly [string, string | undefined])[] = [];
  for (const certificate of all) outcomes.push([certificate.name, await attack(certificate).catch(String)]);
  return outcomes;
}

/** The check must pass TLS, go on to the sign-in and hold nothing that a terminal would take for a command. */
async function throughHost({ pem, key }: OddCertificate): Promise<string | undefined> {
  const host = await serveOnLoopback(selects(PROTOCOL.hybrid, secures({ cert: pem, key }, challenges('pc1'))));
  try {
    const result = await check({ host: NAME, port: host.port }, { resolver: LOOPBACK_ONLY });
    const outcomes = Object.fromEntries(result.stages.map(({ stage, outcome }) => [stage, outcome]));
    if (outcomes.tls !== 'passed' || outcomes.authentication !== 'passed')
      return `tls ${outcomes.tls}, authentication ${outcomes.authentication}`;
    return problemIn(result);
  } finally {
    await host.close();
  }
}

async function throughGateway({ pem, key }: OddCertificate): Promise<string | undefined> {
  const gateway = await serveOnLoopback(socket => {
    const secured = new tls.TLSSocket(socket, { isServer: true, secureContext: contextOf({ pem, key }) });
    secured.on('error', () => secured.destroy());
    secured.once('data', () =>
      secured.end('HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n'),
    );
  });
  try {
    const target = { host: NAME, port: 3389, gateway: { host: '127.0.0.1', port: gateway.port } };
    const result = await check(target, { resolver: LOOPBACK_ONLY });
    const answer = result.findings.find(({ question }) => question === 'gateway')?.answer;
    return answer === 'reachable' ? problemIn(result) : `gateway ${answer}`;
  } finally {
    await gateway.close();
  }
}

function problemIn(result: CheckResult): string | undefined {
  const fault = result.findings.find(isOurFault);
  if (fault !== undefined) return `a fault of ours: ${fault.detail?.reason}`;
  return /[\p{Cc}\p{Cf}]/u.test(JSON.stringify(result)) ? 'unsafe text' : undefined;
}

function tryMutants(mutants: number, seed: number): AttackRow {
  const random = seededRandom(seed);
  const seeds = ODD_CERTIFICATES.map(({ der }) => der);
  const broken: string[] = [];
  let parsed = 0;
  let tried = 0;
  // Only what OpenSSL parses counts: the rest never reaches us.
  while (parsed < mutants) {
    const bytes = mutate(seeds, random);
    tried++;
    try {
      if (takeCertificate(bytes) === 'value') parsed++;
    } catch (error) {
      parsed++;
      broken.push(String(error));
    }
  }
  const name = `mutants that OpenSSL parses, of ${tried}`;
  const held = parsed - broken.length;
  return {
    name,
    tried: parsed,
    held,
    ...(broken.length > 0 ? { detail: [...new Set(broken)].slice(0, 5).join('; ') } : {}),
  };
}

function problemOf(take: () => unknown): string | undefined {
  try {
    take();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function contextOf({ pem, key }: Pick<OddCertificate, 'pem' | 'key'>): SecureContext {
  return tls.createSecureContext({ cert: pem, key });
}

/** OpenSSL loads a key of no point, and then signs no handshake with it. */
const SIGNS_NOTHING = 'a point at infinity';

function canServe(certificate: OddCertificate): boolean {
  return certificate.name !== SIGNS_NOTHING && problemOf(() => contextOf(certificate)) === undefined;
}
