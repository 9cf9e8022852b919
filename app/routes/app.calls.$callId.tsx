import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { ErrorSummary, type FieldErrors } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { LessonSection } from '#app/components/lessons/lesson-list.tsx'
import { CallState } from '#app/components/line/call-list.tsx'
import { MovedMeanwhile } from '#app/components/line/moved-meanwhile.tsx'
import { Paragraphs } from '#app/components/line/paragraphs.tsx'
import { StateTag } from '#app/components/line/state-tag.tsx'
import { WhatIsAsked } from '#app/components/line/what-is-asked.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { StateLine } from '#app/components/state-line.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { AppealDaysForm, CallMoveForm, extendForm } from '#app/forms/call.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { callPage } from '#app/server/queries/calls.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { advanceCall, changeAppealDays, type CallIntent } from '#app/server/workflows/call.server.ts'
import { unlessChanged } from '#app/server/workflows/unless-changed.server.ts'
import { countryName } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await callPage(actor, params.callId!)),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const callId = params.callId!
    const until = dayOf((await callPage(actor, callId)).closesOn)
    const copy = request.clone()
    const later = await readForm(request.clone(), extendForm(dayOf(now()), until))
    const form = await readForm(request, CallMoveForm)
    if (!form.ok) return data({ ...form, moved: false }, { status: 422 })
    const { move, seenRevision } = form.value
    if (move === 'extend' && !later.ok) return data({ ...later, moved: false }, { status: 422 })
    if (move === 'appealDays') {
      const days = await readForm(copy, AppealDaysForm)
      if (!days.ok) return data({ ...days, moved: false }, { status: 422 })
      const { appealDays } = days.value
      const changed = await unlessChanged(() =>
        changeAppealDays(actor, callId, appealDays, seenRevision, now()),
      )
      if (!changed) return data({ errors: {}, typed: form.typed, moved: true }, { status: 409 })
      return redirect(`/app/calls/${callId}`)
    }

    const closesOn = later.ok ? new Date(later.value.closesOn) : now()
    const intent: CallIntent = move === 'extend' ? { type: move, closesOn } : { type: move }
    const moved = await unlessChanged(() => advanceCall(actor, callId, intent, seenRevision, now()))
    if (!moved) return data({ errors: {}, typed: form.typed, moved: true }, { status: 409 })
    return redirect(`/app/calls/${callId}`)
  })
}

export const meta = titled('line.call.title')

