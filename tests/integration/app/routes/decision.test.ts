import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { drawDocumentsOf } from '#app/server/workflows/documents.server.ts'
import { formatDate, wordsFor } from '#content/words.ts'
import '#tests/support/accounts.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  aPerson,
  aPlanToSign,
  aReviewedPlan,
  aSignedPlan,
  aSubmittedPlan,
  declare,
  decided,
  move,
  revisionOf,
  stateOf,
  type Cast,
} from '#tests/support/line.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'
import { principles } from '#content/index.ts'

const database = withTestDatabase()
const t = wordsFor('en')
let site: WholeSite
let cast: Cast
let cookies: Record<'approver' | 'reviewer' | 'investigator' | 'officer', string>

beforeAll(async () => {
  site = await startWholeSite()
  cast = await aCast()
  cookies = {
    approver: await aFreshCookieOf(cast.approver),
    reviewer: await aFreshCookieOf(cast.reviewer),
    investigator: await aFreshCookieOf(cast.investigator),
    officer: await aFreshCookieOf(cast.officer),
  }
}, 120_000)
beforeEach(forgetEveryTry)

type Who = keyof typeof cookies

async function page(who: Who, path: string, status = 200) {
  const answer = await site.ask(path, { cookie: cookies[who] })
  expect(answer.status, path).toBe(status)
  return asText(await answer.text())
}

async function send(who: Who, path: string, form: Record<string, string>, status: number) {
  const answer = await site.ask(path, { cookie: cookies[who], form })
  const html = await answer.text()
  expect(answer.status, html.slice(0, 200)).toBe(status)
  return { text: asText(html), html, to: answer.headers.get('location') }
}

function asText(html: string): string {
  return html
    .replaceAll('<!-- -->', '')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

function valueOf(html: string, name: string): string | undefined {
  const escaped = name.replaceAll('.', '\\.')
  const field = new RegExp(`<input[^>]*name="${escaped}"[^>]*>`).exec(html)?.[0]
  if (field) return /value="([^"]*)"/.exec(field)?.[1]
  return new RegExp(`<textarea[^>]*name="${escaped}"[^>]*>([^<]*)`).exec(html)?.[1]?.trim()
}

const no = {
  outcome: 'declined',
  reason: 'The community was not asked.',
  reason_rights: 'R',
  reason_equity: 'E',
  reason_transparency: 'T',
  reason_accountability: 'A',
}

async function withException(): Promise<string> {
  const id = await aSubmittedPlan(cast)
  const point = {
    requirementId: 'V-P-01',
    kind: 'exception' as const,
    reason: 'Two services were not called.',
  }
  await move(
    cast.reviewer,
    id,
    { type: 'startReview' },
    ...principles.map((principle) => ({
      type: 'acceptPrinciple' as const,
      principle,
      reason: 'Clear.',
      points: principle === 'rights' ? [point] : [],
    })),
    { type: 'completeReview' },
  )
  return id
}

