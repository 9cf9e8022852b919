import { codeFor, password, type Person } from '#tests/support/cast.ts'
import type { Visitor } from '#tests/support/visitor.ts'
import type { Words } from '#content/words.ts'

/** Shows once more who is there, where the page before asked for it; otherwise nothing is done. */
export async function provesAgain(visitor: Visitor, person: Person, t: Words): Promise<void> {
  if (!visitor.path().startsWith('/app/step-up')) return
  if (person.secret) await visitor.write(t('auth.code.label'), await codeFor(person))
  else await visitor.write(t('auth.field.password'), password)
  await visitor.press(t('auth.stepUp.button'))
}

/** Presses a button that asks for that proof, and presses it again once it is given. */
export async function pressesForSure(
  visitor: Visitor,
  person: Person,
  t: Words,
  button: string,
): Promise<void> {
  await visitor.press(button)
  if (!visitor.path().startsWith('/app/step-up')) return
  await provesAgain(visitor, person, t)
  await visitor.press(button)
}
