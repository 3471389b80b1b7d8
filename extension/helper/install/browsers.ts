export const BROWSER_IDS = ['chrome', 'chromium', 'edge', 'brave', 'vivaldi', 'firefox'] as const;
export type BrowserId = (typeof BROWSER_IDS)[number];

export type Platform = 'linux' | 'darwin' | 'win32';

/** Where one browser keeps its things. Folders that do not begin with `/` are relative to the person's home. */
export interface Browser {
  readonly id: BrowserId;
  readonly title: string;
  readonly family: 'chromium' | 'firefox';
  /** Files of which one is there once the person has started the browser. `install` makes folders beside them, but none of them. */
  readonly started: Readonly<Record<Platform, readonly string[]>>;
  /** Where native manifests are looked for: the person's folder, then everybody's. Windows looks in the registry instead. */
  readonly manifests: Readonly<Record<'linux' | 'darwin', readonly [own: string, ...everybody: string[]]>>;
  /** The key that `install` writes, and then the others that this browser reads, in its order. */
  readonly registry: readonly [own: string, ...others: string[]];
  /** Where a company's settings are; Firefox has none about native hosts. */
  readonly policy?: Readonly<Record<Platform, string>>;
  /** The same as `started`, of a build that runs in a sandbox and cannot start programs of the system. */
  readonly sandboxed: readonly string[];
}

const CHROME_KEY = 'Google\\Chrome';

interface Names {
  readonly linux: string;
  readonly darwin: string;
  readonly win32: string;
  /** Its own key under `Software`, where it reads one beside Chromium's and Chrome's. */
  readonly registry?: string;
  /** Folders for everybody. */
  readonly everybody: Readonly<Record<'linux' | 'darwin', string>>;
  readonly policy: Readonly<Record<Platform, string>>;
  readonly sandboxed: readonly string[];
}

/**
 * Chromium's derivatives differ in names only. https://chromium.googlesource.com/chromium/src/+/main/docs/user_data_dir.md
 * On Windows every one of them reads Chrome's key, most before it Chromium's and Edge its own (launch_context_win.cc,
 * and Microsoft's page on native messaging). Brave and Vivaldi have none of their own.
 */
function chromium(id: BrowserId, title: string, names: Names): Browser {
  const darwin = `Library/Application Support/${names.darwin}`;
  const state = (folder: string) => `${folder}/Local State`;
  const own = names.registry ?? CHROME_KEY;
  return {
    id,
    title,
    family: 'chromium',
    started: {
      linux: [state(`.config/${names.linux}`)],
      darwin: [state(darwin)],
      win32: [state(`AppData/Local/${names.win32}/User Data`)],
    },
    manifests: {
      linux: [`.config/${names.linux}/NativeMessagingHosts`, names.everybody.linux],
      darwin: [`${darwin}/NativeMessagingHosts`, names.everybody.darwin],
    },
    registry: [own, ...[...(id === 'chrome' ? [] : ['Chromium']), CHROME_KEY].filter(key => key !== own)],
    policy: names.policy,
    sandboxed: names.sandboxed.map(state),
  };
}

const CHROME_FOLDERS = {
  linux: '/etc/opt/chrome/native-messaging-hosts',
  darwin: '/Library/Google/Chrome/NativeMessagingHosts',
};
const CHROMIUM_FOLDERS = {
  linux: '/etc/chromium/native-messaging-hosts',
  darwin: '/Library/Application Support/Chromium/NativeMessagingHosts',
};

export const BROWSERS: readonly Browser[] = [
  chromium('chrome', 'Chrome', {
    linux: 'google-chrome',
    darwin: 'Google/Chrome',
    win32: 'Google/Chrome',
    everybody: CHROME_FOLDERS,
    policy: { linux: '/etc/opt/chrome/policies/managed', darwin: 'com.google.Chrome', win32: 'Google\\Chrome' },
    sandboxed: ['.var/app/com.google.Chrome/config/google-chrome'],
  }),
  chromium('chromium', 'Chromium', {
    linux: 'chromium',
    darwin: 'Chromium',
    win32: 'Chromium',
    registry: 'Chromium',
    everybody: CHROMIUM_FOLDERS,
    policy: { linux: '/etc/chromium/policies/managed', darwin: 'org.chromium.Chromium', win32: 'Chromium' },
    sandboxed: ['snap/chromium/common/chromium', '.var/app/org.chromium.Chromium/config/chromium'],
  }),
  chromium('edge', 'Edge', {
    linux: 'microsoft-edge',
    darwin: 'Microsoft Edge',
    win32: 'Microsoft/Edge',
    registry: 'Microsoft\\Edge',
    everybody: {
      linux: '/etc/opt/edge/native-messaging-hosts',
      darwin: '/Library/Microsoft/Edge/NativeMessagingHosts',
    },
    policy: { linux: '/etc/opt/edge/policies/managed', darwin: 'com.microsoft.Edge', win32: 'Microsoft\\Edge' },
    sandboxed: ['.var/app/com.microsoft.Edge/config/microsoft-edge'],
  }),
  chromium('brave', 'Brave', {
    linux: 'BraveSoftware/Brave-Browser',
    darwin: 'BraveSoftware/Brave-Browser',
    win32: 'BraveSoftware/Brave-Browser',
    everybody: CHROME_FOLDERS,
    policy: { linux: '/etc/brave/policies/managed', darwin: 'com.brave.Browser', win32: 'BraveSoftware\\Brave' },
    sandboxed: [
      'snap/brave/current/.config/BraveSoftware/Brave-Browser',
      '.var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser',
    ],
  }),
  chromium('vivaldi', 'Vivaldi', {
    linux: 'vivaldi',
    darwin: 'Vivaldi',
    win32: 'Vivaldi',
    everybody: CHROMIUM_FOLDERS,
    policy: { linux: '/etc/opt/vivaldi/policies/managed', darwin: 'com.vivaldi.Vivaldi', win32: 'Vivaldi' },
    sandboxed: ['snap/vivaldi/current/.config/vivaldi', '.var/app/com.vivaldi.Vivaldi/config/vivaldi'],
  }),
  {
    id: 'firefox',
    title: 'Firefox',
    family: 'firefox',
    started: {
      // Firefox 147 and later keep a new profile in the second folder; manifests are looked for in the first all the same.
      linux: ['.mozilla/firefox/profiles.ini', '.config/mozilla/firefox/profiles.ini'],
      darwin: ['Library/Application Support/Firefox/profiles.ini'],
      win32: ['AppData/Roaming/Mozilla/Firefox/profiles.ini'],
    },
    manifests: {
      linux: [
        '.mozilla/native-messaging-hosts',
        '/usr/lib/mozilla/native-messaging-hosts',
        '/usr/lib64/mozilla/native-messaging-hosts',
      ],
      darwin: [
        'Library/Application Support/Mozilla/NativeMessagingHosts',
        '/Library/Application Support/Mozilla/NativeMessagingHosts',
      ],
    },
    registry: ['Mozilla'],
    sandboxed: [
      'snap/firefox/common/.mozilla/firefox/profiles.ini',
      '.var/app/org.mozilla.firefox/.mozilla/firefox/profiles.ini',
      '.var/app/org.mozilla.firefox/config/mozilla/firefox/profiles.ini',
    ],
  },
];

/** Whether the table has a browser of this id, as `--browser` takes it. */
export function isBrowserId(value: string): value is BrowserId {
  return BROWSER_IDS.some(id => id === value);
}
