import { Card } from '#app/components/card.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import type { OwnDifference } from '#content/import/summary.ts'
import { languageName } from '#content/words.ts'

/** What is new, gone, reworded or otherwise changed since the version before. */
export function DifferenceShown({ difference, version }: { difference: OwnDifference; version: number }) {
  const t = useWords()
  const locale = useLocale()
  const { added, removed, reworded, changed, base } = difference
  const nothing = added.length + removed.length + reworded.length + changed.length === 0 && !base
  return (
    <Card title={t('frameworks.difference', { version: version - 1 })}>
      {nothing && <p>{t('frameworks.difference.none')}</p>}
      {base && (
        <p>{t('frameworks.difference.base', { before: base.before || '–', after: base.after || '–' })}</p>
      )}
      <Ids title={t('frameworks.difference.added', { count: added.length })} ids={added} />
      <Ids title={t('frameworks.difference.removed', { count: removed.length })} ids={removed} />
      {reworded.length > 0 && (
        <section>
          <h3 className="govuk-heading-s">
            {t('frameworks.difference.reworded', { count: reworded.length })}
          </h3>
          <ul className="govuk-list">
            {reworded.map(({ id, locale: language, field, before, after }) => (
              <li key={`${id} ${language} ${field}`}>
                <b>
                  {id}, {field}, {languageName(locale, language)}
                </b>
                <BeforeAfter before={before ?? ''} after={after ?? ''} lang={language} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {changed.length > 0 && (
        <section>
          <h3 className="govuk-heading-s">{t('frameworks.difference.changed', { count: changed.length })}</h3>
          <ul className="govuk-list">
            {changed.map(({ id, field, before, after }) => (
              <li key={`${id} ${field}`}>
                <b>
                  {id}, {field}
                </b>
                <BeforeAfter before={before} after={after} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Card>
  )
}

function Ids({ title, ids }: { title: string; ids: string[] }) {
  if (ids.length === 0) return null
  return (
    <section>
      <h3 className="govuk-heading-s">{title}</h3>
      <p>{ids.join(', ')}</p>
    </section>
  )
}

function BeforeAfter({ before, after, lang }: { before: string; after: string; lang?: string }) {
  const t = useWords()
  return (
    <dl className="am-dl">
      <div>
        <dt>{t('frameworks.difference.before')}</dt>
        <dd lang={lang}>{before === '' ? '–' : before}</dd>
      </div>
      <div>
        <dt>{t('frameworks.difference.after')}</dt>
        <dd lang={lang}>{after === '' ? '–' : after}</dd>
      </div>
    </dl>
  )
}
