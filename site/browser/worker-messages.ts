/** What the service worker tells its pages. */
export type WorkerMessage =
  | { readonly type: 'stored'; readonly done: number; readonly total: number }
  | { readonly type: 'described'; readonly version: string; readonly total: number };

/** What a page asks of the service worker. `SKIP_WAITING` is workbox-window's own word. */
export type PageMessage = { readonly type: 'SKIP_WAITING' } | { readonly type: 'describe' };

/** Where the service worker lays what another app has shared, for the start page: one entry, with the file's name. */
export const SHARED = 'reconnect-shared';
export const SHARED_NAME = 'x-shared-name';
/** Larger than any text that is read. */
export const SHARED_LIMIT_BYTES = 1024 * 1024;
