import { DataTable } from '#app/components/data-table.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Key } from '#content/words.ts'

type Account = {
  name: string
  signInName: string
  password: string
  role: Key
  organisation: string
  waits: Key
}

/** Fictional people to try things as; empty wherever anybody is real. */
export function DemonstrationAccounts({ accounts }: { accounts: readonly Account[] }) {
  const t = useWords()
  const [first] = accounts
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
      <p className="am-measure am-quiet">{t('demo.code')}</p>
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
