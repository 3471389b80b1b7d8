/** The names under which the parts of the extension open ports to the background. */
export const PORTS = {
  /** Our own pages, to the helper. */
  helper: 'helper',
  /** The content script in a page of the guide. */
  page: 'page',
  /** The window that asks for consent. */
  consent: 'consent',
} as const;
