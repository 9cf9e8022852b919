import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import { useWords } from '#app/components/words.tsx'
import type { AnswerGiven, ShownForReading } from '#content/answer-text.ts'

type Kept = { id: string; question: (ShownForReading & { question: string }) | null; answer: AnswerGiven }

/** Answers that no question goes with any more. They can be read here and are not sent. */
export function KeptAnswers({ kept, lang }: { kept: Kept[]; lang: string }) {
  const t = useWords()
  if (kept.length === 0) return null
  return (
    <section aria-labelledby="kept" className="am-measure">
      <h2 id="kept" className="govuk-heading-m">
        {t('tier.kept.title', { count: kept.length })}
      </h2>
      <p>{t('tier.kept.text')}</p>
      {kept.map(({ id, question, answer }) => (
        <section key={id} aria-labelledby={`kept-${id}`}>
          <h3 id={`kept-${id}`} className="govuk-heading-s">
            {id} {question?.question}
          </h3>
          <AnswerShown answer={answer} {...(question ? { question } : {})} lang={lang} />
        </section>
      ))}
    </section>
  )
}
