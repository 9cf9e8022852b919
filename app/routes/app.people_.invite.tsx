import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonLink } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ContactFields } from '#app/components/contact-fields.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { HandOver } from '#app/components/hand-over.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { contactOf, InviteForm } from '#app/forms/invitation.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { currentOrganisation, invitePage } from '#app/server/queries/people.server.ts'
import { heldForm, withActor } from '#app/server/with-actor.server.ts'
import { invite } from '#app/server/workflows/invitation.server.ts'

type Answer = {
  errors?: FieldErrors
  typed?: Record<string, string>
  invited?: { name: string; code: string | null; expiresAt: Date; address: string }
}

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...invitePage(actor),
    typed: await heldForm(request, actor),
  }))
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const form = await readForm(request, InviteForm)
    if (!form.ok) return data<Answer>({ errors: form.errors, typed: form.typed }, { status: 422 })

    const { name, role } = form.value
    const organisationId = currentOrganisation(actor).id
    const invited = { organisationId, role, name, ...contactOf(form.value) }
    const { code, address, expiresAt } = await onceFor(actor, request, form.typed, () =>
      invite(actor, invited),
    )
    return data<Answer>({ invited: { name, code, expiresAt, address } })
  })
}

export const meta = titled('auth.invite.title')

export default function Invite() {
  const t = useWords()
  const { date } = useDates()
  const { organisation, roles, typed: held } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (answer?.invited) {
    const { name, code, expiresAt, address } = answer.invited
    return (
      <div className="am-measure">
        <PageTitle>{t(code ? 'auth.invite.printTitle' : 'auth.invite.sentTitle')}</PageTitle>
        {code ? (
          <HandOver
            name={name}
            organisation={organisation.name}
            code={code}
            address={address}
            until={date(expiresAt)}
          />
        ) : (
          <p>{t('auth.invite.sent', { name, until: date(expiresAt) })}</p>
        )}
        <ButtonLink to="/app/people">{t('shell.nav.people')}</ButtonLink>
      </div>
    )
  }
  const typed = answer?.typed ?? held ?? undefined
  return (
    <div className="am-measure">
      <BackLink to="/app/people">{t('shell.nav.people')}</BackLink>
      <ErrorSummary errors={answer?.errors} />
      <PageTitle caption={organisation.name}>{t('auth.invite.title')}</PageTitle>
      <form method="post">
        <TextField
          name="name"
          label={t('auth.field.name')}
          autoComplete="off"
          value={typed?.name}
          error={answer?.errors?.name}
        />
        <Radios
          name="role"
          legend={t('auth.people.job')}
          value={typed?.role}
          error={answer?.errors?.role}
          choices={roles.map(({ role, key }) => ({ value: role, label: t(key) }))}
        />
        <ContactFields
          legend={t('auth.invite.how')}
          mail={t('auth.invite.mail')}
          print={t('auth.invite.print')}
          typed={typed}
          errors={answer?.errors}
        />
        <Button>{t('auth.invite.button')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
