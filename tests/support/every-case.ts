import { newCode } from '#app/sealing/code.ts'
import { ask } from '#tests/support/asking.ts'
import { codeFor, cookieOf, type Person } from '#tests/support/cast.ts'
import type { TestHandler } from '#tests/support/doors.ts'
import { get, idIn, post } from '#tests/support/records.ts'
import { theSite } from '#tests/support/the-site.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')

/** Of the body behind the open reporting page, with an authenticator already set up. */
function personOf(key: string, { name, signsInWith, secret }: TestHandler): Person {
  const organisation = 'Fictional Receiving Fund'
  return { key, name, signsInWith, organisation, secret, lastStep: 0, cookie: null, address: '203.0.113.77' }
}

/** One case that was told through the open page, whoever may open it, and a page that is not open yet. */
export async function everyCase() {
  const { door } = theSite()
  const [first, second] = door.handlers
  const handler = personOf('handler', first)
  const undeclared = personOf('undeclared', second)
  const reporting = `/r/${door.slug}`
  const code = newCode()
  const told = await ask(null, reporting, {
    go: 'send',
    code,
    words: 'A fictional driver waits at the gate.\nHe was there again on Tuesday.',
    danger: 'no',
    child: 'not_sure',
  })
  const dates = /name="dates"[^>]*value="([^"]+)"/.exec(told.html)?.[1]
  if (!dates) throw new Error(`Nothing could be told: ${told.status}`)
  await ask(null, reporting, { go: 'add:who', code, dates, who: 'The fictional driver of the third bus' })
  await ask(null, reporting, { go: 'add:wishes', code, dates, wants: 'That he drives elsewhere.' })

  const inbox = await get(handler, '/app/cases')
  const theCase = `/app/cases/${idIn(/href="(\/app\/cases\/[0-9a-f-]{36})"/.exec(inbox.html)![1]!)}`
  await post(handler, theCase, { do: 'declare', conflict: 'none' })

  const { location } = await post(handler, '/app/doors/new', {
    organisationId: door.organisations.receiving,
    name: 'The page by the river',
    programmeId: '',
  })
  const { html } = await get(handler, location!)
  return {
    handler,
    undeclared,
    reporting,
    closedReporting: /\/r\/[a-z0-9-]+/.exec(html)![0],
    theCase,
    ownKey: `/app/case-keys/${first.keyId}`,
    openDoor: `/app/doors/${door.id}`,
    newDoor: location!,
  }
}

/** For pages that ask it before they show anything. */
export async function provesWhoTheyAre(person: Person): Promise<void> {
  // Signing in takes a code as well, and each works once.
  await cookieOf(person)
  const answer = await post(person, '/app/step-up?next=/app', { code: await codeFor(person) })
  if (answer.status !== 302) throw new Error(`${person.name}: ${t('auth.stepUp.button')} ${answer.status}`)
}
