/**
 * The site build renders it; package.json `imports` says where it is. Declared so that types need no build. The build of
 * the helper puts further languages beside it.
 */
declare module '#knowledge' {
  type Knowledge = import('../machines/knowledge.ts').Knowledge;
  const knowledge: Knowledge & { readonly further?: Readonly<Record<string, Knowledge>> };
  export default knowledge;
}
