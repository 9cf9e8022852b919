import { beforeAll, describe, expect, test } from 'vitest'
import { layDemonstration } from '#app/server/demonstration/lay.server.ts'
import { leagueDay } from '#app/server/demonstration/local-days.server.ts'
import { dayFrom } from '#app/server/demonstration/timeline.server.ts'
import { factsByNumber } from '#app/server/queries/verify.server.ts'
import { sentenceFaults } from '#content/checks/typography.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const at = new Date()
const today = at.toISOString().slice(0, 10)

beforeAll(async () => {
  await layDemonstration(at)
}, 240_000)

describe('who judges', () => {
  test('has said before that there is no conflict, without exception', async () => {
    const early = await database.query(`
      select p.user_name from (
        select assessment_id, reviewer_id as person_id, at from review_remark
        union all select assessment_id, person_id, at from review_opinion
        union all select assessment_id, decided_by_id, decided_at from decision
        union all select assessment_id, decided_by_id, decided_at from past_decision
        union all select assessment_id, heard_by_id, heard_at from appeal where heard_at is not null
      ) acted join person p on p.id = acted.person_id
      where not exists (
        select from conflict_declaration c where c.assessment_id = acted.assessment_id
          and c.person_id = acted.person_id and not c.conflicted and c.at <= acted.at)`)
    expect(early).toEqual([])
  })

  test('was asked by an officer, and one who stepped back was followed by another', async () => {
    const given = await database.query<{ roles: string }>(`
      select distinct m.role as roles from review_assignment r join membership m on m.person_id = r.assigned_by_id`)
    expect(given.map(({ roles }) => roles)).toEqual(
      expect.arrayContaining(['programme_officer', 'approver', 'reviewer']),
    )
    const [back] = await database.query(`
      select p.user_name as back, q.user_name as next, a.title, c.reason <> '' as reasoned
      from conflict_declaration c join person p on p.id = c.person_id join assessment a on a.id = c.assessment_id
      join review_assignment r on r.assessment_id = a.id and r.ended_at is null join person q on q.id = r.person_id
      where c.conflicted`)
    expect(back).toEqual({ back: 'samuel', next: 'nadia', title: 'After the Mine', reasoned: true })
  })

  test('looked blind in one plan and found otherwise, and the decision is still to come', async () => {
    const differ = await database.query(`
      select a.title, a.state, o.principle, o.judgement as second, r.judgement as first
      from review_opinion o join assessment a on a.id = o.assessment_id
      join review_assignment x on x.assessment_id = a.id and x.person_id = o.person_id and x.part = 'second' and x.done_at is not null
      join review_remark r on r.assessment_id = a.id and r.principle = o.principle
      where o.judgement <> r.judgement`)
    expect(differ).toEqual([
      {
        title: 'Salt and Memory',
        state: 'awaiting_decision',
        principle: 'rights',
        second: 'changes_asked',
        first: 'accepted',
      },
    ])
  })

  test('came from a body that the fund pays, and was paid', async () => {
    const [paid] = await database.query(`
      select r.paid::text, r.paid_currency as currency, r.done_at is not null as done from review_assignment r
      join assessment a on a.id = r.assessment_id where r.part = 'partner' and r.paid is not null`)
    expect(paid).toEqual({ paid: '600.00', currency: 'GBP', done: true })
  })

  test('gives a reason for what was drawn, and names what was accepted all the same', async () => {
    const rows = await database.query<{ kind: string; reason: string }>(`
      select p ->> 'kind' as kind, p ->> 'reason' as reason
      from review_remark r, jsonb_array_elements(r.points) p`)
    const kinds = new Set(rows.map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(['change', 'exception', 'sampled'])
    expect(rows.filter(({ reason }) => reason === '')).toEqual([])
  })
})

describe('decisions', () => {
  test('go out as letters in the language of the plan', async () => {
    const rows = await database.query<{ letter: string; language: string; plan: string; outcome: string }>(`
      select d.letter, d.letter_locale as language, a.locale as plan, d.outcome
      from decision d join assessment a on a.id = d.assessment_id`)
    expect(rows.length).toBeGreaterThan(9)
    for (const { letter, language, plan } of rows) {
      expect(letter.length).toBeGreaterThan(200)
      expect(letter).not.toMatch(/[{}]/)
      expect(language).toBe(plan)
    }
    const french = rows.filter(({ plan }) => plan === 'fr')
    expect(french.map(({ outcome }) => outcome).sort()).toEqual(['approved', 'declined'])
    for (const { letter } of french)
      for (const line of letter.split('\n')) expect(sentenceFaults(line, 'fr'), line).toEqual([])
  })

  test('one was undone before anybody signed, and one after an appeal that somebody else upheld', async () => {
    const rows = await database.query(`
      select a.title, a.state, p.kind, p.undone_because <> '' as reasoned, p.undone_by_id <> p.decided_by_id as other
      from past_decision p join assessment a on a.id = p.assessment_id order by a.title`)
    expect(rows).toEqual([
      {
        title: 'A Place at the Table',
        state: 'being_signed',
        kind: 'reverted',
        reasoned: true,
        other: false,
      },
      { title: 'Threads', state: 'awaiting_decision', kind: 'appealed', reasoned: true, other: true },
    ])
    const appeals = await database.query<{ state: string }>('select state from appeal order by state')
    expect(appeals.map(({ state }) => state)).toEqual(['dismissed', 'upheld'])
  })

  test('more information was asked once, of one answer, and came', async () => {
    const [asked] = await database.query<{ title: string; submissions: number; ids: string[] }>(`
      select a.title, r.requirement_ids as ids,
        (select count(*)::int from submission s where s.assessment_id = a.id) as submissions
      from review_remark r join assessment a on a.id = r.assessment_id where r.judgement = 'information_asked'`)
    expect(asked).toEqual({ title: 'The Open Notebook', ids: ['E-P-03'], submissions: 2 })
  })

  test('a document that was issued anew says so, and names the one that stands in its place', async () => {
    const rows = await database.query<{ number: string; next: string }>(`
      select d.number, n.number as next from issued_document d join issued_document n on n.id = d.replaced_by_id
      join assessment a on a.id = d.assessment_id where a.title = 'Les chants que le fleuve a gardés'`)
    expect(rows).toHaveLength(2)
    for (const { number, next } of rows) {
      expect(await factsByNumber(number)).toMatchObject({ status: 'replaced', replacedBy: next })
      expect(await factsByNumber(next)).toMatchObject({ status: 'current', complete: true })
    }
  })
})

describe('conditions', () => {
  interface Row {
    title: string
    state: string
    due: string
    expected: string | null
    sent: boolean
    waited: number
    context: { timeAsked: string | null; extensions: number; escalated: number }
    kinds: string[]
  }
  let rows: Row[] = []
  const of = (title: string) => rows.filter((row) => row.title === title)

  beforeAll(async () => {
    rows = await database.query<Row>(
      `select a.title, c.state, c.due_on::text as due, c.funds_expected_on::text as expected, c.context,
         c.funds_sent_on is not null as sent, ($1::date - c.created_at::date) as waited,
         array(select e.kind from condition_event e where e.condition_id = c.id order by e.at) as kinds
       from condition c join assessment a on a.id = c.assessment_id order by a.title, c.position`,
      [today],
    )
  })

  test('stand in every state in which one can be owed', () => {
    expect(new Set(rows.map(({ state }) => state))).toEqual(
      new Set(['waiting_for_money', 'open', 'given', 'checked', 'met']),
    )
  })

  test('one waits for money for forty-one days or some more, the fund is late, and help was offered', () => {
    const [waits] = of('Inherited Names')
    expect(waits).toMatchObject({ state: 'waiting_for_money', sent: false })
    expect(waits!.waited).toBeGreaterThanOrEqual(41)
    expect(waits!.waited).toBeLessThanOrEqual(43)
    expect(waits!.expected! < today).toBe(true)
    expect(waits!.context.escalated).toBeGreaterThan(1)
    expect(waits!.kinds).toEqual(expect.arrayContaining(['askForHelp', 'offerHelp']))
  })

  test('one is due in nine days or some more, since its money came late', () => {
    const [open] = of('Nets and Names')
    expect(open).toMatchObject({ state: 'open', sent: true })
    expect(open!.due >= dayFrom(at, 7).toISOString().slice(0, 10)).toBe(true)
    expect(open!.due <= dayFrom(at, 9).toISOString().slice(0, 10)).toBe(true)
  })

  test('one is late at the partner after more time was given, and one asks for more', () => {
    const [late, asks] = of('The Long Road Home')
    expect(late).toMatchObject({ state: 'open', context: { extensions: 1, timeAsked: null } })
    expect(late!.due < today).toBe(true)
    expect(asks!.context.timeAsked).toBe(dayFrom(at, 12).toISOString().slice(0, 10))
  })

  test('one was met in time by two people, one waits for its check and two for the second person', () => {
    const [met] = rows.filter(({ state }) => state === 'met')
    expect(met!.kinds).toEqual(expect.arrayContaining(['giveEvidence', 'findEnough', 'discharge']))
    expect(rows.filter(({ state }) => state === 'given')).toHaveLength(1)
    expect(rows.filter(({ state }) => state === 'checked')).toHaveLength(2)
  })

  test('a body in Niger has said when it does not work, and one of its conditions falls due on such a day', async () => {
    const days = await database.query<{ day: string; name: string }>(`
      select d.on_day::text as day, d.name from local_day d join organisation o on o.id = d.organisation_id
      where o.country = 'NE' order by 1`)
    expect(days.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Republic Day', 'Eid al-Fitr', 'Tabaski', 'Day of the league']),
    )
    const off = dayFrom(at, leagueDay).toISOString().slice(0, 10)
    expect(days.map(({ day }) => day)).toContain(off)
    expect(of('Inherited Names').map(({ due }) => due)).toContain(off)
  })
})

test('both sides speak to each other, and those who judge among themselves', async () => {
  const rows = await database.query<{ audience: string; people: number }>(`
    select c.audience, count(distinct c.author_id)::int as people from comment c
    where c.audience <> 'writers' group by c.audience, c.assessment_id order by 1`)
  expect(rows.filter(({ audience, people }) => audience === 'both' && people === 2)).toHaveLength(2)
  expect(rows.filter(({ audience }) => audience === 'reviewers')).toEqual([
    { audience: 'reviewers', people: 2 },
  ])
})
