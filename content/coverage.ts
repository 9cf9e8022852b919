import { coverageBodies } from '#content/mappings.ts'

/** What is said of one area: from the weakest to the strongest, and what is left out of every comparison. */
export const coverageStatuses = ['gap', 'partly', 'notAsked', 'notKnown', 'covered', 'notApplicable'] as const
export type CoverageStatus = (typeof coverageStatuses)[number]

/** A requirement that is asked of a plan, as far as its coverage goes. */
export type Mapped = {
  id: string
  mappings: readonly string[]
  /** Whether the plan cannot be sent without it. */
  needed: boolean
}

/** An answer that says no yes, partly or no is taken as done: whether it is enough, a reader judges. */
export type AnswerStanding = 'yes' | 'partly' | 'no' | 'not_applicable' | 'unanswered'

export type AreaCoverage = {
  code: string
  status: CoverageStatus
  /** Every requirement of the area with what was answered, those that decide first. */
  requirements: { id: string; standing: AnswerStanding; decides: boolean }[]
}
export type BodyId = (typeof coverageBodies)[number]['id']
export type BodyCoverage = { id: BodyId; areas: AreaCoverage[] }

/** How far the answers of one plan reach into each area of each body. */
export function coverageOf(
  asked: readonly Mapped[],
  answers: ReadonlyMap<string, { choice: string | null }>,
): BodyCoverage[] {
  return coverageBodies.map(({ id, codes }) => ({
    id,
    areas: codes.map((code) => areaOf(code, asked, answers)),
  }))
}

function areaOf(
  code: string,
  asked: readonly Mapped[],
  answers: ReadonlyMap<string, { choice: string | null }>,
): AreaCoverage {
  const standings = asked
    .filter(({ mappings }) => mappings.includes(code))
    .map(({ id, needed }) => ({ id, needed, standing: standingOf(answers.get(id)) }))
  // What the plan does not wait for yet counts as soon as it is answered, and where nothing else does.
  const due = standings.filter(({ needed, standing }) => needed || standing !== 'unanswered')
  const deciding = due.length > 0 ? due : standings
  return {
    code,
    status: statusOf(deciding.map(({ standing }) => standing)),
    requirements: standings
      .map(({ id, standing }) => ({ id, standing, decides: deciding.some((each) => each.id === id) }))
      .sort((one, other) => Number(other.decides) - Number(one.decides)),
  }
}

function standingOf(answer: { choice: string | null } | undefined): AnswerStanding {
  if (!answer) return 'unanswered'
  switch (answer.choice) {
    case 'partly':
    case 'no':
    case 'not_applicable':
      return answer.choice
    default:
      return 'yes'
  }
}

/** The worst answer decides; what does not apply is left out. */
function statusOf(standings: readonly AnswerStanding[]): CoverageStatus {
  if (standings.length === 0) return 'notAsked'
  const counted = standings.filter((standing) => standing !== 'not_applicable')
  if (counted.length === 0) return 'notApplicable'
  if (counted.some((standing) => standing === 'no' || standing === 'unanswered')) return 'gap'
  return counted.includes('partly') ? 'partly' : 'covered'
}

/** A chain is as strong as its weakest hop. A hop whose plan may not be read is never taken as covered. */
export function weakestOf(statuses: readonly CoverageStatus[]): CoverageStatus {
  return coverageStatuses.find((status) => statuses.includes(status)) ?? 'notKnown'
}
