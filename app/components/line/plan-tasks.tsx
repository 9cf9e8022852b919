import { Link } from '@remix-run/react'
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { ClockChip } from '#app/components/clock-chip.tsx'
import type { AssessmentData, PrincipleTask } from '#app/components/line/assessment-data.ts'
import { Conditions, Decision, Documents, Process } from '#app/components/line/assessment-parts.tsx'
import { Asked, Saved } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { ProgressBar } from '#app/components/progress-bar.tsx'
import type { TaskStatus } from '#app/components/tag.tsx'
import { TaskList, type Task } from '#app/components/task-list.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { countryName } from '#content/words.ts'

/** The author's page: what is left, principle by principle, and how it is sent. */
export function PlanTasks(plan: AssessmentData) {
  const t = useWords()
  const locale = useLocale()
  const { audience, may } = plan
  const place = countryName(locale, plan.country)
  return (
    <Columns label={t('line.assessment.side')} side={<Side {...plan} />}>
      <PageTitle caption={audience === 'funder' ? t('line.assessment.ownTitle') : t('line.assessment.title')}>
        {t('line.assessment.named', { title: plan.title, country: place })}
      </PageTitle>
      {plan.call && plan.state === 'draft' && (
        <p className="am-only-narrow">
          <ClockChip dueAt={plan.call.closesOn} now={plan.now} />
        </p>
      )}
      <p>
        <b>{t(plan.sentenceKey)}</b>
      </p>
      {may.sign && (
        <ButtonGroup>
          <ButtonLink to={`/app/assessments/${plan.id}/sign`}>
            {t('machines.assessment.event.sign')}
          </ButtonLink>
        </ButtonGroup>
      )}
      {plan.state === 'draft' && <Progress {...plan} />}
      {plan.state === 'changes_requested' && <AskedChanges {...plan} />}
      {plan.decision && <Decision {...plan.decision} />}
      {plan.conditions.length > 0 && <Conditions conditions={plan.conditions} now={plan.now} />}
      <TaskList
        title={t('line.tasks.principles')}
        tasks={plan.tasks.map((task) => principleTask(plan, task, t))}
      />
      <TaskList
        title={may.answer || may.submit || may.resubmit ? t('line.tasks.send') : t('line.tasks.sent')}
        tasks={sendTasks(plan, t)}
      />
      {may.withdraw && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${plan.id}/withdraw`}>
            {t('line.tasks.withdraw')}
          </Link>
        </p>
      )}
    </Columns>
  )
}

function Progress({ answered, of, hours }: AssessmentData) {
  const t = useWords()
  const left = of - answered
  const share = of > 0 ? left / of : 0
  return (
    <ProgressBar done={answered} of={of}>
      <b>{t('content.framework.answered', { answered, total: of })}.</b>{' '}
      {left === 0 && t('line.tasks.allAnswered')}
      {left > 0 &&
        hours &&
        t('line.tasks.hoursLeft', {
          from: Math.max(1, Math.round(hours.from * share)),
          to: Math.max(2, Math.round(hours.to * share)),
        })}
    </ProgressBar>
  )
}

function AskedChanges({ tasks, reviewedBy }: AssessmentData) {
  const t = useWords()
  const open = tasks.filter(({ asked }) => asked !== null)
  return (
    <>
      <p className="am-measure">
        {t('line.changes.lead', { count: open.length, others: tasks.length - open.length })}
      </p>
      {open.map(({ principle, asked }) => (
        <Asked
          key={principle}
          title={t('line.changes.title', { principle: t(`content.principle.${principle}`), by: reviewedBy })}
        >
          <span className="am-pre" dir="auto">
            {t('line.quoted', { words: asked?.reason ?? '' })}
          </span>
        </Asked>
      ))}
    </>
  )
}

type T = ReturnType<typeof useWords>

function principleTask(plan: AssessmentData, task: PrincipleTask, t: T): Task {
  const { principle, answered, of, asked, firstOpen } = task
  const target = asked?.requirementIds[0] ?? firstOpen
  return {
    id: principle,
    name: t(`content.principle.${principle}`),
    hint: hintOf(plan, task, t) ?? t('line.tasks.answered', { answered, of }),
    status: statusOf(plan, task),
    to: target ? `/app/assessments/${plan.id}/requirements/${target}` : undefined,
  }
}

function statusOf({ state }: AssessmentData, { asked, answered, of }: PrincipleTask): TaskStatus {
  if (state === 'changes_requested' && asked) return 'changesAsked'
  if (answered === of) return 'complete'
  return answered === 0 ? 'notStarted' : 'inProgress'
}

function hintOf({ state }: AssessmentData, { asked, judgement }: PrincipleTask, t: T): string | null {
  if (state !== 'changes_requested') return null
  if (asked) return t('line.tasks.asked', { count: asked.requirementIds.length })
  return judgement === 'accepted' ? t('line.tasks.accepted') : t('line.tasks.unchanged')
}

function sendTasks(plan: AssessmentData, t: T): Task[] {
  const check: Task = {
    id: 'check',
    name: plan.may.answer ? t('line.tasks.check') : t('line.tasks.read'),
    hint: plan.may.answer ? t('line.tasks.check.hint') : t('line.tasks.read.hint'),
    status: plan.answered === plan.of ? 'complete' : plan.answered > 0 ? 'inProgress' : 'notStarted',
    to: `/app/assessments/${plan.id}/check`,
  }
  if (plan.state !== 'draft' && plan.state !== 'changes_requested') return [check]
  const whole = plan.answered === plan.of
  const mine = plan.may.submit || plan.may.resubmit
  const hint = !whole
    ? t('line.tasks.send.closed')
    : mine
      ? t('line.tasks.send.hint')
      : t('line.tasks.send.other')
  return [
    check,
    {
      id: 'send',
      name: plan.state === 'draft' ? t('line.tasks.declare') : t('machines.assessment.event.resubmit'),
      hint,
      status: whole && mine ? 'notStarted' : 'cannotStart',
      to: `/app/assessments/${plan.id}/submit`,
    },
  ]
}

function Side(plan: AssessmentData) {
  const t = useWords()
  const { date } = useDates()
  const { call, state, lastSavedAt } = plan
  return (
    <>
      {call && state === 'draft' && (
        <Card title={t('line.side.sendBy', { date: date(call.closesOn) })}>
          <p>
            <ClockChip dueAt={call.closesOn} now={plan.now} />
          </p>
          <p className="am-quiet">{t('line.call.wholeDay')}</p>
        </Card>
      )}
      <Documents documents={plan.documents} id={plan.id} />
      <Process {...plan} />
      {lastSavedAt && plan.may.answer && (
        <p>
          <Saved>{t('line.side.saved', { moment: date(lastSavedAt, 'moment') })}</Saved>
        </p>
      )}
    </>
  )
}
