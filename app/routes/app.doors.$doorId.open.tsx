import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { LanguagesMissing } from '#app/components/doors/in-each.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision, seenBefore } from '#app/components/hidden-revision.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { SeenForm } from '#app/forms/door.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { doorPage } from '#app/server/queries/doors.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { openDoorForReports } from '#app/server/workflows/doors.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await doorPage(actor, params.doorId!)),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.doorId!
    await doorPage(actor, id)
    const form = await readForm(request.clone(), SeenForm)
    if (!form.ok) return refused(form)
    await requireStepUp(actor, request)
    return keepingTypedAtDoor(form.typed, async () => {
      await openDoorForReports(actor, id, form.value.seenRevision, now())
      return redirect(`/app/doors/${id}`)
    })
  })
}

export const meta = titled('doors.open.title')

export default function OpenDoor() {
  const t = useWords()
  const { date } = useDates()
  const { id, name, revision, openedOn, missing, kept, address, notYet } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <BackLink to={`/app/doors/${id}`}>{name}</BackLink>
      <ErrorSummary errors={rejected?.errors} kept={false} />
      <PageTitle caption={name}>{t('doors.open.title')}</PageTitle>
      {openedOn ? (
        <Notice>
          {t('doors.openSince', { on: date(openedOn) })} {t('doors.neverShuts')}
        </Notice>
      ) : missing.length > 0 ? (
        <>
          <p>{t('doors.open.notYet')}</p>
          <ul className="govuk-list govuk-list--bullet">
            {missing.map(({ id: each, values }) => (
              <li key={each}>
                {t(`doors.missing.${each}`, values)} {t(`doors.missing.${each}.who`, values)}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p>{t('doors.open.lead', { address })}</p>
          <p>{t('doors.open.forGood')}</p>
          <LanguagesMissing here={`/app/doors/${id}`} lines={notYet} />
          <form method="post" noValidate>
            <HiddenRevision revision={seenBefore(kept, revision)} />
            <Button>{t('doors.open.do')}</Button>
          </form>
        </>
      )}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
