import { X509Certificate } from 'node:crypto';
import net from 'node:net';
import os from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CheckOptions, type CheckResult, check } from '../../../extension/helper/check.ts';
import { type Minted, mintCertificate } from '../../../extension/helper/practice/certificate.ts';
import {
  challenges,
  confirms,
  holds,
  type Script,
  secures,
  selects,
} from '../../../extension/helper/practice/script.ts';
import { certificateFaults } from '../../../extension/helper/probes/certificate.ts';
import { judgeHostName, type NameSigns } from '../../../extension/helper/probes/claimed-name.ts';
import type { Dialled } from '../../../extension/helper/probes/connections.ts';
import { addressFindings } from '../../../extension/helper/probes/port.ts';
import type { Resolver } from '../../../extension/helper/probes/resolver.ts';
import { openCase } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import type { Finding } from '../../../machines/findings.ts';
import { conclude } from '../../../machines/inference/conclude.ts';
import { PROTOCOL } from '../../../machines/rdp/negotiation.ts';
import { model } from '../../shared-model.ts';

const DAY_MS = 86_400_000;
const WINDOWS_REFERENCE = 0x1234;
const FREERDP_REFERENCE = 0;
const never = new AbortController().signal;
let good: Minted;
beforeAll(async () => {
  const [notBefore, notAfter] = [new Date(Date.now() - DAY_MS), new Date(Date.now() + DAY_MS)];
  good = await mintCertificate({ commonName: 'VM.corp.test', notBefore, notAfter });
});

const answersOf = ({ findings }: CheckResult, question: string) =>
  findings.filter(finding => finding.question === question).map(({ answer }) => answer);
const detailOf = ({ findings }: CheckResult, question: string) =>
  findings.find(finding => finding.question === question)?.detail;

/** A name service that knows one address, and what its servers and the hosts file say besides. */
function resolver(parts: Partial<Resolver> = {}): Resolver {
  return { lookup: async () => ['127.0.0.1'], askServers: async () => [], hostsFile: async () => [], ...parts };
}

