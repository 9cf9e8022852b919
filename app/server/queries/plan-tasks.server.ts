import type { Actor } from '#app/policies/actor.ts'
import type { StoredAnswer } from '#app/server/repositories/answers.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { askingNow, listPrefix } from '#app/server/workflows/open-for-change.server.ts'
import { newerVersion } from '#app/server/workflows/upgrade.server.ts'
import { fits } from '#content/answer-fits.ts'
import { askedOf, asShown, framework, principles, type Audience, type Principle } from '#content/index.ts'
import { wordOf } from '#content/registers/definition.ts'
import { isRegister, registers } from '#content/registers/registers.ts'
import { wordsFor, type Key, type Locale } from '#content/words.ts'
import { principlesToAnswer } from '#machines/processes.ts'

/** A task beside the questions. Its page is of its own; `count` says how much stands there already. */
export type MoreTask = {
  id: string
  name: Key
  hint: Key
  to: string
  count: number | null
}

/** What is left under one principle. */
export function principleTask(row: AssessmentRow, principle: Principle, answers: readonly StoredAnswer[]) {
  const given = new Map(answers.map((answer) => [answer.requirementId, answer]))
  const questions = askedOf(
    framework(row.frameworkId, row.frameworkVersion),
    row.audience as Audience,
    row.plan,
  )
    .filter(({ requirement }) => requirement.principle === principle)
    .map(({ requirement: { id, answer: type }, needed }) => {
      const answer = given.get(id)
      return { id, needed, answered: answer !== undefined && fits(type, answer) }
    })
  const open = questions.filter(({ answered }) => !answered)
  const first = open.find(({ needed }) => needed) ?? open[0] ?? questions[0]
  return {
    principle,
    of: questions.length,
    answered: questions.length - open.length,
    needed: questions.filter(({ needed }) => needed).length,
    neededOpen: open.filter(({ needed }) => needed).length,
    firstOpen: first?.id ?? null,
  }
}

/** One thing that was named when changes were asked: a question or a list, with the words that were said about it. */
export interface ChangeAsked {
  id: string
  principle: Principle
  name: string
  to: string
  reason: string
  at: Date
  /** Written anew since it was asked. Null of a list: what changes there are rows. */
  changed: boolean | null
}

interface Said {
  submissionNumber: number
  principle: string
  judgement: string
  requirementIds: string[]
  points: unknown
  reason: string
  at: Date
}

/** Everything that was named, in the order of the plan. Nothing where changes were asked of whole principles. */
export function changesAsked(
  row: AssessmentRow,
  remarks: readonly Said[],
  answers: readonly StoredAnswer[],
  locale: Locale,
): ChangeAsked[] {
  if (row.state !== 'changes_requested') return []
  const shown = asShown(row.frameworkId, row.frameworkVersion, row.audience as Audience, locale, row.plan)
  const questions = new Map(shown.requirements.map((asked) => [asked.id, asked.question]))
  const given = new Map(answers.map((answer) => [answer.requirementId, answer.updatedAt]))
  const open = principlesToAnswer(row)
  return principles
    .filter((principle) => open.includes(principle))
    .flatMap((principle) =>
      askingNow(row, remarks, principle).flatMap((remark) =>
        remark.requirementIds.map((id) => {
          const list = id.startsWith(listPrefix) ? id.slice(listPrefix.length) : null
          const written = given.get(id)
          return {
            id,
            principle,
            name: list === null ? (questions.get(id) ?? id) : listName(list, locale),
            to: list === null ? `requirements/${id}` : `lists/${list}`,
            reason: reasonFor(remark, id),
            at: remark.at,
            changed: list === null ? written !== undefined && written > remark.at : null,
          }
        }),
      ),
    )
}

/** The words about this one, or what was said about the principle. */
export function reasonFor({ points, reason }: Pick<Said, 'points' | 'reason'>, id: string): string {
  const named = (Array.isArray(points) ? points : []) as {
    requirementId: string
    kind: string
    reason: string
  }[]
  return named.find((point) => point.requirementId === id && point.kind === 'change')?.reason || reason
}

export function listName(id: string, locale: Locale): string {
  return isRegister(id) ? wordsFor(locale)(wordOf(registers[id], 'title')) : id
}

/** What belongs to a plan beside its answers. Only a project has sites, people and money of its own. */
export async function moreTasks(tx: Transaction, row: AssessmentRow): Promise<MoreTask[]> {
  const registers = await tx.registerRow.groupBy({
    by: ['register'],
    where: { assessmentId: row.id, removedAt: null },
    _count: true,
  })
  const evidence = await tx.evidenceUse.findMany({
    where: { assessmentId: row.id, removedAt: null },
    select: { evidenceId: true },
    distinct: ['evidenceId'],
  })
  const lines = (register: string) => registers.find((one) => one.register === register)?._count ?? 0
  const task = (id: PageOfTask, count: number | null): MoreTask => ({
    id,
    name: `line.more.${id}`,
    hint: `line.more.${id}.hint`,
    to: `/app/assessments/${row.id}/${id === 'evidence' ? id : `lists/${id}`}`,
    count,
  })
  return [
    task('evidence', evidence.length),
    ...(row.audience === 'project'
      ? (['sites', 'risks', 'referrals', 'people', 'training', 'money'] as const).map((id) =>
          task(id, lines(id)),
        )
      : []),
  ]
}
type PageOfTask = 'evidence' | 'sites' | 'risks' | 'referrals' | 'people' | 'training' | 'money'

/** Pages that are no task: people to write with, and what the plan draws on and amounts to. */
export function pagesBeside(actor: Actor, row: AssessmentRow): { to: string; name: Key }[] {
  const page = (id: string, name: Key) => ({ to: `/app/assessments/${row.id}/${id}`, name })
  const ours = actor.memberships.some(({ organisationId }) => organisationId === row.organisationId)
  return [
    ...(row.plan?.tier === 1
      ? [page('interview', 'line.beside.interview'), page('interview/paper', 'line.beside.paper')]
      : []),
    page('contributors', 'line.beside.contributors'),
    page('comments', 'line.beside.comments'),
    ...(ours ? [page('passport', 'line.beside.passport')] : []),
    page('coverage', 'line.beside.coverage'),
    page('exports', 'line.beside.exports'),
  ]
}

/** Answers whose question was taken out of the framework, or is answered in another way by now. */
export function answersWithoutQuestion(row: AssessmentRow, answers: readonly StoredAnswer[]): StoredAnswer[] {
  const { requirements } = framework(row.frameworkId, row.frameworkVersion)
  const asked = new Map(requirements.map((requirement) => [requirement.id, requirement]))
  return answers.filter((answer) => {
    const now = asked.get(answer.requirementId)
    return !now || !fits(now.answer, answer)
  })
}

/** A newer version of what this plan answers, and whether it may go over to it now. */
export async function upgradeOffer(tx: Transaction, row: AssessmentRow, locale: Locale) {
  if (row.state !== 'draft' && row.state !== 'changes_requested') return null
  const version = await newerVersion(tx, row)
  if (version === null) return null
  return { version, name: frameworkHead({ ...row, frameworkVersion: version }, locale).versionName }
}

/** The names of a framework without its questions. */
export function frameworkHead(
  {
    frameworkId,
    frameworkVersion,
    audience,
  }: Pick<AssessmentRow, 'frameworkId' | 'frameworkVersion' | 'audience'>,
  locale: Locale,
) {
  return asShown(frameworkId, frameworkVersion, audience as Audience, locale, null).framework
}