describe('the page that decides', () => {
  test('refuses a reviewer before it reads what they typed', async () => {
    const id = await aReviewedPlan(cast)
    await send('reviewer', `/app/assessments/${id}/decide`, { then: 'addCondition' }, 403)
    await send('reviewer', `/app/assessments/${id}/decide`, { outcome: 'declined' }, 403)
    await send('investigator', `/app/assessments/${id}/decide`, {}, 403)
  })

  test('adds a condition without a script and loses nothing', async () => {
    const id = await aReviewedPlan(cast)
    const typed = {
      seenRevision: '0',
      sentence1: 'Call them.',
      reason: 'Mine',
      conditionCount: '1',
      'dueOn1.day': '3',
    }
    const { html } = await send(
      'approver',
      `/app/assessments/${id}/decide`,
      { ...typed, then: 'addCondition' },
      200,
    )
    expect(valueOf(html, 'sentence1')).toBe('Call them.')
    expect(valueOf(html, 'dueOn1.day')).toBe('3')
    expect(valueOf(html, 'sentence2')).toBe('')
    expect(valueOf(html, 'conditionCount')).toBe('2')
    expect(valueOf(html, 'reason')).toBe('Mine')
  })

  test('offers an exception as a condition, and asks why it is approved in spite of it', async () => {
    const id = await withException()
    const path = `/app/assessments/${id}/decide`
    expect(await page('approver', path)).toContain('Two services were not called.')
    const { html } = await send('approver', path, { then: 'exception:V-P-01' }, 200)
    expect(valueOf(html, 'sentence1')).toBe('Two services were not called.')
    const seenRevision = String(await revisionOf(id))
    const { text } = await send('approver', path, { seenRevision, outcome: 'approved', reason: 'Fine.' }, 422)
    expect(text).toContain(t('decision.error.reasonOwed'))
  })

  test('shows every change that was asked and answered, with its reason and whether it came otherwise', async () => {
    const id = await aSubmittedPlan(cast)
    const asked = [
      { requirementId: 'V-P-01', kind: 'change' as const, reason: 'Say who called each service.' },
      { requirementId: 'list:risks', kind: 'change' as const, reason: 'The boat is missing.' },
    ]
    await move(
      cast.reviewer,
      id,
      { type: 'startReview' },
      {
        type: 'askForChange',
        principle: 'rights',
        reason: 'Nearly there.',
        points: asked,
        requirementIds: asked.map(({ requirementId }) => requirementId),
      },
      { type: 'requestChanges' },
    )
    const answer = { choice: 'yes' as const, text: 'Efua called each of them.', dueOn: null }
    await saveAnswer(cast.investigator, id, 'V-P-01', answer, 1, now())
    await move(cast.investigator, id, { type: 'resubmit' })
    await move(
      cast.reviewer,
      id,
      ...principles.map((principle) => ({ type: 'acceptPrinciple' as const, principle, reason: 'Clear.' })),
      { type: 'completeReview' },
    )
    const html = await page('approver', `/app/assessments/${id}/decide`)
    for (const { reason } of asked) expect(html).toContain(reason)
    expect(html).toContain(t('decision.answered.changed', { number: 2 }))
    expect(html).toContain(t('decision.answered.same'))
    expect(html).not.toContain(t('decision.anew.lead'))
  })

  test('shows the letter before anything is decided, and keeps it as it was shown', async () => {
    const id = await aReviewedPlan(cast)
    const path = `/app/assessments/${id}/decide`
    const form = { ...no, seenRevision: String(await revisionOf(id)) }
    const { text } = await send('approver', path, { ...form, then: 'letter' }, 200)
    expect(text).toContain(t('decision.letter.preview'))
    expect(text).toContain('Thank you for your plan')
    expect(await stateOf(id)).toBe('awaiting_decision')
    await send('approver', path, form, 302)
    const letter = await page('investigator', `/app/assessments/${id}/letter`)
    expect(letter).toContain('Thank you for your plan')
    expect(letter).toMatch(/lang="en"/)
    expect(await page('investigator', `/app/assessments/${id}`)).toContain('/letter')
  })

  test('shown a version that moved on meanwhile, says so and keeps every word', async () => {
    const id = await aReviewedPlan(cast)
    const stale = String((await revisionOf(id)) - 1)
    const { html, text } = await send(
      'approver',
      `/app/assessments/${id}/decide`,
      { ...no, seenRevision: stale },
      409,
    )
    expect(text).toContain(t('judging.error.changedByAnother'))
    expect(valueOf(html, 'reason')).toBe(no.reason)
    expect(await stateOf(id)).toBe('awaiting_decision')
  })

  test('asks for more about what is named, and the author reads why', async () => {
    const id = await aReviewedPlan(cast)
    const path = `/app/assessments/${id}/decide`
    const seenRevision = String(await revisionOf(id))
    const ask = { outcome: 'more_information', reason: 'One thing is open.', askCount: '1', seenRevision }
    await send('approver', path, { ...ask, ask1: 'Z-Z-99', askReason1: 'Who?' }, 422)
    await send('approver', path, { ...ask, ask1: 'V-P-01', askReason1: 'Who was asked?' }, 302)
    expect(await stateOf(id)).toBe('changes_requested')
    expect(await page('investigator', `/app/assessments/${id}`)).toContain('One thing is open.')
  })
})

