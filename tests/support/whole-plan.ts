import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import type { Actor } from '#app/policies/actor.ts'
import { knowFramework } from '#app/server/repositories/framework-versions.server.ts'
import type { AnswerValue } from '#app/server/workflows/answers.server.ts'
import { addComment } from '#app/server/workflows/comments.server.ts'
import { addEvidence } from '#app/server/workflows/evidence.server.ts'
import { publishFramework, tryFramework } from '#app/server/workflows/frameworks.server.ts'
import { describeWork } from '#app/server/workflows/plan-context.server.ts'
import { saveRow } from '#app/server/workflows/registers.server.ts'
import { signOffRisk } from '#app/server/workflows/risk-sign-off.server.ts'
import { advanceCall, draftCall } from '#app/server/workflows/call.server.ts'
import { startProgramme } from '#app/server/workflows/programme.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'
import { askedOf, framework, tierOf, type Framework, type Requirement } from '#content/index.ts'
import type { RowValues } from '#content/registers/definition.ts'
import type { RegisterId } from '#content/registers/registers.ts'
import { circumstances, type Circumstance } from '#content/vocabulary.ts'
import { aKeptDocument } from '#tests/support/kept-evidence.ts'
import { aPerson, type Cast } from '#tests/support/line.ts'

/** What a funder asks beside the bank: the two kinds of answers that the bank asks of no project. */
const ownRequirements = `id: tid-shores
version: 1
builtOn: { id: amana-ukcdr, version: 1 }
source: { title: Shore rules, publisher: Nobody, date: '2026', url: https://example.org/shores }
hours: { project: { from: 1, to: 2 } }
requirements:
  - { id: TID-P-001, principle: rights, audience: project, phase: set_up, verb: anticipate, gate: submit, answer: number, number: { unit: money } }
  - { id: TID-P-002, principle: equity, audience: project, phase: set_up, verb: mitigate, gate: award, answer: choice, options: [tide, wind] }
words:
  en:
    title: Amana with shores
    requirements:
      TID-P-001: { question: What do the boats cost a year?, why: Boats sink., evidence: A bill. }
      TID-P-002: { question: What keeps the boats in?, why: Boats sink., evidence: A list., labels: { tide: The spring tide, wind: The harmattan } }
`

/** Words that are typed in one place each, so that a test can say where they turn up. */
export const typed = {
  answer: 'The gate is watched by two women of the village.',
  cell: 'Heard at the landing stage before the boats go out.',
  role: 'Warden of the north shore',
  risk: 'A collector is followed home after dark.',
  sealed: 'The brother of the chief has threatened the interpreter.',
  critical: 'A boat goes down with those who fled on it.',
  comment: 'I would not send this before the elders have heard it.',
  settled: 'The elders have heard it now.',
  site: 'North shore landing',
  hiddenSite: 'The house behind the clinic',
  evidence: 'Code of conduct of the circle',
  file: 'referral-map-of-the-circle.pdf',
  reach: 'By runner to the third house',
} as const

const saysYesTo: readonly Circumstance[] = ['people', 'children', 'digitalData', 'travel', 'subGranting']

export interface WholePlan {
  id: string
  callId: string
  lead: Actor
  evidenceId: string
  fileId: string
  /** Questions it is asked. */
  asked: readonly Requirement[]
  rows: Record<'site' | 'hidden' | 'high' | 'sealed' | 'critical' | 'referral' | 'money' | 'person', string>
}

type Wishes = { title?: string; signed?: boolean }

/** A plan of the whole framework at its highest tier, with everything in it that a plan can hold. */
export async function aWholePlan(
  cast: Cast,
  { title = 'Nets and Names', signed = true }: Wishes = {},
): Promise<WholePlan> {
  const { officer, funder, investigator, partner } = cast
  const programme = await startProgramme(
    officer,
    funder.id,
    { title: `Of ${title}`, summary: 'A programme.' },
    now(),
  )
  const asks = await ownFramework(cast)
  const terms = {
    title: `Call for ${title}`,
    summary: 'Small projects.',
    closesOn: new Date(now().getTime() + 30 * 24 * 60 * 60 * 1000),
    frameworkId: asks.id,
    frameworkVersion: asks.version,
  }
  const callId = await draftCall(officer, programme, terms, now())
  await advanceCall(officer, callId, { type: 'publish' }, 0, now())
  const start = { organisationId: partner.id, title, country: 'GH', locale: 'en' as const }
  const id = await startPlan(investigator, callId, start, now())

  const said = Object.fromEntries(circumstances.map((each) => [each, saysYesTo.includes(each)])) as Record<
    Circumstance,
    boolean
  >
  const work = { circumstances: said, audiences: ['project' as const, 'organisation' as const] }
  await describeWork(investigator, id, work, { seenRevision: 0, confirmed: true }, now())
  const plan = { ...work, tier: tierOf(said).tier }
  const asked = askedOf(asks, 'project', plan).map(({ requirement }) => requirement)
  await answerAll(investigator, id, asked)

  const lead = await aPerson('Lindiwe', 'safeguarding_lead', partner)
  const rows = await fillLists(cast, id)
  if (signed) {
    for (const row of ['high', 'sealed', 'critical'] as const)
      await signOffRisk(lead, id, rows[row], 'Paid for and watched.', 1, now())
  }
  const own = { id, organisationId: partner.id, personId: investigator.id }
  const requirementId = asked[0]!.id
  const { fileId } = await aKeptDocument(own, { name: typed.file, bytes: [pdf], requirementId })
  const evidenceId = await addEvidence(
    investigator,
    id,
    { ...noWords, kind: 'page', title: typed.evidence, page: '4', datedOn: '2026-01-31' },
    [requirementId, asked[1]!.id],
    null,
    now(),
  )
  await addComment(cast.focalPoint, id, { requirementId, body: typed.comment }, now())
  await addComment(investigator, id, { requirementId: null, body: typed.settled }, now())
  return { id, callId, lead, evidenceId, fileId, asked, rows }
}

