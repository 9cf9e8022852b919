import { mayAct } from '#app/policies/programme.policy.ts'
import { mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { judgesBlind, mustDeclare } from '#app/policies/review.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { listAnswers } from '#app/server/repositories/answers.server.ts'
import {
  findAssessment,
  getAssessment,
  type AssessmentRow,
} from '#app/server/repositories/assessments.server.ts'
import { findSubmission } from '#app/server/repositories/judgements.server.ts'
import { getProgramme, listAwards } from '#app/server/repositories/programmes.server.ts'
import { shownIn } from '#app/server/repositories/submitted-content.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { fits } from '#content/answer-fits.ts'
import {
  coverageOf,
  weakestOf,
  type BodyCoverage,
  type CoverageStatus,
  type Mapped,
} from '#content/coverage.ts'
import {
  asShown,
  audiences,
  currentFramework,
  type Principle,
  type RequirementShown,
} from '#content/index.ts'
import { coverageBodies } from '#content/mappings.ts'
import { isKey, wordsFor, type Locale } from '#content/words.ts'

/** How far one plan reaches into the rules of twelve bodies. */
export function coveragePage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    const read = await readPlan(tx, actor, row)
    // Whoever judges it reads it once they have said that there is no conflict.
    if (!read && row.state !== 'draft' && mustDeclare(actor, row.facts)) throw notPermitted()
    if (!read) throw notFound()
    const covered = coverageOf(read.asked, read.answers)
    const questions = questionsOf(row, actor.locale)
    const judging = judgesBlind(actor, row.facts) ? 'opinion' : 'review'
    const pageOf = (requirementId: string, principle?: Principle) =>
      read.side === 'author' ? `requirements/${requirementId}` : `${judging}/${principle ?? ''}`
    return {
      id,
      title: row.title,
      back: mayRead(actor, 'progress', row.facts, row.state) ? ('plan' as const) : ('opinion' as const),
      /** What was sent, where the reader may not read the draft. */
      ofSubmission: read.side === 'reviewing_body',
      nothingAsked: read.asked.length === 0,
      bodies: covered.map((body) => ({
        id: body.id,
        areas: body.areas.map(({ code, status, requirements }) => ({
          code,
          name: areaName(code, actor.locale),
          status,
          open: requirements
            .filter(({ decides, standing }) => decides && isOpen(standing))
            .map(({ id: requirementId, standing }) => ({
              id: requirementId,
              standing,
              question: questions.get(requirementId)?.question ?? '',
              to: `/app/assessments/${id}/${pageOf(requirementId, questions.get(requirementId)?.principle)}`,
            })),
        })),
      })),
    }
  })
}

export type CoverageData = Awaited<ReturnType<typeof coveragePage>>

/** The whole chain of a programme: in every area its weakest hop decides. */
export function programmeCoveragePage(actor: Actor, programmeId: string) {
  return withScope(actor.id, async (tx) => {
    const scope = scopeOf(actor)
    const { id, title, facts } = await getProgramme(tx, scope, programmeId)
    if (!mayAct(actor, 'read', facts)) throw notPermitted()
    const hops: Hop[] = []
    for (const { id: awardId, title: hop, organisation, assessments } of await listAwards(tx, id)) {
      const row = assessments[0] ? await findAssessment(tx, scope, assessments[0].id) : null
      const read = row && (await readPlan(tx, actor, row))
      hops.push({
        id: awardId,
        title: hop,
        organisationName: organisation.name,
        planId: row && read ? row.id : null,
        covered: read ? coverageOf(read.asked, read.answers) : null,
      })
    }
    return {
      id,
      title,
      hops: hops.map(({ covered: _, ...hop }) => hop),
      bodies: coverageBodies.map(({ id: bodyId, codes }) => ({
        id: bodyId,
        areas: codes.map((code) => areaOfChain(code, areaName(code, actor.locale), hops)),
      })),
    }
  })
}

