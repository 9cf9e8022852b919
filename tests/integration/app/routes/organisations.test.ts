import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as newPlanRoute from '#app/routes/app.assessments.new.tsx'
import * as invitationRoute from '#app/routes/app.invitation.tsx'
import * as organisationRoute from '#app/routes/app.organisations.new.tsx'
import * as peopleRoute from '#app/routes/app.people.tsx'
import type { Role } from '#app/policies/actor.ts'
import { openToken } from '#app/server/mail/sealed-token.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { findActor } from '#app/server/with-actor.server.ts'
import { wordsFor } from '#content/words.ts'
import { aCookieOf, anAccount, anOrganisation, password, type Account } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn, type Answer } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, anOpenCall } from '#tests/support/line.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const context = {} as never
const path = '/app/organisations/new'
const twice = { password, passwordAgain: password }

let organisationId: string
let administrator: Account
let count = 0

beforeEach(async () => {
  forgetEveryTry()
  count += 1
  organisationId = await anOrganisation()
  administrator = await anAccount({ organisationId, role: 'administrator', authenticator: true })
})

const right = () => ({
  organisation: `Fictional Circle ${count}`,
  kind: 'community',
  country: 'GH',
  name: 'Fictional First',
  role: 'principal_investigator',
  how: 'print',
  userName: `first${count}`,
  email: '',
})

const send = (cookie: string | null, form: Record<string, string>) =>
  answerOf(() => organisationRoute.action({ request: ask(path, { cookie, form }), params: {}, context }))
const open = (cookie: string | null) =>
  answerOf(() => organisationRoute.loader({ request: ask(path, { cookie }), params: {}, context }))
const accept = (form: Record<string, string>) =>
  answerOf(() => invitationRoute.action({ request: ask('/app/invitation', { form }), params: {}, context }))
const codeIn = (answer: Answer) => (answer.value as { added: { code: string | null } }).added.code

const everything = () =>
  database.query(
    `select (select count(*) from organisation)::int as organisations, (select count(*) from invitation)::int as invitations,
      (select count(*) from ledger_entry)::int as entries`,
  )

async function added(): Promise<{ id: string; kind: string; country: string; fictional: boolean }[]> {
  return database.query('select id, kind, country, fictional from organisation where name = $1', [
    right().organisation,
  ])
}

describe('adding an organisation is refused', () => {
  const others: Role[] = [
    'programme_officer',
    'reviewer',
    'approver',
    'principal_investigator',
    'focal_point',
    'safeguarding_lead',
  ]
  test.each(others)('to whoever has the job %s, who sees no way there either', async (role) => {
    const somebody = await anAccount({ organisationId, role, authenticator: true })
    const cookie = await aCookieOf(somebody)
    const before = await everything()
    expect((await open(cookie)).status).toBe(403)
    expect((await send(cookie, right())).status).toBe(403)
    expect((await send(cookie, {})).status).toBe(403)
    expect(await everything()).toEqual(before)
    const people = await answerOf(() =>
      peopleRoute.loader({ request: ask('/app/people', { cookie }), params: {}, context }),
    )
    expect(people.value).not.toMatchObject({ mayAddOrganisation: true })
  })

  test('to a visitor, who is sent to sign in', async () => {
    const before = await everything()
    expectRedirect(await open(null), /^\/app\/sign-in\?next=/)
    expectRedirect(await send(null, right()), /^\/app\/sign-in\?next=/)
    expect(await everything()).toEqual(before)
  })

  test.each([
    ['without a name', { organisation: ' \u200b ' }, 'auth.organisation.missing'],
    ['with a name too long', { organisation: 'a'.repeat(201) }, 'auth.name.tooLong'],
    ['of no kind we know', { kind: 'army' }, 'auth.organisation.kindMissing'],
    ['of no country we know', { country: 'XX' }, 'auth.organisation.countryMissing'],
    ['without a first person', { name: '' }, 'auth.name.missing'],
    ['whose first person could bring nobody', { role: 'focal_point' }, 'auth.invite.roleMissing'],
    ['with an address that is none', { how: 'mail', email: 'somebody@' }, 'auth.email.wrong'],
    ['with a user name that is none', { userName: 'a b' }, 'auth.userName.wrong'],
    ['without a way to reach anybody', { how: 'pigeon' }, 'auth.contact.missing'],
  ])('%s, and everything typed is kept', async (_, wrong, key) => {
    const cookie = await aCookieOf(administrator)
    const before = await everything()
    const typed = { ...right(), ...wrong }
    const answer = await send(cookie, typed)
    expect(answer.status).toBe(422)
    expect(keysIn(answer)).toEqual([key])
    expect(answer.value).toMatchObject({ typed })
    expect(await everything()).toEqual(before)
  })

  test('in part, when the invitation cannot be made: then there is no organisation either', async () => {
    const cookie = await aCookieOf(administrator)
    await database.query(
      `alter table invitation add constraint refusing check (user_name <> 'first${count}')`,
    )
    const before = await everything()
    await expect(send(cookie, right())).rejects.toThrow()
    await database.query('alter table invitation drop constraint refusing')
    expect(await everything()).toEqual(before)
    expect((await send(cookie, right())).status).toBe(200)
  })
})