export default function Call() {
  const t = useWords()
  const { date } = useDates()
  const call = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const states = call.steps.map(({ id, labelKey, status }) => ({ id, label: t(labelKey), status }))
  return (
    <>
      <BackLink to="/app/calls">{t('line.back.calls')}</BackLink>
      <Columns
        label={t('line.call.side')}
        side={
          <>
            <Card title={t('line.call.closes', { date: date(call.closesOn) })}>
              <p>
                <CallState state={call.state} closesOn={call.closesOn} now={call.now} />
              </p>
              <p className="am-quiet">{t('line.call.wholeDay')}</p>
            </Card>
            <Card title={t('line.call.glance')} quiet>
              <Facts
                rows={[
                  { label: t('line.call.by'), value: call.by },
                  { label: t('line.call.programme'), value: call.programme.title },
                  {
                    label: t('line.call.questions'),
                    value: call.extent ? t('tier.extent', call.extent.questions) : call.count,
                  },
                  {
                    label: t('decision.appealDays.title'),
                    value: t('decision.appealDays.shown', { days: call.appealDays }),
                  },
                ]}
              />
            </Card>
          </>
        }
      >
        <ErrorSummary errors={rejected?.errors} />
        {rejected?.moved && <MovedMeanwhile />}
        <PageTitle caption={call.by}>{call.title}</PageTitle>
        <p>
          <b>{t(call.sentenceKey)}</b>
        </p>
        {states.length > 0 && <StateLine states={states} label={t('line.call.process')} />}
        <Paragraphs text={call.summary} />
        {call.may.plan && (
          <ButtonGroup>
            <ButtonLink to={`/app/assessments/new?call=${call.id}`}>{t('line.plan.start')}</ButtonLink>
          </ButtonGroup>
        )}
        <Moves {...call} />
        {call.may.panel && (
          <p>
            <Link className="govuk-link" to={`/app/calls/${call.id}/panel`}>
              {t('decision.panel.title')}
            </Link>
          </p>
        )}
        {call.may.edit && (
          <AppealDays {...call} typed={rejected?.typed ?? call.kept ?? undefined} errors={rejected?.errors} />
        )}
        {call.own && <Answers {...call} />}
        <LessonSection lessons={call.lessons} title={t('lessons.calls')} />
        {call.may.extend && (
          <Extend {...call} typed={rejected?.typed ?? call.kept ?? undefined} errors={rejected?.errors} />
        )}
        {call.extent && <OnPaper {...call} />}
        <WhatIsAsked {...call} />
      </Columns>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}

type CallData = Awaited<ReturnType<typeof callPage>>
function Moves({ may, revision }: Pick<CallData, 'may' | 'revision'>) {
  const t = useWords()
  if (!may.publish && !may.discard && !may.close) return null
  return (
    <form method="post">
      <HiddenRevision revision={revision} />
      <ButtonGroup>
        {may.publish && (
          <Button name="move" value="publish">
            {t('machines.call.event.publish')}
          </Button>
        )}
        {may.close && (
          <Button name="move" value="close">
            {t('machines.call.event.close')}
          </Button>
        )}
        {may.discard && (
          <Button name="move" value="discard" secondary>
            {t('machines.call.event.discard')}
          </Button>
        )}
      </ButtonGroup>
    </form>
  )
}

/** What is asked, to be read, printed and talked over before anything is begun. */
function OnPaper({ id, leastTier }: Pick<CallData, 'id' | 'leastTier'>) {
  const t = useWords()
  const locale = useLocale()
  return (
    <section aria-labelledby="on-paper">
      <h2 id="on-paper" className="govuk-heading-m">
        {t('line.call.blank')}
      </h2>
      <ul className="govuk-list">
        {([1, 2, 3] as const)
          .filter((tier) => tier >= leastTier)
          .map((tier) => (
            <li key={tier}>
              <a className="govuk-link" href={`/app/calls/${id}/blank-plan?tier=${tier}&lang=${locale}`}>
                {t('line.call.blank.tier', { tier: String(tier) })}
              </a>
            </li>
          ))}
        {leastTier <= 1 && (
          <li>
            <Link className="govuk-link" to={`/app/calls/${id}/interview-paper`}>
              {t('line.call.blank.paper')}
            </Link>
          </li>
        )}
      </ul>
    </section>
  )
}

type ExtendProps = Pick<CallData, 'revision'> & {
  typed: Record<string, string> | undefined
  errors: FieldErrors | undefined
}

function AppealDays({ revision, appealDays, typed, errors }: ExtendProps & Pick<CallData, 'appealDays'>) {
  const t = useWords()
  return (
    <form method="post" noValidate>
      <HiddenRevision revision={revision} />
      <TextField
        name="appealDays"
        label={t('decision.appealDays.label')}
        hint={t('decision.appealDays.hint')}
        inputMode="numeric"
        width={3}
        value={typed?.appealDays ?? String(appealDays)}
        error={errors?.appealDays}
      />
      <Button name="move" value="appealDays" secondary>
        {t('decision.appealDays.save')}
      </Button>
    </form>
  )
}

function Extend({ revision, typed, errors }: ExtendProps) {
  const t = useWords()
  return (
    <form method="post" noValidate>
      <h2 className="govuk-heading-m">{t('machines.call.event.extend')}</h2>
      <HiddenRevision revision={revision} />
      <DateField
        name="closesOn"
        label={t('line.call.newClosesOn')}
        hint={t('line.call.extend.hint')}
        typed={typed}
        error={errors?.closesOn}
      />
      <Button name="move" value="extend" secondary>
        {t('machines.call.event.extend')}
      </Button>
    </form>
  )
}

function Answers({ assessments }: Pick<CallData, 'assessments'>) {
  const t = useWords()
  const { date } = useDates()
  const locale = useLocale()
  return (
    <>
      <h2 className="govuk-heading-m">{t('line.call.answers')}</h2>
      {assessments.length === 0 && <p>{t('line.call.answers.none')}</p>}
      <ul className="am-next">
        {assessments.map(({ id, title, organisationName, country, state, outcome, submittedAt }) => (
          <li className="am-row" key={id}>
            <div>
              <p className="am-row__title">
                <Link className="govuk-link" to={`/app/assessments/${id}`}>
                  {title}
                </Link>
              </p>
              <p className="am-quiet">
                {t('line.about.plan', {
                  organisation: organisationName,
                  country: countryName(locale, country),
                })}
                {submittedAt && ` ${t('line.about.sent', { date: date(submittedAt) })}`}
              </p>
            </div>
            <div>
              <StateTag state={state} outcome={outcome} />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
