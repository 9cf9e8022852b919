import { ConflictNotice } from '#app/components/conflict-notice.tsx'
import type { StandingJudgement } from '#app/components/judging/judge-data.ts'
import { JudgementTag, type Judgement } from '#app/components/judging/judgement-tag.tsx'
import { PointsSaid } from '#app/components/judging/points-said.tsx'
import { useWords } from '#app/components/words.tsx'
import { typedAsText } from '#app/forms/typed-as-text.ts'

type ChangedMeanwhileProps = {
  typed: Record<string, string>
  judgement: Judgement
  standing: StandingJudgement | null
  submissionNumber: number
}

/** Somebody moved the plan on while this was written: how it stands now, beside what was typed. The form below still holds it. */
export function ChangedMeanwhile({ typed, judgement, standing, submissionNumber }: ChangedMeanwhileProps) {
  const t = useWords()
  const words = Object.fromEntries(
    Object.entries(typed).filter(([name]) => name === 'reason' || name.startsWith('why-')),
  )
  return (
    <ConflictNotice
      theirs={
        <>
          <p>{t('review.meanwhile.submission', { number: submissionNumber })}</p>
          <p>
            <JudgementTag judgement={judgement} />
          </p>
          {standing && <PointsSaid {...standing} />}
        </>
      }
      yours={typedAsText(words)}
    />
  )
}
