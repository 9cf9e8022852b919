import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ConflictNotice } from '#app/components/conflict-notice.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { Notice, Saved } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { ClosedRow } from '#app/components/registers/closed-meanwhile.tsx'
import registerStyles from '#app/components/registers/registers.css?url'
import { RowForm } from '#app/components/registers/row-form.tsx'
import { RowShown } from '#app/components/registers/row-shown.tsx'
import { SignOffCard } from '#app/components/registers/sign-off.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { registerRowForm } from '#app/forms/register-row.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { rowPage } from '#app/server/queries/registers.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { saveRow } from '#app/server/workflows/registers.server.ts'
import { unlessClosed } from '#app/server/workflows/unless-changed.server.ts'
import { mostRows, wordOf, type RowValues } from '#content/registers/definition.ts'
import { pageOf, registers } from '#content/registers/registers.ts'
import { wordsFor } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await rowPage(actor, params.assessmentId!, params.register!, params.rowId!)),
    kept: await keptText(request, actor),
  }))
}

type Conflict = { by: string; theirs: RowValues; mine: RowValues; revision: number; removed: boolean }

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { assessmentId: id = '', rowId = '' } = params
    const { register, today, sites } = await rowPage(actor, id, params.register!, rowId)
    const around = {
      today,
      sites: sites.map((site) => site.id),
      words: wordsFor(actor.locale),
      locale: actor.locale,
    }
    const form = await readForm(request, registerRowForm(registers[register], around))
    const answer = (
      status: 409 | 422,
      errors: FieldErrors,
      more: { conflict?: Conflict; mine?: RowValues } = {},
    ) => data({ errors, typed: form.typed, ...more }, { status })
    if (!form.ok) return answer(422, form.errors)
    const { values, seal, seenRevision } = form.value
    const saved = await unlessClosed(() =>
      saveRow(actor, id, register, rowId, { values, seal }, seenRevision, now()),
    )
    if (!saved) return answer(409, {}, { mine: values })
    if (saved.saved) return redirect(`/app/assessments/${id}/lists/${pageOf(registers[register])}?saved`)
    if (saved.why === 'changed') {
      const { theirs, theirName, revision, removed } = saved
      return answer(409, {}, { conflict: { by: theirName, theirs, mine: values, revision, removed } })
    }
    const key = saved.why === 'full' ? 'registers.error.full' : 'registers.error.twice'
    return answer(422, { '': { key, values: { most: mostRows } } })
  })
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: registerStyles }]

export const meta: MetaFunction<typeof loader> = (args) =>
  titleOf(args, args.data ? wordOf(registers[args.data.register], 'title') : 'registers.title')

export default function Row() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const { id, title, register, sites, row, maySeal, mayEdit, signOff, kept, locale } = page
  const rejected = useActionData<typeof action>()
  const conflict = rejected?.conflict
  const typed = rejected?.typed ?? kept ?? undefined
  const definition = registers[register]
  const list = pageOf(definition)
  if (!row) return null
  return (
    <>
      <BackLink to={`/app/assessments/${id}/lists/${list}`}>{t(wordOf(registers[list], 'title'))}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      {conflict && (
        <ConflictNotice
          by={conflict.by || undefined}
          theirs={<RowShown register={register} values={conflict.theirs} sites={sites} />}
          yours={<RowShown register={register} values={conflict.mine} sites={sites} />}
        />
      )}
      {rejected?.mine && <ClosedRow register={register} mine={rejected.mine} sites={sites} />}
      {(conflict?.removed ?? row.removed) && (
        <Notice>
          <p>{t('registers.row.removed')}</p>
        </Notice>
      )}
      <PageTitle caption={title} question>
        {t(mayEdit ? wordOf(definition, 'edit') : wordOf(definition, 'one'))}
      </PageTitle>
      <p>
        <Saved>
          {t('registers.row.saved', { name: row.updatedBy, moment: date(row.updatedAt, 'moment') })}
        </Saved>
      </p>
      {signOff && <SignOffCard plan={id} {...signOff} />}
      {mayEdit ? (
        <>
          <RowForm
            plan={id}
            register={register}
            values={row.values}
            sealed={row.sealed}
            maySeal={maySeal}
            typed={typed}
            errors={rejected?.errors}
            revision={conflict?.revision ?? Number(typed?.seenRevision ?? row.revision)}
            isNew={false}
            sites={sites}
            lang={locale}
          />
          {!row.removed && (
            <p>
              <Link className="govuk-link" to={`/app/assessments/${id}/lists/${register}/${row.id}/remove`}>
                {t('registers.row.remove')}
              </Link>
            </p>
          )}
        </>
      ) : (
        <div className="am-measure">
          <RowShown register={register} values={row.values} sites={sites} />
        </div>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
