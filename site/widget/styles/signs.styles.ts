import { css } from 'lit';

/** The six joints, their motion, and what stays of them without colour. Shape first, then the word, then the hue. */
export const signs = css`
  .j-passed .body { fill: var(--passed) }
  .j-passed .sign { stroke: var(--on-passed) }
  .j-failed .body { fill: var(--failed) }
  .j-failed .sign { stroke: var(--on-failed) }
  .j-unknown .body { fill: var(--surface); stroke: var(--unknown); stroke-width: 2.5; stroke-dasharray: 4.4 3.4 }
  .j-unknown .sign { stroke: var(--unknown); stroke-width: 2.6 }
  .j-running .body { fill: var(--surface); stroke: var(--running-wash); stroke-width: 4 }
  .j-running .sign { stroke: var(--running); stroke-width: 4 }
  .j-running .core { fill: var(--running) }
  .j-skipped .body { fill: var(--surface); stroke: var(--skipped); stroke-width: 2 }
  .j-skipped .sign { stroke: var(--skipped); stroke-width: 2 }
  .j-waiting .body { fill: var(--surface); stroke: var(--edge); stroke-width: 2 }
  .sign { fill: none; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round }
  .strip { width: 180px; height: 20px; overflow: visible; flex: none; scale: var(--way) 1 }
  .strip path { fill: none; stroke: var(--edge); stroke-width: 1.5 }
  .strip path.live { stroke: var(--passed); stroke-width: 4 }
  .strip path.dim { stroke: var(--unknown); stroke-width: 3; stroke-dasharray: 6 4 }
  .strip .s-passed { fill: var(--passed) }
  .strip .s-failed { fill: var(--failed); stroke: none }
  .strip :is(.s-waiting, .s-skipped, .s-unknown, .s-running) { fill: var(--surface); stroke: var(--edge); stroke-width: 1.5 }
  .strip .s-unknown { stroke: var(--unknown); stroke-width: 2; stroke-dasharray: 2.4 2 }
  .strip .s-running { stroke: var(--running); stroke-width: 2 }
  @media (prefers-reduced-motion: no-preference) {
    .path [data-state='running'] .joint { animation: turn 1.4s linear infinite }
    .path [data-state='running']::before, .path li:has(+ [data-state='running'])::after { animation: reach var(--fill) var(--ease) both }
    .path [data-state='failed'] ~ li .joint, .path [data-state='failed'] ~ li::before { animation: fall var(--calm) var(--ease) backwards }
    @keyframes turn {
      to { rotate: 360deg }
    }
    @keyframes fall {
      from { translate: 0 0 }
    }
    @keyframes reach {
      from { background-size: 0 0, auto }
    }
  }
  @media print {
    .path li::before, .path li::after { print-color-adjust: exact }
  }
  @media (forced-colors: active) {
    .path li::before, .path li::after, .j-passed, .j-failed, .j-unknown, .j-running { forced-color-adjust: none }
  }
`;
