import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Checkboxes, Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { ValueFields } from '#app/components/line/answers/value-fields.tsx'
import { Saved } from '#app/components/notice.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { boxesOf } from '#app/forms/answer-boxes.ts'
import { textField } from '#app/forms/answer.form.ts'
import type { AnswerGiven } from '#content/answer-text.ts'
import type { ValueOf } from '#content/answer-value.ts'
import type { RequirementShown } from '#content/shown.ts'

export type SavedAnswer = AnswerGiven & { revision: number }
export type Typed = Record<string, string>

type AnswerFormProps = {
  question: RequirementShown
  /** Rows that a table offers to begin with, in the language of the plan. */
  givenRows: readonly string[]
  figure: ValueOf<'from-the-record'> | null
  saved: SavedAnswer | null
  typed?: Typed | undefined
  errors?: FieldErrors | undefined
  lookAt?: number | undefined
  /** What the reader has seen of the saved answer. */
  revision: number
  /** The language in which the plan is written. */
  lang: string
  nextYear: number
  savedLine: string | null
}

/** One question's form: every choice carries the box it asks for, so it works without a script. */
export function AnswerForm(props: AnswerFormProps) {
  const { question, givenRows, figure, saved, typed, errors = {}, lookAt, revision, lang, nextYear } = props
  const t = useWords()
  const locale = useLocale()
  const values = typed ?? boxesOf(saved, question, locale, givenRows)
  return (
    <form method="post" noValidate>
      <HiddenRevision revision={revision} />
      {question.answer === 'yes-partly-no' ? (
        <FourChoices {...{ question, values, errors, lang, nextYear }} />
      ) : (
        <>
          {/* A browser sends a form by its first button when Enter is pressed, and that must not be one that removes a row. */}
          {question.answer === 'table' && (
            <button
              className="govuk-visually-hidden"
              name="then"
              value="next"
              tabIndex={-1}
              aria-hidden="true"
            >
              {t('content.do.saveAndContinue')}
            </button>
          )}
          <ValueFields {...{ question, values, errors, lang, figure, lookAt }} />
          <DoesNotApply {...{ values, errors, lang }} />
        </>
      )}
      <ButtonGroup>
        <Button name="then" value="next">
          {t('content.do.saveAndContinue')}
        </Button>
        <Button name="then" value="list" secondary>
          {t('content.do.saveAndGoBack')}
        </Button>
        {props.savedLine && <Saved>{props.savedLine}</Saved>}
      </ButtonGroup>
    </form>
  )
}

type Filled = { values: Typed; errors: FieldErrors; lang: string }

function FourChoices({
  question,
  values,
  errors,
  lang,
  nextYear,
}: Filled & { question: RequirementShown; nextYear: number }) {
  const t = useWords()
  return (
    <Radios
      name="choice"
      legend={t('content.answer.label')}
      size="m"
      value={values.choice}
      error={errors.choice}
      choices={question.choices.map(({ value, label }) => ({
        value,
        label,
        conditional: (
          <>
            <TextArea
              name={textField[value]}
              label={t(`content.answer.text.${value}`)}
              hint={t(`content.answer.hint.${value}`)}
              rows={4}
              lang={lang}
              value={values[textField[value]]}
              error={errors[textField[value]]}
            />
            {value === 'partly' && (
              <DateField
                name="dueOn"
                label={t('content.answer.dueOn')}
                hint={t('content.answer.dueOn.hint', { day: '27', month: '3', year: String(nextYear) })}
                typed={values}
                error={errors.dueOn}
              />
            )}
          </>
        ),
      }))}
    />
  )
}

function DoesNotApply({ values, errors, lang }: Filled) {
  const t = useWords()
  return (
    <Checkboxes
      name="notApplies"
      legend={<span className="govuk-visually-hidden">{t('answers.notApplies.legend')}</span>}
      values={values.notApplies ? ['yes'] : []}
      choices={[
        {
          value: 'yes',
          label: t('answers.notApplies'),
          conditional: (
            <TextArea
              name={textField.not_applicable}
              label={t('content.answer.text.not_applicable')}
              hint={t('content.answer.hint.not_applicable')}
              rows={3}
              lang={lang}
              value={values[textField.not_applicable]}
              error={errors[textField.not_applicable]}
            />
          ),
        },
      ]}
    />
  )
}
