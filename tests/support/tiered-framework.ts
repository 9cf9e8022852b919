import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import type { WorkDescribed } from '#app/forms/context.form.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { advanceCall, draftCall } from '#app/server/workflows/call.server.ts'
import { describeWork, type Described } from '#app/server/workflows/plan-context.server.ts'
import { startProgramme } from '#app/server/workflows/programme.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'
import type { Actor } from '#app/policies/actor.ts'
import { bringIn, isKnown } from '#content/index.ts'
import type { FrameworkSource } from '#content/schema.ts'
import { circumstances, type Audience, type Circumstance, type Tier } from '#content/vocabulary.ts'
import type { Cast } from '#tests/support/line.ts'

type Asked = FrameworkSource['requirements'][number]

const asked = (
  id: string,
  principle: Asked['principle'],
  more: Partial<Asked> & Pick<Asked, 'gate'>,
): Asked => ({
  id,
  principle,
  audience: 'project',
  phase: 'proposal',
  verb: 'anticipate',
  answer: 'yes-partly-no',
  mappings: [],
  ...more,
})

const first: Asked[] = [
  asked('V-P-01', 'rights', { gate: 'submit' }),
  asked('V-P-02', 'rights', { gate: 'fieldwork', fromTier: 2, gateFromTier: { tier: 3, gate: 'submit' } }),
  asked('E-P-01', 'equity', { gate: 'submit', appliesIf: ['children'] }),
  asked('T-P-01', 'transparency', { gate: 'submit' }),
  asked('A-P-01', 'accountability', { gate: 'close_out', fromTier: 2 }),
  asked('A-R-01', 'accountability', { gate: 'submit', audience: 'organisation', fromTier: 1 }),
]
/** One question is worded otherwise, one is answered otherwise, one is taken out and one is new. */
const second: Asked[] = [
  ...first
    .filter(({ id }) => id !== 'A-P-01')
    .map((one) => (one.id === 'T-P-01' ? { ...one, answer: 'voice-or-text' as const } : one)),
  asked('E-P-02', 'equity', { gate: 'submit' }),
]

function wordsOf(requirements: Asked[], version: number) {
  const worded = (id: string) => (id === 'V-P-01' ? `Is ${id} so, as of version ${version}?` : `Is ${id} so?`)
  return {
    framework: { title: 'A tiered one', follows: 'Nobody.', version: `version ${version}` },
    requirements: Object.fromEntries(
      requirements.map(({ id }) => [
        id,
        { question: worded(id), help: '', why: 'It matters.', evidence: 'A paper.' },
      ]),
    ),
    mappings: {},
  }
}

/** The framework of this cast's funder. */
export function tieredOf({ funder }: Pick<Cast, 'funder'>): string {
  return `tiered-${funder.id.slice(0, 8)}`
}

/** Publishes a version of a small tiered framework of the funder's own: six questions and two versions. */
export async function publishTiered(cast: Pick<Cast, 'funder' | 'officer'>, version: 1 | 2): Promise<void> {
  const id = tieredOf(cast)
  if (isKnown(id, version)) return
  const requirements = version === 1 ? first : second
  const source: FrameworkSource = {
    id,
    version,
    status: 'published',
    publishedOn: '2026-11-21',
    source: { title: 'A tiered one', publisher: 'Nobody', date: '2026', url: 'https://example.org/' },
    hours: { project: { from: 5, to: 10 }, organisation: { from: 1, to: 2 } },
    neededToSend: ['submit', 'award'],
    tiered: true,
    requirements,
  }
  const words = wordsOf(requirements, version)
  const stored = { source: json(source), words: json({ en: words, fr: words }) }
  await asSystem('test framework', (tx) =>
    tx.frameworkVersion.create({
      data: {
        frameworkId: id,
        version,
        organisationId: cast.funder.id,
        ...stored,
        sha256: new Uint8Array(32),
        publishedById: cast.officer.id,
        publishedAt: now(),
      },
      select: { version: true },
    }),
  )
  bringIn(source, { en: words, fr: words })
}

function json(value: unknown): object {
  return JSON.parse(JSON.stringify(value)) as object
}

/** A plan in draft for a call with this framework, its work not described. */
export async function aTieredPlan(cast: Cast, leastTier: Tier = 0): Promise<string> {
  await publishTiered(cast, 1)
  const frameworkId = tieredOf(cast)
  const programme = await startProgramme(
    cast.officer,
    cast.funder.id,
    { title: 'Freedom', summary: 'A programme.' },
    now(),
  )
  const closesOn = new Date(now().getTime() + 30 * 24 * 60 * 60 * 1000)
  const terms = {
    title: 'Small projects',
    summary: 'Small.',
    closesOn,
    frameworkId,
    frameworkVersion: 1,
    leastTier,
  }
  const callId = await draftCall(cast.officer, programme, terms, now())
  await advanceCall(cast.officer, callId, { type: 'publish' }, 0, now())
  const plan = {
    organisationId: cast.partner.id,
    title: 'Nets and Names',
    country: 'GH',
    locale: 'en' as const,
  }
  return startPlan(cast.investigator, callId, plan, now())
}

/** Work of which these are true and nothing else. */
export function work(yes: Circumstance[] = [], more: Audience[] = []): WorkDescribed {
  return {
    circumstances: Object.fromEntries(circumstances.map((each) => [each, yes.includes(each)])) as Record<
      Circumstance,
      boolean
    >,
    audiences: ['project', ...more],
  }
}

export function describe(
  actor: Actor,
  id: string,
  said: WorkDescribed,
  seenRevision: number,
  confirmed = false,
): Promise<Described> {
  return describeWork(actor, id, said, { seenRevision, confirmed }, now())
}

export async function answerYes(actor: Actor, id: string, ...requirementIds: string[]): Promise<void> {
  for (const requirementId of requirementIds) {
    const value = { choice: 'yes', text: 'It is done.', dueOn: null, value: null }
    await saveAnswer(actor, id, requirementId, value, 0, now())
  }
}
