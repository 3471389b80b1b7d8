import { css } from 'lit';

/** What the first screens need beyond the controls. */
export const screens = css`
  .ask { margin-top: var(--space-4); background: var(--surface); border: 2px solid var(--ink); border-radius: var(--radius-3) }
  .ask:focus-within { border-color: var(--focus); box-shadow: 0 0 0 3px color-mix(in oklab, var(--focus) 30%, transparent) }
  .ask.over { border-style: dashed }
  .ask textarea {
    border: 0; background: none; outline: 0; padding: var(--space-4) var(--space-4) var(--space-3); min-height: 92px; max-height: 40vh;
    field-sizing: content; font-size: var(--size-4); line-height: 1.4; resize: none;
  }
  .ask .foot { display: flex; flex-wrap: wrap; gap: var(--space-3); padding: var(--space-3); border-top: 1px solid var(--rule) }
  .ask .understood { flex: 1 0 100%; padding: var(--space-1) }
  .after-ask { margin-top: var(--space-3) }
  /* In line with what stands above it: the room of its edge hangs out. */
  .acts > button.plain { margin-inline-start: calc(-1 * var(--space-2)) }
  .crossed > button.plain, .after-ask > button.plain:first-child, .inside > .row > button.plain:first-child { margin-inline-start: calc(-1 * var(--space-3)); text-align: start }
  @container screen (max-width: 420px) {
    .ask .foot > :is(button, .file) { flex: 1 0 auto }
    .ask textarea { min-height: 76px; font-size: var(--size-3) }
  }
  .why { margin-top: var(--space-3); color: var(--ink-soft); max-width: 62ch }
  .answers { margin-top: var(--space-5); border-radius: var(--radius-3); background: var(--surface); border: 1px solid var(--rule); overflow: clip }
  .answers label {
    display: grid; grid-template-columns: 22px minmax(0, 1fr); gap: 0 var(--space-4); padding: var(--space-3) var(--space-4); cursor: pointer;
    border-top: 1px solid var(--rule); min-height: var(--target); align-items: start;
  }
  .answers label:first-of-type { border-top: 0 }
  .answers label:hover { background: color-mix(in oklab, var(--sunk) 55%, transparent) }
  .answers label:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: -3px }
  .answers input {
    appearance: none; margin: 2px 0 0; width: 22px; height: 22px; border: 2px solid var(--edge); border-radius: 50%; background: var(--surface);
    outline: none; cursor: inherit;
  }
  .answers input:checked { border: 7px solid var(--ink) }
  .answers label:has(:checked) { background: var(--sunk); box-shadow: inset calc(4px * var(--way)) 0 0 var(--ink) }
  .answers b { display: block }
  .answers .hint { display: block; color: var(--ink-soft); font-size: var(--size-2) }
  .answers .from { display: block; font-size: var(--size-2); font-weight: var(--weight-strong) }
  .over { margin-bottom: var(--space-2); font-variant-numeric: tabular-nums }
  .try { margin-top: var(--space-2); padding: var(--space-5); background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius-3) }
  .numbered { list-style: decimal; padding-inline-start: 1.4em; margin-top: var(--space-4) }
  .numbered li + li { margin-top: var(--space-2) }
  .helped { margin-top: var(--space-5) }
  .helped legend { padding: 0; font-weight: var(--weight-strong) }
  .thirds { display: flex; flex-wrap: wrap; gap: var(--space-3); margin: var(--space-3) 0 }
  .thirds > button { flex: 1 1 6em; min-height: 44px }
  .answers .other { width: 100%; justify-content: start; min-height: 44px; border-top: 1px solid var(--rule); border-radius: 0 }
  @media (pointer: coarse) {
    button.less, .less > li button { min-height: 44px }
  }
`;
