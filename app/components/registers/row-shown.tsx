import { Facts } from '#app/components/summary-list.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { labelOf, type RowValues } from '#content/registers/definition.ts'
import { registers, type RegisterId } from '#content/registers/registers.ts'
import { cellText } from '#content/registers/shown-cell.ts'
import type { SiteOption } from '#app/components/registers/row-field.tsx'

/** A row in words: what was filled in, and nothing about what was not. */
export function RowShown({
  register,
  values,
  sites,
}: {
  register: RegisterId
  values: RowValues
  sites: SiteOption[]
}) {
  const t = useWords()
  const locale = useLocale()
  const definition = registers[register]
  const site = sites.find(({ id }) => id === values.site)?.name ?? t('registers.site.gone')
  return (
    <Facts
      rows={definition.fields
        .filter(({ id }) => values[id] !== undefined)
        .map((field) => ({
          label: t(labelOf(definition, field)),
          value: (
            <span className="am-pre" dir="auto">
              {cellText(t, locale, field, values, site)}
            </span>
          ),
        }))}
    />
  )
}
