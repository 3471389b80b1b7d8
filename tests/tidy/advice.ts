/** Sentences that lower protection: rule 9 of the product. */
const LOWERING = [
  /\b(?:turn(?:ing)? off|switch(?:ing)? off|disabl(?:e|ing)|stop(?:ping)?|uninstall(?:ing)?|remov(?:e|ing))\b[^.!?\n]{0,40}\b(?:firewall|antivirus|defender|protection|nla|network level authentication)\b/i,
  /\b(?:open|forward|expose)\b[^.!?\n]{0,40}\b3389\b[^.!?\n]{0,40}\binternet\b/i,
  /\bAllowEncryptionOracle\b[^.!?\n]{0,40}\b2\b/i,
  /-Enabled\s+False|advfirewall\s+set\s+\w+\s+state\s+off|UserAuthentication\b[^\n]{0,30}\b0\b|SecurityLayer\b[^\n]{0,30}\/d\s+0\b/i,
];
/** A sentence that says not to is no advice to do it. */
const WARNING = /\b(?:never|do not|don['’]t|not|no|avoid|without|instead of|rather than|refuse|wrong|unsafe)\b/i;

/**
 * Advice in a text that lowers protection without what rule 9 asks for nearby: the word "administrator", a safer way
 * and a way back. Returns the sentences at fault.
 */
export function unsafeAdvice(text: string): readonly string[] {
  const paragraphs = text.split(/\n\s*\n/);
  return paragraphs.flatMap((paragraph, at) => {
    const around = paragraphs.slice(Math.max(0, at - 2), at + 3).join('\n');
    const guarded =
      /\badministrator/i.test(around) &&
      /\b(?:undo|put (?:it |them )?back|turn (?:it |them )?(?:back )?on again|set (?:it )?back|restore)\b/i.test(
        around,
      ) &&
      /\b(?:safer|better|instead|first)\b/i.test(around);
    return paragraph
      .split(/(?<=[.!?])\s+|\n/)
      .filter(sentence => LOWERING.some(sign => sign.test(sentence)) && !WARNING.test(sentence) && !guarded);
  });
}
