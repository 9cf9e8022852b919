import { Icon, type IconName } from '#app/components/icon.tsx'
import type { Tone } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

const day = 24 * 60 * 60 * 1000

/** `now` comes from the loader: the chip says what was true when the page was drawn and never counts down live. */
export type Clock = { dueAt: Date | string; now: Date | string; metAt?: Date | string | null | undefined }

type Reading = { tone: Tone; icon: IconName; days: number; state: 'left' | 'today' | 'overdue' | 'met' }

export function readClock({ dueAt, now, metAt }: Clock): Reading {
  const due = startOfDay(dueAt)
  if (metAt) return { tone: 'done', icon: 'tick', days: 0, state: 'met' }
  const days = Math.round((due - startOfDay(now)) / day)
  if (days < 0) return { tone: 'alert', icon: 'triangle', days: -days, state: 'overdue' }
  if (days === 0) return { tone: 'wait', icon: 'clock', days, state: 'today' }
  return { tone: days > 7 ? 'progress' : 'wait', icon: 'clock', days, state: 'left' }
}

function startOfDay(value: Date | string): number {
  const date = new Date(value)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
}

export function ClockChip(clock: Clock) {
  const t = useWords()
  const { date } = useDates()
  const { tone, icon, days, state } = readClock(clock)
  const shown = state === 'met' && clock.metAt ? clock.metAt : clock.dueAt
  const on = date(shown)
  return (
    <span className={`am-clock am-t-${tone}`}>
      <Icon name={icon} />
      <span>
        {state === 'left' && t('shell.clock.left', { days })}
        {state === 'today' && t('shell.clock.today')}
        {state === 'overdue' && t('shell.clock.overdue', { days })}
        {state === 'met' && t('shell.clock.met')}{' '}
        <small>
          <time dateTime={new Date(shown).toISOString().slice(0, 10)}>
            {state === 'overdue' ? t('shell.clock.since', { date: on }) : null}
            {state === 'met' ? t('shell.clock.metOn', { date: on }) : null}
            {state === 'left' || state === 'today' ? t('shell.clock.by', { date: on }) : null}
          </time>
        </small>
      </span>
    </span>
  )
}
