import type { Row } from './row.ts';
import { BEFORE_TLS } from './rows-before-tls.ts';
import { FROM_TLS } from './rows-from-tls.ts';
import { HOST, Scene } from './scene.ts';
import { inSession } from './scenes.ts';

/** What packets show, and the stage that failed. */
export const ROWS: readonly Row[] = [...BEFORE_TLS, ...FROM_TLS];

/** What fails at first and goes on well: a file that ends before that shows the failure. */
export const RECOVERED: readonly Row[] = [
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
