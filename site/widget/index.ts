import type { ReconnectEvents } from './element/events.ts';
import { RdpDiagnosis } from './element/rdp-diagnosis.ts';

export type { ReconnectEvents } from './element/events.ts';
export type { CaseStore, SaveOutcome } from './element/store.ts';
export { RdpDiagnosis };

/** A page may load the script twice, or from two places; the first one stays. */
function define(): void {
  if (customElements.get('rdp-diagnosis') === undefined) customElements.define('rdp-diagnosis', RdpDiagnosis);
}

if (document.contentType === 'text/html') define();
// What only an XHTML page needs.
else void import('./element/xhtml.ts').then(({ readTemplatesAsHtml }) => readTemplatesAsHtml()).then(define);

declare global {
  interface HTMLElementTagNameMap {
    'rdp-diagnosis': RdpDiagnosis;
  }
  interface HTMLElementEventMap extends ReconnectEventMap {}
}

type ReconnectEventMap = { [Type in keyof ReconnectEvents]: CustomEvent<ReconnectEvents[Type]> };
