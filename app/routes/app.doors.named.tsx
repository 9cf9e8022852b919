import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { NamingForm } from '#app/forms/door.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { namedPage } from '#app/server/queries/door-changes.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { agreeToStand, standNoMore } from '#app/server/workflows/doors-by-two.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, namedPage)
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    await namedPage(actor)
    const form = await readForm(request, NamingForm)
    if (!form.ok) return refused(form)
    // Nothing was typed: the page is read again after the proof, and the button pressed there.
    await requireStepUp(actor, new Request(request.url))
    const { answer, ...place } = form.value
    return keepingTypedAtDoor(form.typed, async () => {
      await (answer === 'yes' ? agreeToStand : standNoMore)(actor, place, now())
      return redirect('/app/doors/named')
    })
  })
}

export const meta = titled('doors.named.title')

export default function Named() {
  const t = useWords()
  const { date } = useDates()
  const { named } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <div className="am-measure">
      <BackLink to="/app/doors">{t('doors.title')}</BackLink>
      <ErrorSummary errors={rejected?.errors} kept={false} />
      <PageTitle>{t('doors.named.title')}</PageTitle>
      <p>{t('doors.named.lead')}</p>
      {named.length === 0 && <Empty title={t('doors.named.none')}>{t('doors.named.noneHint')}</Empty>}
      {named.map(({ doorId, doorName, keeper, bodyId, body, kind, agreedOn }) => (
        <section className="am-card" key={`${doorId}-${bodyId}`} aria-label={doorName}>
          <h2 className="govuk-heading-m">{doorName}</h2>
          <p>
            {t('doors.named.one', {
              keeper,
              body,
              kind: t(kind === 'independent' ? 'doors.kind.independent' : 'doors.kind.next_up'),
            })}
          </p>
          {agreedOn && <p>{t('doors.named.since', { on: date(agreedOn) })}</p>}
          <form method="post">
            <input type="hidden" name="doorId" value={doorId} />
            <input type="hidden" name="bodyId" value={bodyId} />
            <input type="hidden" name="kind" value={kind} />
            <input type="hidden" name="answer" value={agreedOn ? 'no' : 'yes'} />
            <Button secondary={agreedOn !== null}>
              {t(agreedOn ? 'doors.named.no' : 'doors.named.yes')}
              <span className="govuk-visually-hidden"> {doorName}</span>
            </Button>
          </form>
        </section>
      ))}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
