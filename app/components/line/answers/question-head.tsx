import { Asked, Notice, Why } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { RequirementShown } from '#content/shown.ts'

type QuestionHeadProps = {
  question: RequirementShown
  place: { number: number; of: number }
  /** The body whose own question it is. */
  askedBy: string
  /** A change that was asked for. */
  asked: { reason: string; at: Date } | null
  reviewedBy: string
  /** The question that somebody outside the project asks about the same thing. */
  claim: string | null
  passportOn: Date | null
}

/** The question with everything that belongs before its answer. */
export function QuestionHead(props: QuestionHeadProps) {
  const { question, place, askedBy, asked, reviewedBy, claim, passportOn } = props
  const t = useWords()
  const { date } = useDates()
  return (
    <>
      <PageTitle
        caption={
          <>
            {question.principleName}
            <br />
            <small>
              {t('content.requirement.number', { id: question.id, number: place.number, total: place.of })}
            </small>
          </>
        }
        question
      >
        <span lang={question.wordsIn}>{question.question}</span>
      </PageTitle>
      {question.help !== '' && (
        <p className="am-measure" lang={question.wordsIn}>
          {question.help}
        </p>
      )}
      {question.own && (
        <Asked title={t('answers.own.by', { by: askedBy })}>
          {t('frameworks.own.notice')}
          {question.wordsIn && ` ${t('frameworks.notTranslated')}`}
        </Asked>
      )}
      {asked && (
        <Asked title={t('line.requirement.askedBy', { by: reviewedBy, date: date(asked.at) })}>
          <span className="am-pre" dir="auto">
            {t('line.quoted', { words: asked.reason })}
          </span>
        </Asked>
      )}
      <Why title={`${t('content.requirement.why')}.`}>
        <span lang={question.wordsIn}>{question.why}</span>
      </Why>
      <Terms {...question} />
      {claim && (
        <p className="am-measure">
          {t('answers.claim')} {t('line.quoted', { words: claim })}
        </p>
      )}
      {passportOn && (
        <Notice>
          <p>{t('answers.passport', { date: date(passportOn) })}</p>
        </Notice>
      )}
    </>
  )
}

/** Why it is asked of this plan, and whether the plan waits for it: known where the work was described. */
function Terms({ because, needed, gate }: RequirementShown) {
  const t = useWords()
  if (because === undefined) return null
  return (
    <ul className="am-facts">
      <li>{because}</li>
      <li>
        <b>{needed ? t('answers.needed') : t(`answers.canWait.${gate ?? 'none'}`)}</b>
      </li>
    </ul>
  )
}
