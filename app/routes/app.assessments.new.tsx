import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Card, Columns, Empty } from '#app/components/card.tsx'
import { Radios } from '#app/components/choices.tsx'
import { ClockChip } from '#app/components/clock-chip.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { BodyField } from '#app/components/line/body-field.tsx'
import { CountrySelect } from '#app/components/line/country-select.tsx'
import { HowMuch } from '#app/components/line/how-much.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { OwnAssessmentForm, PlanForm } from '#app/forms/plan.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { newOwnAssessmentPage, newPlanPage } from '#app/server/queries/new-assessment.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { startOwnAssessment, startPlan } from '#app/server/workflows/start-assessment.server.ts'
import { localeNames, locales } from '#content/words.ts'

export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => {
    const { own, callId } = asked(request)
    const page = own ? await newOwnAssessmentPage(actor) : await newPlanPage(actor, callId)
    return { ...page, kept: await keptText(request, actor) }
  })
}

export function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { own, callId } = asked(request)
    if (own) {
      const form = await readForm(request, OwnAssessmentForm)
      if (!form.ok) return data(form, { status: 422 })
      const start = () => startOwnAssessment(actor, form.value, now())
      return redirect(`/app/assessments/${await onceFor(actor, request, form.typed, start)}`)
    }
    const form = await readForm(request, PlanForm)
    if (!form.ok) return data(form, { status: 422 })
    const start = () => startPlan(actor, callId, form.value, now())
    const { extent } = await newPlanPage(actor, callId)
    const id = await onceFor(actor, request, form.typed, start)
    return redirect(`/app/assessments/${id}${extent ? '/context' : ''}`)
  })
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titleOf(args, args.data?.kind === 'own' ? 'line.own.title' : 'line.plan.new.title')

export default function NewAssessment() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { kind, call, bodies, reviewingBodies, kept } = page
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept ?? undefined
  const errors = rejected?.errors
  const own = kind === 'own'
  const back = call ? `/app/calls/${call.id}` : '/app'
  const startable = bodies.length > 0 && (own ? reviewingBodies.length > 0 : call?.open)
  return (
    <>
      <BackLink to={back}>{call ? call.title : t('line.back.home')}</BackLink>
      <Columns
        label={t('line.plan.new.side')}
        side={
          <>
            <Card title={t('line.plan.new.work')} quiet>
              <HowMuch {...page} />
              <p className="am-quiet">{t('line.plan.new.saved')}</p>
            </Card>
            {call?.open && (
              <Card title={t('line.plan.new.closes')}>
                <p>
                  <ClockChip dueAt={call.closesOn} now={page.now} />
                </p>
              </Card>
            )}
          </>
        }
      >
        <ErrorSummary errors={errors} />
        <Kept shown={!rejected && kept !== null} />
        <PageTitle {...(call ? { caption: call.by } : {})} question>
          {own ? t('line.own.title') : t('line.plan.new.title')}
        </PageTitle>
        <p>{own ? t('line.own.lead') : t('line.plan.new.lead', { organisation: call?.by ?? '' })}</p>
        {!startable && <WhyNot own={own} open={call?.open ?? true} bodies={bodies.length} />}
        {startable && (
          <form method="post" noValidate>
            <BodyField
              label={own ? t('line.own.organisation') : t('line.plan.organisation')}
              bodies={bodies}
              value={typed?.organisationId}
              error={errors?.organisationId}
            />
            <TextField
              name="title"
              label={own ? t('line.own.name') : t('line.plan.name')}
              hint={own ? t('line.own.name.hint') : t('line.plan.name.hint')}
              value={typed?.title}
              error={errors?.title}
            />
            <CountrySelect
              name="country"
              label={own ? t('line.own.country') : t('line.plan.country')}
              hint={own ? undefined : t('line.plan.country.hint')}
              value={typed?.country}
              error={errors?.country}
            />
            {own && (
              <Radios
                name="reviewingBodyId"
                legend={t('line.own.reviewingBody')}
                hint={t('line.own.reviewingBody.hint')}
                value={typed?.reviewingBodyId}
                error={errors?.reviewingBodyId}
                choices={reviewingBodies.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
            <Radios
              name="locale"
              legend={t('line.plan.locale')}
              hint={t('line.plan.locale.hint')}
              value={typed?.locale ?? page.locale}
              error={errors?.locale}
              choices={locales.map((each) => ({
                value: each,
                label: <span lang={each}>{localeNames[each]}</span>,
              }))}
            />
            <Button>{own ? t('line.own.start') : t('line.plan.start')}</Button>
          </form>
        )}
      </Columns>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

function WhyNot({ own, open, bodies }: { own: boolean; open: boolean; bodies: number }) {
  const t = useWords()
  if (own) return <Empty title={t('line.own.nobody.title')}>{t('line.own.nobody.text')}</Empty>
  if (!open) return <Empty title={t('line.plan.closed.title')}>{t('line.plan.closed.text')}</Empty>
  if (bodies === 0) return <Empty title={t('line.plan.notYours.title')}>{t('line.plan.notYours.text')}</Empty>
  return null
}

function asked(request: Request): { own: boolean; callId: string } {
  const query = new URL(request.url).searchParams
  return { own: query.get('own') === '1', callId: query.get('call') ?? '' }
}
