import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { LocalDaysForm, RemoveLocalDayForm } from '#app/forms/local-days.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { localDaysBody, localDaysPage } from '#app/server/queries/notices.server.ts'
import { heldForm, withActor } from '#app/server/with-actor.server.ts'
import { endLocalDay, enterLocalDays } from '#app/server/workflows/notices.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await localDaysPage(actor)),
    held: await heldForm(request, actor),
  }))
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    localDaysBody(actor)
    const removal = await readForm(request.clone(), RemoveLocalDayForm)
    if (removal.ok) {
      await endLocalDay(actor, removal.value.remove)
      return redirect('/app/local-days')
    }
    const form = await readForm(request, LocalDaysForm)
    if (!form.ok) return refused(form)

    await enterLocalDays(actor, form.value.days)
    return redirect('/app/local-days')
  })
}

export const meta = titled('notices.localDays.title')

export default function LocalDays() {
  const t = useWords()
  const { organisation, days, held } = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const typed = problem?.typed ?? held
  return (
    <>
      <BackLink to="/app/account/notices">{t('notices.settings.title')}</BackLink>
      <ErrorSummary errors={problem?.errors} />
      <PageTitle caption={organisation.name}>{t('notices.localDays.title')}</PageTitle>
      <p className="am-measure">{t('notices.localDays.lead')}</p>
      {days.length === 0 ? (
        <Empty title={t('notices.localDays.none')}>{t('notices.localDays.noneHint')}</Empty>
      ) : (
        <Days />
      )}
      <form method="post" className="am-measure" noValidate>
        <TextArea
          name="days"
          label={t('notices.localDays.field')}
          hint={t('notices.localDays.hint')}
          rows={8}
          value={typed?.days}
          error={problem?.errors.days}
        />
        <Button>{t('notices.localDays.add')}</Button>
      </form>
    </>
  )
}

function Days() {
  const t = useWords()
  const { date } = useDates()
  const { days } = useLoaderData<typeof loader>()
  return (
    <form method="post">
      <DataTable
        caption={t('notices.localDays.caption')}
        rows={days}
        idOf={({ day }) => day}
        columns={[
          {
            id: 'day',
            head: t('notices.localDays.day'),
            cell: ({ day }) => date(day, 'dayWithWeekday'),
          },
          { id: 'name', head: t('notices.localDays.name'), cell: ({ name }) => name },
          {
            id: 'remove',
            head: t('notices.localDays.remove'),
            cell: ({ day, name }) => (
              <button className="am-as-link" name="remove" value={day}>
                {t('notices.localDays.remove')}
                <span className="govuk-visually-hidden"> {name}</span>
              </button>
            ),
          },
        ]}
      />
    </form>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
