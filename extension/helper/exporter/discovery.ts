import { DEFAULT_PORT, formatTarget, isRejection, parseEndpoint } from '../../../machines/target/target.ts';
import { readTextAtMost } from '../read-at-most.ts';

/** A group as Prometheus's HTTP service discovery takes it: https://prometheus.io/docs/prometheus/latest/http_sd/ */
export interface TargetGroup {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

const MAX_BYTES = 4_194_304;
const MAX_VALUE = 200;
/** Prometheus keeps names with two underscores for itself. */
const LABEL = /^(?!__)[a-zA-Z_]\w{0,62}$/;

/** The hosts file of the configuration; nothing where it cannot be read, so that Prometheus keeps what it had. */
export async function readTargetGroups(file: string): Promise<readonly TargetGroup[] | undefined> {
  const text = await readTextAtMost(file, MAX_BYTES);
  return text === undefined ? undefined : targetGroups(text);
}

/** A line a host, with labels behind it: `pc7.office.example site=berlin owner=helpdesk`. What names no host is left out. */
export function targetGroups(text: string): readonly TargetGroup[] {
  return text.split(/\r?\n/).flatMap(line => {
    const [host = '', ...words] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    const endpoint = parseEndpoint(host, DEFAULT_PORT);
    if (host === '' || isRejection(endpoint)) return [];
    const labels = words.flatMap(word => {
      const at = word.indexOf('=');
      const [name, value] = [word.slice(0, Math.max(0, at)), word.slice(at + 1, at + 1 + MAX_VALUE)];
      return LABEL.test(name) ? [[name, value] as const] : [];
    });
    return [{ targets: [formatTarget(endpoint)], labels: Object.fromEntries(labels) }];
  });
}
