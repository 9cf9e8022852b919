import type {
  EvidenceData,
  RequirementGroup,
  ServedRequirement,
} from '#app/components/evidence/evidence-data.ts'
import { asksWhetherTrue, lifeOf, type Life } from '#app/forms/evidence-life.ts'
import type { Actor } from '#app/policies/actor.ts'
import {
  bodiesKept,
  changesPlanEvidence,
  keepsEvidence,
  mayOpenFile,
  readsPlanEvidence,
} from '#app/policies/evidence.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { isKept, readKept } from '#app/server/files/store.server.ts'
import { getAssessment, isId, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import {
  countPlans,
  findEvidence,
  findFile,
  listEvidence,
  listUses,
  listUsesAt,
  type EvidenceRow,
} from '#app/server/repositories/evidence.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { openForChange, reopened } from '#app/server/workflows/open-for-change.server.ts'
import { asShown, byPrinciple, type Audience, type RequirementShown } from '#content/index.ts'
import type { Locale } from '#content/words.ts'
import { principlesToAnswer } from '#machines/processes.ts'

/** Every document of one plan on one page, each with the requirements it serves. */
export function planEvidencePage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await planFor(tx, actor, id)
    const questions = questionsOf(row, actor.locale)
    const items = new Map<string, EvidenceData & { serves: ServedRequirement[]; mayKeep: boolean }>()
    for (const { requirementId, evidence } of await listUses(tx, id)) {
      const question = questions.find((one) => one.id === requirementId)
      if (!question) continue
      const mayKeep = keepsEvidence(actor, evidence.organisationId)
      const item = items.get(evidence.id) ?? { ...evidenceShown(evidence), serves: [], mayKeep }
      item.serves.push({ id: question.id, question: question.question })
      items.set(evidence.id, item)
    }
    return { ...headFor(row), now: now(), items: [...items.values()], mayChange: isOpenTo(actor, row) }
  })
}

/** The form that adds one. */
export function newEvidencePage(actor: Actor, id: string, preselected: readonly string[]) {
  return withScope(actor.id, async (tx) => {
    const row = await openPlanFor(tx, actor, id)
    return { ...headFor(row), now: now(), groups: groupsOf(row, actor, new Set(preselected)) }
  })
}

/** Whether a file for this plan is welcome at all: asked before the first byte of it is read. */
export async function mayAddEvidence(actor: Actor, id: string): Promise<boolean> {
  return withScope(actor.id, async (tx) => {
    const row = isId(id) ? await planOrNull(tx, actor, id) : null
    return row !== null && isOpenTo(actor, row)
  })
}

/** What the body has already, to be used in this plan too. */
export function chooseEvidencePage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await openPlanFor(tx, actor, id)
    const items = await listEvidence(tx, [row.organisationId])
    const here = new Set((await listUses(tx, id)).map(({ evidence }) => evidence.id))
    return {
      ...headFor(row),
      now: now(),
      items: items.map((item) => ({ ...evidenceShown(item), here: here.has(item.id) })),
    }
  })
}

/** One item in one plan: which requirements it serves. */
export function planItemPage(actor: Actor, id: string, evidenceId: string, preselected: readonly string[]) {
  return withScope(actor.id, async (tx) => {
    const row = await planFor(tx, actor, id)
    const item = await findEvidence(tx, evidenceId)
    if (!item || item.organisationId !== row.organisationId) throw notFound()
    const uses = (await listUses(tx, id)).filter(({ evidence }) => evidence.id === evidenceId)
    const serves = uses.map(({ requirementId }) => requirementId)
    // Whoever was invited to one plan sees what stands in it, and what they gave themselves.
    if (item.removedAt && serves.length === 0) throw notFound()
    return {
      ...headFor(row),
      now: now(),
      item: evidenceShown(item),
      serves,
      groups: groupsOf(row, actor, new Set([...serves, ...preselected])),
      mayChange: isOpenTo(actor, row),
      mayKeep: keepsEvidence(actor, item.organisationId),
    }
  })
}

