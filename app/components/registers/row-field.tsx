import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { SelectField, TextArea, TextField } from '#app/components/field.tsx'
import { CountrySelect } from '#app/components/line/country-select.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { decimalInBox } from '#app/forms/decimal.ts'
import { currencyName } from '#content/registers/amounts.ts'
import { currencies } from '#content/registers/currencies.ts'
import {
  hintOf,
  labelOf,
  optionLabel,
  optionsOf,
  type Field,
  type Register,
  type RowValues,
} from '#content/registers/definition.ts'
import { tagOf, type Locale } from '#content/words.ts'

export type SiteOption = { id: string; name: string }

type RowFieldProps = {
  register: Register
  field: Field
  values: RowValues
  typed?: Record<string, string> | undefined
  errors?: FieldErrors | undefined
  sites: SiteOption[]
  lang: string
}

const longChoice = 6

export function RowField({ register, field, values, typed, errors, sites, lang }: RowFieldProps) {
  const t = useWords()
  const locale = useLocale()
  const { id, kind } = field
  const label = t(labelOf(register, field))
  const hint = hintOf(register, field)
  const common = {
    name: id,
    label: field.required ? label : t('registers.form.optional', { label }),
    hint: hint ? t(hint) : undefined,
    error: errors?.[id],
    value: typed ? typed[id] : inBox(field, values, locale),
  }
  switch (kind) {
    case 'line':
      return <TextField {...common} />
    case 'text':
      return <TextArea {...common} rows={3} lang={lang} />
    case 'number':
    case 'hours':
      return <TextField {...common} width={5} inputMode="decimal" />
    case 'money':
    case 'rate':
      return <TextField {...common} width={10} inputMode="decimal" />
    case 'time':
      return <TextField {...common} width={5} />
    case 'date':
      return <DateField {...common} typed={typed} value={typed ? null : String(values[id] ?? '')} />
    case 'country':
      return <CountrySelect {...common} />
    case 'currency':
      return (
        <SelectField
          {...common}
          options={[nothing(t('registers.form.choose')), ...currencyOptions(locale)]}
        />
      )
    case 'site':
      return (
        <SelectField
          {...common}
          options={[
            nothing(t(field.required ? 'registers.form.choose' : 'registers.form.everySite')),
            ...sites.map((site) => ({ value: site.id, label: site.name })),
          ]}
        />
      )
    default: {
      const options = kind === 'scale' ? ['1', '2', '3', '4', '5'] : optionsOf(field)
      const choices = options.map((option) => ({
        value: option,
        label:
          kind === 'scale' ? `${option}. ${t(optionLabel(field, option))}` : t(optionLabel(field, option)),
      }))
      if (choices.length > longChoice)
        return <SelectField {...common} options={[nothing(t('registers.form.choose')), ...choices]} />
      return <Radios {...common} legend={common.label} inline={kind === 'yes-no'} choices={choices} />
    }
  }
}

function nothing(label: string) {
  return { value: '', label }
}

/** As it would be typed, so that reading it again gives the same. */
function inBox({ id, kind }: Field, values: RowValues, locale: Locale): string | undefined {
  const value = values[id]
  if (value === undefined) return undefined
  const figures = kind === 'money' || kind === 'rate' || kind === 'hours'
  return figures ? decimalInBox(String(value), locale) : String(value)
}

const sorted = new Map<Locale, { value: string; label: string }[]>()

/** By code, since that is what stands on a bank slip. */
function currencyOptions(locale: Locale) {
  let options = sorted.get(locale)
  if (!options) {
    const { compare } = new Intl.Collator(tagOf(locale))
    options = [...currencies]
      .sort(compare)
      .map((code) => ({ value: code, label: `${code}, ${currencyName(locale, code)}` }))
    sorted.set(locale, options)
  }
  return options
}