describe('an organisation that was added', () => {
  test('is there once, also after a second click, with its invitation and both entries', async () => {
    const cookie = await aCookieOf(administrator)
    const [first, second] = await Promise.all([send(cookie, right()), send(cookie, right())])
    expect(first.status).toBe(200)
    expect(second.value).toEqual(first.value)
    const organisations = await added()
    expect(organisations).toMatchObject([{ kind: 'community', country: 'GH', fictional: true }])
    const invitations = await database.query<{ id: string }>(
      'select id, role, name, user_name, email, invited_by_id from invitation where organisation_id = $1',
      [organisations[0]!.id],
    )
    expect(invitations).toMatchObject([
      { role: 'principal_investigator', user_name: `first${count}`, email: null },
    ])
    expect(invitations).toMatchObject([{ name: 'Fictional First', invited_by_id: administrator.id }])
    const entries = await database.query<{ action: string; subject: string }>(
      'select action, subject from ledger_entry where actor_id = $1 order by position',
      [administrator.id],
    )
    expect(entries).toEqual([
      { action: 'organisation.create', subject: organisations[0]!.id },
      { action: 'invitation.create', subject: invitations[0]!.id },
    ])
  })

  test('does not let in whoever added it: its people are its own', async () => {
    const cookie = await aCookieOf(administrator)
    await send(cookie, right())
    const actor = await findActor(ask('/app', { cookie }))
    expect(actor?.memberships.map((one) => one.organisationId)).toEqual([organisationId])
  })

  test('sends its first person a link when there is an address, and shows no code', async () => {
    const cookie = await aCookieOf(administrator)
    const email = `first${count}@example.org`
    const answer = await send(cookie, {
      ...right(),
      how: 'mail',
      email,
      userName: '',
      role: 'administrator',
    })
    expect(codeIn(answer)).toBeNull()
    const { id } = (await added())[0]!
    const [job] = await database.query<{ data: { sealedToken: string } }>(
      `select data from pgboss.job where data ->> 'invitationId' = (select id::text from invitation where organisation_id = $1)`,
      [id],
    )
    const code = openToken('invitation', job!.data.sealedToken)!
    expectRedirect(await accept({ step: 'accept', code, ...twice }), /^\/app\/sign-in\/set-up/)
    const members = await database.query(
      'select m.role, p.email from membership m join person p on p.id = m.person_id where m.organisation_id = $1',
      [id],
    )
    expect(members).toEqual([{ role: 'administrator', email }])
  })

  test('has a first person who accepts with the printed code and begins a plan for an open call', async () => {
    const callId = await anOpenCall(await aCast())
    const code = codeIn(await send(await aCookieOf(administrator), right()))!
    const { id } = (await added())[0]!
    const accepted = await accept({ step: 'accept', code, userName: `first${count}`, ...twice })
    expectRedirect(accepted, '/app')
    const actor = await findActor(ask('/app', { cookie: accepted.cookie }))
    expect(actor).toMatchObject({
      name: 'Fictional First',
      fictional: true,
      memberships: [{ organisationId: id, organisationKind: 'community', role: 'principal_investigator' }],
    })
    const form = { organisationId: id, title: 'Nets and Names', country: 'GH', locale: 'en' }
    const request = ask(`/app/assessments/new?call=${callId}`, { cookie: accepted.cookie, form })
    expectRedirect(
      await answerOf(() => newPlanRoute.action({ request, params: {}, context })),
      /^\/app\/assessments\/[\w-]{36}$/,
    )
    const plans = await database.query(
      'select organisation_id, call_id from assessment where created_by_id = $1',
      [actor!.id],
    )
    expect(plans).toEqual([{ organisation_id: id, call_id: callId }])
  })
})

describe('on the screen', () => {
  let site: WholeSite
  beforeAll(async () => {
    site = await startWholeSite()
  }, 60_000)
  const page = async (path: string, cookie: string, form?: Record<string, string>) =>
    (await site.ask(path, { cookie, ...(form ? { form } : {}) })).text()

  test.each(['en', 'fr'] as const)(
    'in %s, an administrator finds the way and the code is shown once',
    async (locale) => {
      const t = wordsFor(locale)
      await database.query('update person set locale = $2 where id = $1', [administrator.id, locale])
      const cookie = await aCookieOf(administrator)
      expect(await page('/app/people', cookie)).toContain(
        `href="${path}">${t('auth.organisation.new.title')}`,
      )
      const empty = await page(path, cookie)
      for (const key of ['principal_investigator', 'administrator'] as const)
        expect(empty).toContain(t(`content.role.${key}`))
      expect(empty).not.toContain(t('content.role.focal_point'))

      const shown = await page(path, cookie, right())
      const code = /data-code[^>]*>([^<]+)</.exec(shown)![1]!
      expect(code).toMatch(/^(\w{4}-){3}\w{4}$/)
      expect(shown).toContain(right().organisation)
      expect(shown).toContain(t('auth.handOver.title', { name: 'Fictional First' }))
      expect(await page(path, cookie)).not.toContain(code)
    },
  )

  test('a colleague who may see people is shown no such way', async () => {
    const lead = await anAccount({ organisationId, role: 'safeguarding_lead', authenticator: true })
    expect(await page('/app/people', await aCookieOf(lead))).not.toContain(path)
  })
})
