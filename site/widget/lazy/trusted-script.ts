interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(asked: string): string },
  ): { createScriptURL(address: string): string };
}

/** A page lets each policy be made once. */
const made = new Map<string, string>();

/**
 * The address of a script in the form that a page asks for whose policy trusts none but named makers: each policy has
 * exactly one address. Fails where the page does not name it.
 */
export function trustedScript(policy: string, address: string): string {
  const types: unknown = Reflect.get(globalThis, 'trustedTypes');
  if (!hasPolicies(types)) return address;
  const known = made.get(policy);
  if (known !== undefined) return known;
  const trusted = types.createPolicy(policy, { createScriptURL: asked => asked }).createScriptURL(address);
  made.set(policy, trusted);
  return trusted;
}

function hasPolicies(value: unknown): value is Policies {
  return typeof value === 'object' && value !== null && 'createPolicy' in value;
}
