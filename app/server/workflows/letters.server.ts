import type { Actor } from '#app/policies/actor.ts'
import { letterBody } from '#app/policies/letter.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import type { ConditionTerms } from '#app/server/repositories/judgements.server.ts'
import { findLetter, saveLetter } from '#app/server/repositories/letters.server.ts'
import { lastAppealDay } from '#app/server/workflows/assessment.server.ts'
import { fillIn, usualLetter, type LetterOutcome } from '#content/letters.ts'
import { formatDate, wordsFor, type Locale } from '#content/words.ts'
import { principles, type Outcome, type Principle } from '#machines/processes.ts'

export interface DecisionToTell {
  outcome: Outcome
  reason: string
  reasons: Partial<Record<Principle, string>>
  conditions: readonly ConditionTerms[]
}

/** The words that go to the applicant, in the language of the plan: the body's own letter, or the usual one. */
export async function composeLetter(
  tx: Transaction,
  row: AssessmentRow,
  decision: DecisionToTell,
  now: Date,
): Promise<{ letter: string; letterLocale: Locale }> {
  const locale = row.locale as Locale
  const t = wordsFor(locale)
  const { outcome, reason, reasons, conditions } = decision
  const own = await findLetter(tx, { organisationId: row.reviewingBodyId, outcome, locale })
  const body = await tx.organisation.findUniqueOrThrow({
    where: { id: row.reviewingBodyId },
    select: { name: true },
  })
  const letter = fillIn(own?.body || usualLetter(locale, outcome), {
    title: row.title,
    organisation: row.organisation.name,
    reviewingBody: body.name,
    call: row.call?.title ?? '',
    decision: t(`machines.assessment.outcome.${outcome}`),
    decidedOn: formatDate(locale, now),
    reason,
    reasons: principles
      .filter((principle) => reasons[principle])
      .map((principle) =>
        t('letters.reason', { principle: t(`content.principle.${principle}`), reason: reasons[principle]! }),
      )
      .join('\n'),
    conditions: conditions.map((terms, index) => conditionInWords(terms, index + 1, locale)).join('\n\n'),
    appealUntil: formatDate(locale, lastAppealDay(now, row.call)),
  })
  return { letter, letterLocale: locale }
}

function conditionInWords(terms: ConditionTerms, number: number, locale: Locale): string {
  const t = wordsFor(locale)
  const due =
    terms.daysAfterFunds != null && terms.fundsExpectedOn
      ? t('letters.condition.afterMoney', {
          days: terms.daysAfterFunds,
          on: formatDate(locale, terms.fundsExpectedOn),
        })
      : t('letters.condition.dueOn', { on: formatDate(locale, terms.dueOn) })
  return [
    t('letters.condition.what', { number, sentence: terms.sentence }),
    t('letters.condition.owner', { owner: terms.owner }),
    t('letters.condition.evidence', { evidence: terms.evidenceAsked }),
    ...(terms.howChecked ? [t('letters.condition.checked', { how: terms.howChecked })] : []),
    due,
    t(`letters.condition.pays.${terms.pays ?? 'nobody'}`, { line: terms.moneyFor, why: terms.whyNoMoney }),
    t(`letters.condition.holds.${terms.holdsBack}`),
  ].join('\n')
}

/** An empty body takes the usual letter up again. */
export function writeLetter(
  actor: Actor,
  which: { outcome: LetterOutcome; locale: Locale },
  body: string,
  seenRevision: number,
  now: Date,
): Promise<void> {
  const own = letterBody(actor)
  if (!own) throw notPermitted()
  return withScope(actor.id, async (tx) => {
    const { organisationId } = own
    await saveLetter(tx, { organisationId, ...which }, { body, seenRevision, personId: actor.id, at: now })
    await appendLedger(tx, {
      action: 'letter.write',
      subject: organisationId,
      actorId: actor.id,
      data: { outcome: which.outcome, locale: which.locale, revision: seenRevision + 1 },
      at: now,
    })
  })
}