const pdf = Buffer.from('%PDF-1.7\nA map of services.\n%%EOF\n')
const noWords = { url: null, page: null, assessedBy: null, datedOn: null, reviewOn: null }

/** Published once for each funder. */
export async function ownFramework({
  officer,
  funder,
}: Pick<Cast, 'officer' | 'funder'>): Promise<Framework> {
  const text = ownRequirements
    .replaceAll('tid-', `t${funder.id.slice(0, 5)}-`)
    .replaceAll('TID-', `T${funder.id.slice(0, 5).toUpperCase()}-`)
  const { preview, published, faults } = await tryFramework(officer, funder.id, text)
  if (!preview && !published) throw new Error(JSON.stringify(faults))
  if (preview) {
    const { done } = await publishFramework(officer, funder.id, text, preview.fingerprint, now())
    if (!done) throw new Error('The funder’s own requirements were not published')
  }
  const { id, version } = (preview ?? published)!
  await asSystem('test: read what was published', (tx) => knowFramework(tx, id, version))
  return framework(id, version)
}

async function fillLists({ investigator }: Cast, id: string): Promise<WholePlan['rows']> {
  const add = async (register: RegisterId, values: RowValues, seal = false) => {
    const saved = await saveRow(investigator, id, register, null, { values, seal }, 0, now())
    if (!saved.saved) throw new Error(`${register}: ${saved.why}`)
    return 'id' in saved ? saved.id : ''
  }
  const place = { country: 'GH', languages: 'Ewe', phone: 'patchy' }
  const site = await add('sites', { ...place, name: typed.site, safeToName: 'yes' })
  const hidden = await add('sites', { ...place, name: typed.hiddenSite, safeToName: 'no' })
  const risk = {
    group: 'fieldworkers',
    site,
    affected: 'Collectors',
    existing: 'They go in pairs.',
    control: 'A driver waits.',
    owner: 'Field lead',
    costLine: 'transport',
    community: 'agrees',
  }
  const scale = (
    likelihood: number,
    severity: number,
    residualLikelihood: number,
    residualSeverity: number,
  ) => ({
    likelihood,
    severity,
    residualLikelihood,
    residualSeverity,
  })
  return {
    site,
    hidden,
    high: await add('risks', { ...risk, event: typed.risk, ...scale(4, 4, 3, 4) }),
    sealed: await add('risks', { ...risk, site: hidden, event: typed.sealed, ...scale(4, 5, 2, 5) }, true),
    critical: await add('risks', {
      ...risk,
      group: 'participants',
      event: typed.critical,
      ...scale(5, 5, 4, 5),
    }),
    referral: await add('referrals', {
      site,
      service: 'health',
      name: 'Shore clinic',
      answered: 'yes',
      triedOn: '2026-10-01',
    }),
    money: await add('money', {
      line: 'transport',
      partner: 'The circle',
      amount: '1200.50',
      currency: 'GBP',
    }),
    person: await add('people', {
      site,
      part: 'focal_point',
      role: 'Focal point',
      who: 'E.',
      paidHours: 4,
      reach: typed.reach,
      meets: 'yes',
    }),
  }
}

/** As they would be stored: through the form it takes a minute. */
async function answerAll(actor: Actor, assessmentId: string, asked: readonly Requirement[]): Promise<void> {
  const given = { assessmentId, revision: 1, updatedById: actor.id, updatedAt: now() }
  const data = asked.map((requirement) => {
    const { value, ...words } = anAnswerTo(requirement)
    return { ...given, requirementId: requirement.id, ...words, ...(value ? { value } : {}) }
  })
  await asSystem('test: every answer', (tx) => tx.answer.createMany({ data }))
}

/** What somebody would say who has done it. */
export function anAnswerTo({
  answer,
  options,
  number,
  table,
}: Requirement): AnswerValue & { value?: object } {
  const words = { choice: null, text: typed.answer, dueOn: null }
  switch (answer) {
    case 'yes-partly-no':
      return { ...words, choice: 'yes' }
    case 'choice':
      return { ...words, value: { option: options![0]! } }
    case 'number': {
      const figure = String(Math.max(number!.least, Math.min(7, number!.most)))
      return {
        ...words,
        value: number!.unit === 'money' ? { amount: figure, currency: 'GBP' } : { number: figure },
      }
    }
    case 'person-role':
      return { ...words, value: { role: typed.role, hoursPerWeek: '6', standIn: 'Deputy', paid: true } }
    case 'table':
      return { ...words, value: { rows: rowsFor(table!) } }
    default:
      return words
  }
}

function rowsFor({ columns, least }: NonNullable<Requirement['table']>) {
  const cell = ({ kind, options }: (typeof columns)[number]) => {
    switch (kind) {
      case 'number':
        return '2'
      case 'money':
        return { amount: '120.50', currency: 'GBP' }
      case 'date':
        return '2031-06-01'
      case 'yes-no':
        return true
      case 'choice':
        return options![0]!
      default:
        return typed.cell
    }
  }
  const row = Object.fromEntries(columns.map((column) => [column.id, cell(column)]))
  return Array.from({ length: Math.max(1, least) }, () => row)
}

/** Lets somebody in who was asked to help write, from a body that has no part in it. */
export async function helps(
  person: Actor,
  assessmentId: string,
  capacity: 'contributor' | 'commenter',
): Promise<void> {
  await asSystem('test: asked to help', (tx) =>
    tx.participation.create({
      data: { recordId: assessmentId, personId: person.id, capacity },
      select: { id: true },
    }),
  )
}