export type ChainCoverageData = Awaited<ReturnType<typeof programmeCoveragePage>>

interface Hop {
  id: string
  title: string
  organisationName: string
  planId: string | null
  covered: BodyCoverage[] | null
}

function areaOfChain(code: string, name: string, hops: readonly Hop[]) {
  const standings = hops.map(({ id, covered }) => ({ id, status: statusIn(code, covered) }))
  const status = weakestOf(standings.map((standing) => standing.status))
  return {
    code,
    name,
    status,
    weakest: standings.filter((standing) => standing.status === status).map(({ id }) => id),
    notKnown: standings.filter((standing) => standing.status === 'notKnown').length,
  }
}

function statusIn(code: string, covered: BodyCoverage[] | null): CoverageStatus {
  const areas = covered?.flatMap((body) => body.areas)
  return areas?.find((area) => area.code === code)?.status ?? 'notKnown'
}

interface ReadPlan {
  side: 'author' | 'reviewing_body'
  asked: Mapped[]
  answers: Map<string, { choice: string | null }>
}

/** The draft for whoever writes it, what was sent for whoever judges it, nothing for anybody else. */
async function readPlan(tx: Transaction, actor: Actor, row: AssessmentRow): Promise<ReadPlan | null> {
  if (mayRead(actor, 'draft', row.facts, row.state)) {
    const { requirements } = shownIn(row)
    const given = new Map((await listAnswers(tx, row.id)).map((answer) => [answer.requirementId, answer]))
    return { side: 'author', ...readFrom(requirements, (id) => given.get(id)) }
  }
  if (!mayRead(actor, 'submission', row.facts, row.state)) return null
  const submission = await findSubmission(tx, row.id)
  if (!submission) return null
  const { requirements } = submission.content
  const sent = new Map(requirements.map((one) => [one.id, one]))
  return { side: 'reviewing_body', ...readFrom(requirements, (id) => sent.get(id)) }
}

type Shown = Pick<RequirementShown, 'id' | 'answer' | 'mappings' | 'needed'>
type Given = { choice: string | null; text: string; value?: unknown }

/** Words that are no answer to the question as it is asked now leave it open. */
function readFrom(requirements: readonly Shown[], given: (id: string) => Given | undefined) {
  return {
    asked: requirements.map(mapped),
    answers: new Map(
      requirements.flatMap(({ id, answer: type }): [string, { choice: string | null }][] => {
        const answer = given(id)
        return answer && fits(type, answer) && !isEmpty(answer) ? [[id, { choice: answer.choice }]] : []
      }),
    ),
  }
}

/** What was never answered is sent too, as nothing. */
function isEmpty({ choice, text, value }: Given): boolean {
  return choice === null && text === '' && (value === null || value === undefined)
}

function mapped({ id, needed = true, mappings }: Shown): Mapped {
  return { id, needed, mappings: mappings.map(({ code }) => code) }
}

function isOpen(standing: string): boolean {
  return standing === 'no' || standing === 'partly' || standing === 'unanswered'
}

function questionsOf(row: AssessmentRow, locale: Locale) {
  const { requirements } = shownIn({ ...row, locale })
  return new Map(requirements.map(({ id, question, principle }) => [id, { question, principle }]))
}

const namesOfAreas = new Map<Locale, Map<string, string>>()

/** What an area is called: as the newest framework names it, or in our words where no requirement is matched to it. */
function areaName(code: string, locale: Locale): string {
  const names = namesOfAreas.get(locale) ?? namesIn(locale)
  namesOfAreas.set(locale, names)
  const key = `coverage.area.${code}`
  return names.get(code) ?? (isKey(key) ? wordsFor(locale)(key) : code)
}

function namesIn(locale: Locale): Map<string, string> {
  const { id, version } = currentFramework
  const shown = audiences.flatMap((audience) => asShown(id, version, audience, locale).requirements)
  return new Map(shown.flatMap(({ mappings }) => mappings.map(({ code, area }) => [code, area])))
}
