import type { SentRequirement } from '#app/server/repositories/submitted-content.server.ts'
import { choiceAsText, wordsOfAnswer } from '#content/answer-text.ts'
import { canonicalJson } from '#content/canonical.ts'
import { formatDate, wordsFor, type Locale } from '#content/words.ts'

/** Ids of those answers that are not word for word what was sent before; all of them where nothing was. */
export function changedAnswers(
  before: readonly SentRequirement[] | undefined,
  after: readonly SentRequirement[],
): ReadonlySet<string> {
  const was = new Map(before?.map((answer) => [answer.id, said(answer)]))
  return new Set(after.filter((answer) => was.get(answer.id) !== said(answer)).map(({ id }) => id))
}

function said({ choice, text, dueOn, value, unanswered }: SentRequirement): string {
  return canonicalJson({ choice, text, dueOn, value: value ?? null, unanswered: unanswered ?? false })
}

/** A whole answer as one text, to be compared word by word. */
export function answerAsText(answer: SentRequirement, locale: Locale): string {
  const t = wordsFor(locale)
  const { dueOn, unanswered } = answer
  const due = dueOn && t('content.answer.planDueOn', { date: formatDate(locale, new Date(dueOn)) })
  return [
    unanswered ? t('answers.notYet') : choiceAsText(answer, answer, locale),
    wordsOfAnswer(answer, answer, locale),
    due ?? '',
  ]
    .filter((part) => part !== '')
    .join('\n')
}
