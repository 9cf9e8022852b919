import type { ConditionLine } from '#app/components/conditions/condition-data.ts'
import { Icon, type IconName } from '#app/components/icon.tsx'
import type { Tone } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type Look = { tone: Tone; icon: IconName }

const pressing = 7

/** The side that is waited for says nothing about the colour: who is late looks the same on either side. */
export function lookOfClock({ metAt, clock }: Pick<ConditionLine, 'metAt' | 'clock'>): Look {
  if (metAt) return { tone: 'done', icon: 'tick' }
  if (clock.waitingFor === null) return { tone: 'neutral', icon: 'cross' }
  if (clock.restDay !== null) return { tone: 'wait', icon: 'pause' }
  if (clock.lateBy > 0) return { tone: 'alert', icon: 'triangle' }
  return { tone: clock.daysLeft > pressing ? 'progress' : 'wait', icon: 'clock' }
}

type Waited = 'funder' | 'partner' | 'funderOwn' | 'partnerOwn'

/** Who is waited for and how long already, and by how many days somebody is late. */
export function WaitingChip({ line }: { line: ConditionLine }) {
  const t = useWords()
  const { date } = useDates()
  const { clock, metAt } = line
  const { tone, icon } = lookOfClock(line)
  const waited: Waited | null =
    clock.waitingFor && (line.audience === 'funder' ? `${clock.waitingFor}Own` : clock.waitingFor)
  return (
    <span className={`am-clock am-t-${tone}`}>
      <Icon name={icon} />
      <span>
        {metAt && t('conditions.chip.met', { date: date(metAt) })}
        {!metAt && !waited && t('conditions.chip.dropped')}
        {waited && t(`conditions.waiting.${waited}`, { days: clock.waitingDays })}
        {waited && '. '}
        <Until {...clock} />
      </span>
    </span>
  )
}

function Until({ dueOn, daysLeft, lateBy, restDay }: ConditionLine['clock']) {
  const t = useWords()
  const { date } = useDates()
  if (dueOn === null) return null
  return (
    <small>
      {restDay !== null && t('conditions.chip.rest', { name: restDay })}
      {restDay === null && (
        <time dateTime={dueOn}>
          {lateBy > 0
            ? t('conditions.chip.late', { days: lateBy, date: date(dueOn) })
            : t('conditions.chip.left', { days: daysLeft, date: date(dueOn) })}
        </time>
      )}
    </small>
  )
}
