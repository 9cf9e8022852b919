import type { ReactNode } from 'react'
import { Link } from '@remix-run/react'
import { Tag, taskStatuses, type TaskStatus } from '#app/components/tag.tsx'
import { useWords } from '#app/components/words.tsx'

export type Task = {
  id: string
  name: ReactNode
  hint?: ReactNode
  status: TaskStatus
  to?: string | undefined
}

/** A task that cannot start yet says in its hint what opens it, and is not a link. */
export function TaskList({ title, tasks }: { title?: ReactNode; tasks: Task[] }) {
  const t = useWords()
  return (
    <>
      {title && <h2 className="am-group">{title}</h2>}
      <ul className="govuk-task-list">
        {tasks.map(({ id, name, hint, status, to }) => {
          const { tone, icon, key, box } = taskStatuses[status]
          const linked = to !== undefined && status !== 'cannotStart'
          return (
            <li
              className={`govuk-task-list__item${linked ? ' govuk-task-list__item--with-link' : ''}`}
              key={id}
            >
              <div className="govuk-task-list__name-and-hint">
                {linked ? (
                  <Link className="govuk-link govuk-task-list__link" to={to} aria-describedby={`task-${id}`}>
                    {name}
                  </Link>
                ) : (
                  name
                )}
                {hint && <div className="govuk-task-list__hint">{hint}</div>}
              </div>
              <div className="govuk-task-list__status" id={`task-${id}`}>
                <Tag tone={tone} icon={icon} box={box}>
                  {t(key)}
                </Tag>
              </div>
            </li>
          )
        })}
      </ul>
    </>
  )
}
