import { describe, expect, test } from 'vitest'
import { locales, wordsFor, isKey } from '#content/words.ts'
import { assessmentMachine } from '#machines/assessment.machine.ts'
import { callMachine } from '#machines/call.machine.ts'
import { conditionMachine } from '#machines/condition.machine.ts'
import type { StateMeta } from '#machines/state-meta.ts'
import {
  outcomes,
  picture,
  processes,
  sentenceKeyOf,
  viewpoints,
  type Viewpoint,
} from '#machines/processes.ts'
import { everyState } from '#tests/unit/machines/walk.ts'

interface Node {
  key: string
  meta?: unknown
  states: Record<string, Node>
}

/** What a concern says stands in its own words: who looks is told by part, not by viewpoint. */
const ids = ['assessment', 'call', 'condition'] as const
const machines: Record<(typeof ids)[number], Node> = {
  assessment: assessmentMachine.root,
  call: callMachine.root,
  condition: conditionMachine.root,
}

function descendants(node: Node): Node[] {
  return Object.values(node.states).flatMap((child) => [child, ...descendants(child)])
}

describe.each(locales)('in %s', (locale) => {
  const words = wordsFor(locale)
  const say = (key: string) => {
    if (!isKey(key)) throw new Error(`no words for ${key}`)
    return words(key)
  }

  test.each(ids)('every state of the %s has words for everybody who looks', (id) => {
    const stated = descendants(machines[id]).filter(({ meta }) => meta !== undefined)
    expect(descendants(machines[id]).length - stated.length).toBe(id === 'assessment' ? 6 : 0)
    for (const { meta } of stated) {
      for (const viewpoint of viewpoints[id])
        expect(say(`${(meta as StateMeta).label}.${viewpoint}`)).toMatch(/^\p{Lu}.*\.$/u)
    }
  })

  test.each(ids)('every picture of the %s can be told', (id) => {
    for (const stored of everyState(id)) {
      for (const viewpoint of viewpoints[id] as readonly Viewpoint<typeof id>[]) {
        for (const step of picture(id, stored, viewpoint)) {
          expect(say(step.labelKey)).not.toBe('')
          expect(say(step.sentenceKey)).not.toBe('')
        }
        expect(say(sentenceKeyOf(id, stored, viewpoint))).toMatch(
          locale === 'en' ? /^(It is|Nobody)/ : /^(C’est|Ce n’est)/,
        )
      }
    }
  })

  test.each(ids)('every event of the %s has its verb', (id) => {
    for (const type of Object.keys(processes[id].favourable))
      expect(say(`machines.${id}.event.${type}`)).not.toBe('')
  })

  test('every outcome and every judgement has its word', () => {
    for (const outcome of outcomes) expect(say(`machines.assessment.outcome.${outcome}`)).not.toBe('')
    for (const judgement of ['open', 'accepted', 'changes_asked'])
      expect(say(`machines.assessment.judgement.${judgement}`)).not.toBe('')
  })
})
