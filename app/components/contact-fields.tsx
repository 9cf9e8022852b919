import { Radios } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'

type ContactFieldsProps = {
  legend: string
  mail: string
  print: string
  typed?: Record<string, string> | undefined
  errors?: FieldErrors | undefined
}

/** An e-mail address or a user name: an address is not an identity, and many share a phone or have none. */
export function ContactFields({ legend, mail, print, typed, errors }: ContactFieldsProps) {
  const t = useWords()
  return (
    <Radios
      name="how"
      legend={legend}
      value={typed?.how}
      error={errors?.how}
      choices={[
        {
          value: 'mail',
          label: mail,
          conditional: (
            <TextField
              name="email"
              type="email"
              label={t('auth.field.email')}
              autoComplete="off"
              spellCheck={false}
              value={typed?.email}
              error={errors?.email}
            />
          ),
        },
        {
          value: 'print',
          label: print,
          conditional: (
            <TextField
              name="userName"
              label={t('auth.field.userName')}
              hint={t('auth.userName.hint')}
              autoComplete="off"
              spellCheck={false}
              width={20}
              value={typed?.userName}
              error={errors?.userName}
            />
          ),
        },
      ]}
    />
  )
}
