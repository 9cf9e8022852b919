import { now } from '#app/server/clock.server.ts'
import { openEngine, poolFor } from '#app/server/database.server.ts'
import { drawDocumentsOf, signDocuments } from '#app/server/workflows/documents.server.ts'
import { principles } from '#content/index.ts'
import { aCast, anOpenCall, aPerson, move, revisionOf } from '#tests/support/line.ts'
import { aDecidedPlanFor, aPlanFor, aReviewedPlanFor, cookieOf } from '#tests/bench/world.ts'

const calls = 8

/** Out of a hundred plans, as many as stand in each state: most came to their end. */
const spread = {
  draft: 3,
  submitted: 3,
  in_review: 4,
  changes_requested: 2,
  awaiting_decision: 3,
  being_signed: 2,
  appealed: 1,
  signed: 82,
}
type Stage = keyof typeof spread

export interface Cookies {
  officer: string
  approver: string
  investigator: string
}

/**
 * One funder with so many plans: a tenth of them of one partner, ten of every other. They are copies of plans that went
 * through the program, one for each stage, with what was sent, judged, decided and set as a condition; and each approver
 * and each investigator has as many notices.
 */
export async function layDashboards(count: number): Promise<Cookies> {
  const cast = await aCast()
  const callIds: string[] = []
  for (let number = 0; number < calls; number += 1) callIds.push(await anOpenCall(cast))
  const templates = await templatesOf(cast, callIds[0]!)
  const second = await aPerson('Fictional Reviewer', 'reviewer', cast.funder)
  const stages = (Object.keys(spread) as Stage[]).flatMap((stage) =>
    Array.from({ length: spread[stage] }, () => templates[stage]),
  )
  const who = { funder: cast.funder.id, author: cast.investigator.id, decider: cast.approver.id }
  const pool = await poolFor('jobs')
  const run = async (sql: string, values: unknown[] = []) => void (await pool.query(sql, values))
  const { rows: others } = await pool.query<{ id: string }>(
    `insert into organisation (name, kind, country, fictional)
     select 'Fictional Circle ' || n, 'community', 'GH', true from generate_series(2, $1::int) n returning id`,
    [count / 10],
  )
  const partners = [cast.partner.id, ...others.map(({ id }) => id)]
  await run(
    `create table bench_plan as
     select n, gen_random_uuid() as id, ($1::uuid[])[1 + (n * 37) % 100] as template, n % 100 as mark,
       ($2::uuid[])[1 + n % ${calls}] as call_id, ($4::uuid[])[1 + n % 2] as reviewer_id,
       ($3::uuid[])[case when n % 10 = 0 then 1 else 1 + (n * 7) % cardinality($3::uuid[]) end] as organisation_id,
       now() - make_interval(days => 1 + n % 700) as at
     from generate_series(1, ${count}) n`,
    [stages, callIds, partners, [cast.reviewer.id, second.id]],
  )
  await run(`insert into record (id, kind) select id, 'assessment' from bench_plan`)
  await run(
    `insert into assessment (id, organisation_id, call_id, reviewing_body_id, audience, title, country, framework_id, framework_version,
       locale, created_by_id, created_at, submitted_at, decided_at, machine_version, state, value, context, revision)
     select p.id, p.organisation_id, p.call_id, t.reviewing_body_id, t.audience, 'Plan ' || p.n, t.country, t.framework_id,
       t.framework_version, t.locale, t.created_by_id, p.at, case when t.submitted_at is not null then p.at + interval '1 day' end,
       case when t.decided_at is not null then p.at + interval '2 days' end, t.machine_version, t.state, t.value, t.context, t.revision
     from bench_plan p join assessment t on t.id = p.template`,
  )
  await run(
    `insert into participation (record_id, organisation_id, person_id, capacity)
     select id, organisation_id, null::uuid, 'author' from bench_plan
     union all select p.id, $1, null, 'reviewing_body' from bench_plan p join assessment a on a.id = p.id where a.state <> 'draft'
     union all select id, null, $2, 'contributor' from bench_plan where mark % 10 = 5`,
    [who.funder, cast.focalPoint.id],
  )
  await copyJudging(run)
  await run(
    `insert into notice (person_id, kind, record_id, at, read_at)
     select person, case when p.n % 2 = 0 then 'submitted' else 'signed' end, p.id, p.at, case when p.mark > 4 then p.at end
     from bench_plan p, unnest($1::uuid[]) person`,
    [[who.decider, who.author]],
  )
  await run('drop table bench_plan')
  // As a server does by itself in the same minute; the embedded engine never does.
  if ((await openEngine()).kind === 'postgresql') await run('analyze')
  return {
    officer: await cookieOf(cast.officer),
    approver: await cookieOf(cast.approver),
    investigator: await cookieOf(cast.investigator),
  }
}

