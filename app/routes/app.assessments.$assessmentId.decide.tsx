import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision, seenBefore } from '#app/components/hidden-revision.tsx'
import { SentAnswers } from '#app/components/judging/answers.tsx'
import { ChangesAnswered, WhyAnew } from '#app/components/judging/came-before.tsx'
import { DecideFields } from '#app/components/judging/decide-fields.tsx'
import { EquitySignals } from '#app/components/judging/equity-signals.tsx'
import { JudgementsToDecide } from '#app/components/judging/judgements-to-decide.tsx'
import { LetterPreview } from '#app/components/judging/letter-shown.tsx'
import { Opinions } from '#app/components/judging/opinions.tsx'
import { principleOfField } from '#app/components/judging/principle-of-field.ts'
import { ProcessCard } from '#app/components/judging/process-card.tsx'
import { Asked, Notice } from '#app/components/notice.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { decideForm, StepForm } from '#app/forms/decide.form.ts'
import { ReturnForm } from '#app/forms/judge.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withOneMore } from '#app/server/http/decide-steps.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { whileJudging } from '#app/server/http/while-judging.server.ts'
import { decideNeeds, decidePage } from '#app/server/queries/decide.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { decide, letterFor } from '#app/server/workflows/decision.server.ts'
import { heldForm, requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { countryName } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) =>
    whileJudging(actor, params.assessmentId!, { request, posted: null }, async () => ({
      ...(await decidePage(actor, params.assessmentId!)),
      held: await heldForm(request, actor),
    })),
  )
}

export function action({ request, params }: ActionFunctionArgs) {
  const posted = request.clone()
  return withActor(request, (actor) =>
    whileJudging(actor, params.assessmentId!, { request, posted }, () =>
      act(actor, request, params.assessmentId!),
    ),
  )
}

async function act(actor: Actor, request: Request, id: string) {
  const needs = await decideNeeds(actor, id)
  const back = new URL(request.url).searchParams.has('return')
  if (back) {
    const form = await readForm(request, ReturnForm)
    if (!form.ok) return refused(form)
    const { returnReason: reason, seenRevision } = form.value
    return keepingTyped(form.typed, async () => {
      await advanceAssessment(actor, id, { type: 'returnToReview', reason }, seenRevision, now())
      return redirect(`/app/assessments/${id}`)
    })
  }
  const step = await readForm(request.clone(), StepForm)
  if (!step.ok) return refused(step)
  const { then = '' } = step.value
  if (then !== '' && then !== 'letter') {
    const { judgements } = await decidePage(actor, id)
    const more = withOneMore(
      step.typed,
      then,
      judgements.flatMap(({ exceptions }) => exceptions),
    )
    return data({ errors: {}, ...(more ?? { typed: step.typed }) })
  }
  const form = await readForm(request.clone(), decideForm(now().toISOString().slice(0, 10), needs))
  if (!form.ok) return refused(form)
  const given = form.value
  if (then === 'letter') {
    if (given.ask) return data({ errors: {}, typed: form.typed, lookAt: 'ask1' })
    return data({ errors: {}, typed: form.typed, ...(await letterFor(actor, id, given, now())) })
  }
  if (!given.ask) await requireStepUp(actor, request)
  return keepingTyped(form.typed, async () => {
    await decide(actor, id, given, now())
    return redirect(`/app/assessments/${id}`)
  })
}

export const meta = titled('judging.decide.title')

/** The condition or question that a field belongs to. */
function rowOf(name: string) {
  const [, field, number] = /^([a-zA-Z]+)(\d+)/.exec(name) ?? []
  if (field === undefined || number === undefined) return null
  const legend = field.startsWith('ask') ? 'decision.ask.legend' : 'judging.condition.legend'
  return { legend, number } as const
}

type Answered = {
  errors: NonNullable<Parameters<typeof ErrorSummary>[0]['errors']>
  typed: Record<string, string>
  lookAt?: string
  letter?: string
  letterLocale?: string
}

