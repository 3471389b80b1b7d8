import { find } from '../../pages/find.ts';
import { NO_POLICY, type Policy } from '../../settings/policy.ts';
import type { OptionsParts } from './parts.ts';

/** The rules in force as they were understood: an administrator sees here what a slip in the policy came to. */
export function drawCompany({ policy, say }: OptionsParts): void {
  find('company', HTMLElement).hidden = JSON.stringify(policy) === JSON.stringify(NO_POLICY);
  find('company-rules', HTMLElement).replaceChildren(
    ...rulesOf(policy, say).flatMap(([key, text]) => {
      const name = document.createElement('dt');
      name.textContent = say(`options.company.${key}`);
      const value = document.createElement('dd');
      value.dataset.rule = key;
      value.textContent = text;
      return [name, value];
    }),
  );
}

function rulesOf(policy: Policy, say: OptionsParts['say']): readonly (readonly [key: string, text: string])[] {
  const { targets, ports, redact, guide, downloads, off, unreadable } = policy;
  const listed = (entries: readonly (string | number)[] | undefined) => {
    if (entries === undefined) return say('options.company.all');
    return entries.length === 0 ? say('options.company.none') : entries.join(', ');
  };
  const rules: (readonly [string, string])[] = [
    ['targets', listed(targets?.map(({ text }) => text))],
    ['ports', listed(ports)],
    ['off', listed(off)],
  ];
  if (redact !== undefined) rules.push(['redact', say(`options.company.${redact ? 'hidden' : 'shown'}`)]);
  if (guide !== undefined) rules.push(['guide', guide]);
  if (downloads !== undefined) rules.push(['downloads', downloads]);
  if (unreadable.length > 0)
    rules.push(['unreadable', say('options.company.unreadable.text', { keys: unreadable.join(', ') })]);
  return rules;
}
