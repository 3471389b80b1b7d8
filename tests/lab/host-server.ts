import net from 'node:net';
import { mintCertificate } from '../../extension/helper/practice/certificate.ts';
import { practiceFaults } from '../../extension/helper/practice/faults.ts';

/** A practice host on every address of the namespace that it is started in: `node host-server.ts ID PORT`. */
const [id, port] = process.argv.slice(2);
const day = 86_400_000;
const minted = await mintCertificate({
  commonName: 'practice-pc',
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + day),
});
const fault = practiceFaults({ good: minted, expired: minted }).find(found => found.id === id);
if (fault === undefined) throw new Error(`no practice host ${id}`);
const server = net.createServer(socket => void fault.script(socket.on('error', () => socket.destroy())));
server.listen(Number(port), () => process.stdout.write('ready\n'));
