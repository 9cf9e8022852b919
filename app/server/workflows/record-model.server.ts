import { principles, framework } from '#content/index.ts'
import { choiceAsText, wordsOfAnswer } from '#content/answer-text.ts'
import { countryName, wordsFor, type Locale } from '#content/words.ts'
import type { Transaction } from '#app/server/database.server.ts'
import type { FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { env } from '#app/server/env.server.ts'
import type { StoredCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { findSubmission, listConditions, listRemarks } from '#app/server/repositories/judgements.server.ts'
import type { SubmittedContent } from '#app/server/repositories/submitted-content.server.ts'
import { outcomeOf, signaturesFor, type SigningCapacity } from '#machines/processes.ts'

/** What the full record says, as plain data: everything that is drawn, in the language of the assessment. */
export async function recordModel(
  tx: Transaction,
  row: AssessmentRow,
  number: string,
  checkpoint: StoredCheckpoint,
): Promise<FullRecordModel> {
  const locale = row.locale as Locale
  const t = wordsFor(locale)
  const decision = row.decision!
  const submission = (await findSubmission(tx, row.id))!
  const reviewingBody = await tx.organisation.findUniqueOrThrow({
    where: { id: row.reviewingBodyId },
    select: { name: true },
  })
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
    decision: { outcome: outcomeOf(row)!, decidedOn: dayOf(decision.decidedAt), reason: decision.reason },
    conditions: (await listConditions(tx, row.id)).map(({ id: _id, dueOn, holdsBack, ...terms }) => ({
      ...terms,
      dueOn: dayOf(dueOn),
      holdsBack: holdsBack as 'nothing',
    })),
    signers: await signersOf(tx, row, reviewingBody.name),
    principles: await judgedPrinciples(tx, row, submission.content, locale),
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

  async function signersOf(tx: Transaction, row: AssessmentRow, reviewingBodyName: string) {
    const ids: Record<SigningCapacity, string> = {
      principal_investigator: submission.submittedById,
      reviewer: decision.reviewedById,
      approver: decision.decidedById,
    }
    const people = await tx.person.findMany({
      where: { id: { in: Object.values(ids) } },
      select: { id: true, name: true },
    })
    return signaturesFor(outcomeOf(row)!).map((capacity) => ({
      capacity,
      name: people.find(({ id }) => id === ids[capacity])?.name ?? '',
      roleLabel: t(`content.signer.${row.audience as 'funder'}.${capacity}`),
      organisationName: capacity === 'principal_investigator' ? row.organisation.name : reviewingBodyName,
    }))
  }
}

async function judgedPrinciples(
  tx: Transaction,
  row: AssessmentRow,
  content: SubmittedContent,
  locale: Locale,
) {
  const remarks = await listRemarks(tx, row.id)
  return principles.map((id) => {
    const remark = remarks.findLast(({ principle }) => principle === id)
    const asked = content.requirements.filter(({ principle }) => principle === id)
    return {
      id,
      name: asked[0]?.principleName ?? id,
      judgement: (remark?.judgement as 'accepted' | 'changes_asked' | undefined) ?? null,
      remark: remark?.reason ?? '',
      judgedOn: remark ? dayOf(remark.at) : null,
      requirements: asked.map((question) => ({
        id: question.id,
        gate: question.gate,
        question: question.question,
        why: question.why,
        choice: question.choice as 'yes' | null,
        answerLabel: question.unanswered
          ? wordsFor(locale)('answers.document.unanswered')
          : choiceAsText(question, question, locale),
        text: wordsOfAnswer(question, question, locale),
        dueOn: question.dueOn,
        ...(question.unanswered ? { unanswered: true as const } : {}),
      })),
    }
  })
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
