import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { RowShown } from '#app/components/registers/row-shown.tsx'
import { useWords } from '#app/components/words.tsx'
import { removeForm } from '#app/forms/register-row.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { removePage } from '#app/server/queries/registers.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { removeRow } from '#app/server/workflows/registers.server.ts'
import { wordOf } from '#content/registers/definition.ts'
import { pageOf, registers } from '#content/registers/registers.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) =>
    removePage(actor, params.assessmentId!, params.register!, params.rowId!),
  )
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { assessmentId: id = '', rowId = '' } = params
    const { register } = await removePage(actor, id, params.register!, rowId)
    const form = await readForm(request, removeForm)
    if (!form.ok) return refused(form)
    return keepingTyped(form.typed, async () => {
      await removeRow(actor, id, register, rowId, form.value.seenRevision, now())
      const list = `/app/assessments/${id}/lists/${pageOf(registers[register])}`
      return redirect(`${list}?removed=${register}.${rowId}`)
    })
  })
}

export const meta: MetaFunction = titled('registers.row.remove')

export default function RemoveRow() {
  const t = useWords()
  const { id, title, register, sites, row } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <BackLink to={`/app/assessments/${id}/lists/${register}/${row.id}`}>
        {t(wordOf(registers[register], 'one'))}
      </BackLink>
      <ErrorSummary errors={rejected?.errors} kept={false} />
      <PageTitle caption={title} question>
        {t('registers.row.removeAsk')}
      </PageTitle>
      <RowShown register={register} values={row.values} sites={sites} />
      <p>{t('registers.row.removeHint')}</p>
      <form method="post">
        <HiddenRevision revision={row.revision} />
        <Button>{t('registers.row.remove')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
