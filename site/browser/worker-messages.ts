/** Messages of the service worker to its pages. */
export type WorkerMessage =
  | ({ readonly type: 'stored' } & Progress)
  | { readonly type: 'described'; readonly version: string; readonly total: number };

/** How much of the first visit's storing is done: files, all files, and the bytes so far. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
}

/** What `document` is told of the storing, for the page that shows it at length. */
export type OfflineState = ({ readonly state: 'storing' } & Progress) | { readonly state: 'ready' | 'failed' };
export const OFFLINE_EVENT = 'reconnect-offline';

/** What a page asks of the service worker. `SKIP_WAITING` is workbox-window's own word. */
export type PageMessage = { readonly type: 'SKIP_WAITING' } | { readonly type: 'describe' };

/** Where the service worker lays what another app has shared, for the start page: one entry, with the file's name. */
export const SHARED = 'reconnect-shared';
export const SHARED_NAME = 'x-shared-name';
/** Larger than any text that is read. */
export const SHARED_LIMIT_BYTES = 1024 * 1024;
