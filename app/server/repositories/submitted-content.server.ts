import { fits } from '#content/answer-fits.ts'
import { asShown, type Audience, type PlanTerms, type RequirementShown } from '#content/index.ts'
import type { Locale } from '#content/words.ts'
import type { StoredAnswer } from '#app/server/repositories/answers.server.ts'

/** A question with its answer, as it was sent. What is not there was not said: the hash is taken over this. */
export type SentRequirement = RequirementShown & {
  choice: string | null
  text: string
  dueOn: string | null
  value?: unknown
  /** Sent without an answer, because the plan need not wait for it. */
  unanswered?: true
}

type Given = Pick<StoredAnswer, 'requirementId' | 'choice' | 'text' | 'dueOn' | 'value'>

/**
 * Questions and answers as the author saw them, in the language of the assessment. What the record answers itself comes in
 * `figures`, by requirement; see figuresFor.
 */
export function contentOf(
  row: AskedOf,
  answers: readonly Given[],
  figures: Readonly<Record<string, unknown>> = {},
) {
  const byRequirement = new Map(answers.map((answer) => [answer.requirementId, answer]))
  const shown = shownIn(row)
  const requirements = shown.requirements.map((question): SentRequirement => {
    const answer = byRequirement.get(question.id)
    const value = figures[question.id] ?? answer?.value ?? null
    const answered = answer !== undefined && fits(question.answer, answer)
    return {
      ...question,
      choice: answer?.choice ?? null,
      text: answer?.text ?? '',
      dueOn: answer?.dueOn?.toISOString().slice(0, 10) ?? null,
      ...(value === null ? {} : { value }),
      ...(answered ? {} : { unanswered: true }),
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
