/** The site build renders it; package.json `imports` says where it is. Declared so that types need no build. */
declare module '#knowledge' {
  const knowledge: import('../machines/knowledge.ts').Knowledge;
  export default knowledge;
}
