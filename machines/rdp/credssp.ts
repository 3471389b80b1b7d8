import { type Decoded, malformed, value } from './decoded.ts';
import { decodeElement, elementsOf, encodeElement, encodeInteger, integerOf, TAG } from './der.ts';

/** A challenge has some hundred bytes; this bounds what a hostile server can make us keep. */
export const TSREQUEST_MAX_BYTES = 8192;

/** [MS-CSSP 2.2.1]. */
export interface TsRequest {
  /** 2 to 6; 5 and later came with the fix of CVE-2018-0886. */
  readonly version: number;
  readonly token?: Uint8Array;
  /** An NTSTATUS, sent by servers of version 3 and later in place of a token. */
  readonly errorCode?: number;
}

/** TSRequest ::= SEQUENCE { [0] version, [1] negoTokens SEQUENCE OF SEQUENCE { [0] OCTET STRING }, [4] errorCode }. */
export function encodeTsRequest({ version, token, errorCode }: TsRequest): Uint8Array {
  const field = (number: number, contents: Uint8Array) => encodeElement(TAG.context + number, contents);
  return encodeElement(
    TAG.sequence,
    field(0, encodeInteger(version)),
    token === undefined
      ? []
      : field(1, encodeElement(TAG.sequence, encodeElement(TAG.sequence, field(0, encodeElement(TAG.octets, token))))),
    errorCode === undefined ? [] : field(4, encodeInteger(errorCode)),
  );
}

/** A TSRequest; fields that we do not read (authInfo, pubKeyAuth, clientNonce) are passed over. */
export function decodeTsRequest(bytes: Uint8Array): Decoded<TsRequest> {
  if (bytes.length > 0 && bytes[0] !== TAG.sequence) return malformed('not a TSRequest', 0);
  const whole = decodeElement(bytes, TSREQUEST_MAX_BYTES);
  if (whole.kind !== 'value') return whole;
  const fields = elementsOf(whole.value.contents);
  if (fields === undefined) return malformed('TSRequest with broken fields', 2);
  const inside = (number: number) => {
    const field = fields.find(({ tag }) => tag === TAG.context + number);
    return field === undefined ? undefined : elementsOf(field.contents)?.[0];
  };
  const versionField = inside(0);
  const version = versionField === undefined ? undefined : integerOf(versionField);
  if (version === undefined) return malformed('TSRequest without a version', 2);
  const tokens = inside(1);
  const firstToken = tokens === undefined ? undefined : elementsOf(tokens.contents)?.[0];
  const tokenField = firstToken === undefined ? undefined : elementsOf(firstToken.contents)?.[0];
  const octets = tokenField === undefined ? undefined : elementsOf(tokenField.contents)?.[0];
  const errorField = inside(4);
  const errorCode = errorField === undefined ? undefined : integerOf(errorField);
  return value(
    {
      version,
      ...(octets?.tag === TAG.octets ? { token: octets.contents } : {}),
      ...(errorCode === undefined ? {} : { errorCode }),
    },
    whole.rest,
  );
}
