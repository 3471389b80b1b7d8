import type { TLSSocket } from 'node:tls';
import type { Finding } from '../../../machines/findings.ts';
import { isLoopback, type Target } from '../../../machines/target/target.ts';
import { deviceFamilies, seenVpn } from './adapters.ts';
import { judgeHostName } from './claimed-name.ts';
import { MAX_CONNECTIONS, type Open } from './connections.ts';
import { probeDeep } from './deep.ts';
import { conclude, type Examination, SECOND_LOOK_MS, stage, within } from './examination.ts';
import { guarded, guardedFindings } from './fault.ts';
import { probeGateway } from './gateway.ts';
import { type Identified, probeIdentity } from './identity.ts';
import { compareNameServers, type NameResult, probeName } from './name.ts';
import type { Negotiated } from './negotiation.ts';
import { probePathMtu } from './ping.ts';
import { type PortResult, probePort } from './port.ts';
import { isAddress, isIpv6, type ProbeResult, raceWithFallbackProbe, seen } from './probe.ts';
import { seenProxy } from './proxy.ts';
import { judgeQuality, type StepTimes } from './quality.ts';
import { type Agreed, goodbye, negotiate, secure } from './second-tries.ts';
import { prepareTls, type TlsResult } from './tls.ts';

interface Asking {
  readonly started: number;
  readonly answer: Promise<Identified>;
}

/** A handshake that has not moved for so long may be stuck on the size of its packets. */
const STALL_MS = 1_500;

/** The order of a session's set-up, each stage only after the one before it passed. */
export async function examine(target: Target, ex: Examination): Promise<void> {
  if (target.gateway !== undefined) {
    // Behind a gateway the host's own name and port mean nothing on this side.
    const { gateway } = target;
    const probe = () => probeGateway(gateway, ex.connections, within(ex, ex.deadlines.tlsMs));
    await stage<ProbeResult>(ex, 'port', probe, fault => fault);
    return;
  }
  const named = await stage<NameResult>(
    ex,
    'name',
    () => probeName(target, ex.resolver, within(ex, ex.deadlines.nameMs)),
    fault => ({ ...fault, addresses: [], listed: [] }),
  );
  if (named.outcome !== 'passed' || ex.signal.aborted) return;

  ex.report({ stage: 'path', outcome: 'running' });
  const started = performance.now();
  const reached = await reach(named.addresses, target, ex);
  const connectMs = performance.now() - started;
  const beside = await probeExtraPorts(target, named.addresses[0], reached, ex);
  conclude(ex, 'path', beside ?? withFamilyNote(target, reached.path), reached.open?.elapsedMs ?? connectMs);
  conclude(ex, 'port', reached.port, reached.open?.elapsedMs ?? connectMs);
  if (reached.open !== undefined) {
    for (const finding of named.listed) ex.find(finding);
    if (!ex.signal.aborted) await examineHost(target, named, { ...reached, open: reached.open }, ex);
  } else {
    await probeContext(target, named, reached, ex);
  }
  // The other addresses had their time beside the handshake; what is still open gets the rest of its budget.
  for (const finding of await guardedFindings('name', () => reached.others)) ex.find(finding);
}

/** Path and port; where the probe of both breaks, neither is known. */
async function reach(addresses: readonly string[], { port }: Target, ex: Examination): Promise<PortResult> {
  return guarded<PortResult>(
    'port',
    () => probePort(addresses, port, ex.connections, ex.deadlines, ex.signal),
    fault => ({ path: { outcome: 'unknown', findings: [] }, port: fault, others: Promise.resolve([]) }),
  );
}

/** An IPv4 address on a device that has only IPv6 leads nowhere, where the host's name mostly does (DNS64). */
function withFamilyNote({ host }: Target, path: ProbeResult): ProbeResult {
  // Asking the system for its adapters takes longer than the rest: only where something is wrong.
  if (path.outcome === 'passed' || !isAddress(host) || isIpv6(host)) return path;
  const families = deviceFamilies();
  if (families.ipv4 || !families.ipv6) return path;
  const findings = path.findings.map(finding =>
    finding.answer === 'no-route' ? { ...finding, detail: { ...finding.detail, wording: 'only-ipv6' } } : finding,
  );
  return { ...path, findings };
}

/** What matters only where the way is in doubt: another address, a VPN that is up, a proxy that is set. */
async function probeContext(target: Target, named: NameResult, { port }: PortResult, ex: Examination): Promise<void> {
  const refused = port.findings.some(({ answer }) => answer === 'refused');
  const looks = await Promise.all([
    guardedFindings('path', () => seenVpn()),
    guardedFindings('path', () => (refused ? [] : seenProxy(target.host, within(ex, SECOND_LOOK_MS)))),
    guardedFindings('name', () => compareNameServers(target, named, ex.resolver, ex.signal)),
  ]);
  for (const finding of looks.flat()) ex.find(finding);
}

/**
 * Ports that the person named: one that opens or refuses shows that a silent host is up, and its silence a rule's. No
 * port is ever tried that nobody named.
 */
async function probeExtraPorts(
  { port: own }: Target,
  address: string | undefined,
  { port }: PortResult,
  ex: Examination,
): Promise<ProbeResult | undefined> {
  const silent = port.findings.some(({ question, answer }) => question === 'port' && answer === 'silent');
  if (!silent || address === undefined) return undefined;
  const ports = ex.beside.filter(other => other !== own).slice(0, MAX_CONNECTIONS - ex.connections.count);
  const attempts = await Promise.all(ports.map(other => ex.connections.dial(address, other, SECOND_LOOK_MS)));
  const at = attempts.findIndex(({ kind }) => kind === 'open' || kind === 'refused' || kind === 'resets');
  const [answered, beside] = [attempts[at], ports[at]];
  if (answered === undefined || beside === undefined) return undefined;
  const detail = { address, port: beside, outcome: answered.kind, reason: 'another-port-answers' };
  return { outcome: 'passed', findings: [seen('path', 'answers', answered.elapsedMs, detail)] };
}

