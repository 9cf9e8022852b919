import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cast, Person } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import {
  anOpenCall,
  aDecidedPlan,
  aPlan,
  aReviewedPlan,
  aSentPlan,
  aSignedPlan,
  get,
  inLanguage,
  projectQuestions,
} from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Wishes } from '#tests/support/visitor.ts'

/** With AMANA_SCREENSHOTS=1 every page is also kept as a picture in test-results/screenshots. */
const screenshots = process.env.AMANA_SCREENSHOTS === '1'
const looks: Pick<Wishes, 'locale' | 'width' | 'dark'>[] = screenshots
  ? (['en', 'fr'] as const).flatMap((locale) => ([1280, 320] as const).map((width) => ({ locale, width })))
  : [
      { locale: 'en', width: 1280 },
      { locale: 'fr', width: 320, dark: true },
    ]

let cast: Cast
const pages: { person: Person | null; paths: string[] }[] = []

beforeAll(async () => {
  cast = await theCast()
  const call = await anOpenCall(cast)
  const draft = await aPlan(cast, { callId: call, answered: 5 })
  const sent = await aSentPlan(cast)
  const reviewed = await aReviewedPlan(cast)
  const decided = await aDecidedPlan(cast)
  const signed = await aSignedPlan(cast)
  const at = (id: string, ...pages: string[]) => pages.map((page) => `/app/assessments/${id}${page}`)
  const programme =
    /\/app\/programmes\/[0-9a-f-]{36}/.exec((await get(cast.officer, '/app')).html)?.[0] ?? '/app'
  const number =
    /AM-[0-9A-Z-]+/.exec((await get(cast.approver, `/app/assessments/${signed}`)).html)?.[0] ?? ''
  const [open, choice] = [projectQuestions[0]!.id, projectQuestions[1]!.id]
  pages.push(
    {
      person: null,
      paths: ['/', '/calls', `/calls/${call}`, '/verify', `/verify/${number}`, '/ledger', '/nowhere'].concat([
        '/app/sign-in',
        '/app/reset',
        '/app/recover',
        '/app/recover/code',
        '/app/invitation',
      ]),
    },
    {
      person: cast.officer,
      paths: [
        '/app',
        '/app/programmes/new',
        programme,
        `/app/calls/new?programme=${programme.split('/').at(-1)}`,
      ].concat(['/app/calls', `/app/calls/${call}`, '/app/assessments'], at(sent, '')),
    },
    {
      person: cast.investigator,
      paths: ['/app', `/app/calls/${call}`, `/app/assessments/new?call=${call}`, '/app/assessments'].concat(
        at(draft, '', `/requirements/${open}`, `/requirements/${choice}`, '/check', '/submit', '/withdraw'),
        at(decided, '', '/sign'),
        at(signed, '', '/check'),
      ),
    },
    { person: cast.reviewer, paths: ['/app', ...at(sent, '', '/review', '/review/rights')] },
    {
      person: cast.approver,
      paths: ['/app', ...at(reviewed, '', '/decide', '/review'), ...at(signed, '', '/sign')],
    },
    { person: cast.lead, paths: ['/app', '/app/assessments/new?own=1', '/app/log'] },
    {
      person: cast.administrator,
      paths: [
        '/app',
        '/app/people',
        '/app/people/invite',
        '/app/people/recoveries',
        '/app/organisations/new',
        '/app/jobs',
        '/app/log',
        '/app/witnesses',
      ].concat(['/app/mail', '/app/account', '/app/account/password', '/app/sign-out', '/app/step-up']),
    },
  )
}, 300_000)
afterAll(closeBrowser)

describe.each(looks)('at $width px, $locale', (look) => {
  test('every page is accessible and nothing scrolls sideways', async () => {
    const problems: string[] = []
    for (const { person, paths } of pages) {
      if (person) await inLanguage(person, look.locale ?? 'en')
      const visitor = await aVisitor({ ...look, ...(person ? { person } : {}), screenshots })
      for (const path of paths)
        await visitor
          .open(path, path === '/nowhere' ? 404 : 200)
          .catch((problem: unknown) => problems.push(String(problem)))
      await visitor.leave()
      if (person) await inLanguage(person, person === cast.investigator ? 'fr' : 'en')
    }
    expect(problems).toEqual([])
  })
})
