import { readdir } from 'node:fs/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { mailNotices } from '#app/server/jobs/handlers/mail-notices.server.ts'
import { notify } from '#app/server/jobs/handlers/notify.server.ts'
import { sendMail } from '#app/server/jobs/handlers/send-mail.server.ts'
import { notices, type Notice, type Payload } from '#app/server/jobs/names.server.ts'
import { recipientsOf } from '#app/server/jobs/recipients.server.ts'
import { mailFolder } from '#app/server/mail/deliver.server.ts'
import { sealToken } from '#app/server/mail/sealed-token.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { layNoticedPlan, type Noticed } from '#tests/support/noticed-plan.ts'

const database = withTestDatabase()
const wednesday = new Date('2026-03-04T10:00:00Z')
const at = (text: string) => new Date(text)
let plan: Noticed

beforeEach(async () => {
  await database.query('delete from notice; delete from pgboss.job; delete from local_day')
  plan = await layNoticedPlan(database)
})

const ofAssessment = ['submitted', 'changesRequested', 'awaitingDecision', 'decided', 'yourSignature'].concat(
  ['signed', 'documentsFailed', 'decisionUndone', 'appealLodged', 'appealHeard', 'reviewAssigned'],
)
const payloadOf = (notice: Notice, more: Partial<Payload<'notify'>> = {}): Payload<'notify'> => ({
  notice,
  ...(ofAssessment.includes(notice) ? { assessmentId: plan.id } : { conditionId: plan.condition }),
  ...more,
})
const told = async (notice: Notice, more: Partial<Payload<'notify'>> = {}) => {
  const found = await asSystem('a test', (tx) => recipientsOf(tx, payloadOf(notice, more)))
  return (found?.personIds ?? []).map((id) => plan.partOf(id)).sort()
}
const tell = (notice: Notice, now: Date, jobId = randomId(), more: Partial<Payload<'notify'>> = {}) =>
  notify(payloadOf(notice, more), { jobId, now })
const clockStrikes = (now: Date) => mailNotices({}, { jobId: randomId(), now })
const enqueued = async () =>
  (
    await database.query<{ id: string; data: Record<string, string>; start_after: Date }>(
      `select id, data, start_after from pgboss.job where name = 'sendMail' order by created_on, id`,
    )
  ).map((job) => ({ ...job, to: plan.partOf(job.data.personId!) }))
const prefer = (
  personId: string,
  digest: string,
  more: { from?: number; until?: number; zone?: string } = {},
) =>
  database.query(
    'update person set digest = $2, quiet_from = $3, quiet_until = $4, time_zone = $5 where id = $1',
    [personId, digest, more.from ?? null, more.until ?? null, more.zone ?? 'UTC'],
  )

