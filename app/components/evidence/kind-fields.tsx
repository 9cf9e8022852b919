import type { ReactNode } from 'react'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { FieldError, fieldId, type FieldErrors } from '#app/components/error-summary.tsx'
import { describedBy, TextField } from '#app/components/field.tsx'
import { useWords, type Message } from '#app/components/words.tsx'
import { fileFields } from '#app/forms/evidence.form.ts'

export type Typed = Record<string, string>
type FieldsProps = { typed: Typed; errors?: FieldErrors | undefined }

/** What it is; every choice carries the boxes it asks for, so it works without a script. */
export function KindFields({ typed, errors, held }: FieldsProps & { held: string | null }) {
  const t = useWords()
  const file = (id: string, hint: ReactNode) => (
    <FileField id={id} label={t('evidence.field.file')} hint={hint} error={errors?.[id]} held={held} />
  )
  return (
    <Radios
      name="kind"
      legend={t('evidence.field.kind')}
      size="m"
      value={typed.kind}
      error={errors?.kind}
      choices={[
        {
          value: 'file',
          label: t('evidence.kind.file'),
          conditional: file(fileFields.file, t('evidence.field.file.hint')),
        },
        {
          value: 'link',
          label: t('evidence.kind.link'),
          conditional: (
            <TextField
              name="url"
              label={t('evidence.field.url')}
              hint={t('evidence.field.url.hint')}
              inputMode="text"
              spellCheck={false}
              value={typed.url}
              error={errors?.url}
            />
          ),
        },
        {
          value: 'page',
          label: t('evidence.kind.page'),
          hint: t('evidence.kind.page.hint'),
          conditional: (
            <TextField
              name="page"
              label={t('evidence.field.page')}
              hint={t('evidence.field.page.hint')}
              width={20}
              value={typed.page}
              error={errors?.page}
            />
          ),
        },
        {
          value: 'assessment_by_others',
          label: t('evidence.kind.assessment_by_others'),
          hint: t('evidence.kind.assessment_by_others.hint'),
          conditional: (
            <>
              <AssessmentFields typed={typed} errors={errors} />
              {file(fileFields.assessment_by_others, t('evidence.field.fileOfAssessment.hint'))}
            </>
          ),
        },
      ]}
    />
  )
}

export function AssessmentFields({ typed, errors }: FieldsProps) {
  const t = useWords()
  return (
    <>
      <TextField
        name="assessedBy"
        label={t('evidence.field.assessedBy')}
        value={typed.assessedBy}
        error={errors?.assessedBy}
      />
      <TextField
        name="assessmentUrl"
        label={t('evidence.field.assessmentUrl')}
        inputMode="text"
        spellCheck={false}
        value={typed.assessmentUrl}
        error={errors?.assessmentUrl}
      />
    </>
  )
}

export function EvidenceDates({ typed, errors, year }: FieldsProps & { year: number }) {
  const t = useWords()
  return (
    <>
      <DateField
        name="datedOn"
        label={t('evidence.field.datedOn')}
        hint={t('evidence.field.datedOn.hint', { day: '27', month: '3', year: String(year - 1) })}
        typed={typed}
        error={errors?.datedOn}
      />
      <DateField
        name="reviewOn"
        label={t('evidence.field.reviewOn')}
        hint={t('evidence.field.reviewOn.hint', { day: '27', month: '3', year: String(year + 1) })}
        typed={typed}
        error={errors?.reviewOn}
      />
    </>
  )
}

type FileFieldProps = {
  id: string
  label: string
  hint: ReactNode
  error?: Message | undefined
  held: string | null
}

/** A browser never fills a file field again, so a file that has arrived is named instead. */
function FileField({ id: name, label, hint, error, held }: FileFieldProps) {
  const t = useWords()
  const id = fieldId(name)
  return (
    <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <label className="govuk-label govuk-label--s" htmlFor={id}>
        {label}
      </label>
      <div className="govuk-hint" id={`${id}-hint`}>
        {hint}
      </div>
      {held && <p>{t('evidence.field.file.held', { name: held })}</p>}
      <FieldError id={`${id}-error`} error={error} />
      <input
        className="govuk-file-upload"
        id={id}
        name="file"
        type="file"
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
      />
    </div>
  )
}
