import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import { SummaryList } from '#app/components/summary-list.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useWords } from '#app/components/words.tsx'
import type { AnswerGiven } from '#content/answer-text.ts'
import type { RequirementShown } from '#content/shown.ts'

type Checked = Omit<RequirementShown, 'needed'> & {
  needed: boolean
  given: AnswerGiven | null
  open: boolean
}
type CheckedAnswersProps = { planId: string; questions: readonly Checked[]; lang: string }

/** The answers of one principle: first what the plan waits for, then what can wait. */
export function CheckedAnswers({ planId, questions, lang }: CheckedAnswersProps) {
  const t = useWords()
  const needed = questions.filter((question) => question.needed)
  const later = questions.filter((question) => !question.needed)
  if (later.length === 0) return <Answers planId={planId} questions={needed} lang={lang} />
  return (
    <>
      {needed.length > 0 && <h3 className="govuk-heading-s">{t('answers.needed.title')}</h3>}
      <Answers planId={planId} questions={needed} lang={lang} />
      <h3 className="govuk-heading-s">{t('answers.canWait.title')}</h3>
      <Answers planId={planId} questions={later} lang={lang} />
    </>
  )
}

function Answers({ planId, questions, lang }: CheckedAnswersProps) {
  const t = useWords()
  if (questions.length === 0) return null
  return (
    <SummaryList
      rows={questions.map((shown) => {
        const { id, question, given, open, needed } = shown
        return {
          label: question,
          value:
            given || needed ? (
              <AnswerShown answer={given} question={shown} lang={lang} />
            ) : (
              <Tag tone="neutral" icon="ring">
                {t('answers.canWait.unanswered')}
              </Tag>
            ),
          change: {
            to: `/app/assessments/${planId}/requirements/${id}`,
            label: open ? (given ? t('content.do.change') : t('content.do.answer')) : t('content.do.view'),
            about: t('line.check.about', { id, question }),
          },
        }
      })}
    />
  )
}