describe('who is not told', () => {
  const levels = { capacity: 'approver', level: '3' }
  const everything = async () =>
    new Set(
      (
        await Promise.all(
          notices.map((notice) =>
            told(notice, notice === 'reviewAssigned' ? { personId: plan.otherReviewer } : levels),
          ),
        )
      ).flat(),
    )

  test('a body that has nothing to do with the plan, of anything', async () => {
    const all = await everything()
    expect(all).not.toContain('strangerInvestigator')
    expect(all).not.toContain('strangerOfficer')
    expect(all).not.toContain('outsider')
  })

  test('whoever declared a conflict, of anything, whatever their part was', async () => {
    for (const person of [plan.reviewer, plan.approver, plan.officer, plan.otherReviewer])
      await database.query(
        `insert into participation (record_id, person_id, capacity) values ($1, $2, 'recused')`,
        [plan.id, person],
      )
    const all = await everything()
    for (const part of ['reviewer', 'approver', 'officer', 'otherReviewer']) expect(all).not.toContain(part)
    expect(all).toContain('otherApprover')
  })

  test('whoever has left or whose account is closed', async () => {
    await database.query('update membership set until_at = now() where person_id = $1', [plan.approver])
    await database.query('update person set closed_at = now() where id = any ($1)', [
      [plan.investigator, plan.officer],
    ])
    const all = await everything()
    for (const part of ['approver', 'investigator', 'officer']) expect(all).not.toContain(part)
  })

  test.each<[Notice, string[]]>([
    ['submitted', ['investigator', 'focalPoint', 'approver', 'primeOfficer']],
    ['awaitingDecision', ['reviewer', 'investigator', 'focalPoint', 'primeOfficer']],
    ['appealLodged', ['approver', 'reviewer', 'otherReviewer', 'investigator', 'primeOfficer']],
    ['appealHeard', ['approver', 'officer', 'reviewer', 'primeOfficer']],
    ['evidenceGiven', ['investigator', 'focalPoint', 'primeOfficer']],
    ['moneyArrived', ['investigator', 'focalPoint', 'primeOfficer']],
    ['helpAsked', ['investigator', 'focalPoint', 'primeOfficer', 'reviewer']],
    ['evidenceSentBack', ['officer', 'reviewer', 'approver', 'primeOfficer']],
    ['conditionMet', ['officer', 'reviewer', 'approver', 'primeOfficer']],
    ['moneySent', ['officer', 'reviewer', 'approver', 'primeOfficer']],
  ])('of "%s": %j', async (notice, parts) => {
    const people = await told(notice)
    for (const part of parts) expect(people).not.toContain(part)
  })

  test('an approver whose own decision was undone, of an appeal; and that it waits, only if an appeal undid it', async () => {
    const undone = (kind: string) =>
      database.query(
        `insert into past_decision (assessment_id, number, outcome, reason, reasons, letter, letter_locale, decided_by_id,
           reviewed_by_id, decided_at, kind, undone_by_id, undone_at, undone_because)
         values ($1, (select count(*) + 1 from past_decision where assessment_id = $1), 'declined', '', '{}', '', 'en', $2, $3,
           now(), $4, $2, now(), '')`,
        [plan.id, plan.otherApprover, plan.reviewer, kind],
      )
    await undone('reverted')
    expect(await told('appealLodged')).toEqual(['officer'])
    expect(await told('awaitingDecision')).toEqual(['approver', 'otherApprover'])
    await undone('appealed')
    expect(await told('awaitingDecision')).toEqual(['approver'])
  })

  test('an approver who checked the evidence, that it waits for a second person', async () => {
    await database.query(
      `insert into condition_event (condition_id, kind, person_id, at) values ($1, 'findEnough', $2, now())`,
      [plan.condition, plan.approver],
    )
    expect(await told('readyToDischarge')).toEqual(['officer', 'otherApprover'])
  })

  test('anybody, of a condition or a plan that is not there', async () => {
    expect(await told('conditionMet', { conditionId: randomId() })).toEqual([])
    expect(await told('submitted', { assessmentId: randomId() })).toEqual([])
    expect(await told('conditionMet', { conditionId: undefined, assessmentId: plan.id })).toEqual([])
    expect(await told('submitted', { conditionId: plan.condition, assessmentId: undefined })).toEqual([])
  })
})