async function examineHost(
  target: Target,
  named: NameResult,
  { open, others }: PortResult & { readonly open: Open },
  ex: Examination,
): Promise<void> {
  const started = performance.now();
  // While the host thinks.
  setImmediate(() => void prepareTls());
  const agreed = await stage<Agreed>(
    ex,
    'negotiation',
    async () => aboutOwnDevice(await negotiate(target, open, ex), open, ex),
    fault => fault,
  );
  const spoke = agreed.outcome === 'passed' && ex.connections.count === 1;
  const times = { connectMs: open.elapsedMs, negotiationMs: spoke ? performance.now() - started : undefined };
  const tellQuality = (later: Pick<StepTimes, 'tlsMs' | 'identityMs'> = {}) => {
    if (ex.amongMany) return;
    for (const finding of judgeQuality({ ...times, ...later })) ex.find(finding);
  };
  if (agreed.outcome !== 'passed' || ex.signal.aborted) return tellQuality();
  const { socket, security } = agreed;
  if (security === 'standard' || socket === undefined) {
    tellQuality();
    ex.report({ stage: 'tls', outcome: 'skipped' });
    socket?.end();
    return runDeepProbes(target, open.address, security, ex);
  }
  const { secured, asking, tlsMs } = await examineTls(target, { ...open, socket }, agreed, ex);
  if (ex.signal.aborted) return tellQuality();
  if (asking === undefined) tellQuality({ tlsMs });
  else {
    const { names, findings } = await examineSignIn(asking, ex);
    tellQuality({ tlsMs, identityMs: findings[0]?.elapsedMs });
    const { certificateNames = [] } = secured;
    const signs = { named, others, certificateNames, resolver: ex.resolver, signal: ex.signal };
    const claimed = await guardedFindings('authentication', () => judgeHostName(target, names ?? {}, signs));
    for (const finding of claimed) ex.find(finding);
  }
  if (secured.socket === undefined) return;
  await goodbye(secured.socket);
  await runDeepProbes(target, open.address, security, ex);
}

interface ExaminedTls {
  readonly secured: TlsResult;
  /** Where the host signs in by NLA, the question that left with the end of our handshake. */
  readonly asking: Asking | undefined;
  /** How long the handshake took. */
  readonly tlsMs: number;
}

/** TLS, and the size of packets beside it where the handshake stalls. */
async function examineTls(
  target: Target,
  open: Open,
  { security, software }: Agreed,
  ex: Examination,
): Promise<ExaminedTls> {
  const started = performance.now();
  let asking: Asking | undefined;
  // The question leaves with our Finished; the certificate is read while the answer is under way.
  const onSecure = (secured: TLSSocket) => {
    const answer = guarded<Identified>(
      'authentication',
      () => probeIdentity(secured, software, within(ex, ex.deadlines.identityMs)),
      fault => fault,
    );
    asking = { started: performance.now(), answer };
  };
  const { of: secured, looked } = await raceWithFallbackProbe(
    stage<TlsResult>(
      ex,
      'tls',
      () => secure(target, open, ex, security === 'nla' ? onSecure : undefined),
      fault => fault,
    ),
    bounds => guardedFindings('path', () => probePathMtu(open.address, bounds)),
    { ...within(ex, ex.deadlines.pingMs), afterMs: STALL_MS, needed: stalled },
  );
  for (const finding of looked ?? []) ex.find(finding);
  return { secured, asking, tlsMs: (asking?.started ?? performance.now()) - started };
}

function examineSignIn({ started, answer }: Asking, ex: Examination): Promise<Identified> {
  return stage<Identified>(
    ex,
    'authentication',
    () => answer,
    fault => fault,
    started,
  );
}

async function runDeepProbes(
  target: Target,
  address: string,
  security: string | undefined,
  ex: Examination,
): Promise<void> {
  if (!ex.deep || security === undefined || ex.signal.aborted) return;
  const asked = { address, port: target.port, security };
  const [deeper, packets] = await Promise.all([
    guardedFindings('negotiation', () => probeDeep(asked, ex.connections, ex.deadlines, ex.signal)),
    // Upstream only large questions vanish, and none of ours is large.
    guardedFindings('path', () => probePathMtu(address, within(ex, ex.deadlines.pingMs))),
  ]);
  for (const finding of [...deeper, ...packets]) ex.find(finding);
}

function stalled({ findings }: ProbeResult): boolean {
  return findings.some(({ question, answer }) => question === 'tls' && answer === 'stalls');
}

/**
 * Before a word of Remote Desktop, what took the connection on this device itself is most likely the end of a tunnel or a
 * relay: it is told so, and not as a fault of the host behind it.
 */
function aboutOwnDevice<N extends Negotiated>(agreed: N, { address }: Open, ex: Examination): N {
  const isSpeechless = ({ question, answer }: Finding) =>
    question === 'service' && ['closes', 'silent', 'other'].includes(answer);
  if (!isLoopback(address) || !agreed.findings.some(isSpeechless)) return agreed;
  ex.find(seen('host-place', 'this-device', 0));
  const findings = agreed.findings.map(finding =>
    isSpeechless(finding) ? { ...finding, detail: { ...finding.detail, wording: 'this-device' } } : finding,
  );
  return { ...agreed, findings };
}
