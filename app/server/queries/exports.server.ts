import { mayRead } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { principlesExport } from '#app/server/exports/answers-export.server.ts'
import {
  evidenceExport,
  factsOfPlan,
  listsExport,
  tierExport,
} from '#app/server/exports/plan-parts.server.ts'
import type { ListExport, PlanExport } from '#app/server/exports/plan-export.server.ts'
import { reviewingBodyName, sideOf } from '#app/server/queries/assessment.server.ts'
import { figuresFor, withFigure } from '#app/server/queries/figures.server.ts'
import { listAnswers, type StoredAnswer } from '#app/server/repositories/answers.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { getCall } from '#app/server/repositories/calls.server.ts'
import { leastTierOf } from '#app/server/repositories/plan-context.server.ts'
import { listPlanEvidence } from '#app/server/repositories/plan-evidence.server.ts'
import { shownIn } from '#app/server/repositories/submitted-content.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { asShown, framework, tierOf, type PlanTerms } from '#content/index.ts'
import { listPages, type RegisterId } from '#content/registers/registers.ts'
import { widestTerms } from '#content/tier.ts'
import { tiers, type Tier } from '#content/vocabulary.ts'
import { formatDate, wordsFor, type Locale } from '#content/words.ts'

/** Lists that leave with a plan, in the order of their pages; the gaps, sessions and interviews behind them. */
export const exportedLists = [
  ...listPages,
  'sessions',
  'riskGaps',
  'moneyGaps',
  'interviews',
] as const satisfies readonly RegisterId[]

/** A draft leaves with those who write it; the body that reviews has the full record instead. */
export async function planToExport(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (mayRead(actor, 'draft', row.facts, row.state)) return row
  throw sideOf(actor, row) === 'author' ? notPermitted() : notFound()
}

/** What can be taken along, and what each kind is for. */
export function exportsPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await planToExport(tx, actor, id)
    const evidence = await listPlanEvidence(tx, id)
    const lists = await listsExport(tx, id, exportedLists, actor.locale)
    return {
      id,
      title: row.title,
      locale: row.locale as Locale,
      signed: row.state === 'signed',
      described: isDescribed(row),
      tier: row.plan?.tier ?? null,
      sealed: lists.reduce((sum, { sealed }) => sum + sealed, 0),
      files: evidence.filter(({ file }) => file !== null && file.scan !== 'infected').length,
      lists: lists
        .filter(({ table, sealed }) => table.rows.length + sealed > 0)
        .map(({ id, title }) => ({ id, title })),
    }
  })
}

/** Before the work is described nothing is asked, so there is nothing to print. */
function isDescribed({ frameworkId, frameworkVersion, audience, plan }: AssessmentRow): boolean {
  return plan !== null || audience !== 'project' || !framework(frameworkId, frameworkVersion).tiered
}

/** Everything that an export prints, and the answers as they are stored. */
export async function planExport(tx: Transaction, row: AssessmentRow, locale: Locale) {
  const { requirements } = shownIn({ ...row, locale })
  const figures = await figuresFor(tx, row, requirements)
  const answers = (await listAnswers(tx, row.id)).map((answer) => withFigure(answer, figures))
  const evidence = await listPlanEvidence(tx, row.id)
  const titles = new Map<string, string[]>()
  for (const { title, usedFor } of evidence)
    for (const requirement of usedFor) titles.set(requirement, [...(titles.get(requirement) ?? []), title])
  const plan: PlanExport = {
    ...(await headOfExport(tx, row, locale)),
    principles: principlesExport(requirements, answersById(answers), titles, locale),
    lists: (await listsExport(tx, row.id, exportedLists, locale)).filter((list) => isShown(list, row)),
    evidence: evidence.map((item) => evidenceExport(item, locale)),
  }
  return { plan, answers, requirements }
}

/** A project's own lists are shown empty too: that they are is worth reading. */
function isShown({ id, table, sealed }: ListExport, { audience }: AssessmentRow): boolean {
  const main = audience === 'project' && listPages.some((page) => page === id)
  return main || table.rows.length + sealed > 0
}

function answersById(answers: readonly StoredAnswer[]): Map<string, StoredAnswer> {
  return new Map(answers.map((answer) => [answer.requirementId, answer]))
}

async function headOfExport(tx: Transaction, row: AssessmentRow, locale: Locale) {
  const t = wordsFor(locale)
  const signed = row.state === 'signed'
  const made = formatDate(locale, now(), 'moment')
  return {
    id: row.id,
    locale,
    answersLocale: row.locale as Locale,
    title: row.title,
    organisation: row.organisation.name,
    signed,
    standing: t(signed ? 'exports.standing.signed' : 'exports.standing.draft'),
    madeAt: t('exports.document.made', { moment: made }),
    facts: factsOfPlan(row, await reviewingBodyName(tx, row), locale),
    tier: row.plan && tierExport(row.plan.tier, tierReasons(row.plan, await leastTierOf(tx, row)), locale),
  }
}

function tierReasons(plan: PlanTerms, leastTier: Tier) {
  return tierOf(plan.circumstances, leastTier).reasons
}

/** The questions of this plan without its answers. */
export async function blankPlanOf(tx: Transaction, row: AssessmentRow, locale: Locale): Promise<PlanExport> {
  const { requirements } = shownIn({ ...row, locale })
  return {
    ...(await headOfExport(tx, row, locale)),
    principles: principlesExport(requirements, new Map(), new Map(), locale),
    lists: [],
    evidence: [],
  }
}

/** What a call may ask at one tier, for talking it over before there is a plan. */
export function blankPlanOfCall(actor: Actor, callId: string, asked: string | null, locale: Locale) {
  return withScope(actor.id, async (tx): Promise<PlanExport> => {
    const call = await getCall(tx, scopeOf(actor), callId)
    const t = wordsFor(locale)
    const { tiered } = framework(call.frameworkId, call.frameworkVersion)
    const tier = tiers.find((each) => String(each) === asked) ?? (Math.max(2, call.leastTier) as Tier)
    // A lighter plan than the call allows does not exist.
    if (tier < call.leastTier) throw notFound()
    const shown = asShown(call.frameworkId, call.frameworkVersion, 'project', locale, {
      ...widestTerms,
      tier,
    })
    return {
      id: call.id,
      locale,
      answersLocale: locale,
      title: call.title,
      organisation: call.organisation.name,
      signed: false,
      standing: t('exports.document.blank'),
      madeAt: t('exports.document.made', { moment: formatDate(locale, now(), 'moment') }),
      facts: [
        { label: t('exports.fact.by'), value: call.organisation.name },
        { label: t('exports.fact.closes'), value: formatDate(locale, call.closesOn) },
        {
          label: t('exports.fact.framework'),
          value: `${shown.framework.title}, ${shown.framework.versionName}`,
        },
      ],
      tier: tiered ? { name: t(`tier.name.${tier}`), reasons: [t('exports.blank.widest')] } : null,
      principles: principlesExport(shown.requirements, new Map(), new Map(), locale),
      lists: [],
      evidence: [],
    }
  })
}
