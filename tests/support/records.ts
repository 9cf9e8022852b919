import { randomBytes } from 'node:crypto'
import { ask, hiddenIn, wordsIn, type Asked, type Fields } from '#tests/support/asking.ts'
import { codeFor, cookieOf, keepCookie, password, type Cast, type Person } from '#tests/support/cast.ts'
import { filledIn, type WorkSaid } from '#app/forms/context.form.ts'
import { filledAnswer } from '#tests/support/filled-answer.ts'
import { reasonsChosen } from '#tests/support/judging.ts'
import { theSite } from '#tests/support/the-site.ts'
import { askedOf, currentFramework, principles, tierOf, type PlanTerms } from '#content/index.ts'
import type { AnswerType, Tier } from '#content/vocabulary.ts'
import type { Locale } from '#content/words.ts'

/** Records in a given state, made by posting the very forms that the pages hold. */

/** The work of a small partner in its own community: tier 1, the lightest with people in it. */
export const smallWork: WorkSaid = {
  circumstances: { people: true, ownCommunity: true, smallAward: true },
  audiences: ['project', 'organisation'],
}

const inOrder = (asked: ReturnType<typeof askedOf>) => asked.map(({ requirement }) => requirement)

/** What is asked of a plan whose work was described so. */
export function questionsOf(work: WorkSaid = smallWork, leastTier: Tier = 0) {
  const { tier } = tierOf(work.circumstances, leastTier)
  const terms: PlanTerms = { ...work, tier }
  return askedOf(currentFramework, 'project', terms)
}

export const projectQuestions = inOrder(questionsOf())
export const funderQuestions = inOrder(askedOf(currentFramework, 'funder'))
/** A question of the small plan that is answered in this way. */
export function questionAnswered(by: AnswerType): string {
  return projectQuestions.find(({ answer }) => answer === by)!.id
}

export const neededOf = (asked: ReturnType<typeof askedOf>) => inOrder(asked.filter(({ needed }) => needed))

/** Days from now, as a form asks for it. */
export function inDays(days: number): { day: string; month: string; year: string } {
  const date = new Date(Date.now() + days * 86_400_000)
  return {
    day: String(date.getUTCDate()),
    month: String(date.getUTCMonth() + 1),
    year: String(date.getUTCFullYear()),
  }
}

export async function get(person: Person, path: string): Promise<Asked> {
  return ask({ ...person, cookie: await cookieOf(person) }, path)
}

export async function post(person: Person, path: string, fields: Fields): Promise<Asked> {
  const answer = await ask({ ...person, cookie: await cookieOf(person) }, path, fields)
  if (answer.cookie) keepCookie(person, answer.cookie)
  return answer
}

/** The form on a page, with what it holds already, sent; it must lead on to another page. */
export async function send(person: Person, path: string, hidden: string[], fields: Fields): Promise<string> {
  const page = await get(person, path)
  if (page.status !== 200) throw new Error(`${person.name} gets ${page.status} at ${path}`)
  const held = Object.fromEntries(hidden.map((name) => [name, hiddenIn(page.html, name)]))
  const answer = await post(person, path, { ...held, ...fields })
  if (!answer.location)
    throw new Error(`${person.name} sent ${path} and got ${answer.status}: ${wordsIn(answer.html)}`)
  return answer.location
}

/** The language is the account's, not the browser's. */
export async function inLanguage(person: Person, locale: Locale): Promise<void> {
  await post(person, '/app/account/language', { locale, returnTo: '/app' })
}

export const idIn = (path: string): string => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(path)![0]

/** The same words sent twice make one record, so each gets words of its own. */
const unlike = (words: string) => `${words} ${randomBytes(3).toString('hex')}`

type CallWishes = { leastTier?: Tier; framework?: string }

export async function anOpenCall(
  { officer }: Cast,
  title = unlike('Community arts'),
  { leastTier = 0, framework = `${currentFramework.id}/${currentFramework.version}` }: CallWishes = {},
): Promise<string> {
  const summary = 'Small projects, led by those who live where they happen.'
  const words = { title: unlike('Freedom Commons'), summary }
  const programme = idIn(await send(officer, '/app/programmes/new', ['organisationId'], words))
  const { day, month, year } = inDays(30)
  const call = idIn(
    await send(officer, `/app/calls/new?programme=${programme}`, [], {
      title,
      summary,
      'closesOn.day': day,
      'closesOn.month': month,
      'closesOn.year': year,
      framework,
      leastTier: String(leastTier),
    }),
  )
  await send(officer, `/app/calls/${call}`, ['seenRevision'], { move: 'publish' })
  return call
}

type PlanWishes = {
  callId?: string
  title?: string
  /** How many questions, or only those that it cannot be sent without; all, unless said otherwise. */
  answered?: number | 'needed'
  /** What is said of the work; null leaves it undescribed, and so without questions. */
  work?: WorkSaid | null
  circumstances?: WorkSaid['circumstances']
  locale?: Locale
}

export async function aPlan(cast: Cast, wishes: PlanWishes = {}): Promise<string> {
  const callId = wishes.callId ?? (await anOpenCall(cast))
  const title = wishes.title ?? unlike('Nets and names')
  const path = `/app/assessments/new?call=${callId}`
  const terms = { title, country: 'GH', locale: wishes.locale ?? 'en' }
  const id = idIn(await send(cast.investigator, path, ['organisationId'], terms))
  if (wishes.work === null) return id
  const work = wishes.work ?? { ...smallWork, circumstances: wishes.circumstances ?? smallWork.circumstances }
  await described(cast.investigator, id, work)
  const asked = questionsOf(work)
  const answered =
    wishes.answered === 'needed' ? neededOf(asked) : inOrder(asked).slice(0, wishes.answered ?? Infinity)
  for (const { id: requirement } of answered) await answeredFirst(cast.investigator, id, requirement)
  return id
}

