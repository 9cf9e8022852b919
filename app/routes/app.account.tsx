import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { SummaryList } from '#app/components/summary-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { JobForm } from '#app/forms/account.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { accountPage } from '#app/server/queries/account.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { workAs } from '#app/server/workflows/account.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => accountPage(actor))
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const form = await readForm(request, JobForm)
    if (!form.ok) return data({ errors: form.errors }, { status: 422 })

    await workAs(actor, form.value.membershipId)
    return redirect('/app')
  })
}

export const meta = titled('shell.account')

export default function Account() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const change = t('auth.account.change')
  return (
    <div className="am-measure">
      <ErrorSummary errors={rejected?.errors} />
      <PageTitle>{t('shell.account')}</PageTitle>
      <SummaryList
        rows={[
          { label: t('auth.field.yourName'), value: page.name },
          { label: t('auth.account.signsInWith'), value: page.accountName },
          {
            label: t('auth.field.password'),
            value: t('auth.account.passwordSet'),
            change: { to: '/app/account/password', label: change, about: t('auth.account.aboutPassword') },
          },
          {
            label: t('auth.account.authenticator'),
            value: t(
              page.hasAuthenticator ? 'auth.account.authenticatorSet' : 'auth.account.authenticatorNotSet',
            ),
            change: {
              to: '/app/account/authenticator',
              label: change,
              about: t('auth.account.aboutAuthenticator'),
            },
          },
          ...(page.hasAuthenticator
            ? [
                {
                  label: t('auth.account.recoveryCodes'),
                  value: t('auth.account.codesLeft', { count: page.codesLeft }),
                  change: {
                    to: '/app/account/recovery-codes',
                    label: change,
                    about: t('auth.account.aboutCodes'),
                  },
                },
              ]
            : []),
          {
            label: t('auth.account.passkeys'),
            value: t('auth.account.passkeyCount', { count: page.passkeys.length }),
            change: { to: '/app/account/passkeys', label: change, about: t('auth.account.aboutPasskeys') },
          },
        ]}
      />
      {page.jobs.length > 1 && (
        <form method="post">
          <Radios
            name="membershipId"
            legend={t('auth.account.job')}
            hint={t('auth.account.jobHint')}
            size="m"
            value={page.jobs.find(({ current }) => current)?.id}
            error={rejected?.errors.membershipId}
            choices={page.jobs.map(({ id, role, organisation }) => ({
              value: id,
              label: `${t(role)}, ${organisation}`,
            }))}
          />
          <Button>{t('auth.account.useJob')}</Button>
        </form>
      )}
      {page.jobs.length === 0 && <p>{t('auth.account.noJob')}</p>}
      <nav aria-label={t('auth.account.places')}>
        <ul className="govuk-list">
          {page.places.map(({ to, key }) => (
            <li key={to}>
              <Link className="govuk-link" to={to}>
                {t(key)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <p>
        <Link className="govuk-link" to="/app/invitation">
          {t('auth.signIn.toInvitation')}
        </Link>
      </p>
      <p>
        <Link className="govuk-link" to="/app/people/recoveries">
          {t('auth.recover.toVouch')}
        </Link>
      </p>
      <Card title={t('auth.account.sessions')} quiet>
        <ul className="govuk-list">
          {page.sessions.map(({ id, lastSeenAt, current }) => (
            <li key={id}>
              {current
                ? t('auth.account.thisDevice')
                : t('auth.account.otherDevice', { when: date(lastSeenAt, 'moment') })}
            </li>
          ))}
        </ul>
        <form method="post" action="/app/account/sign-out-everywhere">
          <Button secondary>{t('auth.account.signOutEverywhere')}</Button>
        </form>
      </Card>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
