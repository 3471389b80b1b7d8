/**
 * Every id, name and address by which others know this product. Whoever publishes it sets them here, and in the sentences
 * and pages of content/ that spell them out; `npm run release` names what still stands for an example, here and in what was
 * built, and with `--final` refuses it.
 *
 * Who the two ends are. The native manifests name the extension, the extension names the host; both read it here.
 * The key is only the public half, which fixes the Chromium id of an unpacked build; its private half was never kept.
 */
export const NATIVE_HOST = 'example.reconnect.helper';
export const GECKO_ID = 'reconnect@reconnect.example';
export const CHROMIUM_ID = 'cehjbokcbgjfmboboacehopnldgndlhf';
export const CHROMIUM_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxnMsjrgOSE96RD1+jYCydGkfoLQjLCcKFq/VgETY4hXTBNMFzy+G+uAuB/kN/slXAcJVBxdEi2eyLtN7/32dappRbXMdeMy2AqjXvZ0ZyLJn1N1JOjR8QC2/KmFiG2CEzG7dzxfGFiRPiI43IachCHTezj9D6V+UH0j15QJAG38POcH9LU4FLOR82KLwE541Tk3I6m1XClyOq/saQclb1mCVM5thOVA0tljkT6Daygb/GjmsZKRTxLfvZdF1255++lTfQJA0QT9a2juqYeq8j+byWyaccf1vXTk/tUmh4+i0j72g+ZaEUfs68voAKSkFpLcaYeVVML2ruvAWc30D/wIDAQAB';

/** Ids that the stores gave the extension at its first upload; ours is that of an unpacked build. None so far. */
const STORE_IDS: readonly string[] = [];
export const CHROMIUM_IDS: readonly [own: string, ...stores: string[]] = [CHROMIUM_ID, ...STORE_IDS];

/** Where the guide lives, unless a build names another place. */
export const GUIDE_ADDRESS = 'https://reconnect.example';
/** The folder that holds what `npm run release` makes; empty where there is none. Then the extension hands the helper out. */
export const DOWNLOADS_ADDRESS: string = '';
/** Who publishes the installers, and where somebody answers. */
export const PUBLISHER = 'Reconnect';
export const CONTACT = 'reconnect@reconnect.example';
/** The widget's name in npm's registry. */
export const WIDGET_PACKAGE = 'rdp-diagnosis';
