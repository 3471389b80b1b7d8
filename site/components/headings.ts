const LEVELS = [2, 3, 4, 5] as const;

/**
 * What the headings of a text become when it stands under a heading of level `above`: the shallowest one is one level
 * below it, whatever level its author began with, so that no level is skipped.
 */
export function headingsUnder(above: number, body: string): Record<string, string> {
  const prose = body.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  const shallowest = Math.min(...[...prose.matchAll(/^(#{2,5})\s/gm)].map(hit => hit[1]?.length ?? 6));
  if (!Number.isFinite(shallowest)) return {};
  return Object.fromEntries(
    LEVELS.map(level => [`h${level}`, `h${Math.min(6, Math.max(above + 1, above + 1 + level - shallowest))}`]),
  );
}
