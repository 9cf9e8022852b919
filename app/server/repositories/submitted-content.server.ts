import { asShown, type Audience, type PlanTerms } from '#content/index.ts'
import type { Locale } from '#content/words.ts'
import type { StoredAnswer } from '#app/server/repositories/answers.server.ts'

/** Questions and answers as the author saw them, in the language of the assessment. */
export function contentOf(row: AskedOf, answers: StoredAnswer[]) {
  const byRequirement = new Map(answers.map((answer) => [answer.requirementId, answer]))
  const shown = shownIn(row)
  const requirements = shown.requirements.map((question) => {
    const answer = byRequirement.get(question.id)
    return {
      ...question,
      choice: answer?.choice ?? null,
      text: answer?.text ?? '',
      dueOn: answer?.dueOn?.toISOString().slice(0, 10) ?? null,
    }
  })
  return { ...shown, requirements }
}

export type SubmittedContent = ReturnType<typeof contentOf>
interface AskedOf {
  frameworkId: string
  frameworkVersion: number
  audience: string
  locale: string
  plan: PlanTerms | null
}

/** What an assessment asks, in its own language. */
export function shownIn({ frameworkId, frameworkVersion, audience, locale, plan }: AskedOf) {
  return asShown(frameworkId, frameworkVersion, audience as Audience, locale as Locale, plan)
}
