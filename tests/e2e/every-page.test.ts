import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cast, Part, Person } from '#tests/support/cast.ts'
import { provesWhoTheyAre } from '#tests/support/every-case.ts'
import { everyKind, oneOfEach, type Made } from '#tests/support/every-kind.ts'
import { theCast } from '#tests/support/journey.ts'
import { inLanguage } from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Wishes } from '#tests/support/visitor.ts'
import { listPages } from '#content/registers/registers.ts'

/** With AMANA_SCREENSHOTS=1 every page is also kept as a picture in test-results/screenshots. */
const screenshots = process.env.AMANA_SCREENSHOTS === '1'
/** The narrow look visits every page, the wide one every third: what breaks on a wide screen breaks in a frame that they share. */
const looks: Pick<Wishes, 'locale' | 'width' | 'dark'>[] = screenshots
  ? (['en', 'fr'] as const).flatMap((locale) => ([1280, 320] as const).map((width) => ({ locale, width })))
  : [
      { locale: 'en', width: 1280 },
      { locale: 'fr', width: 320, dark: true },
    ]

let cast: Cast
let made: Made

beforeAll(async () => {
  cast = await theCast()
  made = await everyKind(cast)
}, 300_000)
afterAll(closeBrowser)

const plan = (id: string, ...pages: string[]) => pages.map((page) => `/app/assessments/${id}${page}`)

type Tour = {
  name: string
  part: Part | null
  /** Somebody who has no part in the plans. */
  person?: (made: Made) => Person
  paths: (made: Made) => string[]
}

const inPublic: Tour = {
  name: 'in public',
  part: null,
  paths: ({ call, number }) => [
    ...['/', '/calls', `/calls/${call}`, '/verify', `/verify/${number}`, '/nowhere'],
    ...['/ledger', '/ledger/explained', '/how-this-works', '/how-this-works/assessment'],
    ...['/how-this-works/condition', '/how-this-works/concern', '/how-this-works/concern?as=handler'],
    ...['sign-in', 'reset', 'recover', 'recover/code', 'invitation'].map((page) => `/app/${page}`),
  ],
}

const whatIsConfided: Tour[] = [
  {
    name: 'who tells something without a name',
    part: null,
    paths: ({ reporting, closedReporting }) => [
      ...['', '/help', '/about', '/for-someone', '/for-someone?paper=', '/back', '/lock'].map(
        (page) => `${reporting}${page}`,
      ),
      ...['', '/help', '/about', '/for-someone', '/lock'].map((page) => `${closedReporting}${page}`),
    ],
  },
  {
    name: 'who has said nothing of a conflict',
    part: null,
    person: ({ undeclared }) => undeclared,
    paths: ({ theCase }) => ['/app', '/app/cases', theCase],
  },
  {
    name: 'who handles what was told',
    part: null,
    person: ({ handler }) => handler,
    paths: ({ theCase }) => [
      ...['', '?view=all', '/overseen', '/figures', '/care', '/past', '/import', '/recovery'].map(
        (page) => `/app/cases${page}`,
      ),
      `/app/cases/recovery/ask/${theCase.split('/').at(-1)}`,
      ...['/app/desk', '/app/desk/new'],
      ...[
        '',
        '/readers',
        '/who',
        '/rejoin',
        '/identity',
        '/keeping',
        '/lesson',
        '/log',
        '/log?kind=delivered',
        '/steps',
        '/how-this-works',
      ].map((page) => `${theCase}${page}`),
      ...'safety acknowledge support notices assess outcome danger subject pause'
        .split(' ')
        .map((step) => `${theCase}/steps/${step}`),
    ],
  },
  {
    name: 'who holds a key and looks after a reporting page',
    part: null,
    person: ({ handler }) => handler,
    paths: ({ ownKey, openDoor, newDoor }) => [
      ...['', '/new', '/who-opens'].map((page) => `/app/case-keys${page}`),
      ...['/phrase', '/passkey', '/end'].map((page) => `${ownKey}${page}`),
      ...[
        '/app/doors',
        '/app/doors/new',
        '/app/doors/named',
        '/app/doors/lessons',
        newDoor,
        `${newDoor}/open`,
        `${newDoor}/bodies`,
      ],
      ...(
        '/team /words /controller /retention-signature /test /prints /spoken /spoken/start/kri ' +
        '/bodies /bodies/new /help /help/new /ways /ways/new /rota /rota/new /retention /retention/new'
      )
        .split(' ')
        .map((page) => `${openDoor}${page}`),
      openDoor,
    ],
  },
]

