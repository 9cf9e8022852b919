import { Link } from '@remix-run/react'
import { Facts } from '#app/components/summary-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { Locale } from '#content/words.ts'

export type FrameworkHead = {
  id: string
  version: number
  title: string
  versionName: string
  follows: string
  status: 'draft' | 'published'
  publishedOn: string | null
  total: number
  aside: number
  builtOn: { id: string; version: number } | null
  source: { title: string; publisher: string; date: string; url: string }
  wordsIn?: Locale | undefined
}

/** What a framework says of itself: whom it follows, when it came out, and where it comes from. */
export function FrameworkAbout(head: FrameworkHead) {
  const t = useWords()
  const { date } = useDates()
  const { builtOn, source, wordsIn } = head
  return (
    <>
      <p className="am-measure">{head.follows}</p>
      {wordsIn && <p className="am-quiet">{t('frameworks.notTranslated')}</p>}
      <Facts
        rows={[
          {
            label: t('frameworks.status'),
            value: head.publishedOn
              ? t('frameworks.publishedOn', { date: date(head.publishedOn) })
              : t('frameworks.draft'),
          },
          { label: t('frameworks.requirements'), value: t('content.framework.count', { count: head.total }) },
          ...(head.aside > 0
            ? [{ label: t('frameworks.aside'), value: t('content.framework.count', { count: head.aside }) }]
            : []),
          ...(builtOn
            ? [
                {
                  label: t('frameworks.builtOn'),
                  value: (
                    <Link className="govuk-link" to={pathOf(builtOn)}>
                      {t('frameworks.named', builtOn)}
                    </Link>
                  ),
                },
              ]
            : []),
          {
            label: t('frameworks.source'),
            value: (
              <>
                <a className="govuk-link" href={source.url} rel="noreferrer">
                  {source.title}
                </a>
                {`, ${source.publisher}, ${source.date}`}
              </>
            ),
          },
        ]}
      />
    </>
  )
}

export function pathOf({ id, version }: { id: string; version: number }): string {
  return `/app/frameworks/${id}/${version}`
}
