import type { Actor } from '#app/policies/actor.ts'
import { letterBody } from '#app/policies/letter.policy.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { nameOf } from '#app/server/queries/assessment.server.ts'
import { findLetter, listLetters } from '#app/server/repositories/letters.server.ts'
import { letterOutcomes, placeholdersFor, usualLetter, type LetterOutcome } from '#content/letters.ts'
import { isLocale, locales, type Locale } from '#content/words.ts'

/** Every letter of the body, in each language: its own, or the usual one. */
export function lettersPage(actor: Actor) {
  const body = bodyOf(actor)
  return withScope(actor.id, async (tx) => {
    const own = await listLetters(tx, body.organisationId)
    return {
      body: body.organisationName,
      letters: letterOutcomes.flatMap((outcome) =>
        locales.map((locale) => {
          const written = own.find((one) => one.outcome === outcome && one.locale === locale)
          return { outcome, locale, ownSince: written?.body ? written.updatedAt : null }
        }),
      ),
    }
  })
}

export function letterEditPage(actor: Actor, given: { outcome: string; locale: string }) {
  const { outcome, locale } = whichLetter(given)
  const body = bodyOf(actor)
  return withScope(actor.id, async (tx) => {
    const own = await findLetter(tx, { organisationId: body.organisationId, outcome, locale })
    return {
      body: body.organisationName,
      outcome,
      locale,
      revision: own?.revision ?? 0,
      text: own?.body ?? '',
      own: Boolean(own?.body),
      by: own ? { name: await nameOf(tx, own.updatedById, actor), at: own.updatedAt } : null,
      usual: usualLetter(locale, outcome),
      placeholders: placeholdersFor(outcome),
    }
  })
}

/** Throws notFound for what is no letter of ours. */
export function whichLetter(given: { outcome: string; locale: string }): {
  outcome: LetterOutcome
  locale: Locale
} {
  const outcome = letterOutcomes.find((one) => one === given.outcome)
  if (!outcome || !isLocale(given.locale)) throw notFound()
  return { outcome, locale: given.locale }
}

function bodyOf(actor: Actor) {
  const body = letterBody(actor)
  if (!body) throw notPermitted()
  return body
}
