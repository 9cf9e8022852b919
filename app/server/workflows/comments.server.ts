import type { Actor } from '#app/policies/actor.ts'
import { isOnWritingSide, mayAct } from '#app/policies/assessment.policy.ts'
import {
  maySettleComment,
  readBySide,
  type CommentAudience,
  type CommentSide,
} from '#app/policies/discussion.policy.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import {
  createComment,
  findComment,
  listSaidToBoth,
  settleComment,
  type StoredComment,
} from '#app/server/repositories/comments.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { requirementOf } from '#app/server/workflows/requirement-of.server.ts'
import { is, type Stored } from '#machines/processes.ts'

export interface Said<Audience extends CommentAudience> {
  /** Null: about the whole plan. */
  requirementId: string | null
  body: string
  audience: Audience
}

/**
 * A comment stays with the plan and goes into no document. The body that reviews reads it only where it was written to both
 * sides, which is possible as long as the plan is with that body.
 */
export function addComment(
  actor: Actor,
  id: string,
  { audience = 'writers', ...said }: Omit<Said<'writers'>, 'audience'> & { audience?: 'writers' | 'both' },
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await commentedBy(tx, actor, id)
    if (said.requirementId !== null && !requirementOf(row, said.requirementId)) throw notFound()
    if (audience === 'both' && !isWithReviewers(row)) throw notReady()
    await say(tx, actor, id, { ...said, audience }, 'writers', now)
  })
}

/** Keeps a comment; where the other side reads it too, they are told that something waits, and not what it says. */
export async function say(
  tx: Transaction,
  actor: Actor,
  assessmentId: string,
  said: Said<CommentAudience>,
  from: CommentSide,
  at: Date,
): Promise<void> {
  const id = await createComment(tx, { ...said, assessmentId, authorId: actor.id, at })
  if (said.audience !== 'both') return
  const capacity = from === 'writers' ? 'reviewing_body' : 'author'
  await enqueue(tx, [
    { name: 'notify', key: `comment:${id}`, data: { notice: 'commentAsked', assessmentId, capacity } },
  ])
}

export async function settle(
  actor: Actor,
  id: string,
  commentId: string,
  settled: boolean,
  now: Date,
): Promise<void> {
  await settleAs(actor, id, { commentId, settled, side: 'writers', now }, commentedBy)
}

interface Settling {
  commentId: string
  settled: boolean
  /** The side on which the actor is. */
  side: CommentSide
  now: Date
}

/** `open` reads the plan for whoever may write on this side, and throws for everybody else. */
export async function settleAs(
  actor: Actor,
  id: string,
  { commentId, settled, side, now }: Settling,
  open: (tx: Transaction, actor: Actor, id: string) => Promise<AssessmentRow>,
): Promise<void> {
  const find = async (tx: Transaction) => {
    const comment = await findComment(tx, id, commentId, readBySide[side])
    if (!comment) throw notFound()
    return comment
  }
  const found = await withScope(actor.id, async (tx) => (await open(tx, actor, id), find(tx)))
  const from = await sideOf(id, found)
  await withScope(actor.id, async (tx) => {
    const { facts } = await open(tx, actor, id)
    const { authorId, settledAt } = await find(tx)
    if (from !== side || !maySettleComment(actor, { authorId, side }, facts)) throw notPermitted()
    // Settled twice keeps the first name.
    if (settled !== (settledAt !== null))
      await settleComment(tx, commentId, settled ? { byId: actor.id, at: now } : null)
  })
}

async function sideOf(id: string, comment: StoredComment): Promise<CommentSide> {
  if (comment.audience !== 'both') return comment.audience
  const said = await asSystem('which side said it', (tx) => listSaidToBoth(tx, id))
  return said.find((one) => one.id === comment.id)?.side ?? 'reviewers'
}

async function commentedBy(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (!isOnWritingSide(actor, row.facts)) throw notFound()
  if (!mayAct(actor, 'comment', row.facts)) throw notPermitted()
  if (!isWrittenStill(row)) throw notReady()
  return row
}

/** Until it is signed, replaced or withdrawn: from then on everything about it is for reading. */
export function isWrittenStill(row: Stored): boolean {
  return !is('assessment', row, 'inForce') && !is('assessment', row, 'over')
}

/** It was sent, and not taken back since. */
export function isWithReviewers(row: Stored & { state: string }): boolean {
  return isWrittenStill(row) && row.state !== 'draft'
}
