import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { rowFields } from '#app/components/doors/row-fields.ts'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { SummaryList } from '#app/components/summary-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { ChangeForm } from '#app/forms/door.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { changePage } from '#app/server/queries/door-changes.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { confirmDoorChange, endDoorChange } from '#app/server/workflows/doors-by-two.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => changePage(actor, params.changeId!))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.changeId!
    await changePage(actor, id)
    const form = await readForm(request, ChangeForm)
    if (!form.ok) return refused(form)
    const confirms = form.value.answer === 'confirm'
    // Nothing was typed: the page is read again after the proof, and the button pressed there.
    if (confirms) await requireStepUp(actor, new Request(request.url))
    return keepingTypedAtDoor(form.typed, async () => {
      await (confirms ? confirmDoorChange : endDoorChange)(actor, id, now())
      return redirect('/app/doors')
    })
  })
}

export const meta = titled('doors.change.title')

export default function Change() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const { door, body, part, by, proposedOn, isMine, mayConfirm, isPast, before, after, added, removed } = page
  const answer = (value: 'confirm' | 'end', secondary = false) => (
    <form method="post">
      <input type="hidden" name="answer" value={value} />
      <Button secondary={secondary}>
        {t(
          value === 'confirm'
            ? 'doors.change.confirm'
            : isMine
              ? 'doors.change.takeBack'
              : 'doors.change.refuse',
        )}
      </Button>
    </form>
  )
  return (
    <div className="am-measure">
      <BackLink to="/app/doors">{t('doors.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} kept={false} />
      <PageTitle caption={`${door}, ${body}`}>{t('doors.change.title')}</PageTitle>
      <p>
        {t(isMine ? 'doors.change.mine' : 'doors.change.by', { name: by, on: date(proposedOn) })}{' '}
        {t('doors.change.notYet')}
      </p>
      <h2 className="govuk-heading-m">{t(`doors.${part}.title`)}</h2>
      <Line title={t('doors.change.before')} part={part} values={before} />
      <Line title={t('doors.change.after')} part={part} values={after} />
      {before && !after && part !== 'team' && <p>{t('doors.change.removes')}</p>}
      <Names title={t('doors.change.joins')} names={added} />
      <Names title={t('doors.change.leaves')} names={removed} />
      {isPast && <p>{t('doors.change.past')}</p>}
      {mayConfirm && !isPast && answer('confirm')}
      {!isMine && !mayConfirm && <p>{t('doors.change.notYours')}</p>}
      {(isMine || mayConfirm) && answer('end', true)}
    </div>
  )
}

type Values = Record<string, string> | null

function Line({ title, part, values }: { title: string; part: string; values: Values }) {
  const t = useWords()
  const { date } = useDates()
  if (!values || (part !== 'bodies' && part !== 'rota')) return null
  const rows = rowFields[part].map((field) => {
    const value = values[field.shown ?? field.name] ?? ''
    const chosen = field.as === 'choice' ? field.offered.find((one) => one.value === value) : undefined
    return {
      label: t(field.label),
      value: chosen ? t(chosen.key) : field.as === 'day' && value ? date(value) : value,
    }
  })
  return (
    <section aria-label={title}>
      <h3 className="govuk-heading-s">{title}</h3>
      <SummaryList rows={rows} />
    </section>
  )
}

function Names({ title, names }: { title: string; names: string[] }) {
  if (names.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className="govuk-heading-s">{title}</h3>
      <ul className="govuk-list govuk-list--bullet">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </section>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
