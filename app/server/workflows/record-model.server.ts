import { framework } from '#content/index.ts'
import { countryName, wordsFor, type Locale } from '#content/words.ts'
import type { SentEvidence } from '#app/components/evidence/evidence-data.ts'
import type { Transaction } from '#app/server/database.server.ts'
import type { FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { env } from '#app/server/env.server.ts'
import type { StoredCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import type { SentRegisters } from '#app/server/queries/register-tables.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { listConditions } from '#app/server/repositories/judgements.server.ts'
import { listTakenOf } from '#app/server/repositories/lessons.server.ts'
import { listSignOffs } from '#app/server/repositories/register-rows.server.ts'
import type { SubmittedContent } from '#app/server/repositories/submitted-content.server.ts'
import {
  dayOf,
  earlierModel,
  historyOf,
  judgedPrinciples,
  reviewersOf,
} from '#app/server/workflows/record-judging.server.ts'
import { evidenceModel, listsModel, risksModel } from '#app/server/workflows/record-lists.server.ts'
import { sentPlan } from '#app/server/workflows/submission-extras.server.ts'
import { outcomeOf, signaturesFor, type SigningCapacity } from '#machines/processes.ts'

type Sent = SubmittedContent & { registers?: SentRegisters; evidence?: SentEvidence[] }

/** What the full record says, as plain data: everything that is drawn, in the language of the assessment. */
export async function recordModel(
  tx: Transaction,
  row: AssessmentRow,
  number: string,
  checkpoint: StoredCheckpoint,
): Promise<FullRecordModel> {
  const locale = row.locale as Locale
  const decision = row.decision!
  const submissions = await sentWith(tx, row.id)
  const submission = submissions.at(-1)!
  const reviewingBody = await tx.organisation.findUniqueOrThrow({
    where: { id: row.reviewingBodyId },
    select: { name: true },
  })
  const history = await historyOf(tx, row.id)
  const signOffs = await listSignOffs(tx, row.id)
  const names = await everybody(tx, row, submissions, history, signOffs)
  const reviewers = await reviewersOf(tx, row, reviewingBody.name, names)
  const [origin = ''] = checkpoint.note.split('\n')
  return {
    kind: 'full_record',
    number,
    verifyUrl: `${env.origin}/verify/${number}`,
    locale,
    fictional: row.organisation.fictional,
    programmeTitle: row.call?.programme.title ?? null,
    callTitle: row.call?.title ?? null,
    title: row.title,
    organisationName: row.organisation.name,
    countryName: countryName(locale, row.country),
    reviewingBodyName: reviewingBody.name,
    issuerName: reviewingBody.name,
    audience: row.audience as 'funder' | 'project',
    framework: {
      id: row.frameworkId,
      version: framework(row.frameworkId, row.frameworkVersion).version,
      line: submission.content.framework.follows,
    },
    createdAt: row.decidedAt!.toISOString(),
    plan: planModel(submission.content, locale),
    decision: { outcome: outcomeOf(row)!, decidedOn: dayOf(decision.decidedAt), reason: decision.reason },
    conditions: (await listConditions(tx, row.id)).map(conditionModel),
    signers: signersOf(row, submission.submittedById, reviewingBody.name, names),
    writers: await writersOf(tx, row, submissions, names),
    reviewers: reviewers.map(({ personId: _, ...reviewer }) => reviewer),
    ...earlierModel(history, names),
    principles: await judgedPrinciples(tx, row, submissions, reviewers, names),
    ...listedIn(submission, locale, signOffs.map(acceptance)),
    lessons: (await listTakenOf(tx, row.id)).map(({ requirementId, onDay, lesson }) => ({
      requirementId,
      on: dayOf(onDay),
      bodyName: lesson.organisation.name,
      shownFrom: dayOf(lesson.shownFrom),
    })),
    submission: {
      number: submission.number,
      submittedAt: submission.submittedAt.toISOString(),
      contentHash: Buffer.from(submission.contentHash).toString('hex'),
    },
    checkpoint: {
      origin,
      size: checkpoint.size,
      rootBase64: checkpoint.root.toString('base64'),
      keyName: origin,
    },
  } satisfies FullRecordModel

  function acceptance({ rowId, rowRevision, capacity, personId, reason, at }: (typeof signOffs)[number]) {
    const organisationName = capacity === 'funder' ? reviewingBody.name : row.organisation.name
    return {
      ...{ rowId, revision: rowRevision, capacity, reason },
      organisationName,
      name: names(personId),
      on: dayOf(at),
    }
  }
}

async function sentWith(tx: Transaction, assessmentId: string) {
  const rows = await tx.submission.findMany({ where: { assessmentId }, orderBy: { number: 'asc' } })
  return rows.map((row) => ({
    ...row,
    content: row.content as unknown as SubmittedContent & { registers?: Record<string, unknown> },
  }))
}
type Submissions = Awaited<ReturnType<typeof sentWith>>

/** Every person whom the record names, asked once. */
async function everybody(
  tx: Transaction,
  row: AssessmentRow,
  submissions: Submissions,
  { past, heard }: Awaited<ReturnType<typeof historyOf>>,
  signOffs: readonly { personId: string }[],
): Promise<(personId: string) => string> {
  const { decidedById, reviewedById } = row.decision!
  const judging = await tx.reviewAssignment.findMany({
    where: { assessmentId: row.id },
    select: { personId: true },
  })
  const remarks = await tx.reviewRemark.findMany({
    where: { assessmentId: row.id },
    select: { reviewerId: true },
  })
  const ids = [
    ...submissions.flatMap(({ submittedById, writtenByIds }) => [submittedById, ...writtenByIds]),
    ...past.flatMap((one) => [one.decidedById, one.undoneById]),
    ...heard.flatMap((one) => [one.lodgedById, ...(one.heardById ? [one.heardById] : [])]),
    ...[...signOffs, ...judging].map(({ personId }) => personId),
    ...remarks.map(({ reviewerId }) => reviewerId),
    ...[decidedById, reviewedById],
  ]
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  })
  const byId = new Map(people.map(({ id, name }) => [id, name]))
  return (personId) => byId.get(personId) ?? ''
}

