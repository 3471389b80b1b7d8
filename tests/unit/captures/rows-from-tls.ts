import type { Row } from './row.ts';
import { clientHello, record, Scene } from './scene.ts';
import { atHost, complainsAtCertificate, inSession, repeatsBoth, signIn } from './scenes.ts';

/** TLS, the sign-in and the session. */
export const FROM_TLS: readonly Row[] = [
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
