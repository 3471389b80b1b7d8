/** What the service worker tells its pages. */
export type WorkerMessage =
  | { readonly type: 'stored'; readonly done: number; readonly total: number }
  | { readonly type: 'described'; readonly version: string; readonly total: number };

/** What a page asks of the service worker. `SKIP_WAITING` is workbox-window's own word. */
export type PageMessage = { readonly type: 'SKIP_WAITING' } | { readonly type: 'describe' };
