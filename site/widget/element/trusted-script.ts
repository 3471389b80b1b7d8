interface Policy {
  createScriptURL(address: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy;
}

/** A page lets each policy be made once and gives it out never again: its maker has to keep it. */
const policies = new Map<string, Policy>();

/**
 * The address of a script in the form that a page asks for whose policy trusts none but named makers. Addresses are our own
 * constants: nothing that came from outside goes in here. Fails where the page does not name the maker.
 */
export function trustedScript(name: string, address: string): string {
  const factory: unknown = Reflect.get(globalThis, 'trustedTypes');
  if (!isPolicyFactory(factory)) return address;
  const policy = policies.get(name) ?? factory.createPolicy(name, { createScriptURL: asked => asked });
  policies.set(name, policy);
  return policy.createScriptURL(address);
}

function isPolicyFactory(value: unknown): value is PolicyFactory {
  return typeof value === 'object' && value !== null && 'createPolicy' in value;
}
