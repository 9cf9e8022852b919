import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import { useWords } from '#app/components/words.tsx'
import type { AnswerGiven } from '#content/answer-text.ts'
import type { RequirementShown } from '#content/shown.ts'

type AnswerToReadProps = {
  question: RequirementShown
  answer: AnswerGiven | null
  lang: string
  /** Changes were asked of other answers, not of this one. */
  notAsked?: boolean
}

export function AnswerToRead({ question, answer, lang, notAsked = false }: AnswerToReadProps) {
  const t = useWords()
  return (
    <section aria-labelledby="answer">
      <h2 id="answer" className="govuk-heading-m">
        {t('content.answer.label')}
      </h2>
      <AnswerShown answer={answer} question={question} lang={lang} />
      <p className="am-quiet">{t(notAsked ? 'review.named.notThis' : 'line.requirement.readOnly')}</p>
    </section>
  )
}

/** What was said while the question was put in another way: to be read and used again. */
export function Outgrown({ answer, lang }: Pick<AnswerToReadProps, 'lang'> & { answer: AnswerGiven }) {
  const t = useWords()
  return (
    <section className="am-said" aria-labelledby="outgrown">
      <h2 id="outgrown" className="govuk-heading-s">
        {t('answers.outgrown.title')}
      </h2>
      <p>{t('answers.outgrown.text')}</p>
      <AnswerShown answer={answer} lang={lang} />
    </section>
  )
}