export default function Decide() {
  const t = useWords()
  const locale = useLocale()
  const page = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>() as Answered | undefined
  const typed = answered?.typed ?? page.held ?? undefined
  const here = `/app/assessments/${page.id}`
  const errors = answered?.errors
  const returning = typed?.returnReason !== undefined
  return (
    <>
      <BackLink to={here}>{page.title}</BackLink>
      <Columns
        label={t('judging.aside')}
        side={
          <>
            <ProcessCard steps={page.steps} />
            <Card title={t('judging.decide.who')} quiet>
              {page.reviewers.length > 0 && (
                <p>{t('judging.decide.reviewedBy', { names: page.reviewers.join(', ') })}</p>
              )}
              <p className="am-quiet">{t('judging.decide.fourEyes')}</p>
            </Card>
            <Card title={t('decision.days.title')} quiet>
              <Facts
                rows={[
                  {
                    label: t('decision.days.reviewing'),
                    value: t('decision.days.count', { days: page.days.reviewing }),
                  },
                  {
                    label: t('decision.days.answering', { organisation: page.organisationName }),
                    value: t('decision.days.count', { days: page.days.answering }),
                  },
                ]}
              />
            </Card>
            <EquitySignals signals={page.equity} review={`${here}/review`} />
          </>
        }
      >
        {page.held && !answered && (
          <Notice>
            {t('judging.held')}{' '}
            <a className="govuk-link" href="#decide-now">
              {t('judging.held.go')}
            </a>
          </Notice>
        )}
        <ErrorSummary
          errors={errors}
          within={(name) => {
            const row = rowOf(name)
            if (row) return t(row.legend, { number: row.number })
            const principle = principleOfField(name)
            return principle && t(`content.principle.${principle}`)
          }}
        />
        <PageTitle caption={`${page.title}. ${page.organisationName}, ${countryName(locale, page.country)}`}>
          {t('judging.decide.title')}
        </PageTitle>
        {answered?.letter !== undefined && (
          <LetterPreview letter={answered.letter} locale={answered.letterLocale ?? page.locale} />
        )}
        <p className="am-measure">
          {t('judging.decide.open', { open: page.openPoints.length, of: page.answers })}{' '}
          <Link className="govuk-link" to={`${here}/review`}>
            {t('judging.decide.read')}
          </Link>
        </p>
        <WhyAnew id={page.id} appeals={page.appealsUpheld} />
        {page.opinions.length === 0 && <JudgementsToDecide judgements={page.judgements} />}
        <Opinions opinions={page.opinions} />
        <ChangesAnswered id={page.id} changes={page.answered} />
        {page.openPoints.length > 0 && (
          <details className="govuk-details">
            <summary className="govuk-details__summary">
              <span className="govuk-details__summary-text">
                {t('decision.open.title', { count: page.openPoints.length })}
              </span>
            </summary>
            <div className="govuk-details__text">
              <SentAnswers answers={page.openPoints} locale={page.submissionLocale} now={page.now} />
            </div>
          </details>
        )}
        {page.unacceptedRisks > 0 && (
          <Asked title={t('judging.decide.risks', { count: page.unacceptedRisks })}>
            <Link className="govuk-link" to={`${here}/review/risks`}>
              {t('judging.decide.risksRead')}
            </Link>
          </Asked>
        )}
        {page.may.decide ? (
          <>
            <DecideFields
              revision={answered ? page.revision : seenBefore(page.held, page.revision)}
              judgements={page.judgements}
              askable={page.askable}
              owed={page.needs.reasons}
              typed={typed}
              errors={errors}
              lookAt={answered?.lookAt ?? null}
            />
            <details className="govuk-details" open={returning}>
              <summary className="govuk-details__summary">
                <span className="govuk-details__summary-text">{t('judging.decide.returnTitle')}</span>
              </summary>
              <div className="govuk-details__text">
                <form method="post" action="?return" noValidate>
                  <HiddenRevision revision={page.revision} />
                  <TextArea
                    name="returnReason"
                    label={t('judging.decide.returnReason')}
                    rows={3}
                    value={typed?.returnReason ?? ''}
                    error={errors?.returnReason}
                  />
                  <Button secondary>{t('machines.assessment.event.returnToReview')}</Button>
                </form>
              </div>
            </details>
          </>
        ) : (
          <p className="am-quiet">{t('judging.decide.closed')}</p>
        )}
      </Columns>
    </>
  )
}

export { JudgingError as ErrorBoundary } from '#app/components/judging/lost-access.tsx'
