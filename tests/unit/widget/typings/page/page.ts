import type {
  RdpDiagnosis,
  RdpDiagnosisElement,
  ReconnectMessage,
  ReconnectReport,
} from '../../../../../site/widget/reconnect.d.ts';

/** What a page that embeds the element may write, and what its compiler refuses. */
const element: RdpDiagnosisElement & InstanceType<typeof RdpDiagnosis> = document.createElement('rdp-diagnosis');
element.code = 'mac-client:0x4';
element.handOver = 'mailto:help@example.test';
// @ts-expect-error: an attribute is text
element.audience = 1;
// @ts-expect-error: no such property
element.colour = 'red';

document.addEventListener('reconnect-verdict', event => {
  const settled: boolean = event.detail.settled;
  // @ts-expect-error: a verdict has no report
  const report: ReconnectReport = event.detail.report;
  return [settled, report];
});
element.addEventListener('reconnect-handover', ({ detail: { report } }) =>
  report.verdict.causes[0]?.cause.toUpperCase(),
);
element.addEventListener('reconnect-resize', ({ detail }) => detail.height.toFixed());

export const heightOf = (message: ReconnectMessage): number =>
  message.type === 'reconnect-resize' ? message.detail.height : 0;
