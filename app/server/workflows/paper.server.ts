import type { Actor } from '#app/policies/actor.ts'
import { notReady } from '#app/server/errors.server.ts'
import { blankPlanAsDocx } from '#app/server/exports/blank-plan.server.ts'
import { interviewAsDocx } from '#app/server/exports/interview-paper.server.ts'
import { safeName } from '#app/server/exports/names.server.ts'
import { blankPlanOfCall } from '#app/server/queries/exports.server.ts'
import { callInterviewPaper, interviewPaper } from '#app/server/queries/interview.server.ts'
import { mediaTypes, type Download } from '#app/server/workflows/exports.server.ts'
import type { Locale } from '#content/words.ts'

/** Paper says nothing about anybody yet, so taking it is no entry in the ledger. */
export async function takeInterviewPaper(actor: Actor, id: string, locale: Locale): Promise<Download> {
  const paper = await interviewPaper(actor, id, locale)
  if (paper.questions.length === 0) throw notReady()
  return named(`${stem(paper)}-interview-${locale}`, await interviewAsDocx(paper))
}

export async function takePaperOfCall(actor: Actor, callId: string, locale: Locale): Promise<Download> {
  const paper = await callInterviewPaper(actor, callId, locale)
  return named(`${stem(paper)}-interview-${locale}`, await interviewAsDocx(paper))
}

export async function takeBlankPlan(
  actor: Actor,
  callId: string,
  tier: string | null,
  locale: Locale,
): Promise<Download> {
  const plan = await blankPlanOfCall(actor, callId, tier, locale)
  return named(`${stem(plan)}-blank-${locale}`, await blankPlanAsDocx(plan))
}

function stem({ title }: { title: string }): string {
  return safeName(title).slice(0, 50)
}

function named(name: string, body: Buffer): Download {
  return { name: `${name}.docx`, mediaType: mediaTypes.docx, body }
}
