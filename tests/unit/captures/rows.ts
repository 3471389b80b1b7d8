import { encodeConnectionConfirm, encodeConnectionRequest } from '../../../machines/rdp/x224.ts';
import { clientHello, HOST, joined, record, Scene, serverHello } from './scene.ts';

export const request = encodeConnectionRequest({ cookie: 'somebody', protocols: 11 });
const says = (text: string) => new TextEncoder().encode(text);
export const refusal = (code: number) =>
  encodeConnectionConfirm({ kind: 'failed', code, flags: 0, sourceReference: 0x1234 });
export const signIn = (scene: Scene) =>
  scene.agrees(2).secures().says('client', 60).says('server', 200).says('client', 500);
export const inSession = (scene: Scene) => {
  signIn(scene).says('server', 90).says('client', 120).says('server', 4).says('client', 400);
  for (let frame = 0; frame < 30; frame++) scene.says('server', 1_000, 5);
  return scene;
};
/** At the host's own end: what the client sends has crossed routers, what the host sends has not. */
export const atHost = () => new Scene({ ttl: [57, 64] });

/** The client answers the certificate with this alert. */
const complainsAtCertificate = (alert: number) =>
  new Scene()
    .agrees(2)
    .client('A', record(22, clientHello()))
    .server('A', record(22, serverHello()))
    .client('A', record(21, Uint8Array.of(2, alert)));

/** Each end repeats what it said last: neither receives the other's acknowledgement. */
const repeatsBoth = (scene: Scene) => {
  const proof = scene.packets.at(-1);
  scene.says('server', 90, 1);
  const answer = scene.packets.at(-1);
  for (const afterMs of [200, 400, 800, 1_600, 3_200])
    for (const packet of [proof, answer]) if (packet !== undefined) scene.wait(afterMs / 2).raw(packet.bytes);
  return scene;
};
const opensAtHost = () => atHost().client('S').server('SA', undefined, 0.05).client('A', undefined, 30);

/** The first settings of a client that goes on without TLS, MCS Connect Initial. */
export const settings = joined(Uint8Array.of(3, 0, 1, 0xa0, 2, 0xf0, 0x80, 0x7f, 0x65), new Uint8Array(407));

type Row = readonly [
  given: string,
  scene: Scene,
  failed: string | undefined,
  answers: readonly string[],
  not?: readonly string[],
];

