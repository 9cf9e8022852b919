import { provedAt, type Journeying } from '#app/server/demonstration/journeying.server.ts'
import type { ConditionStep, Piece } from '#app/server/demonstration/plan-model.server.ts'
import { conditionsOf } from '#app/server/demonstration/rows.server.ts'
import { dayFrom } from '#app/server/demonstration/timeline.server.ts'
import { receiveFile } from '#app/server/files/receive.server.ts'
import {
  advanceCondition,
  type ConditionIntent,
  type FreshEvidence,
} from '#app/server/workflows/condition.server.ts'

/** What was owed, as it was paid, given, asked for and checked. */
export function conditionSteps({ plan, actors, diary, id, now, words }: Journeying): void {
  for (const step of plan.journey.afterwards ?? [])
    diary.note(step.on, times[step.does], async (at) => {
      const conditionId = (await conditionsOf(id()))[step.condition - 1]!
      const intent = await intentOf(step, now, words, at)
      await advanceCondition(provedAt(actors[step.by], at), conditionId, intent, 'newest', at)
    })
}

const times: Record<ConditionStep['does'], string> = {
  sendMoney: '10:50',
  moneyArrived: '11:25',
  giveEvidence: '12:15',
  sendBack: '15:20',
  findEnough: '15:40',
  discharge: '16:45',
  askForTime: '09:30',
  giveTime: '17:10',
  askForHelp: '09:05',
  offerHelp: '14:50',
}

async function intentOf(
  step: ConditionStep,
  now: Date,
  words: (text: string) => string,
  at: Date,
): Promise<ConditionIntent> {
  const note = words(step.note ?? '')
  switch (step.does) {
    case 'sendMoney':
    case 'moneyArrived':
      return { type: step.does, on: new Date(`${at.toISOString().slice(0, 10)}T00:00:00Z`), note }
    case 'askForTime':
    case 'giveTime':
      return { type: step.does, until: dayFrom(now, step.until), note }
    case 'giveEvidence':
      return { type: step.does, evidenceIds: [], fresh: await piece(step.evidence, now, words), note }
    default:
      return { type: step.does, note }
  }
}

async function piece(given: Piece, now: Date, words: (text: string) => string): Promise<FreshEvidence> {
  const about = {
    title: words(given.title),
    url: 'url' in given ? given.url : null,
    page: 'page' in given ? given.page : null,
    assessedBy: null,
    datedOn: dayFrom(now, given.dated).toISOString().slice(0, 10),
    reviewOn: null,
  }
  if (!('file' in given)) return { value: { ...about, kind: 'url' in given ? 'link' : 'page' }, file: null }
  const { name, bytes } = given.file
  const content = await bytes()
  async function* arriving() {
    yield await Promise.resolve(content)
  }
  return { value: { ...about, kind: 'file' }, file: await receiveFile(arriving(), name) }
}
