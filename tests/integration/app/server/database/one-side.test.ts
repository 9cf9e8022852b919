import { beforeAll, describe, expect, test } from 'vitest'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { layWorld, type World } from '#tests/integration/app/server/database/two-worlds.ts'
import { withTestDatabase } from '#tests/support/database.ts'

/** What the database refuses although no route asks for it: the last door when a workflow has a hole. */
const database = withTestDatabase()
const denied = /permission denied|row-level security/
let a: World
let b: World

beforeAll(async () => {
  a = await layWorld(database, 'A')
  b = await layWorld(database, 'B')
})

const as = (personId: string, run: (tx: Transaction) => Promise<unknown>) => withScope(personId, run)
const sql = (personId: string, text: string) => as(personId, (tx) => tx.$executeRawUnsafe(text))

describe('the side that answers', () => {
  test('cannot say that it was judged, decided or signed', async () => {
    for (const state of [
      'changes_requested',
      'awaiting_decision',
      'decided',
      'being_signed',
      'signed',
      'superseded',
    ]) {
      const moved = sql(
        a.investigator,
        `update assessment set state = '${state}' where id = '${a.assessment}'`,
      )
      await expect(moved, state).rejects.toThrow(denied)
    }
    expect(
      await sql(a.investigator, `update assessment set state = 'in_review' where id = '${a.assessment}'`),
    ).toBe(1)
  })

  test('cannot issue a document that the public page would call unchanged', async () => {
    for (const capacity of ['principal_investigator', 'reviewer', 'approver']) {
      const forged = as(a.investigator, (tx) =>
        tx.documentRevision.create({ data: revision(a, a.investigator, capacity), select: { id: true } }),
      )
      await expect(forged, capacity).rejects.toThrow(denied)
    }
  })

  test('cannot judge or decide, also when somebody belongs to both sides', async () => {
    await database.query(
      `insert into membership (person_id, organisation_id, role) values ($1, $2, 'reviewer'), ($1, $2, 'approver')`,
      [a.investigator, a.funder],
    )
    await expect(
      as(a.investigator, (tx) =>
        tx.reviewRemark.create({ data: remark(a, a.investigator), select: { id: true } }),
      ),
    ).rejects.toThrow(denied)
    await expect(
      as(a.investigator, (tx) =>
        tx.decision.create({ data: decision(a, a.investigator, a.reviewer), select: { outcome: true } }),
      ),
    ).rejects.toThrow(denied)
    await database.query(`delete from membership where person_id = $1 and organisation_id = $2`, [
      a.investigator,
      a.funder,
    ])
  })

  test('lets nobody else in as author or owner', async () => {
    for (const capacity of ['author', 'owner', 'upper_tier']) {
      const added = sql(
        a.investigator,
        `select app_add_participation('${a.assessment}', '${b.funder}', null, '${capacity}')`,
      )
      await expect(added, capacity).rejects.toThrow('nobody is added as')
    }
  })

  test('cannot call a document current again that is no longer in force', async () => {
    const mark = (set: string) =>
      sql(a.investigator, `update issued_document set ${set} where id = '${a.document}'`)
    expect(await mark(`status = 'no_longer_in_force', status_on = current_date`)).toBe(1)
    await expect(mark(`status = 'current', status_on = null`)).rejects.toThrow(denied)
    await expect(mark(`replaced_by_id = '${b.document}'`)).rejects.toThrow(denied)
    await database.query(`update issued_document set status = 'current', status_on = null where id = $1`, [
      a.document,
    ])
  })
})

describe('the side that judges', () => {
  test('needs two people for a decision, of whom one has judged', async () => {
    const decide = (reviewer: string) =>
      as(a.approver, (tx) =>
        tx.decision.create({ data: decision(a, a.approver, reviewer), select: { outcome: true } }),
      )
    await expect(decide(a.approver)).rejects.toThrow(denied)
    await expect(decide(a.officer)).rejects.toThrow(denied)
    await expect(decide(a.reviewer)).resolves.toEqual({ outcome: 'approved' })
  })

  test('signs in its own name only, and only the approver completes', async () => {
    const sign = (by: string, capacity: string, also = {}) =>
      as(by, (tx) =>
        tx.documentRevision.create({
          data: { ...revision(a, by, capacity), ...also },
          select: { number: true },
        }),
      )
    await expect(sign(a.officer, 'reviewer', { final: false })).rejects.toThrow(denied)
    await expect(sign(a.approver, 'reviewer', { final: false })).rejects.toThrow(denied)
    await expect(sign(a.reviewer, 'reviewer', { final: true })).rejects.toThrow(denied)
    await expect(sign(a.reviewer, 'reviewer', { final: false })).resolves.toEqual({ number: 1 })
  })
})

describe('people', () => {
  test('invite only whom their job invites', async () => {
    const invited = (by: string, organisation: string, role: string) =>
      sql(
        by,
        `insert into invitation (code_hash, organisation_id, role, name, invited_by_id, expires_at) values (sha256('${by}${role}'), '${organisation}', '${role}', 'New', '${by}', now())`,
      )
    await expect(invited(a.officer, a.funder, 'approver')).rejects.toThrow(denied)
    await expect(invited(a.investigator, a.university, 'administrator')).rejects.toThrow(denied)
    await expect(invited(a.administrator, a.university, 'focal_point')).rejects.toThrow(denied)
    expect(await invited(a.investigator, a.university, 'focal_point')).toBe(1)
    expect(await invited(a.administrator, a.funder, 'approver')).toBe(1)
  })

  test('no administrator brings a job back to life or ends their own', async () => {
    const change = (of: string, until: string) =>
      sql(a.administrator, `update membership set until_at = ${until} where person_id = '${of}'`)
    await expect(change(a.officer, 'null')).rejects.toThrow(denied)
    expect(await change(a.administrator, 'now()')).toBe(0)
  })

  test('nobody writes into the ledger about a record of others', async () => {
    const entry = { action: 'assessment.decide', actorId: b.approver, data: {}, at: new Date() }
    await expect(
      as(b.approver, (tx) => appendLedger(tx, { ...entry, subject: a.assessment })),
    ).rejects.toThrow('who takes part in it')
    await expect(
      as(b.approver, (tx) => appendLedger(tx, { ...entry, subject: b.assessment })),
    ).resolves.toBeTypeOf('bigint')
  })
})

function revision(world: World, signerId: string, capacity: string) {
  const bytes = new Uint8Array([1, 2, 3, 4])
  return {
    documentId: world.document,
    number: 1,
    final: capacity === 'approver',
    bytes,
    size: 4,
    sha256: bytes,
    signerId,
    signerName: 'x',
    capacity,
    signedAt: new Date(),
  }
}

function remark(world: World, reviewerId: string) {
  return {
    assessmentId: world.assessment,
    submissionNumber: 1,
    principle: 'rights',
    judgement: 'accepted',
    reviewerId,
    at: new Date(),
  }
}

function decision(world: World, decidedById: string, reviewedById: string) {
  return {
    assessmentId: world.assessment,
    outcome: 'approved',
    reason: '',
    decidedById,
    reviewedById,
    decidedAt: new Date(),
  }
}