async function withServer<T>(script: Script, use: (port: number) => Promise<T>): Promise<T> {
  const sockets: net.Socket[] = [];
  const server = net.createServer(socket => {
    sockets.push(socket.on('error', () => {}));
    void Promise.resolve(script(socket)).catch(() => socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    return await use(address.port);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => server.close(resolve));
  }
}

const checkAt = (port: number, options: CheckOptions = {}) =>
  check({ host: '127.0.0.1', port }, { deadlines: { negotiationMs: 400 }, ...options });

describe('judgeHostName', () => {
  const passed = { outcome: 'passed', addresses: ['192.0.2.1'], findings: [], listed: [] } as const;
  const listed: Finding = { question: 'name', answer: 'resolves', source: 'probe' };
  const someFail = (sameFamily: boolean): Promise<readonly Finding[]> =>
    Promise.resolve([{ question: 'addresses', answer: 'some-fail', source: 'probe', detail: { sameFamily } }]);
  const workgroup = (name: string) => ({
    netbiosComputer: name,
    netbiosDomain: name,
    dnsComputer: name,
    dnsDomain: name,
  });
  const inDomain = {
    netbiosComputer: 'VM',
    netbiosDomain: 'CORP',
    dnsComputer: 'vm.corp.test',
    dnsDomain: 'corp.test',
  };
  const elsewhere = resolver({
    askServers: async () => [{ server: '192.0.2.53', outcome: 'NOERROR', addresses: ['192.0.2.7'] }],
  });

  test.each<[given: string, asked: string, names: object, more: Partial<NameSigns>, answer: string]>([
    ['its own name', 'vm.corp.test', inDomain, {}, 'expected'],
    ['its short name', 'vm', workgroup('VM'), {}, 'expected'],
    ['a DynDNS name', 'office.dyndns.test', workgroup('DESKTOP-AB12'), {}, 'other-name'],
    ['an alias, and a certificate of its own name', 'rdp.corp.test', workgroup('VM'), {}, 'other-name'],
    ['a certificate of the farm', 'rdp.corp.test', inDomain, { certificateNames: ['rdp.corp.test'] }, 'other-name'],
    [
      'a CNAME to it',
      'rdp.corp.test',
      inDomain,
      { resolver: resolver({ canonicalName: async () => 'vm.corp.test' }) },
      'other-name',
    ],
    [
      'a short name of the hosts file',
      'work',
      workgroup('VM'),
      { named: { ...passed, listed: [listed] } },
      'other-name',
    ],
    ['another short name', 'desktop-ab12', workgroup('VM'), {}, 'different-host'],
    ['another name of its own domain', 'pc7.corp.test', inDomain, {}, 'different-host'],
    [
      'a name server that leads elsewhere',
      'office.example',
      workgroup('VM'),
      { resolver: elsewhere },
      'different-host',
    ],
    ['an address that fails', 'office.example', workgroup('VM'), { others: someFail(true) }, 'different-host'],
    ['a family that fails', 'office.example', workgroup('VM'), { others: someFail(false) }, 'other-name'],
  ])('judgeHostName: %s → %s %#', async (_, asked, names, more, answer) => {
    const signs: NameSigns = {
      named: passed,
      certificateNames: ['VM.corp.test'],
      others: Promise.resolve([]),
      resolver: resolver(),
      signal: never,
      ...more,
    };
    const findings = await judgeHostName({ host: asked }, names, signs);
    expect(findings.find(({ question }) => question === 'identity')?.answer).toBe(answer);
  });

  test('check: a healthy host behind an alias → healthy, with a note', async () => {
    const script = selects(PROTOCOL.hybrid, secures(good, challenges('DESKTOP-AB12')));
    // A name of this machine's own may lead back here; every other one that does is at fault.
    const host = `${os.hostname().split('.')[0]}.dyndns.test`;
    const result = await withServer(script, port => check({ host, port }, { resolver: resolver() }));
    expect(answersOf(result, 'identity')).toEqual(['other-name']);
    expect(conclude(model, result.findings).healthy).toBe(true);
  });
});

describe('addressFindings', () => {
  const dialled = (address: string, kind: Exclude<Dialled['kind'], 'open'> | 'open'): Dialled =>
    kind === 'open'
      ? { kind, address, elapsedMs: 4, socket: new net.Socket() }
      : { kind, address, elapsedMs: 4, errno: 'E' };
  const both = { ipv4: true, ipv6: true };

  test.each<[given: string, attempts: readonly Dialled[], families: typeof both, answers: readonly string[]]>([
    ['no IPv6 here', [dialled('::2', 'no-route'), dialled('192.0.2.1', 'open')], both, []],
    [
      'no IPv4 here, by another errno',
      [dialled('::2', 'open'), dialled('192.0.2.1', 'unreachable')],
      { ipv4: false, ipv6: true },
      [],
    ],
    [
      'an address that a router denies',
      [dialled('192.0.2.2', 'no-route'), dialled('192.0.2.1', 'open')],
      both,
      ['some-fail'],
    ],
    ['a silent family', [dialled('::2', 'silent'), dialled('192.0.2.1', 'open')], both, ['some-fail']],
    ['both families', [dialled('::2', 'open'), dialled('192.0.2.1', 'open')], both, ['all-work']],
  ])('addressFindings: %s → %#', (_, attempts, families, answers) => {
    expect(addressFindings(attempts, families).map(({ answer }) => answer)).toEqual(answers);
  });
});

test.each<[who: string, sourceReference: number, windows: string | undefined, software: string | undefined]>([
  ['Windows', WINDOWS_REFERENCE, 'Windows 11 24H2 or Server 2025', undefined],
  ['FreeRDP’s server', FREERDP_REFERENCE, undefined, 'FreeRDP'],
])('probeIdentity: a build that %s claims → %s', async (_, sourceReference, windows, software) => {
  const confirm = { kind: 'selected', protocol: PROTOCOL.hybrid, flags: 3, sourceReference } as const;
  const result = await withServer(confirms(confirm, secures(good, challenges('VM'))), port => checkAt(port));
  expect(detailOf(result, 'nla')?.windows).toBe(windows);
  expect(detailOf(result, 'nla')?.software).toBe(software);
});

describe('a relay on this device with nothing behind it', () => {
  test.each<[shape: string, script: Script, answer: string]>([
    ['closes at once', socket => void socket.end(), 'closes'],
    ['stays silent', holds, 'silent'],
  ])('check: a relay that %s → a tunnel is asked for, the host is not blamed', async (_, script, answer) => {
    const { findings } = await withServer(script, port => checkAt(port));
    const service = findings.find(({ question }) => question === 'service');
    expect(service).toMatchObject({ answer, detail: { wording: 'this-device' } });
    const { verdict, next } = judge(model, openCase({ probe: true, target: { host: '127.0.0.1', port: 1 }, findings }));
    expect(next?.question).toBe('tunnel');
    expect(['middlebox', 'self-connection']).toContain(verdict.causes[0]?.cause);
    expect(verdict.settled).toBe(false);
  });
});

describe('the second TLS handshake offers all there is', () => {
  test.each<[offer: string, options: object, needs: RegExp]>([
    ['only P-521', { ecdhCurve: 'P-521' }, /P-521|secp521r1/],
    ['only X448', { ecdhCurve: 'X448' }, /X448/],
    ['only a cipher of old', { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:@SECLEVEL=0' }, /RSA_WITH_AES_128/],
  ])('check: a host with %s → healthy, with a note', async (_, options, needs) => {
    const script = selects(PROTOCOL.hybrid, secures(good, challenges('VM'), options));
    const result = await withServer(script, port => checkAt(port, { deadlines: {} }));
    expect(conclude(model, result.findings).healthy).toBe(true);
    expect(answersOf(result, 'nla')).toEqual(['answered']);
    if (answersOf(result, 'tls').includes('unusual')) expect(detailOf(result, 'tls')?.needs).toMatch(needs);
    else expect(options).toHaveProperty('ciphers');
  });
});

const ED25519 = `-----BEGIN CERTIFICATE-----
MIIBPjCB8aADAgECAhRTemOz3eit0IAo1b1QiRHL+oAwhjAFBgMrZXAwFDESMBAG
A1UEAwwJcGVlci50ZXN0MCAXDTI2MTEyOTIxMjYwNFoYDzIxMjYxMTA1MjEyNjA0
WjAUMRIwEAYDVQQDDAlwZWVyLnRlc3QwKjAFBgMrZXADIQBWwDJLU6dxZEqEGq6J
xrmfgDileeZXJMM2SyZQ+hoBvqNTMFEwHQYDVR0OBBYEFFWxxwg3fiWn5Mcx1of4
VhEQva9JMB8GA1UdIwQYMBaAFFWxxwg3fiWn5Mcx1of4VhEQva9JMA8GA1UdEwEB
/wQFMAMBAf8wBQYDK2VwA0EAkx9/q48740twCgmByCfE73cFmD9L+DcsGJc7KlGz
ANTjVj/gaytAhLzMbKdXq+a3LbAxROWEKLvHJLgO2Bg2AQ==
-----END CERTIFICATE-----`;
/** The common name is PEER, the alternative name third.example. */
const NAMED_TWICE = `-----BEGIN CERTIFICATE-----
MIIBkDCCATWgAwIBAgIUWJGXY/SH5g/ywvWApPUpOs2BzfMwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEUEVFUjAgFw0yNjExMjkyMTI2MDRaGA8yMTI2MTEwNTIxMjYw
NFowDzENMAsGA1UEAwwEUEVFUjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDEx
36iBNiymWpQJFzcAKtjt9LFRqGTwA7Vb6siwJqsqVpA5i2gDYjOOyjcXnmGdwW6/
NQ+CUVOHo89pDfta2yGjbTBrMB0GA1UdDgQWBBTcIAY4GSLHMbgCVPLQ4jJLeI8e
LzAfBgNVHSMEGDAWgBTcIAY4GSLHMbgCVPLQ4jJLeI8eLzAPBgNVHRMBAf8EBTAD
AQH/MBgGA1UdEQQRMA+CDXRoaXJkLmV4YW1wbGUwCgYIKoZIzj0EAwIDSQAwRgIh
AJFmF/0h0nbva6iOoOKV1VtXFku0sdva3TxGnjVCGLiyAiEApQpB3tS6TZPTYAyL
f/wOJ/Q1+nCAVU0Zfe6wFlm2fVQ=
-----END CERTIFICATE-----`;

test.each<[given: string, pem: string, host: string, faults: readonly string[]]>([
  ['a key that some clients refuse', ED25519, 'peer.test', ['unusual', 'untrusted']],
  ['a common name beside an alternative one', NAMED_TWICE, 'peer.test', ['untrusted', 'wrong-name']],
  ['its alternative name', NAMED_TWICE, 'third.example', ['untrusted']],
])('certificateFaults: %s → %j', (_, pem, host, faults) => {
  const found = certificateFaults(new X509Certificate(pem), host, false, new Date('2030-01-01'));
  expect([...found].sort()).toEqual([...faults].sort());
});

describe('servers that contradict themselves', () => {
  test('check: a confirm with broken negotiation data → RDP, spoken badly', async () => {
    const broken = Buffer.from('030000130ed0000012340002030000010000020012320002000800000000', 'hex');
    const result = await withServer(
      socket => void socket.once('data', () => socket.end(broken)),
      port => checkAt(port),
    );
    expect(answersOf(result, 'service')).toEqual(['rdp']);
    expect(detailOf(result, 'security')?.wording).toBe('damaged');
    expect(conclude(model, result.findings).causes[0]?.cause).not.toBe('wrong-port');
  });

  test.each<[given: string, selected: number | undefined, wording: string]>([
    ['that takes RDSTLS once it is offered', PROTOCOL.rdstls, 'rdstls'],
    ['that refuses whatever it is offered', undefined, 'contradicts'],
  ])('check: a host %s → reported', async (_, selected, wording) => {
    const script: Script = socket => {
      socket.once('data', (request: Buffer) => {
        const asked = request.readUInt32LE(request.length - 4);
        const takes = selected !== undefined && (asked & selected) !== 0;
        const [type, value] = takes ? [2, selected] : [3, 1];
        socket.end(Buffer.from([3, 0, 0, 19, 14, 0xd0, 0, 0, 0x12, 0x34, 0, type, 0, 8, 0, value, 0, 0, 0]));
      });
    };
    const result = await withServer(script, port => checkAt(port));
    expect(answersOf(result, 'security')).toEqual(['mismatch']);
    expect(detailOf(result, 'security')?.wording).toBe(wording);
  });
});

test('check: a silent name server and less time than a look-up takes → the name service is reported, no port', async () => {
  const forever = () => new Promise<never>(() => {});
  const silent = resolver({
    lookup: forever,
    askServers: async (_, { deadlineMs }) => {
      await new Promise(resolve => setTimeout(resolve, deadlineMs));
      return [{ server: '192.0.2.53', outcome: 'ETIMEOUT', addresses: [] }];
    },
  });
  const result = await check({ host: 'pc1.example', port: 3389 }, { timeoutMs: 2_000, resolver: silent });
  expect(answersOf(result, 'name')).toEqual(['no-answer']);
  expect(result.stages.find(({ stage }) => stage === 'name')?.outcome).toBe('failed');
  expect(conclude(model, result.findings).causes[0]?.cause).toBe('network-path');
});
