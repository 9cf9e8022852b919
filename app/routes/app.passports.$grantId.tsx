import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { PassportAnswers } from '#app/components/passport/answers.tsx'
import { PassportEvidence } from '#app/components/passport/evidence.tsx'
import passportStyles from '#app/components/passport/passport.css?url'
import { useDates, useWords } from '#app/components/words.tsx'
import { now } from '#app/server/clock.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { readOpenedPassport } from '#app/server/workflows/passport.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => readOpenedPassport(actor, params.grantId!, now()))
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: passportStyles }]

export const meta: MetaFunction<typeof loader> = (args) =>
  args.data
    ? titleOf(args, 'passport.opened.of', { organisation: args.data.organisation })
    : titleOf(args, 'passport.opened.title')

export default function OpenedPassport() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const { organisation, to, call, untilOn, count, principles, evidence } = page
  return (
    <>
      <BackLink to="/app/passports">{t('passport.opened.title')}</BackLink>
      <PageTitle caption={t('passport.opened.for', { call: call.title, date: date(untilOn) })}>
        {t('passport.opened.of', { organisation })}
      </PageTitle>
      <p className="am-measure">{t('passport.opened.noted', { organisation })}</p>
      <p className="am-measure">{t('passport.opened.rules', { to })}</p>
      <h2 className="govuk-heading-l">{t('passport.answers.title')}</h2>
      <p className="am-measure">
        <b>{t('passport.opened.count', { count })}.</b> {t('passport.answers.language')}
      </p>
      <PassportAnswers principles={principles} />
      <h2 className="govuk-heading-l">{t('passport.evidence.title')}</h2>
      <PassportEvidence items={evidence} now={page.now} />
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
