import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { RowField } from '#app/components/doors/row-fields.ts'
import { SelectField, TextArea, TextField } from '#app/components/field.tsx'
import { useWords, type Message } from '#app/components/words.tsx'

type Named = readonly { id: string; name: string }[]

export function RowControl({
  field,
  value,
  typed,
  error,
  bodies,
  people,
}: {
  field: RowField
  value: string | undefined
  typed: Record<string, string> | undefined
  error: Message | undefined
  bodies: Named
  people: Named
}) {
  const t = useWords()
  const { name } = field
  const label = t(field.label)
  const hint = field.hint && t(field.hint)
  const common = { name, label, value, error, ...(hint ? { hint } : {}) }
  const options = (some: Named) => [
    { value: '', label: t('doors.choose') },
    ...some.map((one) => ({ value: one.id, label: one.name })),
  ]
  switch (field.as) {
    case 'line':
      return <TextField {...common} />
    case 'number':
      return <TextField {...common} width={4} inputMode="numeric" />
    case 'paragraph':
      return <TextArea {...common} rows={3} />
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
