import { isRejection, type Target } from '../../../machines/target.ts';
import { parseTarget } from '../../../machines/target-line.ts';

/** `4`, `0x204` and `ERRINFO_RPC_INITIATED_DISCONNECT` would all do as host names; here they are codes. */
const CODE = /^(?:-?\d+|0x[\da-f]+|[A-Z\d]+(?:_[A-Z\d]+)+)$/;

/** The host that a text names, where it is nothing but that. */
export function hostIn(text: string): Target | undefined {
  const target = parseTarget(text);
  return isRejection(target) || CODE.test(text.trim()) ? undefined : target;
}
