import { SelectField, type FieldProps } from '#app/components/field.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { countries } from '#app/forms/countries.ts'
import { countryName, tagOf, type Locale } from '#content/words.ts'

const sorted = new Map<Locale, { value: string; label: string }[]>()

/** In the alphabet of the reader's language. */
function optionsIn(locale: Locale) {
  let options = sorted.get(locale)
  if (!options) {
    const { compare } = new Intl.Collator(tagOf(locale))
    options = countries
      .map((value) => ({ value, label: countryName(locale, value) }))
      .sort((a, b) => compare(a.label, b.label))
    sorted.set(locale, options)
  }
  return options
}

export function CountrySelect(field: FieldProps) {
  const t = useWords()
  const options = [{ value: '', label: t('line.plan.country.choose') }, ...optionsIn(useLocale())]
  return <SelectField {...field} options={options} />
}