describe('who is told', () => {
  test.each<[Notice, Partial<Payload<'notify'>>, string[]]>([
    ['submitted', {}, ['officer', 'otherReviewer', 'reviewer']],
    ['awaitingDecision', {}, ['approver', 'otherApprover']],
    ['decisionUndone', { capacity: 'approver' }, ['approver', 'officer', 'otherApprover']],
    ['decisionUndone', {}, ['investigator']],
    ['appealLodged', {}, ['officer', 'otherApprover']],
    ['appealHeard', {}, ['investigator']],
    ['moneySent', {}, ['focalPoint', 'investigator']],
    ['evidenceSentBack', {}, ['focalPoint', 'investigator']],
    ['conditionMet', {}, ['focalPoint', 'investigator']],
    ['conditionDueSoon', {}, ['focalPoint', 'investigator']],
    ['timeAnswered', {}, ['focalPoint', 'investigator']],
    ['helpOffered', {}, ['focalPoint', 'investigator']],
    ['moneyArrived', {}, ['officer']],
    ['helpAsked', {}, ['officer']],
    ['evidenceGiven', {}, ['officer', 'otherReviewer', 'reviewer']],
    ['timeAsked', {}, ['approver', 'officer', 'otherApprover']],
    ['readyToDischarge', {}, ['approver', 'officer', 'otherApprover']],
    ['conditionLate', { level: '1' }, ['focalPoint', 'investigator']],
    ['conditionLate', { level: '2' }, ['focalPoint', 'investigator', 'partnerLead']],
    ['conditionLate', { level: '3' }, ['focalPoint', 'investigator', 'partnerLead', 'primeOfficer']],
  ])('of "%s" with %j: %j', async (notice, more, parts) => {
    expect(await told(notice, more)).toEqual(parts)
  })

  test.each<[string, string, string[]]>([
    ['waiting_for_money', '1', ['officer']],
    ['given', '1', ['officer', 'otherReviewer', 'reviewer']],
    ['checked', '2', ['approver', 'funderLead', 'officer', 'otherApprover']],
    ['given', '3', ['funderLead', 'officer', 'otherReviewer', 'primeOfficer', 'reviewer']],
  ])(
    'the funder’s people, when it is the funder that is late (%s, level %s)',
    async (state, level, parts) => {
      await database.query('update condition set state = $2 where id = $1', [plan.condition, state])
      expect(await told('conditionLate', { level })).toEqual(parts)
    },
  )

  test('the assigned first reviewer alone, as long as they are there', async () => {
    await database.query(
      `insert into review_assignment (assessment_id, person_id, part, assigned_by_id, assigned_at)
       values ($1, $2, 'first', $3, now()), ($1, $4, 'second', $3, now())`,
      [plan.id, plan.otherReviewer, plan.officer, plan.reviewer],
    )
    expect(await told('submitted')).toEqual(['otherReviewer'])
    await database.query('update membership set until_at = now() where person_id = $1', [plan.otherReviewer])
    expect(await told('submitted')).toEqual(['officer', 'reviewer'])
  })

  test('somebody from outside who was asked to review, once they take part', async () => {
    expect(await told('reviewAssigned', { personId: plan.outsider })).toEqual([])
    await database.query(
      `insert into participation (record_id, person_id, capacity) values ($1, $2, 'outside_reviewer')`,
      [plan.id, plan.outsider],
    )
    expect(await told('reviewAssigned', { personId: plan.outsider })).toEqual(['outsider'])
  })

  test('whoever answers for the body now, when the sender has left', async () => {
    await database.query('update membership set until_at = now() where person_id = $1', [plan.investigator])
    expect(await told('conditionMet')).toEqual(['focalPoint', 'otherInvestigator', 'partnerLead'])
  })
})

describe('a notice', () => {
  test('stands on each person’s page and is mailed at once, with ids and codes only', async () => {
    await tell('conditionMet', wednesday)
    const rows = await database.query<{ person_id: string; mailed_at: Date }>('select * from notice')
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({
      kind: 'conditionMet',
      record_id: plan.id,
      condition_id: plan.condition,
      at: wednesday,
      mailed_at: wednesday,
      read_at: null,
    })
    const jobs = await enqueued()
    expect(jobs.map(({ to }) => to).sort()).toEqual(['focalPoint', 'investigator'])
    expect(JSON.stringify(await database.query('select * from notice, pgboss.job'))).not.toMatch(
      /Hidden|@example/,
    )
  })

  test('of a job that runs twice, also at once, is there once and mailed once', async () => {
    const job = randomId()
    await tell('conditionMet', wednesday, job)
    await Promise.all([1, 2, 3].map(() => tell('conditionMet', at('2026-03-04T10:00:05Z'), job)))
    await clockStrikes(at('2026-03-04T10:10:00Z'))
    expect(await database.query('select from notice')).toHaveLength(2)
    expect(await enqueued()).toHaveLength(2)
  })

  test('of another job about the same thing is another notice', async () => {
    await tell('conditionMet', wednesday)
    await tell('conditionMet', wednesday)
    expect(await database.query('select from notice')).toHaveLength(4)
  })

  test('is neither there nor mailed when its transaction fails half-way', async () => {
    await database.query(
      `create function pg_temp_fail() returns trigger language plpgsql as $$ begin raise exception 'half-way'; end $$`,
    )
    await database.query(
      'create trigger fails before insert on pgboss.job_common for each row execute function pg_temp_fail()',
    )
    const job = randomId()
    await expect(tell('conditionMet', wednesday, job)).rejects.toThrow()
    expect(await database.query('select from notice')).toHaveLength(0)
    await database.query('drop trigger fails on pgboss.job_common; drop function pg_temp_fail()')
    await tell('conditionMet', wednesday, job)
    expect(await enqueued()).toHaveLength(2)
  })
})

