import { categories, severities } from '#app/components/cases/label-words.tsx'
import { useWords } from '#app/components/words.tsx'

type Filter = { name: 'severity' | 'category' | 'site'; options: { value: string; label: string }[] }

/** Works on this page and in this browser only: labels are sealed, and what is chosen here is told to nobody. */
export function LabelFilters() {
  const t = useWords()
  const filters: Filter[] = [
    {
      name: 'severity',
      options: severities.map((value) => ({ value, label: t(`cases.severity.${value}`) })),
    },
    {
      name: 'category',
      options: categories.map((value) => ({ value, label: t(`cases.category.${value}`) })),
    },
    // Sites are sealed: the script adds those it has opened.
    { name: 'site', options: [] },
  ]
  return (
    <div className="am-filters" hidden data-unlocked="">
      {filters.map(({ name, options }) => (
        <div key={name} className="govuk-form-group">
          <label className="govuk-label" htmlFor={`filter-${name}`}>
            {t(`cases.filter.${name}`)}
          </label>
          <select className="govuk-select" id={`filter-${name}`} data-filter={name}>
            <option value="">{t('cases.filter.any')}</option>
            {options.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
      ))}
      <p className="am-quiet">{t('cases.filter.here')}</p>
      <p hidden data-filter-none="">
        {t('cases.filter.none')}
      </p>
    </div>
  )
}
