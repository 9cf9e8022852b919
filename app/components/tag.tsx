import type { ReactNode } from 'react'
import { Icon, type IconName } from '#app/components/icon.tsx'

export type Tone = 'neutral' | 'progress' | 'wait' | 'done' | 'alert' | 'hold'

/** Icon, word and colour, always all three. `box` gives it a ground: only where it is the reader's turn. */
export function Tag({
  tone,
  icon,
  box = false,
  children,
}: {
  tone: Tone
  icon: IconName
  box?: boolean
  children: ReactNode
}) {
  return (
    <span className={`am-tag${box ? ' am-tag--box' : ''} am-t-${tone}`}>
      <Icon name={icon} />
      {children}
    </span>
  )
}

export type TaskStatus = 'notStarted' | 'inProgress' | 'changesAsked' | 'complete' | 'cannotStart'

export const taskStatuses = {
  notStarted: { tone: 'neutral', icon: 'ring', key: 'shell.status.notStarted', box: false },
  inProgress: { tone: 'progress', icon: 'half', key: 'shell.status.inProgress', box: false },
  changesAsked: { tone: 'wait', icon: 'return', key: 'shell.status.changesAsked', box: true },
  complete: { tone: 'done', icon: 'tick', key: 'shell.status.complete', box: false },
  cannotStart: { tone: 'neutral', icon: 'bar', key: 'shell.status.cannotStart', box: false },
} as const satisfies Record<TaskStatus, { tone: Tone; icon: IconName; key: string; box: boolean }>
