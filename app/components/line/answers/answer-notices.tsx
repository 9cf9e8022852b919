import { ConflictNotice } from '#app/components/conflict-notice.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import { ReadOnlyText } from '#app/components/line/answers/read-only-text.tsx'
import { ClosedMeanwhile } from '#app/components/line/closed-meanwhile.tsx'
import { useWords } from '#app/components/words.tsx'
import type { AnswerGiven } from '#content/answer-text.ts'
import type { RequirementShown } from '#content/shown.ts'

type AnswerNoticesProps = {
  question: RequirementShown
  errors: FieldErrors | undefined
  mine: AnswerGiven | null
  conflict: { by: string; theirs: AnswerGiven } | null
  /** Rows beyond the most that a table takes, as lines of text. */
  overflow: string | null
  closed: boolean
}

/** What became of the last attempt to save, above everything else. */
export function AnswerNotices({ question, errors, mine, conflict, overflow, closed }: AnswerNoticesProps) {
  const t = useWords()
  // What the record answers is not what two people disagree on.
  const asked = question.answer === 'from-the-record' ? {} : { question }
  return (
    <>
      <ErrorSummary errors={errors} />
      {overflow !== null && (
        <ReadOnlyText
          id="overflow"
          label={t('answers.overflow')}
          hint={t('answers.overflow.hint')}
          text={overflow}
        />
      )}
      {conflict && mine && (
        <ConflictNotice
          by={conflict.by || undefined}
          theirs={<AnswerShown answer={conflict.theirs} {...asked} />}
          yours={<AnswerShown answer={mine} {...asked} />}
        />
      )}
      {mine && closed && <ClosedMeanwhile mine={mine} question={question} />}
    </>
  )
}
