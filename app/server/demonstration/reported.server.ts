import { base64 } from '@scure/base'
import type { Locale } from '#content/locale.ts'
import { newCode } from '#app/sealing/code.ts'
import { signedText, signText } from '#app/sealing/handler-key.ts'
import { sealPart } from '#app/sealing/parcel.ts'
import type { Part } from '#app/sealing/parts.ts'
import { asSystem } from '#app/server/database.server.ts'
import { enrolBeside, enrolTogether, type KeyOf } from '#app/server/demonstration/handlers.server.ts'
import { asOf } from '#app/server/demonstration/journeying.server.ts'
import { layDoor, openForGood } from '#app/server/demonstration/reporting-page.server.ts'
import type { Cast } from '#app/server/demonstration/rows.server.ts'
import { momentBefore, type Step } from '#app/server/demonstration/timeline.server.ts'
import { declare } from '#app/server/workflows/case-content.server.ts'
import { fileConcern } from '#app/server/workflows/concern-filing.server.ts'
import { advanceConcern, type ConcernIntent } from '#app/server/workflows/concern.server.ts'

/** A reporting page that is open, the people behind it, and what came in: sealed as everything is, and all invented. */
export function reporting(cast: Cast, now: Date): Step[] {
  const { actors } = cast
  const page = { id: '', slug: '', keys: [] as KeyOf[], escrow: [] as KeyOf[] }
  const step = (daysAgo: number, time: string, run: (at: Date) => Promise<unknown>): Step => ({
    at: momentBefore(now, daysAgo, time),
    run: (at) => asOf(at, () => run(at)),
  })
  const told = (given: Told, at: Date) => tell(page.slug, given, at)
  return [
    step(33, '08:30', async (at) => {
      page.keys = await enrolTogether(
        [actors.orla, actors.kofi],
        [
          ['handle', 'escrow'],
          ['handle', 'custody', 'escrow'],
        ],
        at,
      )
      // Two who hold escrow and handle nothing: together they open a case for others when its handlers are gone.
      const [orla, kofi] = page.keys as [KeyOf, KeyOf]
      const solveig = await enrolBeside(actors.solveig, ['escrow'], [orla, kofi], at)
      const lucien = await enrolBeside(actors.lucien, ['escrow'], [solveig, kofi], at)
      page.escrow = [solveig, lucien]
      await enrolTogether([actors.maeve, actors.idriss], [['handle'], ['handle', 'custody']], at)
    }),
    step(32, '08:45', async (at) => {
      page.id = await layDoor(cast, page.keys, now, at)
      page.slug = await slugOf(page.id)
    }),
    step(31, '08:50', async (at) => {
      const id = await told({ words: 'This is a test. Nobody was harmed.', isTest: true }, at)
      await answer(id, page.keys[0]!, 'Thank you for the test. We have read it.', at)
    }),
    step(30, '09:00', (at) => openForGood(cast, page.id, at)),
    step(30, '09:10', () => layLesson(cast.organisationIds.northlight!, now)),
    step(12, '15:05', async (at) => {
      const id = await told({ words: harvest }, at)
      await answer(id, page.keys[0]!, harvestAnswer, at)
    }),
    step(3, '11:20', (at) => told({ words: stipend, light: true }, at)),
    // Came after these: to her a case can be opened.
    step(1, '09:15', (at) =>
      enrolBeside(actors.abena, ['handle', 'custody'], page.escrow as [KeyOf, KeyOf], at),
    ),
    step(0, '06:40', (at) => told({ words: lorry, locale: 'fr', danger: 'not_sure' }, at)),
  ]
}

interface Told {
  words: string
  light?: boolean
  isTest?: boolean
  locale?: Locale
  danger?: 'not_sure'
}

async function tell(slug: string, given: Told, at: Date): Promise<string> {
  const { words, light = false, isTest = false, locale = 'en', danger = 'no' } = given
  const before = await idsOfCases()
  const account = { words, danger, child: 'no', light, channel: 'page', locale } as const
  const removed = { keyIds: [], organisationIds: [] }
  const { state } = await fileConcern({ slug, code: newCode(), account, removed, files: [], isTest }, at)
  const made = (await idsOfCases()).find((id) => !before.includes(id))
  if (state !== 'received' || !made) throw new Error('A case of the demonstration was not received')
  return made
}

/** Looked at for safety, then answered: in words that only the two of them can open. */
async function answer(concernId: string, by: KeyOf, words: string, at: Date): Promise<void> {
  const { actor, keyId } = by
  await declare(actor, concernId, 'none', at)
  const keys = await keysOf(concernId)
  const sealed = async (kind: 'file' | 'thread', part: Part) => {
    const key = keys.find((one) => one.kind === kind)!
    const text = signedText(concernId, key.threadId, part)
    const signed = { keyId, signature: base64.encode(signText(by.secret, text)) }
    return {
      keyId: key.id,
      sealed: (await sealPart(key.recipient, { ...part, signed } as Part, null)).sealed,
    }
  }
  const move = (intent: ConcernIntent) => advanceConcern(actor, concernId, intent, 'newest', at)
  const note: Part = {
    kind: 'note',
    words: 'Nobody is in danger today, as far as the account tells.',
    about: 'Safety check',
  }
  await move({ type: 'checkSafety', parts: [await sealed('file', note)], given: { ownerId: actor.id } })
  const message: Part = {
    kind: 'message',
    from: 'handler',
    words,
    fileIds: [],
    role: 'Case handler, Northlight Research Fund',
  }
  await move({ type: 'acknowledge', parts: [await sealed('thread', message)] })
}

/** Of a case that nobody finds any more: a lesson of this quarter left one in the quarter before, when this page was not there. */
function layLesson(organisationId: string, now: Date): Promise<unknown> {
  const shownFrom = new Date(Date.UTC(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) * 3, 1))
  const data = {
    ...{ organisationId, audience: 'plans', area: 'rights', locale: 'en', shownFrom },
    words: 'Pay for a second way home, so that nobody has to travel alone with the person who drives.',
  }
  return asSystem('a lesson of the demonstration', (tx) => tx.lesson.create({ data, select: { id: true } }))
}

function slugOf(id: string): Promise<string> {
  return asSystem('the address of the page', async (tx) => {
    return (await tx.concernDoor.findUniqueOrThrow({ where: { id }, select: { slug: true } })).slug
  })
}

function idsOfCases(): Promise<string[]> {
  return asSystem('cases of the demonstration', async (tx) => {
    return (await tx.concern.findMany({ select: { id: true } })).map(({ id }) => id)
  })
}

function keysOf(concernId: string) {
  return asSystem('keys of a case of the demonstration', (tx) =>
    tx.concernKey.findMany({
      where: { concernId },
      select: { id: true, kind: true, threadId: true, recipient: true },
    }),
  )
}

const harvest =
  'I cooked for the training days in the yard. The man who keeps the list said that he would only write down my hours if I came to his room. I did not go. Since then my name is not called. Two other women stopped coming. (Invented for the demonstration.)'
const harvestAnswer =
  'Thank you for telling us. You did nothing wrong. We will ask nobody in the yard about you. Is it safe for you to go there this week? You can answer here whenever you like. We will never ask for your code, for money, or to meet you alone.'
const stipend =
  'They promised the interpreters’ money for the first week of the month. It has not come, and nobody says when. (Invented for the demonstration.)'
const lorry =
  'Un garçon du voisinage travaille la nuit sur le camion de l’équipe. On lui a pris sa carte et on lui dit qu’il la reverra quand il aura payé la nourriture. J’ai peur pour lui. (Inventé pour la démonstration.)'
