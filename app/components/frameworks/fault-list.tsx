import { DataTable } from '#app/components/data-table.tsx'
import { useWords } from '#app/components/words.tsx'
import type { ShownFault } from '#content/import/framework-file.ts'

/** Everything that is wrong with a file, line by line, with the beginning of the line as it stands there. */
export function FaultList({ faults, more }: { faults: ShownFault[]; more: number }) {
  const t = useWords()
  const wrong = faults.filter(({ hint }) => !hint)
  const hints = faults.filter(({ hint }) => hint)
  return (
    <>
      {wrong.length > 0 && <FaultTable title={t('frameworks.faults')} faults={wrong} />}
      {more > 0 && (
        <p>
          <b>{t('frameworks.faults.more', { count: more })}</b>
        </p>
      )}
      {hints.length > 0 && (
        <>
          <FaultTable title={t('frameworks.hints')} faults={hints} />
          <p className="am-quiet">{t('frameworks.hints.about')}</p>
        </>
      )}
    </>
  )
}

function FaultTable({ title, faults }: { title: string; faults: ShownFault[] }) {
  const t = useWords()
  return (
    <DataTable
      caption={<h2 className="govuk-heading-m">{title}</h2>}
      rows={faults.map((fault, index) => ({ ...fault, index }))}
      idOf={({ index }) => String(index)}
      columns={[
        {
          id: 'line',
          head: t('frameworks.faults.place'),
          cell: ({ line, column }) => t('frameworks.faults.at', { line, column }),
        },
        {
          id: 'what',
          head: t('frameworks.faults.what'),
          cell: ({ rule, values, path }) => (
            <>
              {t(`frameworks.fault.${rule}`, values)}
              {path !== '' && (
                <>
                  <br />
                  <code className="am-pre am-quiet" dir="ltr">
                    {path}
                  </code>
                </>
              )}
            </>
          ),
        },
        {
          id: 'excerpt',
          head: t('frameworks.faults.excerpt'),
          cell: ({ excerpt }) => (
            <code className="am-pre" dir="ltr">
              {excerpt.trim()}
            </code>
          ),
        },
      ]}
    />
  )
}
