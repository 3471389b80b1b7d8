/** What the build calls the script of the worker that reads captures: for the widget, for the site and for the extension. */
export const EVIDENCE_WORKER_FILE = 'reconnect-evidence-worker.js';
