import { type Attempt, attempt, attempts } from '../attempts.ts';
import type { Reader } from '../observation.ts';

/** psping and portqry of Microsoft. */
export const portTools: Reader = {
  id: 'psping',
  signs: ['psping', 'portqry', 'connecting to ', 'tcp port '],
  read: paste => attempts(paste, /^(?:psping|portqry)$/, portToolLine),
};

function portToolLine(line: string): Attempt | undefined {
  const psping =
    /^Connecting to (\[?[0-9a-zA-Z.:_-]{1,253}?\]?):(\d{1,5})(?: \(warmup\))?: (from \S{1,60}: [\d.]{1,12}ms|.{3,160})$/.exec(
      line,
    );
  if (psping) {
    const outcome = psping[3] ?? '';
    return attempt(
      psping[1]?.replace(/[[\]]/g, ''),
      undefined,
      psping[2],
      outcome.startsWith('from ') && outcome.endsWith('ms') ? 'open' : outcome,
    );
  }
  const portqry = /^TCP port (\d{1,5}) \([^)]{1,60}\): (LISTENING|NOT LISTENING|FILTERED)\b/.exec(line);
  if (portqry === null) return undefined;
  return attempt(
    undefined,
    undefined,
    portqry[1],
    portqry[2] === 'LISTENING' ? 'open' : portqry[2] === 'FILTERED' ? 'timed out' : 'connection refused',
  );
}
