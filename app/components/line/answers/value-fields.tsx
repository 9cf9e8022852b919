import { Radios } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextArea, TextField } from '#app/components/field.tsx'
import { TableFields } from '#app/components/line/answers/table-fields.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { textField } from '#app/forms/answer.form.ts'
import { figureAsText, type ShownForReading } from '#content/answer-text.ts'
import type { ValueOf } from '#content/answer-value.ts'
import { isKey } from '#content/words.ts'

export type ValueFieldsProps = {
  question: ShownForReading
  values: Record<string, string>
  errors: FieldErrors
  /** The language in which the plan is written. */
  lang: string
  /** What the record holds today, where it answers. */
  figure: ValueOf<'from-the-record'> | null
  /** The row that a button has just added, or the one beside the row it took away. */
  lookAt?: number | undefined
}

/** What each type asks for besides the four plain choices. */
export function ValueFields(props: ValueFieldsProps) {
  const t = useWords()
  switch (props.question.answer) {
    case 'voice-or-text':
      return (
        <Words
          {...props}
          label={t('content.answer.text.open')}
          hint={t('content.answer.hint.open')}
          rows={10}
        />
      )
    case 'choice':
      return (
        <>
          <Options {...props} />
          <Note {...props} />
        </>
      )
    case 'number':
      return (
        <>
          <NumberFields {...props} />
          <Note {...props} />
        </>
      )
    case 'person-role':
      return (
        <>
          <RoleFields {...props} />
          <Note {...props} />
        </>
      )
    case 'table':
      return (
        <>
          <TableFields {...props} />
          <Note {...props} />
        </>
      )
    case 'from-the-record':
      return <Figure {...props} />
    default:
      return null
  }
}

type WordsProps = ValueFieldsProps & { label: string; hint?: string; rows: number }

function Words({ values, errors, lang, label, hint, rows }: WordsProps) {
  return (
    <TextArea
      name={textField.open}
      label={label}
      hint={hint}
      rows={rows}
      lang={lang}
      value={values[textField.open]}
      error={errors[textField.open]}
    />
  )
}

function Note(props: ValueFieldsProps) {
  const t = useWords()
  return <Words {...props} label={t('answers.note')} hint={t('answers.note.hint')} rows={3} />
}

function Options({ question, values, errors }: ValueFieldsProps) {
  const t = useWords()
  const { options = [], labels = {} } = question
  return (
    <Radios
      name="option"
      legend={t('content.answer.label')}
      size="m"
      value={values.option}
      error={errors.option}
      choices={options.map((option) => ({ value: option, label: labels[option] ?? option }))}
    />
  )
}

function NumberFields({ question, values, errors }: ValueFieldsProps) {
  const t = useWords()
  const unit = question.number?.unit ?? 'count'
  const key = `answers.number.${unit}`
  return (
    <>
      <TextField
        name="number"
        label={isKey(key) ? t(key) : t('answers.number.count')}
        hint={t('answers.number.hint')}
        width={10}
        inputMode="decimal"
        autoComplete="off"
        value={values.number}
        error={errors.number}
      />
      {unit === 'money' && (
        <TextField
          name="currency"
          label={t('answers.currency')}
          hint={t('answers.currency.hint')}
          width={5}
          autoComplete="off"
          spellCheck={false}
          value={values.currency}
          error={errors.currency}
        />
      )}
    </>
  )
}

function RoleFields({ values, errors }: ValueFieldsProps) {
  const t = useWords()
  return (
    <>
      <TextField
        name="role"
        label={t('answers.role.role')}
        hint={t('answers.role.role.hint')}
        value={values.role}
        error={errors.role}
      />
      <TextField
        name="hoursPerWeek"
        label={t('answers.role.hours')}
        width={5}
        inputMode="decimal"
        autoComplete="off"
        value={values.hoursPerWeek}
        error={errors.hoursPerWeek}
      />
      <TextField
        name="standIn"
        label={t('answers.role.standIn')}
        hint={t('answers.role.standIn.hint')}
        value={values.standIn}
        error={errors.standIn}
      />
      <Radios
        name="paid"
        legend={t('answers.role.paid')}
        inline
        value={values.paid}
        error={errors.paid}
        choices={[
          { value: 'yes', label: t('answers.yes') },
          { value: 'no', label: t('answers.no') },
        ]}
      />
    </>
  )
}

function Figure(props: ValueFieldsProps) {
  const t = useWords()
  const locale = useLocale()
  return (
    <>
      <div className="am-means am-figure">
        <p>
          <b>{t('answers.figure.title')}</b> {figureAsText(props.question.figure, props.figure, locale)}
        </p>
        <p className="am-quiet">{t('answers.figure.about')}</p>
      </div>
      <Words
        {...props}
        label={t('answers.figure.comment')}
        hint={t('answers.figure.comment.hint')}
        rows={5}
      />
    </>
  )
}
