/** X509_V_ERR_* of openssl/x509_vfy.h. */
export const X509_VERDICTS: Readonly<Record<number, string>> = {
  0: 'ok',
  2: 'untrusted',
  9: 'not-yet-valid',
  10: 'expired',
  18: 'untrusted',
  19: 'untrusted',
  20: 'untrusted',
  21: 'untrusted',
  24: 'untrusted',
  27: 'untrusted',
  62: 'wrong-name',
  64: 'wrong-name',
  66: 'weak',
  67: 'weak',
  68: 'weak',
};
