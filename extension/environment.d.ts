/** What the build puts in place. */
interface ImportMetaEnv {
  readonly FIREFOX: boolean;
  /** Origins of the guide, from `RECONNECT_ORIGIN`. */
  readonly GUIDE_ORIGINS: readonly string[];
}
interface ImportMeta {
  readonly env: ImportMetaEnv;
}
