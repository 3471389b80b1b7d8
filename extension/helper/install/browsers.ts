export const BROWSER_IDS = ['chrome', 'chromium', 'edge', 'brave', 'vivaldi', 'firefox'] as const;
export type BrowserId = (typeof BROWSER_IDS)[number];

/** Where one browser keeps its things. Folders are relative to the person's home. */
export interface Browser {
  readonly id: BrowserId;
  readonly title: string;
  readonly family: 'chromium' | 'firefox';
  /** Exists once the browser has been started by this person. */
  readonly profile: Readonly<Record<Platform, string>>;
  /** Where native manifests are looked for; Windows looks in the registry instead. */
  readonly manifests: Readonly<Record<'linux' | 'darwin', string>>;
  readonly registryKey: string;
  /** Where a company's settings are, on Linux and under HKLM or HKCU on Windows. */
  readonly policy: { readonly linux: string; readonly win32: string };
  /** Folders that only a sandboxed build makes: from inside it cannot start programs of the system. */
  readonly sandboxes: readonly string[];
}

export type Platform = 'linux' | 'darwin' | 'win32';

/** Chromium's kin differ in folder names only. https://chromium.googlesource.com/chromium/src/+/main/docs/user_data_dir.md */
function chromium(
  id: BrowserId,
  title: string,
  names: {
    linux: string;
    darwin: string;
    win32: string;
    registry?: string;
    policy: { linux: string; win32: string };
    sandboxes: readonly string[];
  },
): Browser {
  const darwin = `Library/Application Support/${names.darwin}`;
  return {
    id,
    title,
    family: 'chromium',
    profile: { linux: `.config/${names.linux}`, darwin, win32: `AppData/Local/${names.win32}/User Data` },
    manifests: { linux: `.config/${names.linux}/NativeMessagingHosts`, darwin: `${darwin}/NativeMessagingHosts` },
    registryKey: `HKCU\\Software\\${names.registry ?? names.win32.replaceAll('/', '\\')}\\NativeMessagingHosts`,
    policy: names.policy,
    sandboxes: names.sandboxes,
  };
}

export const BROWSERS: readonly Browser[] = [
  chromium('chrome', 'Chrome', {
    linux: 'google-chrome',
    darwin: 'Google/Chrome',
    win32: 'Google/Chrome',
    policy: { linux: '/etc/opt/chrome/policies/managed', win32: 'Google\\Chrome' },
    sandboxes: ['.var/app/com.google.Chrome'],
  }),
  chromium('chromium', 'Chromium', {
    linux: 'chromium',
    darwin: 'Chromium',
    win32: 'Chromium',
    policy: { linux: '/etc/chromium/policies/managed', win32: 'Chromium' },
    sandboxes: ['snap/chromium', '.var/app/org.chromium.Chromium'],
  }),
  chromium('edge', 'Edge', {
    linux: 'microsoft-edge',
    darwin: 'Microsoft Edge',
    win32: 'Microsoft/Edge',
    policy: { linux: '/etc/opt/edge/policies/managed', win32: 'Microsoft\\Edge' },
    sandboxes: ['.var/app/com.microsoft.Edge'],
  }),
  chromium('brave', 'Brave', {
    linux: 'BraveSoftware/Brave-Browser',
    darwin: 'BraveSoftware/Brave-Browser',
    win32: 'BraveSoftware/Brave-Browser',
    policy: { linux: '/etc/brave/policies/managed', win32: 'BraveSoftware\\Brave' },
    sandboxes: ['snap/brave', '.var/app/com.brave.Browser'],
  }),
  chromium('vivaldi', 'Vivaldi', {
    linux: 'vivaldi',
    darwin: 'Vivaldi',
    win32: 'Vivaldi',
    policy: { linux: '/etc/opt/vivaldi/policies/managed', win32: 'Vivaldi' },
    sandboxes: ['snap/vivaldi', '.var/app/com.vivaldi.Vivaldi'],
  }),
  {
    id: 'firefox',
    title: 'Firefox',
    family: 'firefox',
    profile: {
      linux: '.mozilla/firefox',
      darwin: 'Library/Application Support/Firefox',
      win32: 'AppData/Roaming/Mozilla/Firefox',
    },
    manifests: {
      linux: '.mozilla/native-messaging-hosts',
      darwin: 'Library/Application Support/Mozilla/NativeMessagingHosts',
    },
    registryKey: 'HKCU\\Software\\Mozilla\\NativeMessagingHosts',
    policy: { linux: '', win32: '' },
    sandboxes: ['snap/firefox', '.var/app/org.mozilla.firefox'],
  },
];

export function isBrowserId(value: string): value is BrowserId {
  return BROWSER_IDS.some(id => id === value);
}
