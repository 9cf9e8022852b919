import { Button } from '#app/components/button.tsx'
import { Checkboxes, Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { FileField } from '#app/components/file-field.tsx'
import { useWords } from '#app/components/words.tsx'

type Props = {
  here: string
  typed: Record<string, string> | undefined
  errors: FieldErrors | undefined
  byTwo: boolean
}

export function RecordingForm({ here, typed, errors, byTwo }: Props) {
  const t = useWords()
  return (
    <form method="post" action={here} encType="multipart/form-data" noValidate>
      <p>
        <b>{t('spoken.voice')}</b> {t('spoken.voiceHint')}
      </p>
      <FileField
        label={t('spoken.file')}
        hint={t('spoken.fileHint')}
        error={errors?.file}
        accept="audio/*,.ogg,.opus,.mp3,.m4a,.aac,.webm"
      />
      <Checkboxes
        name="same"
        legend={t('spoken.same.legend')}
        values={typed?.same ? [typed.same] : []}
        error={errors?.same}
        choices={[{ value: 'yes', label: t('spoken.same') }]}
      />
      <Radios
        name="checked"
        legend={t('spoken.check')}
        hint={t('spoken.checkHint')}
        value={typed?.checked}
        error={errors?.checked}
        choices={[
          {
            value: 'yes',
            label: t('spoken.check.yes'),
            conditional: (
              <>
                <TextField
                  name="checkedBy"
                  label={t('spoken.check.by')}
                  hint={t('spoken.check.byHint')}
                  value={typed?.checkedBy}
                  error={errors?.checkedBy}
                />
                <DateField
                  name="checkedOn"
                  label={t('spoken.check.on')}
                  typed={typed}
                  value={undefined}
                  error={errors?.checkedOn}
                />
              </>
            ),
          },
          { value: 'not_yet', label: t('spoken.check.notYet') },
        ]}
      />
      <Button>{t(byTwo ? 'spoken.propose' : 'spoken.save')}</Button>
    </form>
  )
}
