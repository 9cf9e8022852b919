import { Tag } from '#app/components/tag.tsx'
import { useWords } from '#app/components/words.tsx'

export type Judgement = 'open' | 'accepted' | 'changes_asked'

const looks = {
  open: { tone: 'neutral', icon: 'ring' },
  accepted: { tone: 'done', icon: 'tick' },
  changes_asked: { tone: 'wait', icon: 'return' },
} as const

export function JudgementTag({ judgement }: { judgement: Judgement }) {
  const t = useWords()
  return <Tag {...looks[judgement]}>{t(`machines.assessment.judgement.${judgement}`)}</Tag>
}
