import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { RowControlList } from '#app/components/doors/row-controls.tsx'
import { rowFields } from '#app/components/doors/row-fields.ts'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision, seenBefore } from '#app/components/hidden-revision.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import type { RowChange } from '#app/server/concerns/door-changes.server.ts'
import { isList, rowForms } from '#app/forms/door.form.ts'
import { now } from '#app/server/clock.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { doorRowPage } from '#app/server/queries/doors.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { saveTerms } from '#app/server/workflows/doors.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const { doorId = '', list, row = '' } = params
    if (!isList(list)) throw notFound()
    const page = await doorRowPage(actor, doorId, list, row)
    const kept = await keptText(request, actor)
    return data({ ...page, kept }, { status: page.gone ? 404 : 200 })
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { doorId = '', list, row = '' } = params
    if (!isList(list)) throw notFound()
    const { byTwo, chosen } = await doorRowPage(actor, doorId, list, row)
    const form = await readForm(request.clone(), rowForms[list](chosen))
    if (!form.ok) return refused(form)
    if (byTwo) await requireStepUp(actor, request)
    const { seenRevision, ...value } = form.value
    return keepingTypedAtDoor(form.typed, async () => {
      const change = { part: list, row, value } as RowChange
      const wrong = await saveTerms(actor, doorId, change, seenRevision, now())
      if (wrong) return refused({ errors: { [wrong.field]: { key: wrong.key } }, typed: form.typed })
      return redirect(`/app/doors/${doorId}/${list}`)
    })
  })
}

export const meta = (args: Parameters<typeof titleOf>[0] & { params: { list?: string } }) =>
  titleOf(args, isList(args.params.list) ? `doors.${args.params.list}.one` : 'doors.title')

export default function DoorRow() {
  const t = useWords()
  const { id, name, list, row, gone, revision, kept, byTwo, ...page } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept ?? undefined
  const back = `/app/doors/${id}/${list}`
  return (
    <div className="am-measure">
      <BackLink to={back}>{t(`doors.${list}.title`)}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={name} question>
        {t(`doors.${list}.one`)}
      </PageTitle>
      {byTwo && <p>{t('doors.byTwo.lead')}</p>}
      {gone && <p>{t('doors.rowGone')}</p>}
      <form method="post" action={`${back}/${row}`} noValidate>
        <HiddenRevision revision={seenBefore(kept, revision)} />
        <RowControlList fields={rowFields[list]} {...page} typed={typed} errors={rejected?.errors} />
        <Button>{t(byTwo ? 'doors.byTwo.propose' : 'doors.save')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
