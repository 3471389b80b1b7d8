import net from 'node:net';
import { mintCertificate } from './certificate.ts';
import { openDroppedPort } from './dropped-port.ts';
import { type Expectation, type Fault, practiceFaults } from './faults.ts';

const LOOPBACK = '127.0.0.1';
const DAY_MS = 86_400_000;
/** Nobody may keep a practice host busy: it is for one person on this machine. */
const MAX_OPEN = 32;

export interface PracticeHost {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly expect: Expectation;
}

export interface Practice {
  readonly hosts: readonly PracticeHost[];
  close(): Promise<void>;
}

/**
 * Starts the practice hosts on loopback: real RDP servers up to the point where their fault shows. Ports are the
 * system's choice, or follow `basePort`; `only` names some of them. A host that cannot be had here is left out.
 */
export async function startPracticeHosts({
  basePort,
  only,
}: {
  readonly basePort?: number;
  readonly only?: readonly string[];
}): Promise<Practice> {
  const now = Date.now();
  const mint = (notAfter: number) =>
    mintCertificate({
      commonName: 'practice-pc',
      notBefore: new Date(now - 200 * DAY_MS),
      notAfter: new Date(notAfter),
    });
  const [good, expired] = await Promise.all([mint(now + 180 * DAY_MS), mint(now - 3 * DAY_MS)]);
  const faults = practiceFaults({ good, expired });
  const wanted = faults.filter(({ id }) => only === undefined || only.includes(id));
  const opened = await Promise.all(wanted.map((fault, at) => open(fault, basePort === undefined ? 0 : basePort + at)));
  const running = opened.filter(host => host !== undefined);
  return {
    hosts: running.map(({ host }) => host),
    close: async () => {
      await Promise.all(running.map(({ close }) => close()));
    },
  };
}

interface Running {
  readonly host: PracticeHost;
  close(): Promise<void>;
}

async function open(fault: Fault, port: number): Promise<Running | undefined> {
  const { id, expect } = fault;
  const describe = (at: number): PracticeHost => ({ id, host: LOOPBACK, port: at, expect });
  if (fault.serve === 'dropped') {
    const dropped = await openDroppedPort(port);
    return dropped === undefined ? undefined : { host: describe(dropped.port), close: dropped.close };
  }
  const open = new Set<net.Socket>();
  const server = net.createServer(socket => {
    open.add(socket);
    socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy());
    void Promise.resolve(fault.script(socket)).catch(() => socket.destroy());
  });
  server.maxConnections = MAX_OPEN;
  const taken = await listen(server, port);
  if (taken === undefined) return undefined;
  const close = () =>
    new Promise<void>(resolve => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    });
  if (fault.serve === 'script') return { host: describe(taken), close };
  await close();
  const held = await holdPort(taken);
  return { host: describe(taken), close: held };
}

/**
 * Keeps a port taken without listening on it, so that every connection is refused and nobody else gets it: as the near end of
 * a connection of our own.
 */
async function holdPort(port: number): Promise<() => Promise<void>> {
  const far = net.createServer(socket => socket.on('error', () => {}));
  const farPort = await listen(far, 0);
  const near = net.connect({ host: LOOPBACK, port: farPort ?? 0, localAddress: LOOPBACK, localPort: port });
  await new Promise<void>(resolve => {
    near.once('connect', resolve).once('error', () => resolve());
  });
  near.on('error', () => {});
  return () =>
    new Promise<void>(resolve => {
      near.resetAndDestroy();
      far.close(() => resolve());
    });
}

function listen(server: net.Server, port: number): Promise<number | undefined> {
  return new Promise(resolve => {
    server.once('error', () => resolve(undefined));
    server.listen({ host: LOOPBACK, port }, () => {
      const address = server.address();
      resolve(address === null || typeof address === 'string' ? undefined : address.port);
    });
  });
}