/** What packets show, and the stage that failed. */
export const ROWS: readonly Row[] = [
  [
    'a name that is not there',
    new Scene().asksFor('gone.example').wait(5).resolves('gone.example', 3),
    'name',
    ['name: not-found'],
  ],
  [
    'a name server that fails',
    new Scene().asksFor('pc1.example').wait(5).resolves('pc1.example', 2),
    'name',
    ['name: no-answer'],
  ],
  [
    'a silent name server',
    new Scene().asksFor('pc1.example').wait(2_500).asksFor('pc1.example'),
    'name',
    ['name: no-answer'],
  ],
  [
    'a question for a name, and the end of the file',
    new Scene().asksFor('pc1.example').wait(300).asksFor('pc1.example', 2),
    undefined,
    [],
  ],
  [
    'a name that leads to the host',
    new Scene()
      .asksFor('pc1.example')
      .resolves('pc1.example', [HOST])
      .wait(9)
      .opens()
      .client('A', request)
      .server('RA'),
    'negotiation',
    ['name: resolves', 'service: closes'],
  ],
  [
    'SYNs and nothing else',
    new Scene().client('S').client('S', undefined, 1_000).client('S', undefined, 2_000),
    'port',
    ['port: silent'],
    ['path: answers'],
  ],
  [
    'SYNs, and echo requests that are answered',
    new Scene()
      .client('S')
      .echo('request')
      .wait(9)
      .echo('reply')
      .client('S', undefined, 1_000)
      .client('S', undefined, 2_000),
    'port',
    ['port: silent', 'path: answers'],
  ],
  ['one SYN and the end of the file', new Scene().client('S').wait(200).asksFor('x.example'), undefined, []],
  [
    'a SYN that is sent again and then answered',
    new Scene().client('S').client('S', undefined, 1_000).server('SA').client('A').client('A', request).server('RA'),
    'negotiation',
    ['quality: lossy', 'port: open'],
  ],
  ['a refusal', new Scene().client('S').server('RA'), 'port', ['port: refused', 'path: answers']],
  ['prohibited, says a router', new Scene().client('S').unreachable(13), 'port', ['port: rejected']],
  [
    'no such host, says a router after three seconds',
    new Scene().client('S').wait(3_000).unreachable(1),
    'path',
    ['path: silent'],
  ],
  ['no such network, says a router', new Scene().client('S').unreachable(0), 'path', ['path: no-route']],
  [
    'nobody answers for the address on the own link',
    new Scene()
      .asksNeighbour('192.0.2.99')
      .wait(1_000)
      .asksNeighbour('192.0.2.99')
      .wait(1_000)
      .asksNeighbour('192.0.2.99'),
    'path',
    ['path: silent'],
  ],
  [
    'at the host: SYNs that it leaves unanswered',
    atHost().client('S').client('S', undefined, 1_000).client('S', undefined, 2_000),
    'port',
    ['port: silent'],
  ],
  [
    'at the host: its answers do not arrive',
    atHost()
      .client('S')
      .server('SA', undefined, 0.05)
      .client('S', undefined, 1_000)
      .server('SA', undefined, 0.05)
      .client('S', undefined, 2_000),
    'port',
    ['port: silent', 'listener: listening'],
    ['service: silent'],
  ],
  ['an opened port that is left at once', new Scene().opens().client('F').server('FA'), undefined, ['port: open']],
  ['closed by the host at once', new Scene().opens().server('FA'), 'negotiation', ['service: closes']],
  ['reset on the request', new Scene().opens().client('A', request).server('RA'), 'negotiation', ['service: closes']],
  [
    'silence on the request',
    new Scene().opens().client('A', request).server('A').wait(5_000).client('FA'),
    'negotiation',
    ['service: silent'],
  ],
  [
    'a request, and a person who gives up at once',
    new Scene().opens().client('A', request).server('A').wait(300).client('FA'),
    undefined,
    ['port: open'],
    ['service: silent'],
  ],
  [
    'a web server',
    new Scene().opens().client('A', request).server('A', says('HTTP/1.1 400 Bad Request\r\n\r\n')),
    'negotiation',
    ['service: other'],
  ],
  [
    'the sign-in page of a hotel',
    new Scene()
      .opens()
      .client('A', request)
      .server('A', says('HTTP/1.1 302 Found\r\nLocation: http://portal.example/login\r\n\r\n')),
    'negotiation',
    ['service: other', 'captive: yes'],
  ],
  [
    'NLA is required',
    new Scene().opens().client('A', request).server('A', refusal(5)),
    'negotiation',
    ['security: mismatch', 'code: rdp-negotiation-failure:0x5'],
  ],
  [
    'on another port',
    new Scene({ port: 13_389 }).opens().client('A', request).server('A', refusal(3)),
    'negotiation',
    ['code: rdp-negotiation-failure:0x3'],
  ],
  [
    'silence on the hello of TLS',
    new Scene().agrees(2).client('A', record(22, clientHello())).wait(5_000).client('FA'),
    'tls',
    ['tls: stalls'],
  ],
  [
    'reset on the hello of TLS',
    new Scene().agrees(2).client('A', record(22, clientHello())).server('R'),
    'tls',
    ['tls: resets'],
  ],
  [
    'an alert of the host',
    new Scene()
      .agrees(2)
      .client('A', record(22, clientHello()))
      .server('A', record(21, Uint8Array.of(2, 70))),
    'tls',
    ['tls: closes'],
  ],
  [
    'an alert of the client about the certificate',
    complainsAtCertificate(48),
    'tls',
    ['tls: untrusted'],
    ['tls: closes'],
  ],
  [
    'an alert of the client that the certificate has expired',
    complainsAtCertificate(45),
    'tls',
    ['tls: expired'],
    ['tls: untrusted'],
  ],
  [
    'the client leaves once it has seen the certificate',
    new Scene().agrees(2).secures().client('FA'),
    'tls',
    [],
    ['tls: closes'],
  ],
  [
    'our own check leaves once TLS stands',
    new Scene().agrees(1, 'reconnect').secures().client('FA'),
    undefined,
    ['tls: ok'],
  ],
  [
    'hung up on the first token',
    new Scene().agrees(2).secures().says('client', 60).server('FA'),
    'authentication',
    ['nla: refused'],
  ],
  [
    'silence on the first token',
    new Scene().agrees(2).secures().says('client', 60).wait(5_000).client('FA'),
    'authentication',
    ['nla: silent'],
  ],
  [
    'at the host: its challenge is sent again and again',
    atHost().agrees(2).secures().says('client', 60).says('server', 200, 1).again(5),
    'authentication',
    [],
    ['nla: refused'],
  ],
  [
    'at the host: its answer to the proof is sent again and again, while the proof comes again',
    repeatsBoth(signIn(atHost())),
    'authentication',
    ['nla: answered'],
    ['credentials: rejected'],
  ],
  [
    'an error in place of the proof of the host',
    signIn(new Scene()).says('server', 17).server('FA'),
    'authentication',
    ['credentials: rejected', 'nla: answered'],
  ],
  [
    'hung up on the credentials',
    signIn(new Scene()).says('server', 90).says('client', 120).server('FA'),
    'authentication',
    ['credentials: accepted-then-closed'],
  ],
  ['a session', inSession(new Scene()).client('FA'), undefined, ['nla: answered', 'tls: ok']],
  [
    'a session that the host resets',
    inSession(new Scene()).wait(60_000).server('RA'),
    'session',
    ['drop: after-minutes'],
  ],
  [
    'a refusal whose question the file lacks',
    new Scene().without(scene => scene.client('S')).server('RA', undefined, 20, 0),
    'port',
    ['port: refused'],
  ],
  [
    'a reset in the middle, and nothing before it',
    new Scene().without(scene => scene.opens()).server('RA'),
    undefined,
    [],
  ],
  ['no such host, says a router at once', new Scene().client('S').unreachable(1), 'path', ['path: no-route']],
  [
    'no such host, says a router, and an echo request is answered',
    new Scene().echo('request').echo('reply').echo('request', 2).echo('reply', 2).client('S').unreachable(1),
    'port',
    ['port: rejected', 'path: answers'],
  ],
  [
    'at the host: a connection is made, and no word arrives',
    opensAtHost().wait(2_500).asksNeighbour('192.0.2.99'),
    'negotiation',
    ['port: open'],
  ],
  [
    'at the host: a connection is made, and the file ends',
    opensAtHost().wait(300).asksNeighbour('192.0.2.99'),
    undefined,
    ['port: open'],
  ],
  [
    'the client leaves on the choice of the host',
    new Scene().agrees(1).client('FA'),
    'negotiation',
    ['security: mismatch'],
  ],
  ['our own check leaves on the choice of the host', new Scene().agrees(1, 'reconnect').client('FA'), undefined, []],
  [
    'the settings of RDP security are answered with a farewell',
    new Scene()
      .agrees(0)
      .client('A', settings)
      .server('A', encodeConnectionConfirm({ kind: 'disconnect' }))
      .server('RA'),
    'negotiation',
    ['security: mismatch'],
  ],
  [
    'a session in which the client asks again and again whether the host is there',
    inSession(new Scene())
      .wait(5_000)
      .asksWhetherThere('client')
      .wait(2_000)
      .asksWhetherThere('client')
      .wait(2_000)
      .client('RA'),
    'session',
    ['drop: after-minutes'],
  ],
  [
    'a session in which the host answers that it is there',
    inSession(new Scene())
      .wait(5_000)
      .asksWhetherThere('client')
      .server('A')
      .wait(5_000)
      .asksWhetherThere('client')
      .server('A')
      .client('FA'),
    undefined,
    [],
  ],
  [
    'a session that the host leaves without a word',
    inSession(new Scene()).wait(3_000).server('FA'),
    'session',
    ['drop: after-minutes'],
  ],
  [
    'a session that the host ends with its last words',
    inSession(new Scene()).wait(3_000).says('server', 60).server('FA'),
    undefined,
    [],
  ],
  [
    'a name that is not there, beside a session that is well',
    new Scene().asksFor('gone.example').resolves('gone.example', 3).beside(inSession(new Scene()).client('FA')),
    'name',
    ['name: not-found'],
  ],
  [
    'a name of the system that is not there, beside a session that is well',
    new Scene()
      .asksFor('settings-win.data.microsoft.com')
      .wait(5)
      .resolves('settings-win.data.microsoft.com', 3)
      .beside(inSession(new Scene()).client('FA')),
    undefined,
    [],
  ],
  [
    'a name server where nothing listens, and an answer that quotes the beginning of the question',
    new Scene().asksFor('pc1.example').wait(1).unheard(40),
    'name',
    ['name: no-answer'],
  ],
  [
    'a name that is asked for over TCP and is not there',
    new Scene().asksFor('gone.example').asksOverTcp('gone.example').wait(5).isToldOverTcp('gone.example', 3),
    'name',
    ['name: not-found'],
  ],
  [
    'another port of Remote Desktop that is shut, beside a session that is well',
    inSession(new Scene({ to: '198.51.100.21', clientPort: 50_001 }))
      .client('FA')
      .beside(new Scene({ port: 3390 }).client('S').server('RA')),
    'port',
    ['port: refused'],
  ],
  [
    'SYNs and nothing else, and a person who tries again and gets in',
    new Scene()
      .client('S')
      .client('S', undefined, 1_000)
      .client('S', undefined, 2_000)
      .beside(inSession(new Scene({ clientPort: 50_001 }).wait(5_000)).client('FA')),
    'port',
    ['port: silent'],
  ],
  [
    'a session that is reset and begun again by itself',
    inSession(new Scene())
      .wait(60_000)
      .server('RA')
      .beside(inSession(new Scene({ clientPort: 50_001 }).wait(63_000)).client('FA')),
    'session',
    ['drop: after-minutes'],
  ],
  [
    'a second try of a person that is let in, after one that was not',
    signIn(new Scene())
      .says('server', 17)
      .server('FA')
      .beside(inSession(new Scene({ clientPort: 50_001 }).wait(9_000)).client('FA')),
    'authentication',
    ['credentials: rejected'],
  ],
];

/** What fails at first and goes on well: a file that ends before that shows the failure. */
export const MENDED: readonly Row[] = [
  [
    'a name that is found with the second suffix',
    new Scene()
      .asksFor('pc1.a.example')
      .wait(5)
      .resolves('pc1.a.example', 3)
      .wait(5)
      .asksFor('pc1.b.example', 2)
      .wait(5)
      .resolves('pc1.b.example', [HOST], 2)
      .beside(inSession(new Scene().wait(50)).client('FA')),
    undefined,
    ['name: resolves'],
    ['name: not-found'],
  ],
  [
    'a certificate that the client asks its person about, and a session after that',
    new Scene()
      .agrees(2)
      .secures()
      .client('FA')
      .beside(inSession(new Scene({ clientPort: 50_001 }).wait(20_000)).client('FA')),
    undefined,
    ['tls: ok'],
  ],
];
