import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { seenBefore } from '#app/components/hidden-revision.tsx'
import { GonePlan, PanelPlan, type PanelResult } from '#app/components/judging/panel-plan.tsx'
import { principleOfField } from '#app/components/judging/principle-of-field.ts'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { goneFrom, panelForm } from '#app/forms/panel.form.ts'
import type { Typed } from '#app/forms/typed-words.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { panelPage } from '#app/server/queries/panel.server.ts'
import { decideSeveral } from '#app/server/workflows/decision.server.ts'
import { heldForm, requireStepUp, withActor } from '#app/server/with-actor.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await panelPage(actor, params.callId!)),
    decided: Number(new URL(request.url).searchParams.get('decided') ?? 0) || 0,
    held: await heldForm(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const callId = params.callId!
    const { rows, closed } = await panelPage(actor, callId)
    const plans = rows.flatMap(({ id, known, may }) =>
      known && may.decide ? [{ id, needs: known.needs }] : [],
    )
    const form = await readForm(request.clone(), panelForm(plans))
    if (!form.ok) return refused(form)
    await requireStepUp(actor, request)
    const results = await decideSeveral(actor, form.value, now())
    const names = new Map(rows.map(({ id, title }) => [id, title]))
    const gone = goneFrom(form.typed, closed)
    if (gone.length === 0 && results.every(({ result }) => result === 'decided'))
      return redirect(`/app/calls/${callId}/panel?decided=${results.length}`)
    const listed: Listed[] = [
      ...results.map(({ id, result }) => ({ id, result, title: names.get(id) ?? '' })),
      ...gone.map(({ id, title }) => ({ id, title, result: 'changedByAnother' as const })),
    ]
    return data({ errors: {}, typed: form.typed, results: listed }, { status: 409 })
  })
}

export const meta = titled('decision.panel.title')

type Listed = { id: string; title: string; result: PanelResult }
type Answered = { errors: FieldErrors; typed: Typed; results?: Listed[] }

export default function Panel() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>() as Answered | undefined
  const typed = answered?.typed ?? page.held ?? undefined
  const errors = answered?.errors
  const gone = goneFrom(typed ?? {}, page.closed)
  return (
    <>
      <BackLink to={`/app/calls/${page.call.id}`}>{page.call.title}</BackLink>
      {page.decided > 0 && !answered && (
        <Notice>
          <p>{t('decision.panel.decided', { count: page.decided })}</p>
        </Notice>
      )}
      {page.held && !answered && <Notice>{t('judging.held')}</Notice>}
      <ErrorSummary
        errors={errors}
        within={(name) => {
          const plan = page.rows.find(({ id }) => name.endsWith(`_${id}`))
          const principle = principleOfField(name)
          if (!plan || !principle) return plan?.title ?? null
          return `${plan.title}, ${t(`content.principle.${principle}`)}`
        }}
      />
      {answered?.results && (
        <section className="am-conflict" aria-labelledby="results" tabIndex={-1} autoFocus>
          <h2 id="results" className="govuk-heading-m">
            {t('decision.panel.results')}
          </h2>
          <ul className="govuk-list govuk-list--bullet">
            {answered.results.map(({ id, title, result }) => (
              <li key={id}>
                {t('shell.pair', { what: title, words: t(`decision.panel.result.${result}`) })}
              </li>
            ))}
          </ul>
          <p>{t('decision.panel.kept')}</p>
        </section>
      )}
      <PageTitle caption={page.call.title}>{t('decision.panel.title')}</PageTitle>
      <p className="am-measure">
        {t('decision.panel.lead', { count: page.rows.length, elsewhere: page.elsewhere })}
      </p>
      {page.rows.length === 0 ? (
        <>
          {gone.map((plan) => (
            <GonePlan key={plan.id} plan={plan} again={false} />
          ))}
          <Empty title={t('decision.panel.none')}>{t('decision.panel.noneHint')}</Empty>
        </>
      ) : (
        <>
          <p>
            {/* A download is not a page of ours, so it is a plain link. */}
            <a className="govuk-link" href={`/app/calls/${page.call.id}/panel-pack.pdf`}>
              {t('decision.panel.pack')}
            </a>
          </p>
          <form method="post" noValidate>
            {gone.map((plan) => (
              <GonePlan key={plan.id} plan={plan} again={answered === undefined} />
            ))}
            {page.rows.map((plan) => (
              <PanelPlan
                key={plan.id}
                plan={plan}
                typed={typed}
                errors={errors}
                seen={answered ? plan.revision : seenBefore(page.held, plan.revision, `seen_${plan.id}`)}
              />
            ))}
            {page.mayDecideSome && (
              <>
                <p className="am-quiet am-measure">{t('decision.panel.stepUp')}</p>
                <ButtonGroup>
                  <Button>{t('decision.panel.do')}</Button>
                </ButtonGroup>
              </>
            )}
          </form>
        </>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
