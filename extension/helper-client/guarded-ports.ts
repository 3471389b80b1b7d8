import type { Policy } from '../settings/policy.ts';
import { type GuardedPort, guardPort } from './guarded-port.ts';
import type { NativePort } from './native-port.ts';

export interface GuardedPorts {
  readonly open: (name: string) => NativePort;
  /** A check that runs is begun again and so meets the new policy; an idle port is opened anew when it is needed. */
  readonly dropAll: () => void;
}

/** Opens native ports behind the company's policy, and closes those that are open when it changes. */
export function guardPorts(connect: (name: string) => NativePort, loadPolicy: () => Promise<Policy>): GuardedPorts {
  const open = new Set<GuardedPort>();
  return {
    open(name) {
      const port = guardPort(connect(name), loadPolicy, () => open.delete(port));
      open.add(port);
      return port;
    },
    dropAll() {
      for (const port of open) port.drop();
    },
  };
}
