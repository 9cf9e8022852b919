import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonLink } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ContactFields } from '#app/components/contact-fields.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { HandOver } from '#app/components/hand-over.tsx'
import { CountrySelect } from '#app/components/line/country-select.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { contactOf } from '#app/forms/invitation.form.ts'
import { OrganisationForm } from '#app/forms/organisation.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { newOrganisationPage } from '#app/server/queries/organisations.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { addOrganisation } from '#app/server/workflows/organisations.server.ts'

type Added = { organisation: string; name: string; code: string | null; expiresAt: Date; address: string }
type Answer = { errors?: FieldErrors; typed?: Record<string, string>; added?: Added }

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...newOrganisationPage(actor),
    held: await keptText(request, actor),
  }))
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    newOrganisationPage(actor)
    const form = await readForm(request, OrganisationForm)
    if (!form.ok) return data<Answer>({ errors: form.errors, typed: form.typed }, { status: 422 })

    const { organisation, kind, country, name, role } = form.value
    const first = { name, role, ...contactOf(form.value) }
    const handOver = await onceFor(actor, request, form.typed, () =>
      addOrganisation(actor, { name: organisation, kind, country }, first),
    )
    return data<Answer>({ added: { organisation, name, ...handOver } })
  })
}

export const meta = titled('auth.organisation.new.title')

export default function NewOrganisation() {
  const t = useWords()
  const { kinds, roles, held } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (answer?.added) return <Invited {...answer.added} />
  const errors = answer?.errors
  const typed = answer?.typed ?? held ?? undefined
  return (
    <div className="am-measure">
      <BackLink to="/app/people">{t('shell.nav.people')}</BackLink>
      <ErrorSummary errors={errors} />
      <Kept shown={!answer && held !== null} />
      <PageTitle>{t('auth.organisation.new.title')}</PageTitle>
      <p>{t('auth.organisation.new.how')}</p>
      <form method="post" noValidate>
        <TextField
          name="organisation"
          label={t('auth.organisation.new.name')}
          autoComplete="off"
          value={typed?.organisation}
          error={errors?.organisation}
        />
        <Radios
          name="kind"
          legend={t('auth.organisation.kind')}
          value={typed?.kind}
          error={errors?.kind}
          choices={kinds.map((value) => ({ value, label: t(`auth.organisation.kind.${value}`) }))}
        />
        <CountrySelect
          name="country"
          label={t('auth.organisation.country')}
          value={typed?.country}
          error={errors?.country}
        />
        <TextField
          name="name"
          label={t('auth.organisation.new.first')}
          hint={t('auth.organisation.new.firstHint')}
          autoComplete="off"
          value={typed?.name}
          error={errors?.name}
        />
        <Radios
          name="role"
          legend={t('auth.people.job')}
          hint={t('auth.organisation.new.roleHint')}
          value={typed?.role}
          error={errors?.role}
          choices={roles.map(({ role, key }) => ({ value: role, label: t(key) }))}
        />
        <ContactFields
          legend={t('auth.invite.how')}
          mail={t('auth.invite.mail')}
          print={t('auth.invite.print')}
          typed={typed}
          errors={errors}
        />
        <Button>{t('auth.organisation.new.button')}</Button>
      </form>
    </div>
  )
}

type InvitedProps = Omit<Added, 'expiresAt'> & { expiresAt: Date | string }

function Invited({ organisation, name, code, address, expiresAt }: InvitedProps) {
  const t = useWords()
  const { date } = useDates()
  const until = date(expiresAt)
  return (
    <div className="am-measure">
      <PageTitle caption={organisation}>
        {t(code ? 'auth.invite.printTitle' : 'auth.invite.sentTitle')}
      </PageTitle>
      {code ? (
        <HandOver name={name} organisation={organisation} code={code} address={address} until={until} />
      ) : (
        <p>{t('auth.invite.sent', { name, until })}</p>
      )}
      <ButtonLink to="/app/people">{t('shell.nav.people')}</ButtonLink>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
