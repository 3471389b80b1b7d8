import { css } from 'lit';

/** The six joints, and what stays of them without colour. Shape first, then the word, then the hue. */
export const signs = css`
  .j-passed .body { fill: var(--passed) }
  .j-passed .sign { stroke: var(--on-passed) }
  .j-unknown .body { fill: var(--surface); stroke: var(--unknown); stroke-width: 2.5; stroke-dasharray: 4.4 3.4 }
  .j-unknown .sign { stroke: var(--unknown); stroke-width: 2.6 }
  .j-told .body { fill: var(--passed-wash); stroke: var(--passed); stroke-width: 2.6 }
  .j-told .sign { stroke: var(--passed) }
  .j-maybe .body { fill: var(--surface); stroke: var(--unknown); stroke-width: 2.6; stroke-linejoin: round }
  .j-maybe .sign { stroke: var(--unknown); stroke-width: 2.8 }
  .j-waiting .body { fill: var(--surface); stroke: var(--edge); stroke-width: 2 }
  .sign { fill: none; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round }
  @media (forced-colors: active) {
    .path li::before, .path li::after, .belief::after, .j-passed, .j-told, .j-maybe, .j-failed, .j-unknown, .j-running { forced-color-adjust: none }
  }
`;