describe('undo and appeal', () => {
  test('a decision is undone with a reason, and both sides read the trace', async () => {
    const id = await aReviewedPlan(cast)
    await move(cast.approver, id, decided('declined'))
    await page('reviewer', `/app/assessments/${id}/undo`, 403)
    await page('investigator', `/app/assessments/${id}/undo`, 403)
    await page('approver', `/app/assessments/${await aReviewedPlan(cast)}/undo`, 404)
    const seenRevision = String(await revisionOf(id))
    const path = `/app/assessments/${id}/undo`
    expect((await send('approver', path, { seenRevision, reason: '' }, 422)).text).toContain(
      t('decision.error.reasonUndo'),
    )
    await send('approver', path, { seenRevision, reason: 'The wrong plan was open.' }, 302)
    for (const who of ['approver', 'investigator'] as const)
      expect(await page(who, `/app/assessments/${id}`)).toContain('The wrong plan was open.')
    await page('investigator', `/app/assessments/${id}/letter`, 403)
    await page('approver', path, 404)
  })

  test('a decision that was signed or appealed against is not undone: that page leads to the plan, a form sent late is told', async () => {
    const appealed = await aReviewedPlan(cast)
    await move(cast.approver, appealed, decided('declined'))
    await move(cast.investigator, appealed, { type: 'lodgeAppeal', grounds: 'We asked them.' })
    for (const id of [appealed, await aSignedPlan(cast)]) {
      const path = `/app/assessments/${id}/undo`
      const led = await site.ask(path, { cookie: cookies.approver })
      expect([led.status, led.headers.get('location')]).toEqual([302, `/app/assessments/${id}`])
      const seenRevision = String(await revisionOf(id))
      const late = await send('approver', `${path}?undo`, { seenRevision, reason: 'The wrong plan.' }, 409)
      expect(late.text).toContain(t(id === appealed ? 'decision.undo.appealed' : 'decision.undo.closed'))
    }
  })

  test('an appeal is sent by the author, heard by another approver, and read by both', async () => {
    const id = await aReviewedPlan(cast)
    await move(cast.approver, id, decided('declined'))
    await drawDocumentsOf(id)
    const path = `/app/assessments/${id}/appeal`
    expect(await page('investigator', path)).toMatch(/until the end of \d+ \w+ \d{4}/)
    const seen = async () => String(await revisionOf(id))
    await send('officer', path, { grounds: 'x', seenRevision: await seen() }, 403)
    await send('investigator', path, { grounds: '', seenRevision: await seen() }, 422)
    await send('investigator', path, { grounds: 'We asked them in May.', seenRevision: await seen() }, 302)
    const hear = { heard: 'upheld', reason: 'The minutes show it.' }
    await send('approver', `${path}?hear`, { ...hear, seenRevision: await seen() }, 403)
    // Helen decided, and the fund has no other approver.
    const nobody = t('decision.appeal.nobody', { body: cast.funder.name })
    for (const who of ['officer', 'investigator', 'approver'] as const)
      expect(await page(who, `/app/assessments/${id}`)).toContain(nobody)
    expect(await page('investigator', path)).toContain(nobody)
    expect(await page('approver', `/app/assessments/${id}`)).toContain(t('review.barred.decided'))
    const second = await aPerson('Kwame', 'approver', cast.funder)
    await declare(id, second)
    const cookie = await aFreshCookieOf(second)
    expect(asText(await (await site.ask(path, { cookie })).text())).toContain(t('decision.hear.do'))
    expect(await page('investigator', path)).not.toContain(nobody)
    const heard = await site.ask(`${path}?hear`, { cookie, form: { ...hear, seenRevision: await seen() } })
    expect(heard.status).toBe(302)
    expect(await stateOf(id)).toBe('awaiting_decision')
    for (const who of ['approver', 'investigator'] as const)
      expect(await page(who, path)).toContain('The minutes show it.')
    const anew = asText(await (await site.ask(`/app/assessments/${id}/decide`, { cookie })).text())
    for (const words of [t('decision.anew.lead'), 'We asked them in May.', 'The minutes show it.'])
      expect(anew).toContain(words)
    const today = formatDate('en', now())
    for (const who of ['approver', 'officer', 'investigator'] as const)
      expect(await page(who, `/app/assessments/${id}`)).toMatch(
        new RegExp(`have not been in force since ${today}\\. The public page says so from 1 `),
      )
    expect(await page('approver', `/app/assessments/${id}`)).toContain(t('review.barred.decidedBefore'))
    expect(await page('officer', `/app/assessments/${id}`)).not.toContain(t('review.barred.decidedBefore'))
  })
})

