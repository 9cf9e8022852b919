import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { KeyList } from '#app/components/case-keys/key-list.tsx'
import { OwnKey } from '#app/components/case-keys/own-key.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript } from '#app/components/cases/case-script.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { now } from '#app/server/clock.server.ts'
import { handlerKeysPage, keysBesidePage } from '#app/server/queries/handler-keys.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    keys: await handlerKeysPage(actor, now()),
    beside: await keysBesidePage(actor),
  }))
}

export const meta = titled('caseKeys.title')

export default function CaseKeys() {
  const t = useWords()
  const { keys, beside } = useLoaderData<typeof loader>()
  const own = keys.filter((key) => key.own && key.state !== 'ended')
  return (
    <>
      <CaseScript />
      <PageTitle>{t('caseKeys.title')}</PageTitle>
      <p className="am-measure">{t('caseKeys.lead')}</p>
      {own.length > 0 ? (
        <>
          <UnlockBox />
          {own.map((key) => (
            <OwnKey key={key.id} shown={key} />
          ))}
          <p className="am-quiet am-measure">{t('caseKeys.own.newDuties')}</p>
        </>
      ) : (
        <Empty title={t('caseKeys.none')}>{t('caseKeys.noneHint')}</Empty>
      )}
      <ButtonLink to="/app/case-keys/new" secondary={own.length > 0}>
        {t('caseKeys.make.title')}
      </ButtonLink>
      <h2 className="govuk-heading-m">{t('caseKeys.list.title')}</h2>
      <p className="am-measure">{t('caseKeys.list.lead')}</p>
      {keys.length > 0 && <KeyList keys={keys} caption={t('caseKeys.list.title')} />}
      {beside.length > 0 && (
        <>
          <h2 className="govuk-heading-m">{t('caseKeys.beside.title')}</h2>
          <p className="am-measure">{t('caseKeys.beside.lead')}</p>
          <KeyList keys={beside} caption={t('caseKeys.beside.title')} />
        </>
      )}
      <p>
        <Link className="govuk-link" to="/app/case-keys/who-opens">
          {t('caseKeys.whoOpens.title')}
        </Link>
      </p>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
