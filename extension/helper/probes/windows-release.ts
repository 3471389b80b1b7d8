/** First build of each release. What lies between two of them is the earlier one with updates. */
const RELEASES: readonly (readonly [build: number, name: string])[] = [
  [26200, 'Windows 11 25H2'],
  [26100, 'Windows 11 24H2 or Server 2025'],
  [25398, 'Windows Server, version 23H2'],
  [22631, 'Windows 11 23H2'],
  [22621, 'Windows 11 22H2'],
  [22000, 'Windows 11 21H2'],
  [20348, 'Windows Server 2022'],
  [19045, 'Windows 10 22H2'],
  [19044, 'Windows 10 21H2'],
  [19041, 'Windows 10 2004 to 21H1'],
  [18362, 'Windows 10 1903 or 1909'],
  [17763, 'Windows 10 1809 or Server 2019'],
  [17134, 'Windows 10 1803'],
  [16299, 'Windows 10 1709'],
  [15063, 'Windows 10 1703'],
  [14393, 'Windows 10 1607 or Server 2016'],
  [10240, 'Windows 10'],
  [9600, 'Windows 8.1 or Server 2012 R2'],
  [9200, 'Windows 8 or Server 2012'],
  [7600, 'Windows 7 or Server 2008 R2'],
  [6000, 'Windows Vista or Server 2008'],
];

/** The release that a build number names. A server may claim any number: what it says, not what it is. */
export function windowsRelease(build: string): string | undefined {
  const number = Number(/^\d{1,3}\.\d{1,3}\.(\d{1,5})$/.exec(build)?.[1] ?? 0);
  return RELEASES.find(([first]) => number >= first)?.[1];
}
