import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ConditionMoveForm } from '#app/components/conditions/condition-move-form.tsx'
import { ConditionFacts } from '#app/components/conditions/condition-facts.tsx'
import { GivenEvidence } from '#app/components/conditions/given-evidence.tsx'
import { StepClosed } from '#app/components/conditions/step-closed.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titleOf } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { conditionMoveForm, pageNamed } from '#app/forms/condition-moves.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { onceFor } from '#app/server/http/sent-twice.server.ts'
import { conditionStepPage } from '#app/server/queries/conditions.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { asksStepUp, moveCondition } from '#app/server/workflows/condition-moves.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await conditionStepPage(actor, params.conditionId!, params.page!)),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.conditionId!
    const { page, limits } = await conditionStepPage(actor, id, params.page!)
    const form = await readForm(request.clone(), conditionMoveForm(page, limits))
    if (!form.ok) return refused(form)
    if (asksStepUp(form.value.move)) await requireStepUp(actor, request)
    const step = async () => {
      await onceFor(actor, request, form.typed, () => moveCondition(actor, id, form.value, now()))
      return redirect(`/app/conditions/${id}?done=${form.value.move}`)
    }
    return keepingTyped(form.typed, step, 'conditions')
  })
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const page = pageNamed(args.params.page ?? '')
  return titleOf(args, page ? `conditions.page.${page}.title` : 'conditions.one.page')
}

export default function ConditionStep() {
  const t = useWords()
  const step = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? step.kept ?? {}
  const { page, moves } = step
  return (
    <div className="am-measure">
      <BackLink to={`/app/conditions/${step.id}`}>
        {t('conditions.one.title', { position: step.position })}
      </BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && step.kept !== null} />
      <PageTitle caption={<bdi>{step.sentence}</bdi>} question>
        {t(`conditions.page.${page}.title`)}
      </PageTitle>
      {moves.length === 0 ? (
        <StepClosed typed={typed} />
      ) : (
        <>
          <p>{t(`conditions.page.${page}.lead`)}</p>
          {step.asked && (
            <InsetQuote lang={step.locale} from={<AskedFor {...step.asked} />}>
              <p className="am-pre">{step.asked.note}</p>
            </InsetQuote>
          )}
          {step.given && (
            <>
              <ConditionFacts {...step} />
              <GivenEvidence
                given={step.given}
                now={step.now}
                by={step.organisationName}
                locale={step.locale}
              />
            </>
          )}
          <ConditionMoveForm {...step} typed={typed} errors={rejected?.errors} />
        </>
      )}
    </div>
  )
}

function AskedFor({ until }: { until: Date | null }) {
  const t = useWords()
  const { date } = useDates()
  return until ? t('conditions.asked.time', { date: date(until) }) : t('conditions.asked.help')
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
