import type { Policy } from '../settings/policy.ts';
import { type GuardedPort, guardPort } from './guarded-port.ts';
import type { NativePort } from './native-port.ts';

/** Opens native ports behind the company's policy, and closes those that are open when it changes. */
export function guardPorts(connect: (name: string) => NativePort, loadPolicy: () => Promise<Policy>) {
  const open = new Set<GuardedPort>();
  return {
    open(name: string): NativePort {
      const native = connect(name);
      const port = guardPort(native, loadPolicy);
      open.add(port);
      native.onDisconnect.addListener(() => open.delete(port));
      return {
        ...port,
        disconnect: () => {
          open.delete(port);
          port.disconnect();
        },
      };
    },
    /** A check that runs is begun again and so meets the new policy; an idle port is opened anew when it is needed. */
    dropAll(): void {
      for (const port of open) port.drop();
      open.clear();
    },
  };
}
