import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { ClosedRow } from '#app/components/registers/closed-meanwhile.tsx'
import registerStyles from '#app/components/registers/registers.css?url'
import { RowForm } from '#app/components/registers/row-form.tsx'
import { useWords } from '#app/components/words.tsx'
import { registerRowForm } from '#app/forms/register-row.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { lessonForRisk } from '#app/server/queries/lessons.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { rowPage } from '#app/server/queries/registers.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { saveRow } from '#app/server/workflows/registers.server.ts'
import { unlessClosed } from '#app/server/workflows/unless-changed.server.ts'
import { mostRows, wordOf, type RowValues } from '#content/registers/definition.ts'
import { pageOf, registers } from '#content/registers/registers.ts'
import { wordsFor } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const page = await rowPage(actor, params.assessmentId!, params.register!, null)
    const { searchParams } = new URL(request.url)
    // A link may begin a row: the group, line or place it is about.
    const begun: RowValues = Object.fromEntries(
      registers[page.register].fields.flatMap(({ id }) => {
        const value = searchParams.get(id)
        return value === null ? [] : [[id, value]]
      }),
    )
    const lessonId = page.register === 'risks' ? searchParams.get('lesson') : null
    const words = lessonId && (await lessonForRisk(actor, params.assessmentId!, lessonId))
    if (words) begun['event'] = words
    return { ...page, begun, saved: searchParams.has('saved'), kept: await keptText(request, actor) }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.assessmentId!
    const { register, today, sites } = await rowPage(actor, id, params.register!, null)
    const around = {
      today,
      sites: sites.map((site) => site.id),
      words: wordsFor(actor.locale),
      locale: actor.locale,
    }
    const form = await readForm(request, registerRowForm(registers[register], around))
    if (!form.ok) return data({ errors: form.errors, typed: form.typed, mine: null }, { status: 422 })
    const { values, seal, then } = form.value
    const saved = await unlessClosed(() =>
      onceFor(actor, request, form.typed, () =>
        saveRow(actor, id, register, null, { values, seal }, 0, now()),
      ),
    )
    if (!saved)
      return data({ errors: {} satisfies FieldErrors, typed: form.typed, mine: values }, { status: 409 })
    if (!saved.saved) {
      const key = saved.why === 'full' ? 'registers.error.full' : 'registers.error.twice'
      const errors: FieldErrors = { '': { key, values: { most: mostRows } } }
      return data({ errors, typed: form.typed, mine: null }, { status: 422 })
    }
    const lists = `/app/assessments/${id}/lists`
    return redirect(
      then === 'another' ? `${lists}/${register}/new?saved` : `${lists}/${pageOf(registers[register])}?saved`,
    )
  })
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: registerStyles }]

export const meta: MetaFunction<typeof loader> = (args) =>
  titleOf(args, args.data ? wordOf(registers[args.data.register], 'add') : 'registers.title')

export default function NewRow() {
  const t = useWords()
  const { id, title, register, sites, maySeal, begun, saved, kept, locale, mayEdit } =
    useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const definition = registers[register]
  const list = pageOf(definition)
  return (
    <>
      <BackLink to={`/app/assessments/${id}/lists/${list}`}>{t(wordOf(registers[list], 'title'))}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      {saved && !rejected && (
        <Notice>
          <p>{t('registers.saved')}</p>
        </Notice>
      )}
      <PageTitle caption={title} question>
        {t(wordOf(definition, 'add'))}
      </PageTitle>
      {rejected?.mine && <ClosedRow register={register} mine={rejected.mine} sites={sites} />}
      {mayEdit ? (
        <RowForm
          plan={id}
          register={register}
          values={begun}
          sealed={false}
          maySeal={maySeal}
          typed={rejected?.typed ?? kept ?? undefined}
          errors={rejected?.errors}
          revision={0}
          isNew
          sites={sites}
          lang={locale}
        />
      ) : (
        <p className="am-measure am-quiet">{t('registers.readOnly')}</p>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
