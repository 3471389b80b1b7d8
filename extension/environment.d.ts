/** What the build puts in place. */
interface ImportMetaEnv {
  readonly FIREFOX: boolean;
  /** Origins of the guide, from `RECONNECT_ORIGIN`. */
  readonly GUIDE_ORIGINS: readonly string[];
  /** The folder of the helper's installers, from `RECONNECT_DOWNLOADS`; empty where there is none. */
  readonly DOWNLOADS: string;
}
interface ImportMeta {
  readonly env: ImportMetaEnv;
}
