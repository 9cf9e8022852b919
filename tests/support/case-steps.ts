import type { Actor } from '#app/policies/actor.ts'
import type { PartOf } from '#app/sealing/parts.ts'
import { asSystem } from '#app/server/database.server.ts'
import { readConcern } from '#app/server/repositories/concern-moves.server.ts'
import { saveDeclaration } from '#app/server/repositories/cases.server.ts'
import { lookAtNotices, writePlan, type Plan } from '#app/server/workflows/case-plans.server.ts'
import { advanceConcern, type ConcernIntent, type Given } from '#app/server/workflows/concern.server.ts'
import { asHandler, sealedPart, type TestCase } from '#tests/support/cases.ts'
import type { TestHandler } from '#tests/support/doors.ts'

/** What a handler writes with a step; the phrase must never be found outside the sealed part. */
export const markerOfSteps = 'MARKER the driver by the red gate'

/** Proved once more who they are. */
export function steppedUp(handler: TestHandler, now: Date): Actor {
  return { ...asHandler(handler), steppedUpAt: now }
}

export function keysOf(concernId: string): Promise<{ file: Key; thread: Key }> {
  return asSystem('test', async (tx) => {
    const rows = await tx.concernKey.findMany({
      where: { concernId },
      orderBy: { generation: 'desc' },
      select: { id: true, kind: true, recipient: true },
    })
    const of = (kind: string) => rows.find((row) => row.kind === kind)!
    return { file: of('file'), thread: of('thread') }
  })
}
interface Key {
  id: string
  recipient: string
}

export async function inFile(concernId: string) {
  const { file } = await keysOf(concernId)
  const part: PartOf<'step'> = { kind: 'step', step: 'test', fields: { words: markerOfSteps } }
  return { keyId: file.id, sealed: await sealedPart(file.recipient, part) }
}

export async function inThread(concernId: string) {
  const { thread } = await keysOf(concernId)
  const words = `${markerOfSteps} and an answer`
  return {
    keyId: thread.id,
    sealed: await sealedPart(thread.recipient, {
      kind: 'message',
      from: 'handler',
      words,
      fileIds: [],
      role: 'Handler',
    }),
  }
}

export function declareFree(
  concernId: string,
  people: readonly { id: string }[],
  on = new Date('2026-03-04'),
): Promise<void> {
  return asSystem('test', async (tx) => {
    for (const { id } of people) await saveDeclaration(tx, concernId, id, on)
  })
}

export function caseNow(concernId: string) {
  return asSystem('test', (tx) => readConcern(tx, concernId))
}

/** The steps of a case up to a stage, by two handlers. */
export function stepsOf(
  theCase: Pick<TestCase, 'id'>,
  [first, second]: readonly TestHandler[],
  clock: () => Date,
) {
  const { id } = theCase
  const file = () => inFile(id)
  const as = (handler: TestHandler) => steppedUp(handler, clock())
  const take = async (
    handler: TestHandler,
    type: ConcernIntent['type'],
    given: Given = {},
    where: 'file' | 'thread' | 'none' = 'file',
  ) =>
    advanceConcern(
      as(handler),
      id,
      { type, given, parts: where === 'none' ? [] : [where === 'file' ? await file() : await inThread(id)] },
      'newest',
      clock(),
    )
  const plan = async (what: Plan) => writePlan(as(first!), id, { plan: what, parts: [await file()] }, clock())
  const one = first!
  const other = second!
  const to = {
    safe: () => take(one, 'checkSafety', { ownerId: other.id }),
    acknowledged: async () => (await to.safe(), take(one, 'acknowledge', {}, 'thread')),
    assessing: async () => {
      await to.acknowledged()
      await take(one, 'offerSupport', { asked: true })
      await lookAtNotices(as(one), id, { duties: [], parts: [await file()] }, clock())
      await take(one, 'beginAssessing', {}, 'none')
    },
    deciding: async () => (await to.assessing(), take(one, 'needNoInvestigation', { unconflicted: true })),
    decided: async () => {
      await to.deciding()
      await take(one, 'proposeOutcome')
      await take(other, 'confirmOutcome', {}, 'none')
    },
    answered: async () => (await to.decided(), take(one, 'giveFeedback', {}, 'thread')),
    closed: async () => {
      await to.answered()
      await plan('detriment')
      await take(one, 'declineSupport', {}, 'none')
      await take(one, 'closeCase')
    },
  }
  return { take, plan, to, as }
}
