import type { ReactNode } from 'react'
import { Link } from '@remix-run/react'
import { useWords } from '#app/components/words.tsx'
import { localeNames, locales, tagOf, type Locale } from '#content/words.ts'

type Props = {
  id: string
  /** The language of the plan comes first. */
  locale: Locale
  tier: number | null
  files: number
  lists: { id: string; title: string }[]
}

/** What can be taken along, what each is for, and in which language. */
export function ExportList({ id, locale, tier, files, lists }: Props) {
  const t = useWords()
  const take = (file: string, name: string) => (
    <Languages href={`/app/assessments/${id}/exports/${file}`} first={locale} name={name} />
  )
  return (
    <>
      <Export title={t('exports.docx')} use={t('exports.docx.use')}>
        {take('plan.docx', t('exports.docx'))}
      </Export>
      <Export title={t('exports.html')} use={t('exports.html.use')}>
        {take('plan.html', t('exports.html'))}
      </Export>
      <Export title={t('exports.zip')} use={t('exports.zip.use', { files })}>
        {take('bundle.zip', t('exports.zip'))}
      </Export>
      <Export title={t('exports.csv')} use={t('exports.csv.use')}>
        <ul className="govuk-list">
          {[{ id: 'answers', title: t('exports.csv.answers') }, ...lists].map((list) => (
            <li key={list.id}>
              <b>{list.title}</b> {take(`${list.id}.csv`, list.title)}
            </li>
          ))}
        </ul>
      </Export>
      <Export title={t('exports.blank')} use={t('exports.blank.use')}>
        {take('blank-plan.docx', t('exports.blank'))}
      </Export>
      {tier === 1 && (
        <Export title={t('interview.paper.title')} use={t('exports.paper.use')}>
          <p>
            <Link className="govuk-link" to={`/app/assessments/${id}/interview/paper`}>
              {t('interview.paper.link')}
            </Link>
          </p>
        </Export>
      )}
    </>
  )
}

function Export({ title, use, children }: { title: string; use: string; children: ReactNode }) {
  return (
    <section className="am-card">
      <h2 className="govuk-heading-m">{title}</h2>
      <p className="am-measure">{use}</p>
      {children}
    </section>
  )
}

/** A language is named in its own words; what the link gets is said to those who hear it alone. */
function Languages({ href, first, name }: { href: string; first: Locale; name: string }) {
  const sorted = [first, ...locales.filter((locale) => locale !== first)]
  return (
    <span>
      {sorted.map((locale, index) => (
        <span key={locale}>
          {index > 0 && ' · '}
          <a className="govuk-link" href={`${href}?lang=${locale}`}>
            <span lang={tagOf(locale)}>{localeNames[locale]}</span>
            <span className="govuk-visually-hidden"> ({name})</span>
          </a>
        </span>
      ))}
    </span>
  )
}
