/**
 * Who the two ends are. The native manifests name the extension, the extension names the host; both read it here.
 * The key is only the public half, which fixes the Chromium id of an unpacked build; its private half was never kept.
 */
export const NATIVE_HOST = 'example.reconnect.helper';
export const GECKO_ID = 'reconnect@reconnect.example';
export const CHROMIUM_ID = 'cehjbokcbgjfmboboacehopnldgndlhf';
export const CHROMIUM_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxnMsjrgOSE96RD1+jYCydGkfoLQjLCcKFq/VgETY4hXTBNMFzy+G+uAuB/kN/slXAcJVBxdEi2eyLtN7/32dappRbXMdeMy2AqjXvZ0ZyLJn1N1JOjR8QC2/KmFiG2CEzG7dzxfGFiRPiI43IachCHTezj9D6V+UH0j15QJAG38POcH9LU4FLOR82KLwE541Tk3I6m1XClyOq/saQclb1mCVM5thOVA0tljkT6Daygb/GjmsZKRTxLfvZdF1255++lTfQJA0QT9a2juqYeq8j+byWyaccf1vXTk/tUmh4+i0j72g+ZaEUfs68voAKSkFpLcaYeVVML2ruvAWc30D/wIDAQAB';
