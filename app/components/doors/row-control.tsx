import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { RowField } from '#app/components/doors/row-fields.ts'
import { SelectField, TextArea, TextField } from '#app/components/field.tsx'
import { useWords, type Message } from '#app/components/words.tsx'
import type { Locale } from '#content/locale.ts'

type Named = readonly { id: string; name: string }[]

export interface RowControls {
  saved: Record<string, string>
  /** As it was sent, when something was wrong with it. */
  typed: Record<string, string> | undefined
  errors: Record<string, Message> | undefined
  bodies: Named
  people: Named
}

/** In a language its name ends with it: `how_fr`. */
export function RowControl({
  field,
  lang,
  saved,
  typed,
  errors,
  bodies,
  people,
}: RowControls & { field: RowField; lang?: Locale }) {
  const t = useWords()
  const name = lang ? `${field.name}_${lang}` : field.name
  const value = typed ? (typed[name] ?? '') : saved[name]
  const error = errors?.[name]
  const label = t(field.label)
  const hint = field.hint && t(field.hint)
  const common = { name, label, value, error, ...(hint ? { hint } : {}) }
  const options = (some: Named) => [
    { value: '', label: t('doors.choose') },
    ...some.map((one) => ({ value: one.id, label: one.name })),
  ]
  switch (field.as) {
    case 'line':
      return <TextField {...common} lang={lang} />
    case 'number':
      return <TextField {...common} width={4} inputMode="numeric" />
    case 'paragraph':
      return <TextArea {...common} rows={3} lang={lang} />
    case 'day':
      return <DateField {...common} typed={typed} />
    case 'body':
      return <SelectField {...common} options={options(bodies)} />
    case 'person':
      return <SelectField {...common} options={options(people)} />
    case 'choice':
      return (
        <Radios
          name={name}
          legend={label}
          error={error}
          value={value}
          {...(hint ? { hint } : {})}
          choices={field.offered.map((one) => ({ value: one.value, label: t(one.key) }))}
        />
      )
  }
}