describe('the panel', () => {
  test('decides several at once, says what became of each, and keeps what was typed for the others', async () => {
    const other = await aCast()
    const cookie = await aFreshCookieOf(other.approver)
    const [first, second] = [await aReviewedPlan(other), await aReviewedPlan(other)]
    const callId = await callOf(first)
    // Both answer the same call.
    await database.query('update assessment set call_id = $1 where id = $2', [callId, second])
    const path = `/app/calls/${callId}/panel`
    const form = (id: string, seen: number) =>
      Object.fromEntries(
        Object.entries({ ...no, seen: String(seen) }).map(([name, value]) => [`${name}_${id}`, value]),
      )
    const stale = form(first, (await revisionOf(first)) - 1)
    const fresh = form(second, await revisionOf(second))
    const answer = await site.ask(path, { cookie, form: { ...stale, ...fresh } })
    const html = await answer.text()
    expect(answer.status).toBe(409)
    expect(asText(html)).toContain(t('decision.panel.result.decided'))
    expect(asText(html)).toContain(t('decision.panel.result.changedByAnother'))
    expect(valueOf(html, `reason_${first}`)).toBe(no.reason)
    expect(await stateOf(second)).toBe('decided')
    expect(await stateOf(first)).toBe('awaiting_decision')
    const pack = await site.ask(`/app/calls/${callId}/panel-pack.pdf`, { cookie })
    expect([pack.status, pack.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    const again = await site.ask(path, { cookie, form: form(first, await revisionOf(first)) })
    expect([again.status, again.headers.get('location')]).toEqual([302, `${path}?decided=1`])
  })

  test('is nobody’s but the approvers’', async () => {
    const callId = await callOf(await aReviewedPlan(cast))
    for (const who of ['officer', 'reviewer', 'investigator'] as const) {
      await page(who, `/app/calls/${callId}/panel`, 403)
      await page(who, `/app/calls/${callId}/panel-pack.pdf`, 403)
      await send(who, `/app/calls/${callId}/panel`, {}, 403)
    }
  })
})

describe('letters and documents', () => {
  test('a funder writes its own letter; an unknown placeholder is refused by its name', async () => {
    await page('reviewer', '/app/letters', 403)
    await page('officer', '/app/letters/declined/de', 404)
    const path = '/app/letters/declined/fr'
    expect(await page('officer', path)).toContain('{appealUntil}')
    const refused = await send('officer', path, { body: 'Chère {nom}', seenRevision: '0' }, 422)
    expect(refused.text).toContain('{nom}')
    await send('officer', path, { body: 'Sur {title} : {reason}', seenRevision: '0' }, 302)
    const late = await send('approver', path, { body: 'Autre texte', seenRevision: '0' }, 409)
    expect(late.text).toContain('Sur {title}')
    expect(late.text).toContain('Autre texte')
  })

  test('are opened by a colleague who has judged nothing once they have said that there is no conflict', async () => {
    const unsigned = await aReviewedPlan(cast)
    const id = await aPlanToSign(cast)
    const cookie = await aFreshCookieOf(await aPerson('Esi', 'reviewer', cast.funder))
    const open = async (path: string) => {
      const answer = await site.ask(path, { cookie })
      return { status: answer.status, to: answer.headers.get('location'), html: asText(await answer.text()) }
    }
    // Declaring would open nothing there.
    expect(await open(`/app/assessments/${unsigned}/sign`)).toMatchObject({ status: 403, to: null })
    const [record, sign] = [`/app/assessments/${id}/documents/full_record`, `/app/assessments/${id}/sign`]
    const toDeclare = (next: string) => `/app/assessments/${id}/declare?next=${encodeURIComponent(next)}`
    expect((await open(sign)).to).toBe(toDeclare(sign))
    expect((await open(`/app/assessments/${id}/coverage`)).to).toContain('/declare?next=')
    const asked = (await open(record)).to!
    expect(asked).toBe(toDeclare(`/app/assessments/${id}`))
    const said = await site.ask(asked, { cookie, form: { conflict: 'none' } })
    expect(said.headers.get('location')).toBe(`/app/assessments/${id}`)
    for (const path of [sign, record, `/app/assessments/${id}/coverage`])
      expect((await open(path)).status, path).toBe(200)
  })

  test('who has copies is read by the body that issued them; a mistake is mended with a reason', async () => {
    const id = await aSignedPlan(cast)
    const path = `/app/assessments/${id}/documents`
    await page('investigator', path, 403)
    await page('investigator', `${path}/full_record`)
    expect(await page('approver', path)).toContain('Adwoa')
    const seenRevision = String(await revisionOf(id))
    await send('approver', path, { move: 'replace', replaceReason: '', seenRevision }, 422)
    await send('officer', path, { move: 'replace', replaceReason: 'x', seenRevision }, 403)
    await send('approver', path, { move: 'replace', replaceReason: 'A wrong name.', seenRevision }, 302)
    expect(await stateOf(id)).toBe('decided')
  })

  test('a call says how many days there are to appeal, and they change only while it is a draft', async () => {
    const callId = await callOf(await aReviewedPlan(cast))
    expect(await page('officer', `/app/calls/${callId}`)).toContain('28 days after the decision')
    const form = { move: 'appealDays', appealDays: '60', seenRevision: '1' }
    const answer = await site.ask(`/app/calls/${callId}`, { cookie: cookies.officer, form })
    expect(answer.status).toBe(409)
    const open = await site.ask(`/calls/${callId}`)
    expect(asText(await open.text())).toContain('28 days after the decision')
  })
})

async function callOf(id: string): Promise<string> {
  const [row] = await database.query<{ call_id: string }>('select call_id from assessment where id = $1', [
    id,
  ])
  return row!.call_id
}
