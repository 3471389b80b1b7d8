/** What people say, as the build writes it; package.json `imports` says where. Declared so that types need no build. */
declare module '#sayings' {
  const sayings: import('./sayings.ts').Sayings;
  export default sayings;
}
