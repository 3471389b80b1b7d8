import net from 'node:net';

/** A server on a free port of loopback that does this to every connection. */
export async function serveOnLoopback(
  behave: (socket: net.Socket) => unknown,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const open = new Set<net.Socket>();
  const server = net.createServer(socket => {
    open.add(socket);
    socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy());
    void Promise.resolve(behave(socket)).catch(() => socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = () =>
    new Promise<void>(resolve => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    });
  return { port: address.port, close };
}