describe('mail that waits', () => {
  const nine = 9 * 60
  const onlyTo = async (part: string) => (await enqueued()).filter(({ to }) => to === part)

  test('comes after the quiet hours, in the person’s own time zone, and once', async () => {
    await prefer(plan.investigator, 'each', { from: 20 * 60, until: 7 * 60, zone: 'Asia/Kathmandu' })
    await tell('conditionMet', at('2026-03-04T16:00:00Z')) // 21:45 there
    expect((await enqueued()).map(({ to }) => to)).toEqual(['focalPoint'])
    await clockStrikes(at('2026-03-05T01:10:00Z'))
    expect(await onlyTo('investigator')).toEqual([])
    await clockStrikes(at('2026-03-05T01:20:00Z'))
    await clockStrikes(at('2026-03-05T01:30:00Z'))
    expect(await onlyTo('investigator')).toMatchObject([{ data: { mail: 'conditionMet' } }])
  })

  test('comes after a day off that the person’s body entered, not one that it removed or another body’s', async () => {
    const day = (organisation: string, on: string, removed: boolean) =>
      database.query(
        `insert into local_day (organisation_id, on_day, name, added_by_id, removed_at) values ($1, $2, 'A day', $3, $4)`,
        [organisation, on, plan.investigator, removed ? wednesday : null],
      )
    const today = new Date()
    const iso = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10)
    await day(plan.partner, iso(0), false)
    await day(plan.partner, iso(1), true)
    await day(plan.funder, iso(1), false)
    await tell('conditionMet', today)
    expect(await enqueued()).toEqual([])
    await clockStrikes(at(`${iso(0)}T23:59:00Z`))
    expect(await enqueued()).toEqual([])
    await clockStrikes(at(`${iso(1)}T00:00:00Z`))
    expect((await enqueued()).map(({ to }) => to).sort()).toEqual(['focalPoint', 'investigator'])
  })

  test('reminds nobody on a Saturday or a Sunday, and tells news on any day', async () => {
    const saturday = at('2026-03-07T10:00:00Z')
    await tell('conditionDueSoon', saturday)
    await tell('evidenceSentBack', saturday)
    expect((await enqueued()).map(({ data }) => data.mail)).toEqual(['evidenceSentBack', 'evidenceSentBack'])
    await clockStrikes(at('2026-03-08T23:50:00Z'))
    expect(await enqueued()).toHaveLength(2)
    await clockStrikes(at('2026-03-09T00:00:00Z'))
    expect(await enqueued()).toHaveLength(4)
  })

  test('is one mail a day for whoever wants a digest, at eight, with a number and nothing else', async () => {
    await prefer(plan.investigator, 'daily', { zone: 'Africa/Nairobi' })
    await prefer(plan.focalPoint, 'none')
    await tell('conditionMet', wednesday)
    await tell('helpOffered', at('2026-03-04T18:00:00Z'))
    await clockStrikes(at('2026-03-05T04:50:00Z'))
    expect(await enqueued()).toEqual([])
    await clockStrikes(at('2026-03-05T05:00:00Z'))
    await tell('timeAnswered', at('2026-03-05T05:05:00Z'))
    await clockStrikes(at('2026-03-05T05:10:00Z'))
    const [digest, ...more] = await enqueued()
    expect(more).toEqual([])
    expect(digest!.data).toEqual({ mail: 'digest', personId: plan.investigator, count: '2' })
    await clockStrikes(at('2026-03-06T05:00:00Z'))
    expect((await enqueued()).map(({ data }) => data.count)).toEqual(['2', '1'])
  })

  test('is one mail on Monday for whoever wants one a week, and leaves out what they read meanwhile', async () => {
    await prefer(plan.investigator, 'weekly')
    await prefer(plan.focalPoint, 'none')
    await tell('conditionMet', wednesday)
    await tell('helpOffered', wednesday)
    await database.query(`update notice set read_at = now() where kind = 'helpOffered'`)
    await clockStrikes(at('2026-03-08T09:00:00Z'))
    expect(await enqueued()).toEqual([])
    await clockStrikes(at('2026-03-09T10:20:00Z')) // the worker was down at eight
    expect((await enqueued()).map(({ data }) => data.count)).toEqual(['1'])
  })

  test('does not start in the quiet hours because the worker was late', async () => {
    await prefer(plan.investigator, 'daily', { from: nine, until: nine + 60 })
    await prefer(plan.focalPoint, 'none')
    await tell('conditionMet', wednesday)
    await clockStrikes(at('2026-03-05T09:30:00Z'))
    expect(await enqueued()).toEqual([])
    await clockStrikes(at('2026-03-05T10:00:00Z'))
    expect(await enqueued()).toHaveLength(1)
  })

  test('is not sent to whoever stepped back for a conflict while it waited', async () => {
    await prefer(plan.officer, 'daily')
    await tell('moneyArrived', wednesday)
    await database.query(
      `insert into participation (record_id, person_id, capacity) values ($1, $2, 'recused')`,
      [plan.id, plan.officer],
    )
    await clockStrikes(at('2026-03-05T08:00:00Z'))
    expect(await enqueued()).toEqual([])
  })

  test('is claimed once, however many clocks strike at the same time', async () => {
    for (const person of [plan.investigator, plan.focalPoint]) await prefer(person, 'daily')
    await tell('conditionMet', wednesday)
    await Promise.all([1, 2, 3, 4].map(() => clockStrikes(at('2026-03-05T08:00:00Z'))))
    expect(await enqueued()).toHaveLength(2)
  })

  test('is neither sent twice nor lost when the job fails half-way', async () => {
    for (const person of [plan.investigator, plan.focalPoint]) await prefer(person, 'daily')
    await tell('conditionMet', wednesday)
    await database.query(
      `create function pg_temp_fail() returns trigger language plpgsql as $$ begin raise exception 'half-way'; end $$`,
    )
    await database.query(
      'create trigger fails before insert on pgboss.job_common for each row execute function pg_temp_fail()',
    )
    await expect(clockStrikes(at('2026-03-05T08:00:00Z'))).rejects.toThrow()
    expect(await database.query('select from notice where mailed_at is not null')).toHaveLength(0)
    await database.query('drop trigger fails on pgboss.job_common; drop function pg_temp_fail()')
    await clockStrikes(at('2026-03-05T08:10:00Z'))
    await clockStrikes(at('2026-03-05T08:20:00Z'))
    expect(await enqueued()).toHaveLength(2)
  })

  test('that was tried again until the quiet hours began waits once more', async () => {
    await prefer(plan.investigator, 'each', { from: 20 * 60, until: 7 * 60 })
    const payload = { mail: 'conditionMet', personId: plan.investigator, recordId: plan.id } as const
    await sendMail(payload, { jobId: randomId(), now: at('2026-03-04T22:00:00Z') })
    expect(await enqueued()).toMatchObject([
      { to: 'investigator', data: payload, start_after: at('2026-03-05T07:00:00Z') },
    ])
  })
})

test('a link for a new password waits for no quiet hours, no day off and no choice', async () => {
  await prefer(plan.investigator, 'none', { from: 0, until: 1439 })
  const sealedToken = sealToken('passwordReset', 'Abcd-1234')
  const jobId = randomId()
  await sendMail(
    { mail: 'passwordReset', personId: plan.investigator, sealedToken },
    { jobId, now: wednesday },
  )
  expect(await enqueued()).toEqual([])
  expect(await readdir(mailFolder())).toContain(`${jobId}.eml`)
})