const author: Tour[] = [
  {
    name: 'who answers',
    part: 'investigator',
    paths: ({ call, full, begun, small, waiting, decided, signed }) => [
      ...['/app', `/app/calls/${call}`, `/app/assessments/new?call=${call}`, '/app/assessments'],
      ...plan(begun, '', '/context'),
      ...plan(small, '', '/context', '/context?change=yes', '/check', '/submit', '/withdraw'),
      ...plan(full, '', '/check', ...oneOfEach.map((id) => `/requirements/${id}`)),
      ...plan(waiting, '', '/take-back', '/check'),
      ...plan(decided, '', '/sign', '/letter', '/appeal', '/conditions'),
      ...plan(signed, '', '/check'),
    ],
  },
  {
    name: 'who owes what an approval asked for',
    part: 'investigator',
    paths: ({ condition, given, waiting }) => [
      ...['/app/conditions', condition, `${condition}/evidence`, `${condition}/arrived`],
      ...[given, `${given}/take-back`],
      ...[`${condition}/ask-time`, `${condition}/ask-help`, '/app/notices', '/app/account/notices'],
      ...plan(waiting, '/how-this-works'),
    ],
  },
  {
    name: 'who fills in the lists',
    part: 'investigator',
    paths: ({ full, rows, high }) => [
      ...plan(full, '/lists', ...listPages.flatMap((list) => [`/lists/${list}`, `/lists/${list}/new`])),
      ...plan(full, ...rows, `${rows[0]}/remove`, `/lists/risks/${high}/sign`),
    ],
  },
  {
    name: 'who writes together and shows evidence',
    part: 'investigator',
    paths: ({ full, evidence, outgrown, small, call }) => [
      ...plan(
        full,
        '/comments',
        '/contributors',
        `/notes/${oneOfEach[0]}`,
        '/passport',
        '/coverage',
        '/exports',
      ),
      ...plan(full, '/evidence', `/evidence/new?requirement=${oneOfEach[0]}`, '/evidence/choose'),
      ...plan(full, `/evidence/${evidence}`),
      ...['/app/evidence', `/app/evidence/${evidence}`, '/app/passport'],
      ...plan(outgrown, '', '/upgrade', '/requirements/NKF-P-001', '/requirements/NKF-P-002'),
      ...plan(small, '/interview', '/interview/paper'),
      `/app/calls/${call}/interview-paper`,
    ],
  },
  {
    name: 'who was asked to comment',
    part: 'peerReviewer',
    paths: ({ full }) =>
      plan(
        full,
        '',
        `/requirements/${oneOfEach[0]}`,
        '/comments',
        '/lessons',
        '/lists/risks',
        '/contributors',
      ),
  },
]

const funder: Tour[] = [
  {
    name: 'who opens calls',
    part: 'officer',
    paths: ({ call, programme, waiting, framework }) => [
      ...['/app', '/app/programmes/new', programme, `${programme}/coverage`],
      ...[`/app/calls/new?programme=${programme.split('/').at(-1)}`, '/app/calls', `/app/calls/${call}`],
      ...['/app/frameworks', '/app/frameworks/new', `/app/frameworks/${framework}/2`],
      ...['/app/frameworks/amana-ukcdr/1', '/app/notes', '/app/assessments'],
      ...plan(waiting, ''),
    ],
  },
  {
    name: 'who sees to it that plans are reviewed in time',
    part: 'officer',
    paths: ({ waiting, condition }) => [
      ...['/app/reviews', `/app/reviews/${waiting}`, '/app/overview', '/app/conditions', condition],
      ...['/app/letters', '/app/letters/declined/fr', '/app/local-days'],
      ...plan(waiting, '/discussion'),
    ],
  },
  {
    name: 'who judges beside the first reviewer',
    part: 'secondReviewer',
    paths: ({ waiting }) => ['/app', ...plan(waiting, '/declare', '/opinion', '/opinion/rights')],
  },
  {
    name: 'who reviews',
    part: 'reviewer',
    paths: ({ waiting, grant }) => [
      ...['/app', '/app/passports', `/app/passports/${grant}`],
      ...plan(waiting, '', '/review', '/review/rights', '/review/risks', '/coverage', '/declare'),
      '/app/reviews/stepped-back',
    ],
  },
  {
    name: 'who decides',
    part: 'approver',
    paths: ({ waiting, reviewed, decided, signed, call, condition, given }) => [
      ...['/app', `/app/calls/${call}/panel`],
      ...plan(waiting, '/review/risks'),
      ...plan(reviewed, '', '/decide', '/review'),
      ...plan(decided, '', '/undo'),
      ...plan(signed, '', '/sign', '/documents'),
      ...[condition, `${condition}/offer-help`, `${condition}/sent`],
      ...[given, `${given}/check`, `${given}/confirm`, `${given}/answer-time`],
    ],
  },
  {
    name: 'who leads safeguarding',
    part: 'lead',
    paths: () => ['/app', '/app/assessments/new?own=1', '/app/log', '/app/passports', '/app/notes'],
  },
  {
    name: 'who looks after accounts',
    part: 'administrator',
    paths: () =>
      [
        ...['', '/people', '/people/invite', '/people/recoveries', '/organisations/new', '/jobs', '/log'],
        ...[
          '/witnesses',
          '/signing-keys',
          '/mail',
          '/account',
          '/account/password',
          '/notes',
          '/frameworks',
          '/sign-out',
          '/step-up',
        ],
      ].map((page) => `/app${page}`),
  },
]

describe.each(looks)('at $width px, $locale', (look) => {
  test.each([inPublic, ...whatIsConfided, ...author, ...funder])(
    'every page is accessible and nothing scrolls sideways: $name',
    async ({ part, person: somebody, paths }) => {
      const problems: string[] = []
      const person = somebody ? somebody(made) : part && cast[part]
      if (person && somebody) await provesWhoTheyAre(person)
      if (person) await inLanguage(person, look.locale ?? 'en')
      // With scripts: the journeys go without, and axe needs no second window to look at the page.
      const visitor = await aVisitor({
        ...look,
        ...(person ? { person } : {}),
        javaScript: true,
        screenshots,
      })
      const everyone = paths(made)
      const visited = screenshots || look.width === 320 ? everyone : everyone.filter((_, at) => at % 3 === 0)
      for (const path of visited)
        await visitor
          .open(path, path === '/nowhere' ? 404 : 200)
          .catch((problem: unknown) => problems.push(`${path}: ${String(problem)}`))
      await visitor.leave()
      if (person) await inLanguage(person, person === cast.investigator ? 'fr' : 'en')
      expect(problems).toEqual([])
    },
  )
})
