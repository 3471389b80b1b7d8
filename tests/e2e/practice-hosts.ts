import type { Practice, PracticeHost } from '../../extension/helper/practice/index.ts';

/** Where the practice host with this fault is, as one types it. */
export function addressIn(practice: Practice, id: string): string {
  const found: PracticeHost | undefined = practice.hosts.find(host => host.id === id);
  if (found === undefined) throw new Error(`no practice host ${id}`);
  return `${found.host}:${found.port}`;
}
