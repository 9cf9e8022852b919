import { Icon, type IconName } from '#app/components/icon.tsx'
import { useWords } from '#app/components/words.tsx'

export type ProcessState = { id: string; label: string; status: 'done' | 'now' | 'ahead' }

const icons: Record<ProcessState['status'], IconName> = { done: 'tick', now: 'half', ahead: 'ring' }
const middle = 14

/** A process from its own states: a small picture, and the same as a list, which is what is read aloud. */
export function StateLine({ states, label }: { states: readonly ProcessState[]; label: string }) {
  const t = useWords()
  return (
    <div className="am-process">
      <Track states={states} />
      <ol className="am-stages" aria-label={label}>
        {states.map(({ id, label: name, status }) => (
          <li key={id} className={`is-${status}`} aria-current={status === 'now' ? 'step' : undefined}>
            <Icon name={icons[status]} />
            <span>
              {name}
              {status === 'now' && <small>{t('shell.states.here')}</small>}
              {status === 'done' && <span className="govuk-visually-hidden"> {t('shell.states.done')}</span>}
              {status === 'ahead' && (
                <span className="govuk-visually-hidden"> {t('shell.states.ahead')}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** One node in the middle of each column of the list below it, whatever the width: places are shares of the whole. */
function Track({ states }: { states: readonly ProcessState[] }) {
  const place = (index: number) => `${Math.round(((index + 0.5) / states.length) * 10_000) / 100}%`
  return (
    <svg className="am-track" aria-hidden="true">
      {states.slice(1).map(({ id, status }, index) => (
        <line
          key={id}
          className={status === 'ahead' ? 'edge edge--ahead' : 'edge'}
          x1={place(index)}
          x2={place(index + 1)}
          y1={middle}
          y2={middle}
        />
      ))}
      {states.map(({ id, status }, index) => (
        <svg key={id} className={`node is-${status}`} x={place(index)} y={middle} overflow="visible">
          <circle r={status === 'now' ? 11 : 9} />
          {status === 'done' && <path d="M-4 .5l3 3 5.5-6.5" />}
          {status === 'now' && <circle className="seed" r="4.5" />}
        </svg>
      ))}
    </svg>
  )
}
