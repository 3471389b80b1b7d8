import { LIKELIHOODS, type Likelihood, type Model } from '../../../machines/knowledge.ts';
import { CAUSE_IDS, QUESTION_IDS } from '../../../machines/vocabulary.ts';

/** So many of the words are one off, and base rates are off by a factor of about so much. */
const WORDS_OFF = 0.3;
const RATES_OFF = 1.6;

/**
 * The world as it could be where the model is wrong: persons are generated from this one and meet the flow of the model as
 * it is. What is better only where the model is right does not show here.
 */
export function perturbed(model: Model, random: () => number): Model {
  const causes = { ...model.causes };
  for (const cause of CAUSE_IDS) {
    const { baseRate, answers } = model.causes[cause];
    const told = { ...answers };
    for (const question of QUESTION_IDS) {
      const row = answers[question];
      if (row === undefined) continue;
      told[question] = Object.fromEntries(Object.entries(row).map(([answer, word]) => [answer, nearby(word, random)]));
    }
    causes[cause] = { ...model.causes[cause], answers: told, baseRate: baseRate * RATES_OFF ** (2 * random() - 1) };
  }
  return { ...model, causes };
}

function nearby(word: Likelihood, random: () => number): Likelihood {
  if (random() >= WORDS_OFF) return word;
  return LIKELIHOODS[LIKELIHOODS.indexOf(word) + (random() < 0.5 ? 1 : -1)] ?? word;
}
