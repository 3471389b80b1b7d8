import type { RenderContext } from './render-context.ts';

/** More than is ever read: a field that shows it would hold up the whole page. */
const LONGEST_PASTE = 1_000_000;

/** Keeps a paste of more than `LONGEST_PASTE` characters out of the field, and says so. */
export function refuseHuge(event: ClipboardEvent, { change, say }: RenderContext): void {
  if ((event.clipboardData?.getData('text') ?? '').length <= LONGEST_PASTE) return;
  event.preventDefault();
  change({ missing: say('rejection.too-large') });
}
