import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { PersonForm } from '#app/forms/people.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { currentOrganisation, personPage } from '#app/server/queries/people.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { changePerson } from '#app/server/workflows/people.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => personPage(actor, params.personId!))
}

export async function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await personPage(actor, params.personId!)
    await requireStepUp(actor, request)
    const form = await readForm(request, PersonForm)
    if (!form.ok) return data({ errors: form.errors }, { status: 422 })

    await changePerson(actor, currentOrganisation(actor).id, params.personId!, form.value)
    return redirect('/app/people')
  })
}

export const meta = titled('shell.nav.people')

export default function Person() {
  const t = useWords()
  const { organisation, person, jobs, rolesToGive, hasSecondFactor, mayEnd } = useLoaderData<typeof loader>()
  const errors = useActionData<typeof action>()?.errors
  return (
    <div className="am-measure">
      <BackLink to="/app/people">{t('shell.nav.people')}</BackLink>
      <ErrorSummary errors={errors} />
      <PageTitle caption={organisation.name}>{person.name}</PageTitle>
      {person.accountName && (
        <p>
          {t('auth.account.signsInWith')}: {person.accountName}
        </p>
      )}
      <Card title={t('auth.people.jobs')}>
        <ul className="govuk-list">
          {jobs.map(({ id, role }) => (
            <li key={id}>
              {t(role)}
              {mayEnd && (
                <form method="post">
                  <input type="hidden" name="change" value="end" />
                  <input type="hidden" name="membershipId" value={id} />
                  <button className="am-as-link">
                    {t('auth.person.end')} <span className="govuk-visually-hidden">{t(role)}</span>
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      </Card>
      {rolesToGive.length > 0 && (
        <form method="post">
          <input type="hidden" name="change" value="give" />
          <Radios
            name="role"
            legend={t('auth.person.give')}
            hint={t('auth.person.giveHint')}
            error={errors?.role}
            choices={rolesToGive.map(({ role, key }) => ({ value: role, label: t(key) }))}
          />
          <Button secondary>{t('auth.person.giveButton')}</Button>
        </form>
      )}
      {mayEnd && hasSecondFactor && (
        <Card title={t('auth.person.lostPhone')} quiet>
          <p>{t('auth.person.lostPhoneHow')}</p>
          <form method="post">
            <input type="hidden" name="change" value="reset" />
            <Button secondary>{t('auth.person.resetButton')}</Button>
          </form>
        </Card>
      )}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
