import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { createAward } from '#app/server/demonstration/rows.server.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { coveragePage } from '#app/server/queries/coverage.server.ts'
import { opinionOf, opinionPage } from '#app/server/queries/opinion.server.ts'
import { reviewPage } from '#app/server/queries/review.server.ts'
import { reviewersPage, reviewsPage } from '#app/server/queries/reviews-overview.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { finishOpinion, giveOpinion } from '#app/server/workflows/opinion.server.ts'
import { startProgramme } from '#app/server/workflows/programme.server.ts'
import {
  declareNoConflict,
  endPart,
  inviteFromOutside,
  payReviewer,
} from '#app/server/workflows/review.server.ts'
import { startOwnAssessment } from '#app/server/workflows/start-assessment.server.ts'
import { principles, requirementsFor } from '#content/index.ts'
import { ask } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import {
  aCast,
  anOrganisation,
  aPerson,
  move,
  stateOf,
  type Cast,
  type Organisation,
} from '#tests/support/line.ts'

const database = withTestDatabase()

let cast: Cast
let peer: Organisation
let lead: Actor
let peerOfficer: Actor
let peerReviewer: Actor
let programmeId: string

beforeEach(async () => {
  cast = await aCast()
  peer = await anOrganisation('Southwind Trust', 'funder')
  lead = await aPerson('Grace', 'safeguarding_lead', cast.funder)
  peerOfficer = await aPerson('Paul', 'programme_officer', peer)
  peerReviewer = await aPerson('Ines', 'reviewer', peer)
  await aPerson('Marta', 'approver', peer)
  programmeId = await startProgramme(
    cast.officer,
    cast.funder.id,
    { title: 'Freedom Commons', summary: 'A programme.' },
    now(),
  )
})

const accept = principles.map((principle) => ({ type: 'acceptPrinciple' as const, principle, reason: '' }))

const done = { choice: 'yes' as const, text: 'It is done.', dueOn: null }
const notYet = { choice: 'no' as const, text: 'Not yet.', dueOn: null }

/** The funder's own answers, sent to a peer. */
async function ownAnswers(): Promise<string> {
  const terms = {
    organisationId: cast.funder.id,
    reviewingBodyId: peer.id,
    title: 'Our own duties',
    country: 'GB',
    locale: 'en' as const,
    frameworkVersion: firstSelection.version,
  }
  const id = await startOwnAssessment(lead, terms, now())
  for (const [index, { id: requirementId }] of requirementsFor(firstSelection, 'funder').entries())
    await saveAnswer(lead, id, requirementId, index === 0 ? notYet : done, 0, now())
  return id
}

async function known(person: Actor, userName: string): Promise<void> {
  await asSystem('test: how somebody signs in', (tx) =>
    tx.person.update({ where: { id: person.id }, data: { userName }, select: { id: true } }),
  )
}

const invite = (actor: Actor, id: string, name: string, part: 'partner' | 'outside') =>
  inviteFromOutside(actor, ask('/app/reviews'), id, { name, part }, now())

describe('a funder does not mark its own homework', () => {
  test('its review waits for a partner whom it pays, who is asked, paid, and judges blind', async () => {
    await createAward(
      cast.officer,
      {
        programmeId,
        parentId: null,
        organisationId: cast.partner.id,
        title: 'Nets and Names',
        country: 'GH',
        position: 0,
        takingPart: [],
      },
      now(),
    )
    await known(cast.focalPoint, 'efua')
    await known(cast.officer, 'ruth')
    const outsider = await aPerson('Otto', 'focal_point', await anOrganisation('Quite Elsewhere'))
    await known(outsider, 'otto')

    const id = await ownAnswers()
    await move(lead, id, { type: 'submit' })
    await move(peerReviewer, id, { type: 'startReview' }, ...accept)
    const complete = () => advanceAssessment(peerReviewer, id, { type: 'completeReview' }, 'newest', now())
    await expect(complete()).rejects.toMatchObject({ code: 'notReady' })
    expect((await reviewPage(peerReviewer, id)).missing).toEqual(['partner'])
    expect((await reviewsPage(peerOfficer, 1)).plans).toMatchObject([{ id, missing: ['partner'] }])

    // Who may not be asked, and who may not ask.
    expect(await invite(peerOfficer, id, 'nobody', 'partner')).toMatchObject({ ok: false })
    expect(await invite(peerOfficer, id, 'ruth', 'partner')).toEqual({
      ok: false,
      error: { key: 'review.hindrance.writes' },
    })
    expect(await invite(peerOfficer, id, 'otto', 'partner')).toEqual({
      ok: false,
      error: { key: 'review.error.partner' },
    })
    await expect(invite(peerReviewer, id, 'efua', 'partner')).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(invite(cast.officer, id, 'efua', 'partner')).rejects.toMatchObject({ code: 'notPermitted' })

    expect(await invite(peerOfficer, id, 'efua', 'partner')).toEqual({ ok: true })
    const { focalPoint } = cast
    await expect(opinionPage(focalPoint, id)).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(coveragePage(focalPoint, id)).rejects.toMatchObject({ code: 'notPermitted' })
    await declareNoConflict(focalPoint, id, now())
    const { back, bodies } = await coveragePage(focalPoint, id)
    expect(back).toBe('opinion')
    const open = bodies.flatMap(({ areas }) => areas).flatMap((area) => area.open)
    expect(open.length).toBeGreaterThan(0)
    expect(open.filter(({ to }) => !to.startsWith(`/app/assessments/${id}/opinion/`))).toEqual([])
    await expect(complete()).rejects.toMatchObject({ code: 'notReady' })
    expect((await opinionOf(focalPoint, id, 'rights')).answers.length).toBeGreaterThan(0)
    await expect(reviewPage(focalPoint, id)).rejects.toMatchObject({ code: 'notPermitted' })
    for (const principle of principles)
      await giveOpinion(
        focalPoint,
        id,
        principle,
        { judgement: 'accepted', reason: '', points: [] },
        1,
        now(),
      )
    await finishOpinion(focalPoint, id, 1, now())
    await expect(endPart(peerOfficer, id, focalPoint.id, now())).rejects.toMatchObject({ code: 'notReady' })

    const payment = { personId: focalPoint.id, amount: '250.00', currency: 'GBP', on: new Date('2026-03-01') }
    await expect(payReviewer(peerReviewer, id, payment, now())).rejects.toMatchObject({
      code: 'notPermitted',
    })
    await payReviewer(peerOfficer, id, payment, now())
    expect((await reviewersPage(peerOfficer, id)).assigned).toContainEqual(
      expect.objectContaining({ part: 'partner', name: 'Efua', paid: '250', paidCurrency: 'GBP' }),
    )
    const ledger = await database.query<{ data: object }>(
      `select data from ledger_entry where subject = $1 and action = 'review.pay'`,
      [id],
    )
    expect(ledger).toEqual([{ data: { personId: focalPoint.id } }])

    await complete()
    expect(await stateOf(id)).toBe('awaiting_decision')
  })

  test('as long as it pays nobody, the peer’s view from outside is enough', async () => {
    const id = await ownAnswers()
    await move(lead, id, { type: 'submit' })
    await move(peerReviewer, id, { type: 'startReview' }, ...accept, { type: 'completeReview' })
    expect(await stateOf(id)).toBe('awaiting_decision')
  })
})
