import { RowControl, type RowControls } from '#app/components/doors/row-control.tsx'
import type { RowField } from '#app/components/doors/row-fields.ts'
import { Fieldset } from '#app/components/field.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { languageName, localeNames, tagOf, type Locale } from '#content/words.ts'

type Props = {
  fields: readonly RowField[]
  languages: readonly Locale[]
  /** Those of the page. The first has to be filled in; where there is none yet, any. */
  chosen: readonly Locale[]
} & RowControls

/** What is one for all languages, around what is said in each of them. */
export function RowControlList({ fields, languages, chosen, ...row }: Props) {
  const t = useWords()
  const first = fields.findIndex(({ inEach }) => inEach)
  const ofAll = (some: readonly RowField[]) =>
    some
      .filter(({ inEach }) => !inEach)
      .map((field) => <RowControl key={field.name} field={field} {...row} />)
  if (first < 0) return ofAll(fields)
  const rest = ofAll(fields.slice(first))
  return (
    <>
      {ofAll(fields.slice(0, first))}
      {languages.map((lang) => (
        <InOne
          key={lang}
          lang={lang}
          first={chosen[0]}
          fields={fields.filter(({ inEach }) => inEach === 'all' || (inEach && lang !== languages[0]))}
          {...row}
        />
      ))}
      {rest.length > 0 && (
        <Fieldset size="m" legend={t('doors.language.rest')}>
          {rest}
        </Fieldset>
      )}
    </>
  )
}

type OneProps = { lang: Locale; first: Locale | undefined; fields: readonly RowField[] } & RowControls

function InOne({ lang, first, fields, ...row }: OneProps) {
  const t = useWords()
  const locale = useLocale()
  const hint = first
    ? t('doors.language.later', { language: languageName(locale, first) })
    : t('doors.language.any')
  return (
    <Fieldset
      size="m"
      legend={<span lang={tagOf(lang)}>{localeNames[lang]}</span>}
      {...(lang === first ? {} : { describedBy: `in-${lang}` })}
    >
      {lang !== first && (
        <div className="govuk-hint" id={`in-${lang}`}>
          {hint}
        </div>
      )}
      {fields.map((field) => (
        <RowControl key={field.name} field={field} lang={lang} {...row} />
      ))}
    </Fieldset>
  )
}
