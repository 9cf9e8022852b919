import { useWords } from '#app/components/words.tsx'

export type Audience = 'writers' | 'reviewers' | 'both'

/** Above each comment: in plain words, who reads it. */
export function ReadBy({ audience, body }: { audience: Audience; body: string }) {
  const t = useWords()
  return <>{t(`together.comment.readBy.${audience}`, { body })}</>
}
