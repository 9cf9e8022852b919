import { Link } from '@remix-run/react'
import { TaskList, type Task } from '#app/components/task-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { openSteps } from '#app/server/queries/case-steps.server.ts'

type Page = Awaited<ReturnType<typeof openSteps>>
type Props = { concernId: string; steps: Page['steps']; waiting: Page['waiting'] }

const groups = ['stage', 'people', 'beside', 'clocks', 'end'] as const

/** What is open, in its order; what is not says why. */
export function StepsList({ concernId, steps, waiting }: Props) {
  const t = useWords()
  const { date } = useDates()
  const waitsOn = new Set(waiting.map(({ step }) => step))
  const taskOf = ({ id, open, done, whyNot }: Page['steps'][number]): Task => ({
    id,
    name: t(`caseSteps.${id}`),
    hint:
      open || done
        ? undefined
        : t(whyNot && whyNot !== 'notNow' ? `caseSteps.whyNot.${whyNot}` : `caseSteps.opens.${id}`),
    status: waitsOn.has(id) ? 'inProgress' : open ? 'notStarted' : done ? 'complete' : 'cannotStart',
    to: open || waitsOn.has(id) ? `/app/cases/${concernId}/steps/${id}` : undefined,
  })
  return (
    <>
      {waiting.length > 0 && (
        <section aria-labelledby="waiting">
          <h2 className="govuk-heading-m" id="waiting">
            {t('caseSteps.waiting')}
          </h2>
          <ul className="am-list">
            {waiting.map(({ id, step, isMine, by, proposedOn }) => (
              <li key={id}>
                {step ? (
                  <Link className="govuk-link" to={`/app/cases/${concernId}/steps/${step}`}>
                    {t(`caseSteps.${step}`)}
                  </Link>
                ) : (
                  t('caseSteps.waiting.elsewhere')
                )}{' '}
                {t(isMine ? 'caseSteps.waiting.mine' : 'caseSteps.waiting.other', {
                  name: by,
                  date: date(proposedOn),
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {groups.map((group) => (
        <TaskList
          key={group}
          title={t(`caseSteps.group.${group}`)}
          tasks={steps.filter((step) => step.group === group).map(taskOf)}
        />
      ))}
    </>
  )
}
