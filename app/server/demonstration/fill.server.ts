import { mendTypography } from '#content/checks/typography.ts'
import { framework, requirementsFor, type Audience } from '#content/index.ts'
import { accountability } from '#app/server/demonstration/answers-accountability.server.ts'
import { equity } from '#app/server/demonstration/answers-equity.server.ts'
import { french } from '#app/server/demonstration/answers-french.server.ts'
import { rights } from '#app/server/demonstration/answers-rights.server.ts'
import { transparency } from '#app/server/demonstration/answers-transparency.server.ts'
import { dayFrom } from '#app/server/demonstration/timeline.server.ts'
import type { Given, Place, Plan } from '#app/server/demonstration/plan-model.server.ts'
import type { AnswerValue } from '#app/server/workflows/answers.server.ts'

const english: Record<string, readonly Given[]> = { ...rights, ...equity, ...transparency, ...accountability }

export type Filled = { requirementId: string } & AnswerValue

/** Everything the framework asks of this audience, answered in the plan's own words or as projects like it do. */
export function answersOf(
  plan: Pick<Plan, 'number' | 'answers' | 'locale' | 'journey'> & Partial<Pick<Plan, 'place' | 'partner'>>,
  asked: { frameworkId: string; frameworkVersion: number; audience: Audience },
  now: Date,
): Filled[] {
  const requirements = requirementsFor(framework(asked.frameworkId, asked.frameworkVersion), asked.audience)
  return requirements.map(({ id }, index) => {
    const given = plan.answers[id] ?? usual(plan, id, index)
    return { requirementId: id, ...valueOf(given, plan, now) }
  })
}

export function valueOf(
  given: Given,
  plan: Pick<Plan, 'locale'> & Partial<Pick<Plan, 'place' | 'partner'>>,
  now: Date,
): AnswerValue {
  const text = plan.place ? inPlace(given.text, plan.place, plan.partner ?? '', plan.locale) : given.text
  return {
    choice: given.choice ?? null,
    text: mendTypography(text, plan.locale),
    dueOn: given.dueIn === undefined ? null : dayFrom(now, given.dueIn),
  }
}

/** Neighbours in the list do not say the same. What was approved without a condition does not say no. */
function usual(
  { number, locale, journey }: Pick<Plan, 'number' | 'locale' | 'journey'>,
  id: string,
  index: number,
): Given {
  const known = (locale === 'fr' ? french : english)[id] ?? []
  const versions = known.filter(({ choice }) => choice !== 'no' || journey.decision?.outcome !== 'approved')
  if (versions.length === 0) throw new Error(`The demonstration has no answer to ${id}.`)
  return versions[(number * 5 + Math.floor(number / 12) + index * (1 + (number % 4))) % versions.length]!
}

function inPlace(
  text: string,
  { sites, languages, currency, rate }: Place,
  partner: string,
  locale: 'en' | 'fr',
): string {
  const words: Record<string, string> = {
    site: sites[0],
    other: sites[1],
    language: languages[0],
    second: languages[1],
    partner,
  }
  return text
    .replace(/\{£(\d+)\}/g, (_, pounds: string) => money(Number(pounds) * rate, currency, locale))
    .replace(/\{(\w+)\}/g, (_, name: string) => words[name]!)
    .replace(/(?<=^|[.?] )\p{Ll}/gu, (letter) => letter.toLocaleUpperCase(locale))
}

/** Two figures are enough for a budget line. */
function money(amount: number, currency: string, locale: 'en' | 'fr'): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1)
  const rounded = new Intl.NumberFormat(locale).format(Math.round(amount / step) * step)
  return locale === 'fr' ? `${rounded}\u202f${currency}` : `${currency} ${rounded}`
}
