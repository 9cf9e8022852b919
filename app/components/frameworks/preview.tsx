import { Card } from '#app/components/card.tsx'
import { CountsShown } from '#app/components/frameworks/counts.tsx'
import { DifferenceShown } from '#app/components/frameworks/difference.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import type { Preview } from '#app/server/workflows/frameworks.server.ts'
import { languageName } from '#content/words.ts'

/** What would be published, before anything is. */
export function PreviewShown({ preview }: { preview: Preview }) {
  const t = useWords()
  const locale = useLocale()
  const { titles, builtOn, total, counts, difference, fingerprint } = preview
  return (
    <>
      <Card title={t('frameworks.preview.title')}>
        <Facts
          rows={[
            ...titles.map(({ locale: language, title }) => ({
              label: t('frameworks.preview.name', { language: languageName(locale, language) }),
              value: <span lang={language}>{title}</span>,
            })),
            { label: t('frameworks.preview.id'), value: `${preview.id}, ${preview.version}` },
            {
              label: t('frameworks.builtOn'),
              value: builtOn ? t('frameworks.named', builtOn) : t('frameworks.builtOn.none'),
            },
            { label: t('frameworks.preview.own'), value: t('content.framework.count', { count: total }) },
            {
              label: t('frameworks.preview.fingerprint'),
              value: <code className="am-pre">{fingerprint}</code>,
            },
          ]}
        />
      </Card>
      {difference && <DifferenceShown difference={difference} version={preview.version} />}
      <Card title={t('frameworks.counts')} quiet>
        <CountsShown counts={counts} />
      </Card>
    </>
  )
}
