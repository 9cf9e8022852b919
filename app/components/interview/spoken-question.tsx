import { FieldError, fieldId, type FieldErrors } from '#app/components/error-summary.tsx'
import { BothTexts } from '#app/components/interview/both-texts.tsx'
import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import { useWords } from '#app/components/words.tsx'
import { choiceName, seenName, spokenChoices, textName } from '#app/forms/interview.form.ts'
import type { InterviewQuestion } from '#app/server/queries/interview.server.ts'

type Props = {
  question: InterviewQuestion
  /** The language in which the plan is written. */
  lang: string
  errors: FieldErrors
  /** What was typed and is not saved. */
  typed: Record<string, string> | null
  conflict: { by: string; theirs: { choice: string | null; text: string } } | null
}

/** One numbered question: what is asked aloud, and room for what was said. */
export function SpokenQuestion({ question, lang, errors, typed, conflict }: Props) {
  const t = useWords()
  const { number, id, spoken, choice, open, given, seen } = question
  const name = textName(id)
  const error = errors[name]
  const heading = `q${number}`
  const chosen = typed ? typed[choiceName(id)] : given?.choice
  const text = typed ? (typed[name] ?? '') : (given?.text ?? '')
  return (
    <section className="am-spoken__one" aria-labelledby={heading}>
      <h3 id={heading}>
        <span className="am-spoken__number">{number}.</span>
        {spoken}
      </h3>
      {conflict && (
        <BothTexts
          id={heading}
          by={conflict.by}
          theirs={<Words {...conflict.theirs} />}
          yours={<Words choice={chosen ?? null} text={text} />}
        />
      )}
      {!open ? (
        <AnswerShown answer={given && { ...given, dueOn: null }} lang={lang} />
      ) : (
        <>
          <input
            type="hidden"
            name={seenName(id)}
            value={typed && !conflict ? (typed[seenName(id)] ?? seen) : seen}
          />
          {given?.choice === 'not_applicable' && (
            <p className="am-quiet">{t('content.choice.not_applicable.short')}</p>
          )}
          {choice && given && !given.choice && <p className="am-quiet">{t('interview.chooseToo')}</p>}
          {choice && (
            <div className="govuk-form-group">
              <div
                className="govuk-radios govuk-radios--inline govuk-radios--small"
                role="radiogroup"
                aria-labelledby={heading}
              >
                {spokenChoices.map((each) => (
                  <div className="govuk-radios__item" key={each}>
                    <input
                      className="govuk-radios__input"
                      type="radio"
                      id={`${heading}${each}`}
                      name={choiceName(id)}
                      value={each}
                      defaultChecked={chosen === each}
                    />
                    <label className="govuk-label govuk-radios__label" htmlFor={`${heading}${each}`}>
                      {t(`content.choice.${each}.short`)}
                    </label>
                  </div>
                ))}
              </div>
            </div>
          )}
          <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
            <FieldError id={`${fieldId(name)}-error`} error={error} />
            <textarea
              className="govuk-textarea"
              id={fieldId(name)}
              name={name}
              rows={3}
              lang={lang}
              dir="auto"
              defaultValue={text}
              aria-labelledby={heading}
              aria-describedby={error ? `${fieldId(name)}-error` : undefined}
              aria-invalid={error ? true : undefined}
            />
          </div>
        </>
      )}
    </section>
  )
}

function Words({ choice, text }: { choice: string | null; text: string }) {
  return <AnswerShown answer={{ choice, text, dueOn: null }} />
}
