import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import chainStyles from '#app/components/line/chain.css?url'
import { CallList } from '#app/components/line/call-list.tsx'
import { ChainList } from '#app/components/line/chain-list.tsx'
import { ChainPicture } from '#app/components/line/chain-picture.tsx'
import { standingKeys, standings, treeOf } from '#app/components/line/chain-tree.ts'
import { Paragraphs } from '#app/components/line/paragraphs.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { now } from '#app/server/clock.server.ts'
import { programmePage } from '#app/server/queries/programmes.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { listOf } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await programmePage(actor, params.programmeId!)),
    now: now(),
  }))
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: chainStyles }]

export const meta = titled('line.programme.title')

export default function Programme() {
  const t = useWords()
  const locale = useLocale()
  const { programme, calls, chain, may, now } = useLoaderData<typeof loader>()
  const tiers = treeOf(chain)
  const counted = standings
    .map((standing) => ({ standing, count: chain.filter((link) => link.standing === standing).length }))
    .filter(({ count }) => count > 0)
    .map(({ standing, count }) => t('line.chain.counted', { what: t(standingKeys[standing]), count }))
  return (
    <>
      <BackLink to="/app">{t('line.back.home')}</BackLink>
      <PageTitle caption={programme.organisationName}>{programme.title}</PageTitle>
      <Paragraphs text={programme.summary} />
      <h2 className="govuk-heading-l">{t('line.programme.calls')}</h2>
      {calls.length > 0 ? (
        <CallList calls={calls.map(({ programme: _, ...call }) => call)} now={now} />
      ) : (
        <p className="am-measure">
          {may.draftCall ? t('line.programme.calls.none') : t('line.programme.calls.noneYours')}
        </p>
      )}
      {may.draftCall && (
        <ButtonLink to={`/app/calls/new?programme=${programme.id}`} secondary={calls.length > 0}>
          {t('line.call.draft')}
        </ButtonLink>
      )}
      <h2 className="govuk-heading-l">{t('line.chain.title')}</h2>
      {chain.length > 0 ? (
        <>
          <p className="am-measure">
            {t('line.chain.summary', {
              awards: chain.length,
              partners: new Set(chain.flatMap(({ partners }) => partners)).size,
              countries: new Set(chain.map(({ country }) => country)).size,
            })}
          </p>
          <ChainPicture
            owner={programme.organisationName}
            tiers={tiers}
            title={t('line.chain.picture')}
            description={t('line.chain.description', { list: listOf(locale, counted) })}
          />
          <ChainList owner={programme.organisationName} tiers={tiers} />
          <p>
            <Link className="govuk-link" to={`/app/programmes/${programme.id}/coverage`}>
              {t('line.programme.coverage')}
            </Link>
          </p>
        </>
      ) : (
        <Empty title={t('line.chain.empty.title')}>{t('line.chain.empty.text')}</Empty>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
