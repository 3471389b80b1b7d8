import { type Attempt, attempt, attempts } from '../attempts.ts';
import type { Reader } from '../observation.ts';

/** nc of OpenBSD, macOS and BusyBox, traditional netcat, ncat. Every dialect names host and port but ncat's failures. */
export const nc: Reader = {
  id: 'nc',
  signs: ['nc: ', 'connection to ', 'ncat: ', ' open', 'nc ', 'netcat', '(?) :', ') : '],
  read: paste => attempts(paste, /^(?:nc|ncat|netcat)$/, ncLine),
};

function ncLine(line: string): Attempt | undefined {
  const opened =
    /^Connection to (\S{1,253})(?: \(([0-9a-fA-F.:%]{2,60})\))? (?:port )?(\d{1,5})(?: port)? ?(?:\[\w{1,4}\/[\w.*?-]{1,40}\]|\(\w{3}\/[\w.-]{1,40}\))? ?succeeded!$/i.exec(
      line,
    );
  if (opened) return attempt(opened[1], opened[2], opened[3], 'open');
  const failed =
    /^(?:nc|netcat)(?:\.\w{1,12})?: connectx? to (\S{1,253})(?: \(([0-9a-fA-F.:%]{2,60})\))? port (\d{1,5}) \(\w{3,4}\) failed: (.{3,200})$/.exec(
      line,
    );
  if (failed) return attempt(failed[1], failed[2], failed[3], failed[4] ?? '');
  const traditional =
    /^(\(UNKNOWN\)|[\w.-]{1,253}) \[([0-9a-fA-F.:]{2,60})\] (\d{1,5}) \([\w?*. -]{1,40}\) ?:? (.{3,200})$/.exec(line);
  if (traditional)
    return attempt(
      traditional[1] === '(UNKNOWN)' ? undefined : traditional[1],
      traditional[2],
      traditional[3],
      /^open$/.test(traditional[4] ?? '') ? 'open' : (traditional[4] ?? ''),
    );
  const busybox = /^(?:nc: )?(\S{1,253}) \(([0-9a-fA-F.:[\]]{2,60}):(\d{1,5})\):? (open|.{3,200})$/.exec(line);
  if (busybox) return attempt(busybox[1], busybox[2]?.replace(/[[\]]/g, ''), busybox[3], busybox[4] ?? '');
  const connected = /^Ncat: Connected to \[?([0-9a-zA-Z.:_-]{1,253}?)\]?:(\d{1,5})\.$/.exec(line);
  if (connected) return attempt(connected[1], undefined, connected[2], 'open');
  const bare =
    /^(?:Ncat|nc|netcat): (?:getaddrinfo(?: for host "\S{1,253}" port \d{1,5})?: |connect: |Could not resolve hostname \S{1,260}: |forward host lookup failed: )?(.{3,200})$/.exec(
      line,
    );
  if (bare && /^(?:Ncat|nc)/.test(line)) return { outcome: bare[1] ?? '' };
  return /forward host lookup failed: Unknown host/.test(line) && line.length < 300
    ? { outcome: 'unknown host' }
    : undefined;
}
