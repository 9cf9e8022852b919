import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { ContactFields } from '#app/components/contact-fields.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { SelectField, TextField } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { NewPassword } from '#app/components/new-password.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { contactOf, FirstAdministratorForm } from '#app/forms/invitation.form.ts'
import { notFound } from '#app/server/errors.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { countries } from '#app/server/queries/invitation.server.ts'
import { awaitsFirstAdministrator } from '#app/server/queries/sign-in.server.ts'
import { afterSignIn, visitorLocale } from '#app/server/sign-in/next-path.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import { createFirstAdministrator } from '#app/server/workflows/first-administrator.server.ts'

type Answer = { errors: FieldErrors; typed: Record<string, string> }

const kinds = ['funder', 'university', 'ngo', 'community'] as const

export async function loader({ request }: LoaderFunctionArgs) {
  return withVisitor(request, async () => {
    if (!(await awaitsFirstAdministrator())) throw notFound()
    return { countries: countries(visitorLocale(request)) }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const form = await readForm(request, FirstAdministratorForm)
    if (!form.ok)
      return data<Answer>({ errors: form.errors, typed: withoutPasswords(form.typed) }, { status: 422 })

    const { token, organisation, kind, country, name, password } = form.value
    const result = await createFirstAdministrator(request, {
      token,
      organisation: { name: organisation, kind, country },
      person: { name, ...contactOf(form.value) },
      password,
      locale: visitorLocale(request),
    })
    if (!result.ok) {
      const { email, userName, how } = form.value
      const typed = { organisation, kind, country, name, email, userName, how }
      return data<Answer>({ errors: { token: result.error }, typed }, { status: 422 })
    }
    return redirect(afterSignIn(request, result.awaiting), { headers: { 'Set-Cookie': result.cookie } })
  })
}

function withoutPasswords({
  password: _,
  passwordAgain: __,
  ...typed
}: Record<string, string>): Record<string, string> {
  return typed
}

export const meta = titled('auth.firstAdministrator.title')

export default function FirstAdministrator() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { errors, typed } = answer ?? {}
  return (
    <div className="am-measure">
      <ErrorSummary errors={errors} kept={false} />
      <PageTitle>{t('auth.firstAdministrator.title')}</PageTitle>
      <p>{t('auth.firstAdministrator.how')}</p>
      <form method="post">
        <TextField
          name="token"
          label={t('auth.firstAdministrator.token')}
          autoComplete="off"
          spellCheck={false}
          value={typed?.token}
          error={errors?.token}
        />
        <TextField
          name="organisation"
          label={t('auth.organisation.name')}
          autoComplete="organization"
          value={typed?.organisation}
          error={errors?.organisation}
        />
        <SelectField
          name="kind"
          label={t('auth.organisation.kind')}
          value={typed?.kind ?? 'funder'}
          error={errors?.kind}
          options={kinds.map((value) => ({ value, label: t(`auth.organisation.kind.${value}`) }))}
        />
        <SelectField
          name="country"
          label={t('auth.organisation.country')}
          value={typed?.country ?? ''}
          error={errors?.country}
          options={[
            { value: '', label: t('auth.organisation.chooseCountry') },
            ...page.countries.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
        <TextField
          name="name"
          label={t('auth.field.yourName')}
          autoComplete="name"
          value={typed?.name}
          error={errors?.name}
        />
        <ContactFields
          legend={t('auth.contact.legend')}
          mail={t('auth.contact.mail')}
          print={t('auth.contact.userName')}
          typed={typed}
          errors={errors}
        />
        <NewPassword errors={errors} />
        <Button>{t('auth.firstAdministrator.button')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
