import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/button.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { WithdrawForm } from '#app/forms/invitation.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { currentOrganisation, peoplePage } from '#app/server/queries/people.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { withdraw } from '#app/server/workflows/invitation.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, (actor) => peoplePage(actor))
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const form = await readForm(request, WithdrawForm)
    if (!form.ok) return data({ errors: form.errors }, { status: 422 })

    await withdraw(actor, currentOrganisation(actor).id, form.value.invitationId)
    return redirect('/app/people')
  })
}

export const meta = titled('shell.nav.people')

export default function People() {
  const t = useWords()
  const { date } = useDates()
  const { organisation, people, invitations, mayInvite, mayChange, mayAddOrganisation } =
    useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle caption={organisation.name}>{t('shell.nav.people')}</PageTitle>
      {mayInvite && <ButtonLink to="/app/people/invite">{t('auth.invite.title')}</ButtonLink>}
      <p>
        <Link className="govuk-link" to="/app/people/recoveries">
          {t('auth.recover.toVouch')}
        </Link>
      </p>
      {mayAddOrganisation && (
        <p>
          <Link className="govuk-link" to="/app/organisations/new">
            {t('auth.organisation.new.title')}
          </Link>
        </p>
      )}
      <DataTable
        caption={t('auth.people.members')}
        rows={people}
        idOf={({ id }) => id}
        columns={[
          {
            id: 'name',
            head: t('auth.field.name'),
            cell: ({ id, name }) =>
              mayChange ? (
                <Link className="govuk-link" to={`/app/people/${id}`}>
                  {name}
                </Link>
              ) : (
                name
              ),
          },
          {
            id: 'roles',
            head: t('auth.people.jobs'),
            cell: ({ roles }) => roles.map((role) => t(role)).join(', '),
          },
          ...(mayChange
            ? [
                {
                  id: 'account',
                  head: t('auth.account.signsInWith'),
                  cell: (row: Person) => row.accountName ?? '',
                },
              ]
            : []),
        ]}
      />
      {invitations.length > 0 && (
        <DataTable
          caption={t('auth.people.invited')}
          rows={invitations}
          idOf={({ id }) => id}
          columns={[
            { id: 'name', head: t('auth.field.name'), cell: ({ name }) => name },
            { id: 'role', head: t('auth.people.jobs'), cell: ({ role }) => t(role) },
            { id: 'by', head: t('auth.people.by'), cell: ({ email, userName }) => email ?? userName ?? '' },
            { id: 'until', head: t('auth.people.until'), cell: ({ expiresAt }) => date(expiresAt) },
            {
              id: 'withdraw',
              head: t('auth.account.change'),
              cell: ({ id, name, mayWithdraw }) =>
                mayWithdraw && (
                  <form method="post">
                    <input type="hidden" name="invitationId" value={id} />
                    <button className="am-as-link">
                      {t('auth.people.withdraw')} <span className="govuk-visually-hidden">{name}</span>
                    </button>
                  </form>
                ),
            },
          ]}
        />
      )}
    </>
  )
}

type Person = { accountName: string | null }

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
