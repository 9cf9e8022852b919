import { fits } from '#content/answer-fits.ts'
import { askedOf, framework, type Audience, type PlanTerms } from '#content/index.ts'

export interface PlanCounts {
  asked: number
  answered: number
  /** What a plan waits for before it is sent. */
  needed: number
  neededAnswered: number
}

interface AskedOf {
  frameworkId: string
  frameworkVersion: number
  audience: string
  plan: PlanTerms | null
}

type Given = { requirementId: string; choice: string | null; text: string; value?: unknown }

/** Answers to requirements that are no longer asked, or are asked in another way by now, count for nothing. */
export function planCounts(row: AskedOf, answers: readonly Given[]): PlanCounts {
  const given = new Map(answers.map((answer) => [answer.requirementId, answer]))
  const asked = askedOf(
    framework(row.frameworkId, row.frameworkVersion),
    row.audience as Audience,
    row.plan,
  ).map(({ requirement, needed }) => {
    const answer = given.get(requirement.id)
    return { needed, answered: answer !== undefined && fits(requirement.answer, answer) }
  })
  const needed = asked.filter((one) => one.needed)
  return {
    asked: asked.length,
    answered: asked.filter((one) => one.answered).length,
    needed: needed.length,
    neededAnswered: needed.filter((one) => one.answered).length,
  }
}
