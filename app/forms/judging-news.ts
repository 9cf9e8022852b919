import { principles, type Principle } from '#content/vocabulary.ts'

/** What the last step of a review did. */
export type JudgingNews = { did: 'started' } | { did: 'saved'; principle: Principle }

/** Read from the address that the step led to; anything else there says nothing. */
export function judgingNews(request: Request): JudgingNews | null {
  const query = new URL(request.url).searchParams
  const saved = principles.find((principle) => principle === query.get('saved'))
  if (saved) return { did: 'saved', principle: saved }
  return query.has('started') ? { did: 'started' } : null
}
