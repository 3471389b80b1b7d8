import net from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { mintCertificate } from '../../../extension/helper/practice/certificate.ts';
import { challenges, type Script, selects } from '../../../extension/helper/practice/script.ts';
import { PROTOCOL } from '../../../machines/rdp/negotiation.ts';

/**
 * A healthy host with NLA on every address of the namespace that it is started in, as cheap as it can be, so that the
 * program that asks is what is measured: `node hosts.ts PORT`.
 */
const DAY_MS = 86_400_000;
const secureContext = createSecureContext(
  await mintCertificate({
    commonName: 'practice-pc',
    notBefore: new Date(Date.now() - 200 * DAY_MS),
    notAfter: new Date(Date.now() + 180 * DAY_MS),
  }),
);
const challenge = challenges('practice-pc');
const secures: Script = socket => {
  const secured = new TLSSocket(socket, { isServer: true, secureContext });
  secured.on('error', () => secured.destroy()).once('secure', () => void challenge(secured));
};
const healthy = selects(PROTOCOL.hybrid, secures);

const server = net.createServer(socket => {
  socket.on('error', () => socket.destroy());
  void Promise.resolve(healthy(socket)).catch(() => socket.destroy());
});
server.listen({ port: Number(process.argv[2] ?? 3389), backlog: 4096 }, () => process.stdout.write('ready\n'));
