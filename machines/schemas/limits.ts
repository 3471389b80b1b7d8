/** How much is taken of what crosses a boundary: from helper, page, file, link and store alike. */
export const LIMITS = {
  /** One text of a finding. */
  text: 300,
  /** Fields of a finding's detail, and how deep they nest. */
  fields: 40,
  depth: 4,
  /** A day, in milliseconds. */
  elapsed: 86_400_000,
  /** How many connections a check may have opened. */
  connections: 100,
  /** A report or a stored case, as JSON. */
  document: 262_144,
  /** Findings of a case. */
  findings: 200,
  /** The person's note of a case. */
  note: 1_000,
} as const;
