import { REACHES } from '../knowledge.ts';
import { listOf } from '../schemas/fields.ts';
import { LIMITS } from '../schemas/limits.ts';
import { parseReport } from '../schemas/parse-report.ts';
import { isRecord } from '../schemas/record.ts';
import { decodeRecorded } from '../schemas/recorded.ts';
import { isAskableId, isCauseId, QUESTION_IDS } from '../vocabulary.ts';
import { HELPER_STATES } from './check-events.ts';
import { type Facts, SCREENS, type Screen } from './context.ts';

/** Where a saved case goes on. */
export interface ReadCase {
  readonly screen: Screen;
  readonly facts: Facts;
}

/**
 * Opens a saved case. A store belongs to the page and may contain anything, so everything is checked as an
 * imported report is; what does not fit is no case, and the flow starts fresh.
 */
export function readCase(stored: unknown): ReadCase | undefined {
  if (!isRecord(stored) || stored.version !== 1) return undefined;
  const screen = SCREENS.find(name => name === stored.screen);
  const report = reportPart(stored);
  if (screen === undefined || report === undefined) return undefined;
  const { target, stages, findings, tried, note } = report;
  const helper = HELPER_STATES.find(state => state === stored.helper);
  const question = idOf(stored.question, isAskableId);
  const reach = REACHES.find(known => known === stored.reach);
  const remedy = idOf(stored.remedy, isCauseId);
  const recorded = decodeRecorded(stored.recorded);
  const lost: { readonly [S in Screen]?: boolean } = {
    checking: target === undefined,
    asking: question === undefined,
    reading: true, // what was pasted is not kept
    'crossed-off': tried.length === 0,
    mending: remedy === undefined,
    verifying: remedy === undefined,
  };
  return {
    screen: lost[screen] ? 'describing' : screen,
    facts: {
      probe: stored.probe === true,
      ...(target === undefined ? {} : { target }),
      ...(helper === undefined ? {} : { helper }),
      stages,
      ...(recorded === undefined ? {} : { recorded }),
      findings,
      asked: idsOf(stored.asked, isAskableId),
      ...(reach === undefined ? {} : { reach }),
      ...(question === undefined ? {} : { question }),
      tried,
      ...(note === undefined ? {} : { note }),
      ...(remedy === undefined ? {} : { remedy }),
    },
  };
}

/** Target, stages, findings and tried causes pass the same decoder as imported reports. */
function reportPart({ target, stages, findings, tried, note }: Readonly<Record<string, unknown>>) {
  let json: string;
  try {
    json = JSON.stringify({ version: 1, verdict: {}, target, stages, findings, tried, note });
  } catch {
    return undefined;
  }
  if (json.length > LIMITS.document) return undefined;
  const parsed = parseReport(json);
  return parsed.kind === 'report' ? parsed.report : undefined;
}

function idOf<Id extends string>(value: unknown, is: (text: string) => text is Id): Id | undefined {
  return typeof value === 'string' && is(value) ? value : undefined;
}

function idsOf<Id extends string>(value: unknown, is: (text: string) => text is Id): readonly Id[] {
  return [...new Set(listOf(value, QUESTION_IDS.length + 1, id => idOf(id, is)))];
}
