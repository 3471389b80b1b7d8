import type { ReconnectEvents } from './element/events.ts';
import { RdpDiagnosis } from './element/rdp-diagnosis.ts';
import { readTemplatesAsHtml } from './element/xhtml.ts';

export type { ReconnectEvents } from './element/events.ts';
export type { CaseStore, SaveOutcome } from './element/store.ts';
export { RdpDiagnosis };

readTemplatesAsHtml();

/** A page may load the script twice, or from two places; the first one stays. */
if (customElements.get('rdp-diagnosis') === undefined) customElements.define('rdp-diagnosis', RdpDiagnosis);

declare global {
  interface HTMLElementTagNameMap {
    'rdp-diagnosis': RdpDiagnosis;
  }
  interface HTMLElementEventMap extends ReconnectEventMap {}
}

type ReconnectEventMap = { [Type in keyof ReconnectEvents]: CustomEvent<ReconnectEvents[Type]> };
