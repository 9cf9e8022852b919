import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asSystem } from '#app/server/database.server.ts'
import { wordsFor, type Key } from '#content/words.ts'
import { toldIds, viewpoints } from '#machines/processes.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  anOrganisation,
  aPerson,
  aPlan,
  aSubmittedPlan,
  move,
  type Cast,
} from '#tests/support/line.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

withTestDatabase()
const t = wordsFor('en')
const ids = toldIds

let site: WholeSite
let cast: Cast

beforeAll(async () => {
  site = await startWholeSite()
})
beforeEach(async () => {
  cast = await aCast()
})

async function page(path: string, asked: Parameters<WholeSite['ask']>[1] = {}) {
  const response = await site.ask(path, asked)
  return { status: response.status, headers: response.headers, html: await response.text() }
}

/** Where a page says that the record stands: the heads of the rows that are marked. */
function marked(html: string): string[] {
  return [...html.matchAll(/<th scope="row" aria-current="step"><b>([^<]+)<\/b>/g)].map(([, name]) => name!)
}

describe('in public', () => {
  const pages = [
    '/how-this-works',
    ...ids.flatMap((id) => viewpoints[id].map((as) => `/how-this-works/${id}?as=${as}`)),
  ]

  test.each(pages)('%s is open to anyone, sets no cookie, runs no script and weighs little', async (path) => {
    for (const language of ['en', 'fr']) {
      const asked = await page(path, { headers: { 'accept-language': language, 'accept-encoding': 'gzip' } })
      expect(asked.status).toBe(200)
      expect(asked.headers.get('set-cookie')).toBeNull()
      expect(asked.html).not.toContain('<script')
      expect(asked.html).toContain(`<html lang="${language === 'en' ? 'en' : 'fr'}`)
      expect(Number(asked.headers.get('content-length'))).toBeLessThan(20_000)
    }
  })

  test('the first page leads to every process, and keeps the language', async () => {
    const { html } = await page('/how-this-works?lang=fr')
    for (const id of ids) {
      expect(html).toContain(`href="/how-this-works/${id}?lang=fr"`)
      expect(html).toContain(wordsFor('fr')(`how.process.${id}` as Key))
    }
  })

  test('a process that does not exist is a page that does not exist', async () => {
    for (const name of ['nothing', 'toString', '__proto__', 'constructor', 'Assessment', 'call%2F..'])
      expect((await page(`/how-this-works/${name}`)).status, name).toBe(404)
  })

  test('a viewpoint that does not exist is that of everyone', async () => {
    for (const as of ['nothing', 'toString', '', 'owner']) {
      const { status, html } = await page(`/how-this-works/assessment?as=${as}`)
      expect(status).toBe(200)
      expect(html).toContain(t('machines.assessment.state.draft.public'))
    }
  })

  test('each viewpoint is told in its own words', async () => {
    const { html } = await page('/how-this-works/assessment?as=author')
    expect(html).toContain(t('machines.assessment.state.draft.author'))
    expect(html).toContain(t('how.assessment.event.submit', { as: 'author' }))
    expect(html).not.toContain(t('how.assessment.event.submit', { as: 'public' }))
    expect(html).not.toContain('aria-current="step"')
  })
})

describe('opened from an assessment', () => {
  const path = (id: string) => `/app/assessments/${id}/how-this-works`
  const asking = async (id: string, who: { id: string }) => page(path(id), { cookie: await aCookieOf(who) })

  test('it is closed to whoever may not see the assessment', async () => {
    const id = await aPlan(cast, { answered: 0 })
    const stranger = await aPerson('Nobody', 'approver', await anOrganisation('Elsewhere', 'funder'))
    const accounts = await aPerson('Kojo', 'administrator', cast.partner)
    expect((await page(path(id))).headers.get('location')).toContain('/app/sign-in')
    expect((await asking(id, stranger)).status).toBe(404)
    expect((await asking(id, cast.reviewer)).status).toBe(404)
    expect((await asking(id, accounts)).status).toBe(403)
    expect((await asking('nonsense', cast.investigator)).status).toBe(404)
  })

  test('it marks the step at which it stands, and those that are behind it', async () => {
    const draft = await asking(await aPlan(cast, { answered: 0 }), cast.investigator)
    expect(draft.status).toBe(200)
    expect(marked(draft.html)).toContain(t('machines.assessment.step.draft'))
    expect(draft.html).not.toContain(`>${t('how.passed')}<`)

    const sent = await asking(await aSubmittedPlan(cast), cast.reviewer)
    expect(marked(sent.html)).toContain(t('machines.assessment.step.submitted'))
    expect(sent.html).toContain(t('how.here'))
    expect(sent.html.match(new RegExp(`>${t('how.passed')}<`, 'g'))).toHaveLength(1)
    expect(sent.html).toContain(t('machines.assessment.state.submitted.reviewing_body'))
  })

  test('what the reviewer thinks of a principle is not told before it is sent', async () => {
    const id = await aSubmittedPlan(cast)
    await asSystem('test declaration', (tx) =>
      tx.conflictDeclaration.create({
        data: { assessmentId: id, personId: cast.reviewer.id, conflicted: false, reason: '', at: new Date() },
      }),
    )
    await move(cast.reviewer, id, { type: 'startReview' })
    const author = await asking(id, cast.investigator)
    expect(marked(author.html)).toEqual([t('machines.assessment.step.in_review')])
    const reviewer = await asking(id, cast.reviewer)
    expect(marked(reviewer.html)).toContain(t('machines.assessment.judgement.open'))
  })
})