/** Says what the work is like, for the first time: from it follow the tier and the questions. */
export async function described(person: Person, id: string, work: WorkSaid = smallWork): Promise<void> {
  await send(person, `/app/assessments/${id}/context`, ['seenRevision'], { ...filledIn(work), step: 'look' })
}

const requirementPath = (id: string, requirement: string) =>
  `/app/assessments/${id}/requirements/${requirement}`

/** As a person answers who has never seen another answer there. */
async function answeredFirst(person: Person, id: string, requirement: string): Promise<void> {
  const path = requirementPath(id, requirement)
  const fields = { ...filledAnswer(requirement, 'It is done.'), seenRevision: '0', then: 'next' }
  const { location, status, html } = await post(person, path, fields)
  if (!location) throw new Error(`${person.name} answered ${path} and got ${status}: ${wordsIn(html)}`)
}

/** Answers a requirement of any type, over whatever stood there. */
export async function answer(
  person: Person,
  id: string,
  requirement: string,
  text = 'It is done.',
): Promise<void> {
  const path = requirementPath(id, requirement)
  await send(person, path, ['seenRevision'], { ...filledAnswer(requirement, text), then: 'next' })
}

export async function sent(person: Person, id: string): Promise<void> {
  await send(person, `/app/assessments/${id}/submit`, ['seenRevision'], { confirmed: 'yes' })
}

export async function aSentPlan(cast: Cast, wishes: Parameters<typeof aPlan>[1] = {}): Promise<string> {
  const id = await aPlan(cast, wishes)
  await sent(cast.investigator, id)
  return id
}

/** Says that they have no conflict: before that nobody judges or decides. */
export async function declares(person: Person, id: string): Promise<void> {
  await send(person, `/app/assessments/${id}/declare`, [], { conflict: 'none' })
}

/** Accepts a principle, with a reason for every answer that was chosen at random. */
export async function accepts(reviewer: Person, path: string, reason = 'Clear.'): Promise<void> {
  const { html } = await get(reviewer, path)
  await send(reviewer, path, ['seenRevision'], { judgement: 'accepted', reason, ...reasonsChosen(html) })
}

export async function reviewed(reviewer: Person, id: string): Promise<void> {
  const at = `/app/assessments/${id}/review`
  await declares(reviewer, id)
  await send(reviewer, at, ['seenRevision'], { move: 'startReview' })
  for (const principle of principles) await accepts(reviewer, `${at}/${principle}`)
  await send(reviewer, at, ['seenRevision'], { move: 'completeReview' })
}

export async function aReviewedPlan(cast: Cast, wishes: PlanWishes = {}): Promise<string> {
  const id = await aSentPlan(cast, wishes)
  await reviewed(cast.reviewer, id)
  return id
}

/** Proves once more who is there, where the page asks. */
export async function steppedUp(person: Person, path: string, fields: Fields): Promise<void> {
  const location = await send(person, path, ['seenRevision'], fields)
  if (!location.startsWith('/app/step-up')) return
  const proof = person.secret ? { code: await codeFor(person) } : { password }
  await post(person, location, proof)
  await send(person, path, ['seenRevision'], fields)
}

export async function decided(approver: Person, id: string): Promise<void> {
  await declares(approver, id)
  const { day, month, year } = inDays(90)
  await steppedUp(approver, `/app/assessments/${id}/decide`, {
    outcome: 'approved_with_conditions',
    reason: 'A careful plan.',
    sentence1: 'Every service on the Zemani map has been called.',
    owner1: 'Tsavanya Listening Circle',
    evidenceAsked1: 'The map with a date on each entry',
    howChecked1: 'The programme officer calls three of them.',
    pays1: 'reviewing_body',
    starts1: 'day',
    'dueOn1.day': day,
    'dueOn1.month': month,
    'dueOn1.year': year,
    holdsBack1: 'fieldwork',
    moneyFor1: 'Safeguarding budget, line 3',
  })
}

/** Drawing is a job: it takes a moment. */
export async function untilDrawn(person: Person, id: string): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    const { html } = await get(person, `/app/assessments/${id}/sign`)
    if (html.includes('/documents/full_record')) return
    await new Promise((later) => setTimeout(later, 500))
  }
  throw new Error('The documents to sign were not drawn within a minute')
}

export async function aDecidedPlan(cast: Cast): Promise<string> {
  const id = await aReviewedPlan(cast)
  await decided(cast.approver, id)
  await untilDrawn(cast.approver, id)
  return id
}

export async function signed(person: Person, id: string): Promise<void> {
  await steppedUp(person, `/app/assessments/${id}/sign`, { read: 'yes' })
}

export async function aSignedPlan(cast: Cast): Promise<string> {
  const id = await aDecidedPlan(cast)
  for (const person of [cast.investigator, cast.reviewer, cast.approver]) await signed(person, id)
  return id
}

export async function download(
  person: Person,
  id: string,
  kind: 'full_record' | 'public_statement',
): Promise<Buffer> {
  const answer = await fetch(`${theSite().origin}/app/assessments/${id}/documents/${kind}`, {
    headers: { cookie: `amana=${await cookieOf(person)}` },
  })
  if (!answer.ok) throw new Error(`${person.name} gets ${answer.status} for ${kind}`)
  return Buffer.from(await answer.arrayBuffer())
}
