import type { CheckEvent } from '../../../machines/diagnosis/check-events.ts';
import type { Facts } from '../../../machines/diagnosis/context.ts';
import { pathOf } from '../../../machines/diagnosis/path.ts';
import { formatElapsed } from '../../../machines/elapsed.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import type { Io } from './command.ts';
import type { Style } from './paint.ts';
import { standingPath } from './path-picture.ts';

const REDRAW_MS = 100;

/** Draws the path over and over in the same place while a check runs. `end` takes it off again. */
export function showLivePath(io: Io, style: Style, knowledge: Knowledge) {
  let facts: Facts | undefined;
  let runningSince = performance.now();
  let drawnLines = 0;
  const erase = () => (drawnLines > 0 ? `\u001b[${drawnLines}A\u001b[J` : '');
  const draw = () => {
    if (facts === undefined) return;
    const running = formatElapsed(performance.now() - runningSince, knowledge.language);
    const places = pathOf(facts, knowledge, true).places.map(place =>
      place.state === 'running' && place.time === '' ? { ...place, time: running } : place,
    );
    const picture = standingPath({ places }, style, io.columns);
    io.out(erase() + picture);
    drawnLines = picture.split('\n').length - 1;
  };
  const ticking = setInterval(draw, REDRAW_MS);
  return {
    show(newer: Facts, event?: CheckEvent) {
      facts = newer;
      if (event?.type === 'stage.reported' && event.report.outcome === 'running') runningSince = performance.now();
      draw();
    },
    end() {
      clearInterval(ticking);
      io.out(erase());
    },
  };
}
