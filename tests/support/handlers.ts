import { codeFor, password, type Cast, type Person } from '#tests/support/cast.ts'
import { aVisitor, type Visitor } from '#tests/support/visitor.ts'
import { theSite } from '#tests/support/the-site.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
let addresses = 0

/** Somebody who handles cases for the funder of the journeys: invited, with an authenticator, signed in. */
export async function aHandler(cast: Cast, key: string, name: string): Promise<Person> {
  const code = await invited(cast, key, name)
  addresses += 1
  const person: Person = {
    key,
    name,
    signsInWith: key.toLowerCase(),
    organisation: cast.administrator.organisation,
    secret: null,
    lastStep: 0,
    cookie: null,
    address: `203.1.${addresses}.1`,
  }
  const visitor = await aVisitor({ from: person.address })
  await visitor.open('/app/invitation')
  await visitor.write(t('auth.field.code'), code)
  await visitor.press(t('auth.continue'))
  await visitor.write(t('auth.password.new'), password)
  await visitor.write(t('auth.password.again'), password)
  await visitor.press(t('auth.invitation.accept'))
  person.secret = (await visitor.page.locator('ol code').innerText()).replaceAll(' ', '')
  await visitor.write(t('auth.setUp.label'), await codeFor(person))
  await visitor.press(t('auth.setUp.button'))
  await visitor.follow(t('auth.recoveryCodes.done'))
  const cookies = await visitor.context.cookies(`${theSite().origin}/app`)
  person.cookie = cookies.find(({ name }) => name === 'amana')?.value ?? null
  await visitor.leave()
  return person
}

async function invited(cast: Cast, key: string, name: string): Promise<string> {
  const visitor = await aVisitor({ person: cast.administrator })
  await visitor.open('/app/people/invite')
  await visitor.write(t('auth.field.name'), name)
  await visitor.choose(t('content.role.case_handler'))
  await visitor.choose(t('auth.invite.print'))
  await visitor.write(t('auth.field.userName'), key.toLowerCase())
  await visitor.press(t('auth.invite.button'))
  const code = await visitor.page.locator('[data-code]').innerText()
  await visitor.leave()
  return code
}

/** Proves once more who it is when a page asks for it. */
export async function provesOnceMore(visitor: Visitor, person: Person): Promise<void> {
  if (!visitor.path().startsWith('/app/step-up')) return
  const { page } = visitor
  const asksForCode = (await page.getByLabel(t('auth.field.password'), { exact: true }).count()) === 0
  if (asksForCode) await visitor.write(t('auth.code.label'), await codeFor(person))
  else await visitor.write(t('auth.field.password'), password)
  await visitor.press(t('auth.stepUp.button'))
}

/** Within these pages nothing is loaded anew, so arriving is seeing the title. */
export async function seesTitle({ page }: Visitor, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** The six words, once they are shown. */
export async function phraseShown({ page }: Visitor): Promise<string> {
  const shown = page.locator('[data-phrase]')
  await shown.waitFor({ state: 'visible' })
  return shown.innerText()
}

/** Makes a key with every duty and comes back to the list; what was written down. */
export async function makesAKey(visitor: Visitor, person: Person): Promise<string> {
  const { page } = visitor
  await visitor.open('/app/case-keys/new')
  await provesOnceMore(visitor, person)
  await visitor.choose(t('caseKeys.duty.custody'))
  await visitor.choose(t('caseKeys.duty.escrow'))
  await page.getByRole('button', { name: t('caseKeys.make.button') }).click()
  const phrase = await phraseShown(visitor)
  await visitor.write(t('caseKeys.phrase.again'), phrase.toUpperCase().replaceAll(' ', '-'))
  await page.getByRole('button', { name: t('caseKeys.make.send') }).click()
  await seesTitle(visitor, t('caseKeys.title'))
  await visitor.sees(t('caseKeys.unlock.open'))
  return phrase
}

/** What its owner reads out loud, from their own browser. */
export async function readsOut({ page }: Visitor): Promise<string[]> {
  const shown = page.locator('[data-own-fingerprint]').last()
  await shown.filter({ hasText: /^\d{5}( \d{5}){7}$/ }).waitFor()
  return (await shown.innerText()).split(' ')
}

/** Sits beside somebody, types what they read out, and signs. */
export async function signs(visitor: Visitor, name: string, groups: string[]): Promise<void> {
  const { page } = visitor
  await page
    .getByRole('navigation')
    .getByRole('link', { name: t('shell.nav.caseKeys') })
    .first()
    .click()
  await page.getByRole('link', { name: t('caseKeys.sign.link', { name }) }).click()
  await seesTitle(visitor, t('caseKeys.sign.title'))
  await visitor.write(t('caseKeys.sign.first'), groups[0]!)
  await visitor.write(t('caseKeys.sign.last'), groups.at(-1)!)
  await page.getByRole('button', { name: t('caseKeys.sign.button', { name }) }).click()
  await seesTitle(visitor, t('caseKeys.title'))
}

export async function unlocks({ page }: Visitor, phrase: string): Promise<void> {
  await page.getByLabel(t('caseKeys.phrase'), { exact: true }).fill(phrase)
  await page.getByRole('button', { name: t('caseKeys.unlock.button'), exact: true }).click()
}
