import net from 'node:net';
import { speakers } from './speakers.ts';

/** Everything that a host can say, on every address of the namespace that it is started in: `node host-server.ts`. */
for (const [port, script] of await speakers()) {
  const server = net.createServer(socket => {
    socket.on('error', () => socket.destroy());
    void Promise.resolve(script(socket)).catch(() => socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(port, resolve));
}
process.stdout.write('ready\n');
