import { parseDownloads } from '../../extension/wire/downloads.ts';
import { DOWNLOADS_ADDRESS } from '../../extension/wire/identity.ts';

/** The folder with the files of a release, with a slash at its end; undefined where the build names none. */
export const downloadsFolder = parseDownloads(process.env.RECONNECT_DOWNLOADS ?? DOWNLOADS_ADDRESS);
