import { DataTable } from '#app/components/data-table.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Key } from '#content/words.ts'

type Account = {
  name: string
  signInName: string
  password: string
  phrase: string | null
  role: Key
  organisation: string
  waits: Key
}

/** Fictional people to try things as; empty wherever anybody is real. */
export function DemonstrationAccounts({
  accounts,
  reportingPage,
}: {
  accounts: readonly Account[]
  reportingPage: string | null
}) {
  const t = useWords()
  const [first] = accounts
  const phrase = accounts.find((account) => account.phrase !== null)?.phrase
  if (!first) return null
  return (
    <section aria-labelledby="demonstration">
      <h2 className="govuk-heading-m" id="demonstration">
        {t('demo.title')}
      </h2>
      <p className="am-measure">{t('demo.intro')}</p>
      <p>
        {t('demo.password')} <code className="am-code-words">{first.password}</code>
      </p>
      {phrase && (
        <p className="am-measure">
          {t('demo.phrase')} <code className="am-code-words">{phrase}</code>{' '}
          <span className="am-quiet">{t('demo.phraseKnown')}</span>
        </p>
      )}
      <p className="am-measure am-quiet">{t('demo.code')}</p>
      {reportingPage && (
        <p className="am-measure">
          <a className="govuk-link" href={reportingPage}>
            {t('demo.page')}
          </a>{' '}
          <span className="am-quiet">{t('demo.pageNote')}</span>
        </p>
      )}
      <DataTable
        caption={<span className="govuk-visually-hidden">{t('demo.title')}</span>}
        rows={accounts}
        idOf={({ signInName }) => signInName}
        columns={[
          {
            id: 'signInName',
            head: t('demo.column.signInName'),
            cell: ({ signInName }) => <code>{signInName}</code>,
          },
          {
            id: 'person',
            head: t('demo.column.person'),
            cell: ({ name, role, organisation }) => (
              <>
                {name}
                <br />
                <span className="am-quiet">{t('demo.who', { role: t(role), organisation })}</span>
              </>
            ),
          },
          { id: 'waits', head: t('demo.column.waits'), cell: ({ waits }) => t(waits) },
        ]}
      />
    </section>
  )
}
