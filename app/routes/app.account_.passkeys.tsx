import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Empty } from '#app/components/card.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { PasskeyForm } from '#app/components/passkey-form.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { NewPasskeyForm } from '#app/forms/account.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { accountPage } from '#app/server/queries/account.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { addPasskey, passkeyToMake } from '#app/server/workflows/account.server.ts'

type Answer = { errors: FieldErrors; name: string }

export async function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    await requireStepUp(actor, request)
    const { passkeys } = await accountPage(actor)
    return { passkeys, options: await passkeyToMake(actor) }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await requireStepUp(actor, request)
    const form = await readForm(request, NewPasskeyForm)
    if (!form.ok) return data<Answer>({ errors: form.errors, name: form.typed.name ?? '' }, { status: 422 })

    const result = await addPasskey(actor, form.value)
    if (!result.ok)
      return data<Answer>({ errors: { '': result.error }, name: form.value.name }, { status: 422 })
    return redirect('/app/account/passkeys')
  })
}

export const meta = titled('auth.passkeys.title')

export default function Passkeys() {
  const t = useWords()
  const { date } = useDates()
  const { passkeys, options } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <BackLink to="/app/account">{t('shell.account')}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <PageTitle>{t('auth.passkeys.title')}</PageTitle>
      <p>{t('auth.passkeys.what')}</p>
      {passkeys.length === 0 && <Empty title={t('auth.passkeys.none')}>{t('auth.passkeys.noneHint')}</Empty>}
      <ul className="govuk-list">
        {passkeys.map(({ id, name, createdAt }) => (
          <li key={id}>
            <b>{name}</b>, {t('auth.passkeys.since', { when: date(createdAt) })}
            <form method="post" action="/app/account/passkeys/remove">
              <input type="hidden" name="passkeyId" value={id} />
              <button className="am-as-link">
                {t('auth.passkeys.remove')} <span className="govuk-visually-hidden">{name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      <h2 className="govuk-heading-m">{t('auth.passkeys.add')}</h2>
      <PasskeyForm purpose="create" options={options} button={t('auth.passkeys.button')}>
        <TextField
          name="name"
          label={t('auth.passkeys.name')}
          hint={t('auth.passkeys.nameHint')}
          value={rejected?.name}
          error={rejected?.errors.name}
        />
      </PasskeyForm>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