/** What the actor's own bodies keep, over all plans; what needs somebody first. */
export function ownEvidencePage(actor: Actor) {
  return withScope(actor.id, async (tx) => {
    const bodies = bodiesKept(actor)
    if (bodies.length === 0) throw notPermitted()
    const at = now()
    const rows = await listEvidence(
      tx,
      bodies.map(({ id }) => id),
    )
    const plans = await countPlans(
      tx,
      rows.map(({ id }) => id),
    )
    const items = rows.map((row) => ({
      ...evidenceShown(row),
      organisationId: row.organisationId,
      plans: plans.get(row.id) ?? 0,
      asks: asksWhetherTrue(row, at),
    }))
    return {
      now: at,
      bodies: bodies.map((body) => ({
        ...body,
        items: items.filter(({ organisationId }) => organisationId === body.id),
      })),
      due: items.filter(({ asks, reviewOn }) => asks || needsLook(lifeOf(reviewOn, at).state)).length,
    }
  })
}

export function ownItemPage(actor: Actor, evidenceId: string) {
  return withScope(actor.id, async (tx) => {
    const item = await findEvidence(tx, evidenceId)
    if (!item || item.removedAt || !keepsEvidence(actor, item.organisationId)) throw notFound()
    const plans = (await countPlans(tx, [item.id])).get(item.id) ?? 0
    return { now: now(), item: evidenceShown(item), plans }
  })
}

/** What stands beside one requirement while it is answered, within a transaction that has read the plan. */
export async function evidenceAt(tx: Transaction, actor: Actor, row: AssessmentRow, requirementId: string) {
  const uses = readsPlanEvidence(actor, row) ? await listUsesAt(tx, row.id, requirementId) : []
  const question = questionsOf(row, actor.locale).find(({ id }) => id === requirementId)
  return {
    items: uses.map(({ evidence }) => evidenceShown(evidence)),
    mayAdd: question !== undefined && isOpenTo(actor, row) && openForChange(row, question),
  }
}

/** A file that this person may open, as a stream of what it holds. Whatever is refused is not there. */
export async function fileToOpen(actor: Actor, fileId: string) {
  const file = await withScope(actor.id, async (tx) => findFile(tx, fileId))
  if (!file || !mayOpenFile(actor, file) || !(await isKept(fileId))) throw notFound()
  return { name: file.name, mediaType: file.mediaType, size: file.size, bytes: readKept(fileId) }
}

/** Throws notFound for whoever does not read it while it is written: to them these pages do not exist. */
async function planFor(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (!readsPlanEvidence(actor, row)) throw notFound()
  return row
}

async function openPlanFor(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await planFor(tx, actor, id)
  if (!changesPlanEvidence(actor, row)) throw notPermitted()
  if (!isOpenTo(actor, row)) throw notReady()
  return row
}

async function planOrNull(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow | null> {
  return planFor(tx, actor, id).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'AppError') return null
    throw error
  })
}

function isOpenTo(actor: Actor, row: AssessmentRow): boolean {
  return changesPlanEvidence(actor, row) && principlesToAnswer(row).length > 0
}

function needsLook(state: Life['state']): boolean {
  return state === 'ending' || state === 'ended'
}

function headFor({ id, title, locale }: AssessmentRow) {
  return { id, title, locale }
}

function questionsOf(row: AssessmentRow, locale: string): RequirementShown[] {
  const { frameworkId, frameworkVersion, audience, plan } = row
  return asShown(frameworkId, frameworkVersion, audience as Audience, locale as Locale, plan).requirements
}

function groupsOf(row: AssessmentRow, actor: Actor, ticked: ReadonlySet<string>): RequirementGroup[] {
  const open = reopened(row)
  return byPrinciple(questionsOf(row, actor.locale)).map(([principle, questions]) => ({
    principleName: questions[0]!.principleName,
    requirements: questions.map(({ id, question }) => ({
      id,
      question,
      serves: ticked.has(id),
      open: open.answer({ id, principle }),
    })),
  }))
}

export function evidenceShown(row: EvidenceRow): EvidenceData {
  const { id, kind, title, url, page, assessedBy, datedOn, reviewOn, stillTrueOn } = row
  const { createdAt, inPassport, revision, file } = row
  return {
    ...{ id, kind, title, url, page, assessedBy, datedOn, reviewOn, stillTrueOn },
    ...{ createdAt, inPassport, revision },
    file: file && { ...file, sha256: hex(file.sha256) },
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
