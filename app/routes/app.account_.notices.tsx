import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { Fieldset, SelectField, TextField } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { writeClock } from '#app/forms/clock-time.ts'
import { digests, MailChoiceForm } from '#app/forms/notices.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { mailChoicePage } from '#app/server/queries/notices.server.ts'
import { heldForm, withActor } from '#app/server/with-actor.server.ts'
import { chooseMail } from '#app/server/workflows/notices.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await mailChoicePage(actor)),
    held: await heldForm(request, actor),
  }))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const form = await readForm(request, MailChoiceForm)
    if (!form.ok) return refused(form)

    await chooseMail(actor, form.value)
    return redirect('/app/account')
  })
}

export const meta = titled('notices.settings.title')

export default function MailChoice() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const typed = problem?.typed ?? page.held
  const clock = (name: 'quietFrom' | 'quietUntil') =>
    typed?.[name] ?? (page[name] === null ? '' : writeClock(page[name]))
  return (
    <div className="am-measure">
      <BackLink to="/app/account">{t('shell.account')}</BackLink>
      <ErrorSummary errors={problem?.errors} />
      <PageTitle>{t('notices.settings.title')}</PageTitle>
      <p>{t('notices.settings.lead')}</p>
      {!page.hasAddress && <p>{t('notices.settings.noAddress')}</p>}
      <p className="am-quiet">{t('notices.settings.defaults')}</p>
      <form method="post" noValidate>
        <Radios
          name="digest"
          legend={t('notices.settings.digest')}
          size="m"
          value={typed?.digest ?? page.digest}
          error={problem?.errors.digest}
          choices={digests.map((digest) => ({
            value: digest,
            label: t(`notices.settings.digest.${digest}`),
            ...(digest === 'none' ? { hint: t('notices.settings.digest.noneHint') } : {}),
          }))}
        />
        <Fieldset legend={t('notices.settings.quiet')} size="m">
          <p className="govuk-hint">{t('notices.settings.quietHint')}</p>
          {(['quietFrom', 'quietUntil'] as const).map((name) => (
            <TextField
              key={name}
              name={name}
              label={t(`notices.settings.${name}`)}
              hint={t('notices.settings.clockHint')}
              width={5}
              value={clock(name)}
              error={problem?.errors[name]}
            />
          ))}
        </Fieldset>
        <SelectField
          name="timeZone"
          label={t('notices.settings.zone')}
          hint={t('notices.settings.zoneHint')}
          value={typed?.timeZone ?? page.timeZone}
          error={problem?.errors.timeZone}
          options={page.zones.map((zone) => ({ value: zone, label: zone }))}
        />
        <Button>{t('notices.settings.save')}</Button>
      </form>
      <DaysOff />
    </div>
  )
}

function DaysOff() {
  const t = useWords()
  const { date } = useDates()
  const { daysOff, may } = useLoaderData<typeof loader>()
  return (
    <>
      <h2 className="govuk-heading-m">{t('notices.settings.daysOff')}</h2>
      <p>{t('notices.settings.daysOffText')}</p>
      {daysOff.length === 0 && <p>{t('notices.settings.noDaysOff')}</p>}
      <ul className="govuk-list govuk-list--bullet">
        {daysOff.map(({ day, name }) => (
          <li key={`${day} ${name}`}>
            {date(day)}, {name}
          </li>
        ))}
      </ul>
      {may.keepLocalDays && (
        <p>
          <Link className="govuk-link" to="/app/local-days">
            {t('notices.localDays.title')}
          </Link>
        </p>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
