import { css } from 'lit';

/**
 * The design tokens. Sizes are px, since a foreign page may change `rem`. They live on an inner box, out of reach of a
 * page's own properties of the same name; what a page may set is named `--reconnect-…` and listed in README.md.
 */
export const tokens = css`
  :host {
    /* A page's reset, even an important one, must not take the box away. */
    display: block !important;
    container: screen / inline-size !important;
    min-height: var(--reconnect-min-height, 0);
  }
  :host([hidden]) { display: none !important }
  :host([theme='light']) { color-scheme: light !important }
  :host([theme='dark']) { color-scheme: dark !important }
  .root {
    all: initial;
    display: block;
    color-scheme: inherit;
    --font-text: var(--reconnect-font, 'Atkinson Hyperlegible Next', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    --size-1: 13px;
    --size-2: 15px;
    --size-3: 17px;
    --size-4: 20px;
    --size-6: clamp(26px, 20.8px + 1.5cqi, 34px);
    --leading-tight: 1.14;
    --leading-text: 1.5;
    --weight-text: 400;
    --weight-strong: 600;
    --weight-title: 680;
    --space-1: 4px;
    --space-2: 8px;
    --space-3: 12px;
    --space-4: 16px;
    --space-5: 24px;
    --space-6: 32px;
    --radius-2: var(--reconnect-radius, 8px);
    --radius-3: calc(var(--reconnect-radius, 8px) * 1.75);
    --target: 44px;
    --ground: var(--reconnect-ground, light-dark(#f3f5f2, #0e1412));
    --surface: var(--reconnect-surface, light-dark(#ffffff, #161d1a));
    --sunk: light-dark(#e9ede8, #1e2623);
    --ink: var(--reconnect-ink, light-dark(#14201c, #e9efeb));
    --ink-soft: light-dark(#43514b, #b3c0b9);
    --ink-faint: light-dark(#5a6861, #95a49c);
    --rule: light-dark(#d6ddd7, #2b3531);
    --edge: light-dark(#79877f, #6f7f77);
    --action: var(--reconnect-action, var(--ink));
    --on-action: var(--reconnect-on-action, light-dark(#ffffff, #0e1412));
    --link: var(--reconnect-link, light-dark(#00665a, #5fd3bd));
    --focus: var(--link);
    /* The line takes the page's colour. */
    --passed: var(--reconnect-line, light-dark(#00796a, #46c7ae));
    --passed-wash: light-dark(#e0f1ec, #12302a);
    --on-passed: var(--reconnect-on-line, light-dark(#ffffff, #0e1412));
    --unknown: light-dark(#7a6a3c, #b9a66d);
    --unknown-text: light-dark(#655627, #cdbc86);
    --unknown-wash: light-dark(#f5f0df, #2a2617);
    --quick: 120ms;
    background: var(--ground);
    color: var(--ink);
    font: var(--weight-text) var(--size-3) / var(--leading-text) var(--font-text);
    text-align: start;
    border: var(--reconnect-border, 1px solid var(--rule));
    border-radius: var(--radius-3);
    padding: var(--space-5);
    overflow-wrap: break-word;
    box-sizing: border-box;
  }
  @container screen (max-width: 420px) {
    .root { --size-3: 16px; --size-6: 22px; --space-5: 18px; --space-6: 24px; padding: var(--space-4) }
  }
  @media (prefers-reduced-motion: reduce) {
    .root { --quick: 0ms; }
  }
  @media (prefers-contrast: more) {
    .root { --ink-soft: var(--ink); --ink-faint: var(--ink); --rule: var(--edge) }
  }
`;
