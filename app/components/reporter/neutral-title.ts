import type { MetaFunction } from '@remix-run/node'
import type { SiteData } from '#app/components/site.ts'
import { wordsFor, type Key } from '#content/words.ts'

type Matches = readonly { id: string; data?: unknown }[]

/** The title of a reporter's page: it names a step, and neither the service nor what the page is for. */
export function neutrallyTitled(key: Key): MetaFunction {
  return ({ matches }) => [{ title: wordsOf(matches)(key) }]
}

const ofSteps: Record<string, Key | undefined> = {
  readers: 'reporter.title.readers',
  code: 'reporter.title.code',
  card: 'reporter.title.card',
  write: 'reporter.title.write',
  received: 'reporter.title.received',
  more: 'reporter.title.write',
  begin: 'reporter.title.forSomeone',
}

/** All steps have one address; a loader says as `step` which of them this is. */
export const neutrallyTitledByStep: MetaFunction = ({ matches, data }) => {
  const step = typeof data === 'object' && data !== null && 'step' in data ? String(data.step) : ''
  return [{ title: wordsOf(matches)(ofSteps[step] ?? 'reporter.title.start') }]
}

function wordsOf(matches: Matches) {
  const site = matches.find(({ id }) => id === 'root')?.data as SiteData | undefined
  return wordsFor(site?.locale ?? 'en')
}
