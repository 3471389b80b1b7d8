import { encodeConnectionConfirm } from '../../../machines/rdp/x224.ts';
import type { Row } from './row.ts';
import { HOST, Scene } from './scene.ts';
import { atHost, inSession, opensAtHost, refusal, request, says, settings } from './scenes.ts';

/** Names, the network, the port and the negotiation. */
export const BEFORE_TLS: readonly Row[] = [
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
    'a name that is not there, beside a session that is well',
    new Scene().asksFor('gone.example').resolves('gone.example', 3).beside(inSession(new Scene()).client('FA')),
    'name',
    ['name: not-found'],
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
  ['our own check leaves on the choice of the host', new Scene().agrees(1, 'reconnect').client('FA'), undefined, []],
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
];
