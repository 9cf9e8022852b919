import { beforeEach, describe, expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { interviewPage, seenOf, type InterviewData } from '#app/server/queries/interview.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { choiceName, seenName, textName } from '#app/forms/interview.form.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, type Cast } from '#tests/support/line.ts'
import { answered, aTieredPlan } from '#tests/support/tiered-plan.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
let site: WholeSite
let cast: Cast
let id: string

beforeEach(async () => {
  site ??= await startWholeSite()
  cast = await aCast()
  ;({ id } = await aTieredPlan(cast, 1))
})

const path = (plan = id) => `/app/assessments/${plan}/interview`

/** The form as the page holds it, with what is typed over it. */
function filled(page: InterviewData, typed: Record<string, string> = {}): Record<string, string> {
  const shown = page.questions.flatMap(({ id: question, seen, given }) => [
    [seenName(question), seen],
    [textName(question), given?.text ?? ''],
    ...(given?.choice ? [[choiceName(question), given.choice]] : []),
  ])
  return { ...Object.fromEntries(shown), ...typed } as Record<string, string>
}

async function send(who: { id: string }, form: Record<string, string>) {
  return site.ask(path(), { cookie: await aCookieOf(who), form })
}

async function stored() {
  const rows = await database.query<{
    requirement_id: string
    choice: string | null
    text: string
    value: unknown
  }>('select requirement_id, choice, text, value from answer where assessment_id = $1', [id])
  return new Map(rows.map(({ requirement_id: requirement, ...row }) => [requirement, row]))
}

const held = {
  'heldOn.day': '3',
  'heldOn.month': '2',
  'heldOn.year': '2026',
  language: 'Tsavanya',
  spoke: 'Chair of the women’s group',
  focalPoint: 'Focal point',
  minutes: '25',
  readBack: 'yes',
  photographed: 'no',
}

describe('the spoken interview', () => {
  test('is nobody’s outside, and nothing of it can be posted from there', async () => {
    for (const stranger of [cast.officer, cast.reviewer, cast.approver]) {
      const cookie = await aCookieOf(stranger)
      expect((await site.ask(path(), { cookie })).status).toBe(404)
      expect((await site.ask(path(), { cookie, form: { [textName('V-P-05')]: 'Mine' } })).status).toBe(404)
    }
    expect((await site.ask(path())).headers.get('location')).toMatch(/^\/app\/sign-in/)
    expect((await stored()).size).toBe(0)
  })

  test('asks its fourteen numbered questions on one page, without a script', async () => {
    const page = await interviewPage(cast.focalPoint, id)
    expect(page.questions.map(({ number }) => number)).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 1),
    )
    const html = await (await site.ask(path(), { cookie: await aCookieOf(cast.focalPoint) })).text()
    expect(html).not.toContain('<script')
    expect(html.match(/<textarea/g)).toHaveLength(14)
  })

  test('is offered to a plan of tier 1 alone, and says so to the others', async () => {
    const { id: heavier } = await aTieredPlan(cast, 2)
    const answer = await site.ask(path(heavier), { cookie: await aCookieOf(cast.investigator) })
    const html = await answer.text()
    expect(html).toContain('question by question')
    expect(html).not.toContain('<textarea')
  })

  test.each([
    [
      'the work was described as more than a spoken interview holds',
      'update plan_context set tier = 2 where assessment_id = $1',
      'V-P-05',
    ],
    ['one question was dropped', 'select $1::uuid', 'V-P-99'],
  ])('gives back what was typed where meanwhile %s', async (_, meanwhile, gone) => {
    const page = await interviewPage(cast.focalPoint, id)
    const form = filled(page, { [textName(gone)]: 'Twenty minutes of talk', [seenName(gone)]: seenOf(null) })
    await database.query(meanwhile, [id])
    const answer = await send(cast.focalPoint, form)
    expect([answer.status, (await answer.text()).includes('Twenty minutes of talk')]).toEqual([409, true])
  })

  test('sends whoever typed nothing to the page as it is now', async () => {
    const form = filled(await interviewPage(cast.focalPoint, id))
    await database.query('update plan_context set tier = 2 where assessment_id = $1', [id])
    expect((await send(cast.focalPoint, form)).headers.get('location')).toBe(path())
  })

  test('is saved in part by the focal point and found again', async () => {
    const page = await interviewPage(cast.focalPoint, id)
    const typed = {
      ...held,
      [textName('V-P-01')]: 'Children who carry water. They tell their aunt.',
      [textName('V-P-05')]: 'Esi stops the talk.',
      [choiceName('V-P-03')]: 'yes',
    }
    const answer = await send(cast.focalPoint, filled(page, typed))
    expect([answer.status, answer.headers.get('location')]).toEqual([302, path()])
    const answers = await stored()
    expect([...answers.keys()].sort()).toEqual(['V-P-01', 'V-P-03', 'V-P-05'])
    expect(answers.get('V-P-01')).toMatchObject({ choice: null, value: { rows: [] } })
    expect(answers.get('V-P-03')).toMatchObject({ choice: 'yes', text: '' })
    const [row] = await database.query<{ values: unknown }>(
      "select values from register_row where assessment_id = $1 and register = 'interviews'",
      [id],
    )
    expect(row?.values).toMatchObject({
      heldOn: '2026-02-03',
      spoke: 'Chair of the women’s group',
      minutes: 25,
    })
    const again = await interviewPage(cast.focalPoint, id)
    expect(again.saved?.by).toBe('Efua')
    expect(again.questions[0]?.given?.text).toMatch(/^Children/)
  })

  test('leaves alone what somebody else changed meanwhile and the reader did not', async () => {
    await answered(cast, id, 'V-P-05', { text: 'First.' })
    const page = await interviewPage(cast.focalPoint, id)
    await saveAnswer(
      cast.investigator,
      id,
      'V-P-05',
      { choice: null, text: 'Second.', dueOn: null },
      1,
      now(),
    )
    const answer = await send(cast.focalPoint, filled(page, { [textName('E-P-06')]: 'In twos.' }))
    expect(answer.status).toBe(302)
    const answers = await stored()
    expect(answers.get('V-P-05')?.text).toBe('Second.')
    expect(answers.get('E-P-06')?.text).toBe('In twos.')
  })

  test('shows both texts where two people changed one answer, and saves all the others', async () => {
    await answered(cast, id, 'V-P-05', { text: 'First.' })
    const page = await interviewPage(cast.focalPoint, id)
    await saveAnswer(cast.investigator, id, 'V-P-05', { choice: null, text: 'Hers.', dueOn: null }, 1, now())
    const typed = { [textName('V-P-05')]: 'Mine.', [textName('E-P-06')]: 'In twos.' }
    const answer = await send(cast.focalPoint, filled(page, typed))
    const html = await answer.text()
    expect(answer.status).toBe(409)
    expect(html).toContain('Hers.')
    expect(html).toContain('Mine.')
    expect(html).toContain('Adwoa')
    expect((await stored()).get('V-P-05')?.text).toBe('Hers.')
    expect((await stored()).get('E-P-06')?.text).toBe('In twos.')

    const after = await interviewPage(cast.focalPoint, id)
    await send(cast.focalPoint, filled(after, { [textName('V-P-05')]: 'Mine.' }))
    expect((await stored()).get('V-P-05')?.text).toBe('Mine.')
  })

  test('asks for words beside a no and keeps everything that was typed', async () => {
    const page = await interviewPage(cast.focalPoint, id)
    const typed = {
      [choiceName('V-P-10')]: 'no',
      [textName('V-P-05')]: 'Esi stops the talk.',
      language: 'Tsavanya',
    }
    const answer = await send(cast.focalPoint, filled(page, typed))
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('Add a few words')
    expect(html).toContain('Write the day on which')
    expect(html).toContain('value="Tsavanya"')
    expect(html).toMatch(/id="q11no"[^>]*checked|checked[^>]*id="q11no"/)
    expect([...(await stored()).keys()]).toEqual(['V-P-05'])
  })

  test('does not take away rows, dates and reasons that were written elsewhere', async () => {
    const rows = [{ group: 'Children who carry water' }]
    await answered(cast, id, 'V-P-01', { text: 'See below.', value: { rows } })
    await answered(cast, id, 'V-P-03', { choice: 'not_applicable', text: 'Nobody is asked.' })
    const page = await interviewPage(cast.focalPoint, id)
    const typed = {
      [textName('V-P-01')]: 'See the table.',
      [textName('V-P-03')]: 'Nobody is asked to take part.',
    }
    expect((await send(cast.focalPoint, filled(page, typed))).status).toBe(302)
    const answers = await stored()
    expect(answers.get('V-P-01')).toMatchObject({ text: 'See the table.', value: { rows } })
    expect(answers.get('V-P-03')).toMatchObject({ choice: 'not_applicable' })
  })

  test('costs less than fifty kilobytes with its stylesheets', async () => {
    const answer = await site.ask(path(), {
      cookie: await aCookieOf(cast.focalPoint),
      headers: { 'accept-encoding': 'br' },
    })
    const bytes = Number(answer.headers.get('content-length'))
    console.log(`The page of the interview: ${bytes} bytes as sent`)
    expect(bytes).toBeGreaterThan(1000)
    expect(bytes).toBeLessThan(15_000)
  })
})

describe('the paper of the interview', () => {
  test('is printed in the language asked for, for a plan and for a call', async () => {
    const cookie = await aCookieOf(cast.focalPoint)
    const html = await (await site.ask(`${path()}/paper?language=fr`, { cookie })).text()
    expect(html).toContain('<article lang="fr"')
    expect(html.match(/am-paper__spoken/g)).toHaveLength(14)
    const { callId } = await aTieredPlan(cast, 2)
    const call = await site.ask(`/app/calls/${callId}/interview-paper`, { cookie })
    expect((await call.text()).match(/am-paper__spoken/g)).toHaveLength(14)
  })
})
