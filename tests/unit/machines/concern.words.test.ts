import { describe, expect, test } from 'vitest'
import { isKey, locales, wordsFor } from '#content/words.ts'
import { concernMachine } from '#machines/concern.machine.ts'
import {
  laneSentenceKeyOf,
  lanesOf,
  picture,
  processes,
  sentenceKeyOf,
  viewpoints,
  type ConcernLane,
  type Viewpoint,
} from '#machines/processes.ts'
import type { StateMeta } from '#machines/state-meta.ts'
import { everyCase, everyCaseAndLane, laneOf } from '#tests/unit/machines/concern-walk.ts'

interface Node {
  meta?: unknown
  states: Record<string, Node>
}

const descendants = (node: Node): Node[] =>
  Object.values(node.states).flatMap((child) => [child, ...descendants(child)])
const labels = descendants(concernMachine.root).flatMap(({ meta }) =>
  meta === undefined ? [] : [(meta as StateMeta).label],
)
const onePerStage = [...new Map(everyCase().map((one) => [laneOf(one, 'stage'), one])).values()]

/** Who may learn from a lane. To everybody else it says the same, wherever it stands. */
const meantFor: Record<ConcernLane, readonly Viewpoint<'concern'>[]> = {
  support: ['affected_person', 'handler'],
  contact: ['handler'],
  reporter: ['reporter', 'handler'],
  police: ['affected_person', 'handler'],
  subject: ['handler'],
  review: ['handler'],
  legal_hold: ['handler'],
}

const verdicts = {
  en: /\b(upheld|unfounded|founded|proven|proved|guilty|innocent|true|false|believe|allegation|substantiated|dismissed)\b/i,
  fr: /(?<!\p{L})(fondée?s?|prouvée?s?|coupables?|innocente?s?|vraie?s?|faux|fausses?|allégations?|rejetée?s?|avérée?s?)(?!\p{L})/iu,
} as const

describe.each(locales)('in %s', (locale) => {
  const words = wordsFor(locale)
  const say = (key: string) => {
    if (!isKey(key)) throw new Error(`no words for ${key}`)
    return words(key)
  }

  test('every state has a sentence for everybody who looks', () => {
    expect(new Set(labels).size).toBe(labels.length)
    for (const label of labels)
      for (const viewpoint of viewpoints.concern)
        expect(say(`${label}.${viewpoint}`)).toMatch(/^\p{Lu}.*\.$/u)
  })

  test('every stage begins with whose turn it is, and it is never the turn of who confided something', () => {
    const turns = {
      en: /^It is (your|our|the handlers’|nobody’s) turn\. /,
      fr: /^(C’est (à vous|à nous|aux personnes chargées du suivi)|Ce n’est à personne) d’agir\. /,
    }
    const theirs = { en: 'It is your turn', fr: 'C’est à vous' }
    for (const one of onePerStage)
      for (const viewpoint of viewpoints.concern) {
        const sentence = say(sentenceKeyOf('concern', one, viewpoint))
        expect(sentence).toMatch(turns[locale])
        if (viewpoint !== 'handler') expect(sentence).not.toContain(theirs[locale])
        for (const step of picture('concern', one, viewpoint)) expect(say(step.labelKey)).not.toBe('')
      }
  })

  test('no word judges before the reporter, the person harmed or the overseer', () => {
    for (const label of labels)
      for (const viewpoint of ['reporter', 'affected_person', 'overseer'])
        expect(say(`${label}.${viewpoint}`)).not.toMatch(verdicts[locale])
  })

  test('nobody learns from a lane that is not theirs', () => {
    for (const [lane, entitled] of Object.entries(meantFor))
      for (const viewpoint of viewpoints.concern) {
        const cases = new Map(everyCaseAndLane().map((one) => [lanesOf(one)[lane as ConcernLane], one]))
        const said = new Set(
          [...cases.values()].map((one) => say(laneSentenceKeyOf(one, lane as ConcernLane, viewpoint))),
        )
        expect(said.size, `${lane} for ${viewpoint}`).toBe(entitled.includes(viewpoint) ? cases.size : 1)
      }
  })

  test('what the overseer is told names stages only: two cases at the same stage look alike', () => {
    for (const label of labels.filter((one) => !one.startsWith('concernMachine.state.')))
      expect(say(`${label}.overseer`)).toBe(say('concernMachine.support.offered.overseer'))
  })

  test('sentences for whoever confided something are short', () => {
    for (const label of labels)
      for (const viewpoint of ['reporter', 'affected_person'])
        for (const sentence of say(`${label}.${viewpoint}`).split(/(?<=\.)\s/))
          expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(22)
  })

  test('every event has its verb and every lane its name', () => {
    for (const type of Object.keys(processes.concern.favourable))
      expect(say(`concernMachine.event.${type}`)).not.toBe('')
    for (const lane of Object.keys(meantFor)) expect(say(`concernMachine.lane.${lane}`)).not.toBe('')
  })
})
