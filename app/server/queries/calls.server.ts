import type { Actor } from '#app/policies/actor.ts'
import { mayRead } from '#app/policies/assessment.policy.ts'
import { mayAct } from '#app/policies/call.policy.ts'
import { standingsOf } from '#app/policies/participation.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { bodiesThatPlan } from '#app/server/queries/bodies.server.ts'
import { frameworksForCall } from '#app/server/queries/frameworks.server.ts'
import { lessonsForCalls } from '#app/server/queries/lessons.server.ts'
import { listAssessments } from '#app/server/repositories/assessment-lists.server.ts'
import { isId } from '#app/server/repositories/assessments.server.ts'
import { getCall, listOpenCalls, listOwnCalls } from '#app/server/repositories/calls.server.ts'
import { getProgramme, listProgrammes } from '#app/server/repositories/programmes.server.ts'
import { scopeOf, type Scope } from '#app/server/scope.server.ts'
import { asShown, byPrinciple, currentFramework, framework } from '#content/index.ts'
import { extentOf, widestTerms } from '#content/tier.ts'
import type { Tier } from '#content/vocabulary.ts'
import { chooseLocale, type Locale } from '#content/words.ts'
import { eventsOpen, picture, sentenceKeyOf } from '#machines/processes.ts'

export function callsPage(actor: Actor) {
  return withScope(actor.id, async (tx) => {
    const scope = scopeOf(actor)
    const programmes = await listProgrammes(tx, scope)
    const own = await listOwnCalls(tx, scope)
    return {
      now: now(),
      open: (await listOpenCalls(tx)).filter(({ id }) => !own.some((call) => call.id === id)),
      own,
      programmes,
      may: { plan: bodiesThatPlan(actor).length > 0 },
    }
  })
}

/** A call for someone signed in: who runs it sees the process and who answers, everybody else what it asks. */
export function callPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const scope = scopeOf(actor)
    const row = await getCall(tx, scope, id)
    const own = mayAct(actor, 'read', row.facts)
    if (!own && !isPublished(row)) throw notPermitted()
    const open = eventsOpen('call', row)
    const may = (action: 'publish' | 'close' | 'extend' | 'discard') =>
      open.includes(action) && mayAct(actor, action, row.facts)
    const viewpoint = own ? 'owner' : 'author'
    return {
      ...factsOf(row, actor.locale),
      now: now(),
      programme: row.programme,
      revision: row.revision,
      own,
      sentenceKey: sentenceKeyOf('call', row, viewpoint),
      steps: own ? picture('call', row, viewpoint) : [],
      assessments: own ? await sentPlans(tx, scope, actor, id) : [],
      lessons: own ? await lessonsForCalls(tx) : [],
      may: {
        publish: may('publish'),
        close: may('close') && hasEnded(row.closesOn),
        extend: may('extend'),
        discard: may('discard'),
        edit: row.state === 'draft' && mayAct(actor, 'edit', row.facts),
        panel: standingsOf(actor, row.facts).some(
          ({ capacity, role }) => capacity === 'owner' && role === 'approver',
        ),
        plan: row.state === 'open' && bodiesThatPlan(actor).length > 0,
      },
    }
  })
}

/** The programme under which a call is drafted, and what it will ask. */
export function newCallPage(actor: Actor, programmeId: string) {
  return withScope(actor.id, async (tx) => {
    const { facts, id, title, organisationId } = await getProgramme(tx, scopeOf(actor), programmeId)
    if (!mayAct(actor, 'draft', facts)) throw notPermitted()
    const shown = asShown(currentFramework.id, currentFramework.version, 'project', actor.locale)
    return {
      programme: { id, title },
      lessons: await lessonsForCalls(tx),
      frameworks: await frameworksForCall(tx, actor, organisationId),
      framework: {
        ...shown.framework,
        requirements: shown.requirements.length,
        extent: extentOf(currentFramework, 'project'),
      },
    }
  })
}

/** For visitors: open calls, and nothing about who answers them. */
export function publicCalls() {
  return asSystem('the public list of open calls', async (tx) => ({
    now: now(),
    calls: await listOpenCalls(tx),
  }))
}

export function publicCall(id: string, locale: Locale) {
  return asSystem('the public page of a call', async (tx) => {
    const row = isId(id) ? await getCall(tx, null, id) : null
    if (!row || !isPublished(row)) throw notFound()
    return { ...factsOf(row, locale), now: now(), sentenceKey: sentenceKeyOf('call', row, 'public') }
  })
}

/** The language of a page that knows nobody. */
export function visitorLocale(request: Request): Locale {
  return chooseLocale({
    query: new URL(request.url).searchParams.get('lang'),
    acceptLanguage: request.headers.get('accept-language'),
  })
}

type CallRow = Awaited<ReturnType<typeof getCall>>
export type CallFacts = ReturnType<typeof factsOf>

function isPublished({ state }: { state: string }): boolean {
  return state === 'open' || state === 'closed'
}

function factsOf(row: CallRow, locale: Locale) {
  // Of a plan whose work is described first: everything that may be asked, each with what makes it asked.
  const shown = asShown(row.frameworkId, row.frameworkVersion, 'project', locale, widestTerms)
  const leastTier = row.leastTier as Tier
  return {
    id: row.id,
    title: row.title,
    summary: row.summary,
    closesOn: row.closesOn,
    state: row.state,
    by: row.organisation.name,
    fictional: row.organisation.fictional,
    framework: shown.framework,
    source: shown.source,
    count: shown.requirements.length,
    extent: extentOf(framework(row.frameworkId, row.frameworkVersion), 'project', leastTier),
    leastTier,
    appealDays: row.appealDays,
    requirements: byPrinciple(shown.requirements).map(([principle, asked]) => ({
      principle,
      asked: asked.map(({ id, question, why, gate, because, own, wordsIn }) => ({
        ...{ id, question, why, gate, because, own, wordsIn },
      })),
    })),
  }
}

/** A plan that was taken back is a draft again, and its author's alone. */
async function sentPlans(tx: Transaction, scope: Scope, actor: Actor, callId: string) {
  const lines = await listAssessments(tx, scope, { callId })
  return lines.filter(({ facts, state }) => mayRead(actor, 'progress', facts, state)).map(lineOf)
}

function lineOf(line: Awaited<ReturnType<typeof listAssessments>>[number]) {
  const { id, title, country, state, outcome, organisation, submittedAt } = line
  return { id, title, country, state, outcome, organisationName: organisation.name, submittedAt }
}

/** A call is open through the whole of its last day. */
function hasEnded(closesOn: Date): boolean {
  return closesOn.getTime() + 24 * 60 * 60 * 1000 <= now().getTime()
}
