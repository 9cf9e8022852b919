import type { IconName } from '#app/components/icon.tsx'
import { Tag, type Tone } from '#app/components/tag.tsx'
import { useWords } from '#app/components/words.tsx'
import { isKey, type Key } from '#content/words.ts'

type Look = { tone: Tone; icon: IconName }

const looks: Record<string, Look> = {
  draft: { tone: 'neutral', icon: 'ring' },
  submitted: { tone: 'progress', icon: 'half' },
  in_review: { tone: 'progress', icon: 'half' },
  changes_requested: { tone: 'wait', icon: 'return' },
  awaiting_decision: { tone: 'progress', icon: 'hourglass' },
  decided: { tone: 'progress', icon: 'file' },
  being_signed: { tone: 'progress', icon: 'pen' },
  signed: { tone: 'done', icon: 'tick' },
  superseded: { tone: 'hold', icon: 'past' },
  withdrawn: { tone: 'neutral', icon: 'cross' },
  declined: { tone: 'neutral', icon: 'cross' },
}

export function lookOf(state: string): Look {
  return looks[state] ?? { tone: 'neutral', icon: 'ring' }
}

export function stepKey(state: string): Key {
  const key = `machines.assessment.step.${state}`
  return isKey(key) ? key : 'machines.assessment.step.draft'
}

/** Where an assessment stands. That it was declined says more than that it is signed. */
export function StateTag({ state, outcome = null }: { state: string; outcome?: string | null }) {
  const t = useWords()
  const declined = outcome === 'declined' && state !== 'withdrawn'
  const { tone, icon } = lookOf(declined ? 'declined' : state)
  return (
    <Tag tone={tone} icon={icon}>
      {declined ? t('machines.assessment.outcome.declined') : t(stepKey(state))}
    </Tag>
  )
}
