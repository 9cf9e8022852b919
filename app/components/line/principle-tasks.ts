import type { AssessmentData, PrincipleTask } from '#app/components/line/assessment-data.ts'
import type { TaskStatus } from '#app/components/tag.tsx'
import type { Task } from '#app/components/task-list.tsx'
import type { Words } from '#content/words.ts'

/** The work itself comes first: what is asked follows from it. */
export function describeTask(plan: AssessmentData, t: Words): Task {
  const { described, plan: shown, extent } = plan
  const hint = shown ? t(`tier.name.${shown.tier}`) : extent ? t('tier.extent', extent.questions) : ''
  return {
    id: 'context',
    name: t('tier.context.task'),
    hint,
    status: described ? 'complete' : 'notStarted',
    to: `/app/assessments/${plan.id}/context`,
  }
}

export function principleTasks(plan: AssessmentData, t: Words): Task[] {
  const asked = plan.tasks.filter(({ of }) => of > 0 || !plan.described)
  return asked.map((task) => {
    const named = task.asked?.requirementIds.find((id) => !id.includes(':'))
    const target = named ?? task.firstOpen
    return {
      id: task.principle,
      name: t(`content.principle.${task.principle}`),
      hint: hintsOf(plan, task, t).join('. '),
      status: statusOf(plan, task),
      to: target ? `/app/assessments/${plan.id}/requirements/${target}` : undefined,
    }
  })
}

function statusOf({ state, described }: AssessmentData, task: PrincipleTask): TaskStatus {
  if (!described) return 'cannotStart'
  if (state === 'changes_requested' && task.asked) return 'changesAsked'
  if (task.answered === task.of) return 'complete'
  return task.answered === 0 ? 'notStarted' : 'inProgress'
}

function hintsOf(plan: AssessmentData, task: PrincipleTask, t: Words): string[] {
  const { answered, of, needed, neededOpen, assigned, asked, judgement } = task
  const given = assigned ? [t('line.tasks.assigned', { name: assigned })] : []
  if (!plan.described) return [t('tier.context.opens'), ...given]
  if (plan.state === 'changes_requested') {
    if (asked) return [t('line.tasks.asked', { count: asked.requirementIds.length }), ...given]
    return [judgement === 'accepted' ? t('line.tasks.accepted') : t('line.tasks.unchanged')]
  }
  const canWait = of - answered - neededOpen
  const split = needed < of && answered < of
  return [
    t('line.tasks.answered', { answered, of }),
    ...(split ? [t('line.tasks.needed', { needed: neededOpen, wait: canWait })] : []),
    ...given,
  ]
}

export function moreTasks(plan: AssessmentData, t: Words): Task[] {
  return plan.more.map(({ id, name, hint, to, count }) => ({
    id,
    name: t(name),
    hint: count ? `${t(hint)}. ${t('line.more.count', { count })}` : t(hint),
    status: count === null || count > 0 ? 'inProgress' : 'notStarted',
    to,
  }))
}

export function sendTasks(plan: AssessmentData, t: Words): Task[] {
  const { id, may, state, described, counts, unsignedRisks } = plan
  const check: Task = {
    id: 'check',
    name: may.answer ? t('line.tasks.check') : t('line.tasks.read'),
    hint: may.answer ? t('line.tasks.check.hint') : t('line.tasks.read.hint'),
    status: !described || counts.answered === 0 ? 'notStarted' : checked(plan),
    to: `/app/assessments/${id}/check`,
  }
  if (state !== 'draft' && state !== 'changes_requested') return [check]
  const answeredAll = described && counts.neededAnswered === counts.needed
  const whole = answeredAll && unsignedRisks === 0
  const mine = may.submit || may.resubmit
  const unsigned = t('line.tasks.send.unsigned', { count: unsignedRisks })
  const open = counts.needed < counts.asked ? t('line.tasks.send.neededFirst') : t('line.tasks.send.closed')
  return [
    check,
    {
      id: 'send',
      name: state === 'draft' ? t('line.tasks.declare') : t('machines.assessment.event.resubmit'),
      hint: whole
        ? mine
          ? t('line.tasks.send.hint')
          : t('line.tasks.send.other')
        : answeredAll
          ? unsigned
          : open,
      status: whole && mine ? 'notStarted' : 'cannotStart',
      to: `/app/assessments/${id}/submit`,
    },
  ]
}

function checked({ counts }: AssessmentData): TaskStatus {
  return counts.answered === counts.asked ? 'complete' : 'inProgress'
}
