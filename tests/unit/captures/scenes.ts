import { encodeConnectionConfirm, encodeConnectionRequest } from '../../../machines/rdp/x224.ts';
import { clientHello, joined, record, Scene, serverHello } from './scene.ts';

export const request = encodeConnectionRequest({ cookie: 'somebody', protocols: 11 });
export const says = (text: string) => new TextEncoder().encode(text);
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
export const complainsAtCertificate = (alert: number) =>
  new Scene()
    .agrees(2)
    .client('A', record(22, clientHello()))
    .server('A', record(22, serverHello()))
    .client('A', record(21, Uint8Array.of(2, alert)));

/** Each end repeats what it said last: neither receives the other's acknowledgement. */
export const repeatsBoth = (scene: Scene) => {
  const proof = scene.packets.at(-1);
  scene.says('server', 90, 1);
  const answer = scene.packets.at(-1);
  for (const afterMs of [200, 400, 800, 1_600, 3_200])
    for (const packet of [proof, answer]) if (packet !== undefined) scene.wait(afterMs / 2).raw(packet.bytes);
  return scene;
};
export const opensAtHost = () => atHost().client('S').server('SA', undefined, 0.05).client('A', undefined, 30);

/** The first settings of a client that goes on without TLS, MCS Connect Initial. */
export const settings = joined(Uint8Array.of(3, 0, 1, 0xa0, 2, 0xf0, 0x80, 0x7f, 0x65), new Uint8Array(407));