function signersOf(
  row: AssessmentRow,
  submittedById: string,
  reviewingBodyName: string,
  names: (personId: string) => string,
): FullRecordModel['signers'] {
  const t = wordsFor(row.locale as Locale)
  const { reviewedById, decidedById } = row.decision!
  const ids: Record<SigningCapacity, string> = {
    principal_investigator: submittedById,
    reviewer: reviewedById,
    approver: decidedById,
  }
  return signaturesFor(outcomeOf(row)!).map((capacity) => ({
    capacity,
    name: names(ids[capacity]),
    roleLabel: t(`content.signer.${row.audience as 'funder'}.${capacity}`),
    organisationName: capacity === 'principal_investigator' ? row.organisation.name : reviewingBodyName,
  }))
}

/** Whoever sent it first, then everybody else who had a hand in it, with the body they did it for. */
async function writersOf(
  tx: Transaction,
  row: AssessmentRow,
  submissions: Submissions,
  names: (personId: string) => string,
): Promise<FullRecordModel['writers']> {
  const senders = submissions.map(({ submittedById }) => submittedById).reverse()
  const others = submissions.flatMap(({ writtenByIds }) => writtenByIds)
  const byName = others.toSorted((one, other) => names(one).localeCompare(names(other), 'en'))
  const ids = [...new Set([...senders, ...byName])]
  const memberships = await tx.membership.findMany({
    where: { personId: { in: ids } },
    select: { personId: true, organisationId: true, organisation: { select: { name: true } } },
    orderBy: { fromAt: 'asc' },
  })
  return ids.map((id) => {
    const own = memberships.filter(({ personId }) => personId === id)
    const body = own.find(({ organisationId }) => organisationId === row.organisationId) ?? own[0]
    return { name: names(id), organisationName: body?.organisation.name ?? row.organisation.name }
  })
}

function planModel(content: SubmittedContent, locale: Locale): FullRecordModel['plan'] {
  const t = wordsFor(locale)
  const plan = sentPlan(content)
  if (!plan) return null
  const { tier, reasons } = plan
  return { tier, name: t(`tier.name.${tier}`), reasons: reasons.map((reason) => t(`tier.reason.${reason}`)) }
}

type StoredCondition = Awaited<ReturnType<typeof listConditions>>[number]

function conditionModel(condition: StoredCondition): FullRecordModel['conditions'][number] {
  const { sentence, owner, evidenceAsked, howChecked, moneyFor, whyNoMoney, fundsExpectedOn } = condition
  return {
    ...{ sentence, owner, evidenceAsked, howChecked, moneyFor, whyNoMoney },
    dueOn: dayOf(condition.dueOn),
    holdsBack: condition.holdsBack as 'nothing',
    // Set before it was asked who pays: the line of money says it.
    pays: condition.pays === 'nobody' && moneyFor ? null : (condition.pays as 'nobody'),
    fundsExpectedOn: fundsExpectedOn ? dayOf(fundsExpectedOn) : null,
    daysAfterFunds: condition.daysAfterFunds,
  }
}

function listedIn(
  { content, submittedAt }: Submissions[number],
  locale: Locale,
  acceptances: Parameters<typeof risksModel>[1],
): Pick<FullRecordModel, 'risks' | 'lists' | 'evidence'> {
  const { registers, evidence = [] } = content as unknown as Sent
  return {
    risks: registers ? risksModel(registers, acceptances, locale) : null,
    lists: registers ? listsModel(registers, locale, dayOf(submittedAt)) : [],
    evidence: evidenceModel(evidence, locale),
  }
}
