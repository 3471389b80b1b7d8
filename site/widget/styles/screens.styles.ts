import { css } from 'lit';

/** What single screens need beyond the controls. */
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
  .after-ask > button.plain:first-child, .inside > .row > button.plain:first-child { margin-inline-start: calc(-1 * var(--space-3)); text-align: start }
  @container screen (max-width: 420px) {
    .ask .foot > :is(button, .file) { flex: 1 0 auto }
    .ask textarea { min-height: 76px; font-size: var(--size-3) }
  }
  .known {
    display: flex; align-items: center; gap: var(--space-2) var(--space-4); margin-bottom: var(--space-5); color: var(--ink-soft);
    font-size: var(--size-2); flex-wrap: wrap;
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
  .understood ul { margin-top: var(--space-2) }
  .panel {
    margin-top: var(--space-5); padding: var(--space-5); background: var(--surface); border: 1px solid var(--rule); border-radius: var(--radius-3);
  }
  .says {
    display: flex; flex-wrap: wrap; gap: var(--space-3) var(--space-5); align-items: center; justify-content: space-between;
    margin-top: var(--space-5); padding-top: var(--space-4); border-top: 1px solid var(--rule); color: var(--ink-soft); font-size: var(--size-2);
  }
  .checking .path { margin-top: var(--space-5) }
  .over { margin-bottom: var(--space-2); font-variant-numeric: tabular-nums }
  .sure-word { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-3); align-items: center; margin-bottom: var(--space-3); font-size: var(--size-2) }
  .sure-word b { font-size: var(--size-3); font-weight: var(--weight-title) }
  .sure-word .joint { width: 22px; height: 22px }
  .is-likely .remedy { border-width: 1px }
  .is-guess .remedy { border: 2px dashed var(--edge); background: none }
  .try { margin-top: var(--space-2); padding: var(--space-5); background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius-3) }
  .numbered { list-style: decimal; padding-inline-start: 1.4em; margin-top: var(--space-4) }
  .numbered li + li { margin-top: var(--space-2) }
  .helped { margin-top: var(--space-5) }
  .helped legend { padding: 0; font-weight: var(--weight-strong) }
  .thirds { display: flex; flex-wrap: wrap; gap: var(--space-3); margin: var(--space-3) 0 }
  .thirds > button { flex: 1 1 6em; min-height: 44px }
  .answers .other { width: 100%; justify-content: start; min-height: 44px; border-top: 1px solid var(--rule); border-radius: 0 }
  .seek { display: grid; gap: var(--space-1); margin-top: var(--space-4) }
  .seek input {
    font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius-2); padding: 0 var(--space-3); min-height: 44px;
  }
  .dot { width: 7px; height: 7px; border-radius: 50%; background: var(--edge); margin: 7px 5px 0 }
  .equals { display: grid; gap: var(--space-3); margin-top: var(--space-5) }
  .equals li { padding: var(--space-4); background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius-3); color: var(--ink-soft) }
  .equals b { display: block; color: var(--ink) }
  @container screen (min-width: 640px) {
    .equals { grid-template-columns: repeat(3, minmax(0, 1fr)) }
  }
  .crossed {
    display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); align-items: center; justify-content: space-between; margin: var(--space-4) 0 var(--space-5);
    padding: var(--space-3) var(--space-4); background: var(--sunk); border-radius: var(--radius-3);
  }
  .joined { background: var(--passed-wash); border-radius: var(--radius-3); padding: var(--space-5) var(--space-5) var(--space-4); margin-bottom: var(--space-5) }
  .joined .path { margin-bottom: 0 }
  [data-screen='resolved'] h2 { font-size: var(--size-7, 40px); letter-spacing: -0.03em }
  .ours .copy { margin-top: var(--space-2) }
  .ours ol ol { list-style: lower-alpha }
  .ten { width: 97px; height: 16px; scale: var(--way) 1 }
  .ten rect { fill: none; stroke: var(--edge); stroke-width: 1.5 }
  .ten rect.on { fill: var(--ink); stroke: var(--ink) }
  .pair { display: grid; align-items: start; gap: var(--space-6) }
  .equals + .pair { margin-top: var(--space-6) }
  @container screen (min-width: 860px) {
    .pair { grid-template-columns: minmax(0, 38em) minmax(0, 1fr); gap: var(--space-7) }
  }
  .remedy {
    background: var(--surface); border-radius: var(--radius-3); border: 2px solid var(--ink); padding: var(--space-5); margin-top: var(--space-5);
  }
  .pair > .remedy { margin-top: 0 }
  .who { color: var(--ink-soft); font-size: var(--size-2); margin-bottom: var(--space-4) }
  .after {
    display: grid; gap: var(--space-4); margin-top: var(--space-5); padding-top: var(--space-4); border-top: 1px solid var(--rule);
    font-size: var(--size-2);
  }
  .after dt { font-weight: var(--weight-strong) }
  .after dd { color: var(--ink-soft) }
  @container screen (min-width: 640px) {
    .after { grid-template-columns: 1fr 1fr }
  }
  .less li, .history li {
    display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); justify-content: space-between; align-items: center;
    padding: var(--space-2) 0; border-top: 1px solid var(--rule); font-size: var(--size-2);
  }
  .less li:first-child, .history li:first-child { border-top: 0 }
  .less li > div, .history li > div { flex: 1 1 10em }
  /* HTML of our own content. */
  .ours > * + * { margin-top: var(--space-3) }
  .ours :is(ol, ul) { padding-inline-start: 1.3em }
  .ours ol { list-style: decimal }
  .ours ul { list-style: disc }
  .ours li + li { margin-top: var(--space-2) }
  .ours pre {
    background: light-dark(#14201c, #060a08); color: #e9efeb; border: 1px solid light-dark(#14201c, #2b3531); border-radius: var(--radius-2);
    padding: var(--space-3) var(--space-4); font-size: 14px; white-space: pre-wrap; overflow-wrap: anywhere;
  }
  .ours table { border-collapse: collapse; width: 100%; font-size: var(--size-2) }
  .ours :is(td, th) {
    border-top: 1px solid var(--rule); padding: var(--space-2) 0; padding-inline-end: var(--space-3); text-align: start; vertical-align: top;
  }
  .report {
    margin-top: var(--space-4); max-height: 320px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--surface);
    border: 1px solid var(--rule); border-radius: var(--radius-2); padding: var(--space-4); font-size: 14px;
  }
  .history .switch { flex: 1 1 14em; align-items: start; padding-block: var(--space-2) }
  .switch { display: inline-flex; gap: var(--space-3); align-items: center; min-height: var(--target); cursor: pointer }
  .switch input { width: 20px; height: 20px; accent-color: var(--ink); margin: 0 }
  @media (pointer: coarse) {
    button.less, .less > li button { min-height: 44px }
  }
`;
