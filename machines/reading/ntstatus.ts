/** What an NTSTATUS of a refused sign-in says of the account, [MS-ERREF 2.3]; undefined where it does not. */
export function credentialsAfter(status: number): string | undefined {
  switch (status) {
    case 0xc0000064: // no such user
    case 0xc000006a: // wrong password
    case 0xc000006d: // either
    case 0x8009030c: // SEC_E_LOGON_DENIED
      return 'rejected';
    case 0xc0000071: // password expired
    case 0xc0000193: // account expired
    case 0xc0000224: // must change
      return 'expired';
    case 0xc0000072: // disabled
    case 0xc0000234: // locked out
      return 'locked';
    case 0xc0000022: // access denied
    case 0xc000006e: // account restriction
    case 0xc000006f: // logon hours
    case 0xc0000070: // workstation
    case 0xc000015b: // logon type not granted
    case 0xc0000413: // authentication firewall
      return 'not-permitted';
    default:
      return undefined;
  }
}

/** STATUS_TIME_DIFFERENCE_AT_DC and SEC_E_TIME_SKEW. */
export function isClockStatus(status: number): boolean {
  return status === 0xc0000133 || status === 0x80090324;
}

/** `0xc000006d`, as codes are written in the catalogue. */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
