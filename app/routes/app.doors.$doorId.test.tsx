import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { SeenForm } from '#app/forms/door.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { doorTestPage } from '#app/server/queries/doors.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { recordTest } from '#app/server/workflows/doors.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => doorTestPage(actor, params.doorId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.doorId!
    await doorTestPage(actor, id)
    const form = await readForm(request, SeenForm)
    if (!form.ok) return refused(form)
    return keepingTypedAtDoor(form.typed, async () => {
      await recordTest(actor, id, form.value.seenRevision, now())
      return redirect(`/app/doors/${id}/test`)
    })
  })
}

export const meta = titled('doors.test.title')

export default function TestDoor() {
  const t = useWords()
  const { date } = useDates()
  const { id, name, revision, link, stands, testedOn, canRead } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <BackLink to={`/app/doors/${id}`}>{name}</BackLink>
      <ErrorSummary errors={rejected?.errors} kept={false} />
      <PageTitle caption={name}>{t('doors.test.title')}</PageTitle>
      {testedOn && <Notice>{t('doors.test.passed', { on: date(testedOn) })}</Notice>}
      <p>{t('doors.test.lead')}</p>
      <ol className="govuk-list govuk-list--number">
        <li>
          {t('doors.test.step1')}{' '}
          <a className="govuk-link" href={link}>
            {t('doors.test.link')}
          </a>
          <p className="am-quiet am-pre">{link}</p>
        </li>
        <li>{t('doors.test.step2')}</li>
        <li>{t('doors.test.step3')}</li>
        <li>{t('doors.test.step4')}</li>
      </ol>
      {!canRead && <p>{t('doors.test.nobody')}</p>}
      <p>
        <b>{t(`doors.test.${stands}`)}</b>
      </p>
      {stands === 'answered' && !testedOn && (
        <form method="post" noValidate>
          <HiddenRevision revision={revision} />
          <Button>{t('doors.test.do')}</Button>
        </form>
      )}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