async function copyJudging(run: (sql: string, values?: unknown[]) => Promise<void>): Promise<void> {
  await run(
    `insert into submission (assessment_id, number, locale, content, content_hash, submitted_by_id, written_by_ids, submitted_at)
     select p.id, t.number, t.locale, '{"questions": []}', t.content_hash, t.submitted_by_id, t.written_by_ids, p.at
     from bench_plan p join submission t on t.assessment_id = p.template`,
  )
  await run(
    `insert into review_remark (assessment_id, submission_number, principle, judgement, requirement_ids, points, reason, reviewer_id, at)
     select p.id, t.submission_number, t.principle, t.judgement, t.requirement_ids, t.points, t.reason, p.reviewer_id, p.at
     from bench_plan p join review_remark t on t.assessment_id = p.template`,
  )
  await run(
    `insert into review_assignment (assessment_id, person_id, part, assigned_by_id, assigned_at)
     select p.id, p.reviewer_id, t.part, t.assigned_by_id, p.at from bench_plan p join review_assignment t on t.assessment_id = p.template`,
  )
  await run(
    `insert into conflict_declaration (assessment_id, person_id, conflicted, at)
     select p.id, t.person_id, false, p.at from bench_plan p join conflict_declaration t on t.assessment_id = p.template`,
  )
  await run(
    `insert into decision (assessment_id, outcome, reason, decided_by_id, reviewed_by_id, decided_at)
     select p.id, t.outcome, t.reason, t.decided_by_id, p.reviewer_id, p.at + interval '2 days'
     from bench_plan p join decision t on t.assessment_id = p.template`,
  )
  await run(
    `insert into appeal (assessment_id, grounds, lodged_by_id, lodged_at, state)
     select p.id, t.grounds, t.lodged_by_id, p.at, t.state from bench_plan p join appeal t on t.assessment_id = p.template`,
  )
  // Half of what was asked is met; of the rest most waits for the partner, some for us, some for money.
  await run(
    `with made as (
       insert into condition (assessment_id, position, sentence, owner, evidence_asked, due_on, holds_back, set_by_id, created_at, state,
         value, context, met_at)
       select p.id, c, t.sentence, t.owner, t.evidence_asked, (p.at + interval '200 days')::date + p.mark, t.holds_back, t.set_by_id,
         p.at, s.state, to_jsonb(replace(s.state, 'waiting_for_money', 'waitingForMoney')), t.context, case when s.state = 'met' then p.at + interval '60 days' end
       from bench_plan p
       join condition t on t.assessment_id = p.template and t.position = (select min(position) from condition where assessment_id = p.template)
       cross join lateral generate_series(1, 1 + p.n % 2) c
       cross join lateral (select (array['met', 'open', 'met', 'given', 'met', 'open', 'met', 'checked', 'met', 'waiting_for_money'])
         [1 + (p.n / 3 + c) % 10] as state) s
       returning id, state, set_by_id, created_at)
     insert into condition_event (condition_id, kind, note, person_id, at)
     select id, 'giveEvidence', 'The map.', set_by_id, created_at + interval '30 days' from made where state in ('given', 'checked', 'met')`,
  )
}

/** One plan in each stage, brought there step by step. */
async function templatesOf(
  cast: Awaited<ReturnType<typeof aCast>>,
  callId: string,
): Promise<Record<Stage, string>> {
  const { investigator, reviewer, approver } = cast
  const sent = async () => {
    const id = await aPlanFor(cast, callId)
    await move(investigator, id, { type: 'submit' })
    return id
  }
  const inReview = async () => {
    const id = await sent()
    await move(reviewer, id, { type: 'startReview' })
    return id
  }
  const toSign = async () => {
    const id = await aDecidedPlanFor(cast, callId)
    await drawDocumentsOf(id)
    return id
  }
  const signed = async () => {
    const id = await toSign()
    for (const signer of [investigator, reviewer, approver])
      await signDocuments(signer, id, await revisionOf(id), now())
    return id
  }
  const changes = await inReview()
  await move(
    reviewer,
    changes,
    ...principles.map((principle) => ({
      type: 'askForChange' as const,
      principle,
      requirementIds: [],
      reason: 'Say how.',
    })),
    { type: 'requestChanges' },
  )
  const appealed = await signed()
  await move(investigator, appealed, { type: 'lodgeAppeal', grounds: 'It was read too quickly.' })
  return {
    draft: await aPlanFor(cast, callId),
    submitted: await sent(),
    in_review: await inReview(),
    changes_requested: changes,
    awaiting_decision: await aReviewedPlanFor(cast, callId),
    being_signed: await toSign(),
    appealed,
    signed: await signed(),
  }
}
