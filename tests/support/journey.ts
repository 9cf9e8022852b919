import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '#app/policies/actor.ts'
import {
  codeFor,
  keepCast,
  knownCast,
  password,
  type Cast,
  type Part,
  type Person,
} from '#tests/support/cast.ts'
import { aVisitor, type Visitor } from '#tests/support/visitor.ts'
import { theSite } from '#tests/support/the-site.ts'
import { wordsFor, type Key, type Locale } from '#content/words.ts'

const funder = 'Northlight Research Fund'
const partner = 'Tsavanya Listening Circle'
const peer = 'Harbour Peer Review Board'

const invitedByAdministrator: { part: Part; name: string; role: Role; job: Key }[] = [
  { part: 'officer', name: 'Ruth Fictional', role: 'programme_officer', job: 'shell.role.programmeOfficer' },
  { part: 'reviewer', name: 'Samuel Fictional', role: 'reviewer', job: 'shell.role.reviewer' },
  { part: 'secondReviewer', name: 'Nadia Fictional', role: 'reviewer', job: 'shell.role.reviewer' },
  { part: 'approver', name: 'Helen Fictional', role: 'approver', job: 'shell.role.approver' },
  { part: 'secondApprover', name: 'Joseph Fictional', role: 'approver', job: 'shell.role.approver' },
  { part: 'lead', name: 'Grace Fictional', role: 'safeguarding_lead', job: 'shell.role.safeguardingLead' },
]

/** Everyone, through the product's own doors: the first journey to need them goes through the doors, the others share. */
export async function theCast(): Promise<Cast> {
  const known = knownCast()
  if (known) return known
  const tried = join(theSite().folder, 'set-up-tried')
  if (existsSync(tried)) throw new Error('The set-up failed in the first file that needed it: look there.')
  writeFileSync(tried, '')
  const cast = await makeCast()
  keepCast(cast)
  return cast
}

async function makeCast(): Promise<Cast> {
  const { codes } = theSite()
  const administrator = await theFirstAdministrator()
  const people: Person[] = [administrator]
  for (const { part, name, job } of invitedByAdministrator) {
    const code = await invited(administrator, name, part, job)
    people.push(await theyAccept(part, name, funder, code))
  }
  const investigator = await theyAccept('investigator', 'Adwoa Fictional', partner, codes.investigator!, 'fr')
  const code = await invited(investigator, 'Efua Fictional', 'focalPoint', 'shell.role.focalPoint', 'fr')
  people.push(investigator, await theyAccept('focalPoint', 'Efua Fictional', partner, code))
  people.push(await theyAccept('peerReviewer', 'Ines Fictional', peer, codes.peerReviewer!))
  people.push(await theyAccept('peerApprover', 'Tomas Fictional', peer, codes.peerApprover!))
  return Object.fromEntries(people.map((person) => [person.key, person])) as Cast
}

let addresses = 0

function somebody(key: Part, name: string, organisation: string): Person {
  addresses += 1
  const address = `203.0.${addresses}.1`
  return {
    key,
    name,
    signsInWith: key.toLowerCase(),
    organisation,
    secret: null,
    lastStep: 0,
    cookie: null,
    address,
  }
}

async function theFirstAdministrator(): Promise<Person> {
  const t = wordsFor('en')
  const person = somebody('administrator', 'Esi Fictional', funder)
  const visitor = await aVisitor({ from: person.address })
  await visitor.open('/')
  await visitor.follow(t('shell.signIn'))
  await visitor.follow(t('auth.signIn.firstAdministrator'))
  await visitor.write(t('auth.firstAdministrator.token'), theSite().token)
  await visitor.write(t('auth.organisation.name'), funder)
  await visitor.page.getByLabel(t('auth.organisation.country')).selectOption('GB')
  await visitor.write(t('auth.field.yourName'), person.name)
  await visitor.choose(t('auth.contact.userName'))
  await visitor.write(t('auth.field.userName'), person.signsInWith)
  await chooseAPassword(visitor, 'en')
  await visitor.press(t('auth.firstAdministrator.button'))
  await setUpAuthenticator(visitor, person, 'en')
  return signedIn(visitor, person)
}

async function invited(
  by: Person,
  name: string,
  part: Part,
  job: Key,
  locale: Locale = 'en',
): Promise<string> {
  const t = wordsFor(locale)
  const visitor = await aVisitor({ person: by, locale })
  await visitor.open('/app/people')
  await visitor.follow(t('auth.invite.title'))
  await visitor.write(t('auth.field.name'), name)
  await visitor.choose(t(job))
  await visitor.choose(t('auth.invite.print'))
  await visitor.write(t('auth.field.userName'), part)
  await visitor.press(t('auth.invite.button'))
  const code = await visitor.page.locator('[data-code]').innerText()
  await visitor.leave()
  return code
}

async function theyAccept(
  part: Part,
  name: string,
  organisation: string,
  code: string,
  locale: Locale = 'en',
): Promise<Person> {
  const t = wordsFor(locale)
  const person = somebody(part, name, organisation)
  const visitor = await aVisitor({ locale, from: person.address })
  await visitor.open('/app/sign-in')
  await visitor.follow(t('auth.signIn.toInvitation'))
  await visitor.write(t('auth.field.code'), code.toLowerCase().replaceAll('-', ' '))
  await visitor.press(t('auth.continue'))
  await chooseAPassword(visitor, locale)
  await visitor.press(t('auth.invitation.accept'))
  await setUpAuthenticator(visitor, person, locale)
  return signedIn(visitor, person)
}

async function chooseAPassword(visitor: Visitor, locale: Locale): Promise<void> {
  const t = wordsFor(locale)
  await visitor.write(t('auth.password.new'), password)
  await visitor.write(t('auth.password.again'), password)
}

/** Where the job asks for it: the secret stands on the page as text too. */
async function setUpAuthenticator(visitor: Visitor, person: Person, locale: Locale): Promise<void> {
  const t = wordsFor(locale)
  if (!visitor.path().startsWith('/app/sign-in/set-up')) return
  person.secret = (await visitor.page.locator('ol code').innerText()).replaceAll(' ', '')
  await visitor.write(t('auth.setUp.label'), await codeFor(person))
  await visitor.press(t('auth.setUp.button'))
  await visitor.follow(t('auth.recoveryCodes.done'))
}

async function signedIn(visitor: Visitor, person: Person): Promise<Person> {
  if (visitor.path() !== '/app') throw new Error(`${person.name} came to ${visitor.path()} after signing in`)
  const cookies = await visitor.context.cookies(`${theSite().origin}/app`)
  person.cookie = cookies.find(({ name }) => name === 'amana')?.value ?? null
  await visitor.leave()
  return person
}
