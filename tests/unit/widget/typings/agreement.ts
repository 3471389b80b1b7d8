import type { Report } from '../../../../machines/schemas/report.ts';
import type { Blame } from '../../../../machines/vocabulary.ts';
import type { ReconnectEvents as DispatchedEvents } from '../../../../site/widget/element/events.ts';
import type { RdpDiagnosisProperties } from '../../../../site/widget/element/properties.ts';
import type * as published from '../../../../site/widget/reconnect.d.ts';

/**
 * The published types say the same as the sources. `Same` holds where each can stand for the other. The brackets keep a
 * union whole: taken apart it would be compared to `boolean`, which every claim below fits.
 */
type Given<A, B> = [A] extends [B] ? true : false;
type Same<A, B> = Given<A, B> extends true ? Given<B, A> : false;
/** A field that may be missing would agree with anything but for its name. */
type TargetOf<R extends { readonly target?: object }> = NonNullable<R['target']>;
type Own<T> = Exclude<keyof T, keyof HTMLElement>;
/** What lit adds is not ours to publish; `check` needs XState and is for our own front ends. */
type Public = Exclude<Own<RdpDiagnosisProperties>, Own<import('lit').LitElement> | 'check'>;

export const agreed: {
  events: Same<keyof DispatchedEvents, keyof published.ReconnectEvents>;
  details: Given<DispatchedEvents, published.ReconnectEvents>;
  report: Given<Report, published.ReconnectReport>;
  reportFields: Given<keyof published.ReconnectReport, keyof Report>;
  targetFields: Given<keyof TargetOf<published.ReconnectReport>, keyof TargetOf<Report>>;
  blames: Same<Blame, published.Blame>;
  properties: Same<Public, Own<published.RdpDiagnosisElement>>;
  attributes: Same<
    Pick<
      RdpDiagnosisProperties,
      'code' | 'surface' | 'cause' | 'target' | 'audience' | 'support' | 'handOver' | 'localStep' | 'theme'
    >,
    Pick<
      published.RdpDiagnosisElement,
      'code' | 'surface' | 'cause' | 'target' | 'audience' | 'support' | 'handOver' | 'localStep' | 'theme'
    >
  >;
} = {
  events: true,
  details: true,
  report: true,
  reportFields: true,
  targetFields: true,
  blames: true,
  properties: true,
  attributes: true,
};
