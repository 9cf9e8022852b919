import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { WaitingChanges } from '#app/components/doors/waiting-changes.tsx'
import { InMine, NotYetIn } from '#app/components/doors/in-each.tsx'
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { DataTable, type Column } from '#app/components/data-table.tsx'
import { rowFields, type RowField } from '#app/components/doors/row-fields.ts'
import { BesideList } from '#app/components/doors/beside-list.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { isList, RemoveRowForm } from '#app/forms/door.form.ts'
import { now } from '#app/server/clock.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { doorListPage } from '#app/server/queries/doors.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { saveTerms } from '#app/server/workflows/doors.server.ts'
import type { Locale } from '#content/locale.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    if (!isList(params.list)) throw notFound()
    return doorListPage(actor, params.doorId!, params.list)
  })
}

/** Takes one line away. */
export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { doorId = '', list } = params
    if (!isList(list)) throw notFound()
    const { byTwo } = await doorListPage(actor, doorId, list)
    const form = await readForm(request, RemoveRowForm)
    if (!form.ok) return refused(form)
    // Nothing was typed: the list is read again after the proof, and the line taken away there.
    if (byTwo) await requireStepUp(actor, new Request(request.url))
    const { remove: row, seenRevision } = form.value
    return keepingTypedAtDoor(form.typed, async () => {
      const change = { part: list, row, value: null } as const
      const wrong = await saveTerms(actor, doorId, change, seenRevision, now())
      if (wrong) return refused({ errors: { '': { key: wrong.key } }, typed: form.typed })
      return redirect(`/app/doors/${doorId}/${list}`)
    })
  })
}

export const meta = (args: Parameters<typeof titleOf>[0] & { params: { list?: string } }) =>
  titleOf(args, isList(args.params.list) ? `doors.${args.params.list}.title` : 'doors.title')

type Row = { id: string; values: Record<string, string>; notYet: Locale[] }

export default function DoorList() {
  const t = useWords()
  const { id, name, list, rows, revision, byTwo, waiting, silent, languages } = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const [first, ...others] = rowFields[list].filter(({ inList }) => inList)
  const cell = useCells()
  const column = (field: RowField): Column<Row> => ({
    id: field.name,
    head: t(field.label),
    cell: ({ values }) => cell(field, values),
  })
  const inEach = rowFields[list].some((field) => field.inEach)
  const said: Column<Row>[] =
    inEach && languages.length > 1
      ? [
          {
            id: 'languages',
            head: t('doors.language.column'),
            cell: ({ notYet }) => <NotYetIn languages={notYet} />,
          },
        ]
      : []
  const here = `/app/doors/${id}/${list}`
  const actions: Column<Row> = {
    id: 'actions',
    head: t('doors.column.change'),
    cell: ({ id: row, values }) => {
      const about = first && (
        <>
          {' '}
          {first.inEach ? <InMine field={first.name} values={values} /> : values[first.shown ?? first.name]}
        </>
      )
      return (
        <>
          <Link className="govuk-link" to={`${here}/${row}`}>
            {t('doors.change')}
            <span className="govuk-visually-hidden">{about}</span>
          </Link>{' '}
          <button className="am-as-link" name="remove" value={row}>
            {t('doors.remove')}
            <span className="govuk-visually-hidden">{about}</span>
          </button>
        </>
      )
    },
  }
  return (
    <>
      <BackLink to={`/app/doors/${id}`}>{name}</BackLink>
      <ErrorSummary errors={problem?.errors} kept={false} />
      <PageTitle caption={name}>{t(`doors.${list}.title`)}</PageTitle>
      <p className="am-measure">{t(`doors.${list}.lead`)}</p>
      {byTwo && <p className="am-measure">{t('doors.byTwo.lead')}</p>}
      <WaitingChanges changes={waiting} />
      {silent.length > 0 && (
        <p className="am-measure">{t('doors.bodies.silent', { bodies: silent.join(', ') })}</p>
      )}
      <BesideList part="before" />
      {rows.length === 0 || !first ? (
        <Empty title={t(`doors.${list}.none`)}>{t(`doors.${list}.noneHint`)}</Empty>
      ) : (
        <form method="post" action={here}>
          <HiddenRevision revision={revision} />
          <DataTable
            caption={<span className="govuk-visually-hidden">{t(`doors.${list}.title`)}</span>}
            rows={rows}
            idOf={(row) => row.id}
            columns={[column(first), ...others.map(column), ...said, actions]}
          />
        </form>
      )}
      <ButtonGroup>
        <ButtonLink to={`${here}/new`} secondary={rows.length > 0}>
          {t(`doors.${list}.add`)}
        </ButtonLink>
        {list === 'retention' && rows.length > 0 && (
          <ButtonLink to={`/app/doors/${id}/retention-signature`}>{t('doors.sign.title')}</ButtonLink>
        )}
      </ButtonGroup>
      <BesideList part="after" />
    </>
  )
}

function useCells() {
  const t = useWords()
  const { date } = useDates()
  return (field: RowField, values: Record<string, string>) => {
    if (field.inEach) return <InMine field={field.name} values={values} />
    const value = values[field.shown ?? field.name] ?? ''
    if (field.as === 'day') return value === '' ? t('doors.notYet') : date(value)
    if (field.as !== 'choice') return <span className="am-pre">{value}</span>
    const chosen = field.offered.find((one) => one.value === value)
    return chosen ? t(chosen.key) : value
  }
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
