import type { ReactNode } from 'react'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { FileField } from '#app/components/file-field.tsx'
import { useWords } from '#app/components/words.tsx'
import { fileFields } from '#app/forms/evidence.form.ts'

export type Typed = Record<string, string>
type FieldsProps = { typed: Typed; errors?: FieldErrors | undefined }

/** What it is; every choice carries the boxes it asks for, so it works without a script. */
export function KindFields({ typed, errors, held }: FieldsProps & { held: string | null }) {
  const t = useWords()
  const file = (id: string, hint: ReactNode) => (
    <FileField id={id} label={t('evidence.field.file')} hint={hint} error={errors?.[id]}>
      {held && <p>{t('evidence.field.file.held', { name: held })}</p>}
    </FileField>
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
