/** Where a line of a log names who it is about: `host:port`. */

/** ISO 8601 and its variants, with or without the `T`. */
const TIMES = /\b\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z\b|[+-]\d\d:?\d\d\b)?/g;

/** A line without its time stamps, whose hours and minutes look like a host and a port. */
export function withoutTimes(line: string): string {
  return line.includes('-') || line.includes('/') ? line.replace(TIMES, ' ') : line;
}

const ENDPOINT =
  /(?:^|[\s([="'>/,@]|[A-Za-z_-]:)(\[[0-9a-fA-F:.%]{2,60}\]|\d{1,3}(?:\.\d{1,3}){3}|[A-Za-z0-9_][\w.-]{0,252}):(\d{2,5})(?=[\s:,;)\]"'\\]|\.(?!\d)|$)/g;
/** Python: `('10.0.0.5', 3389)`. */
const TUPLE = /\('([^'\s]{1,253})', (\d{2,5})\)/g;
/** `file.go:213` is a place in a source. */
const SOURCE_FILE = /\.(?:go|c|cc|cpp|cs|py|js|ts|rs|java|kt|swift|rb|php|h)$/;
/** `pid:3092` is a value with its name. */
const LABEL =
  /^(?:\w{0,20}(?:pid|tid|thread|line|code|status|errno|error|time|elapsed|session|user|uid|gid|count|size|bytes|attempt|exit|port|duration|ms|id)|info|warn|debug)$/;

/** Hosts with ports in a line whose time stamps are gone. */
export function endpointsIn(line: string): readonly { host: string; port: number }[] {
  return [...line.matchAll(ENDPOINT), ...line.matchAll(TUPLE)].flatMap(match => {
    const host = (match[1] ?? '').replace(/[[\]]/g, '').toLowerCase();
    const port = Number(match[2]);
    const named = port > 0 && port < 65_536 && !/^\d+$/.test(host) && !SOURCE_FILE.test(host) && !LABEL.test(host);
    return named ? [{ host, port }] : [];
  });
}
