import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/framework.policy.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import {
  findFrameworkVersion,
  knowFramework,
  listOwnVersions,
  newerVersionOf,
  type OwnVersion,
} from '#app/server/repositories/framework-versions.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { countsOf } from '#content/import/summary.ts'
import {
  asRead,
  asShown,
  byPrinciple,
  currentFramework,
  framework,
  frameworks,
  isKnown,
  isOwn,
  type Framework,
} from '#content/index.ts'
import { extentOf, widestTerms } from '#content/tier.ts'
import type { Locale } from '#content/words.ts'

/** Everything that can be asked of people: what came with the program, and what the person’s own bodies brought in. */
export function frameworksPage(actor: Actor) {
  return withScope(actor.id, async (tx) => {
    const own = await listOwnVersions(tx, scopeOf(actor))
    return {
      builtIn: frameworks.toReversed().map((each) => headOf(each, actor.locale)),
      own: own.map((row) => lineOf(row, actor.locale)),
      may: { publish: publishersOf(actor).length > 0 },
    }
  })
}

/** Beyond this a page shows one principle at a time. */
const mostOnOnePage = 400

/** One version, whole: for everybody who is signed in, since what is asked of people is no secret. */
export function frameworkPage(actor: Actor, id: string, typed: string, principle: string | null) {
  return withScope(actor.id, async (tx) => {
    const version = /^\d{1,4}$/.test(typed) ? Number(typed) : -1
    await knowFramework(tx, id, version)
    if (!isKnown(id, version)) throw notFound()
    const structure = framework(id, version)
    const newer = await newerVersionOf(tx, id, version)
    const all = byPrinciple(asRead(id, version, actor.locale))
    const chosen = all.find(([each]) => each === principle) ?? all[0]!
    const whole = structure.requirements.length <= mostOnOnePage
    return {
      ...headOf(structure, actor.locale),
      source: structure.source,
      counts: countsOf(structure.requirements.filter(({ aside }) => !aside)),
      by: await publisherOf(tx, id, version),
      newest: newer?.version ?? version,
      whole,
      principles: all.map(([each]) => each),
      ownIds: whole ? structure.requirements.map(({ id }) => id).filter(isOwn) : [],
      requirements: (whole ? all : [chosen]).map(([principle, asked]) => ({ principle, asked })),
    }
  })
}

/** Before a file is chosen: for which bodies this person publishes. */
export function newFrameworkPage(actor: Actor) {
  const bodies = publishersOf(actor)
  if (bodies.length === 0) throw notPermitted()
  return { bodies }
}

/** What a call of this body may ask: the newest that came with the program, and the newest of each of its own. */
export async function frameworksForCall(tx: Transaction, actor: Actor, organisationId: string) {
  const own = (await listOwnVersions(tx, scopeOf(actor))).filter(
    (row) => row.organisationId === organisationId,
  )
  const newest = own.filter(({ id }, index) => own.findIndex((row) => row.id === id) === index)
  for (const { id, version } of newest) await knowFramework(tx, id, version)
  const chosen = [currentFramework, ...newest.map(({ id, version }) => framework(id, version))]
  return chosen.map((each) => {
    const shown = asShown(each.id, each.version, 'project', actor.locale, widestTerms)
    return {
      ...shown.framework,
      value: `${each.id}/${each.version}`,
      requirements: shown.requirements.length,
      own: shown.requirements.filter(({ own }) => own).length,
      extent: extentOf(each, 'project'),
    }
  })
}

function publishersOf(actor: Actor): { id: string; name: string }[] {
  const bodies = new Map(
    actor.memberships
      .filter(({ organisationId }) => mayAct(actor, 'publish', { organisationId }))
      .map(({ organisationId, organisationName }) => [organisationId, organisationName]),
  )
  return [...bodies].map(([id, name]) => ({ id, name }))
}

function headOf(
  { id, version, status, publishedOn, requirements, builtOn, source }: Framework,
  locale: Locale,
) {
  const { framework: shown } = asShown(id, version, 'project', locale)
  return {
    ...shown,
    id,
    version,
    status,
    publishedOn,
    source,
    total: requirements.filter(({ aside }) => !aside).length,
    aside: requirements.filter(({ aside }) => aside).length,
    builtOn: builtOn ?? null,
  }
}

function lineOf({ titles, ...row }: OwnVersion, locale: Locale) {
  const title = titles[locale] ?? titles.en ?? titles.fr ?? row.id
  return { ...row, title, translated: titles[locale] !== undefined }
}

/** Whose it is; nobody’s where it came with the program. */
async function publisherOf(tx: Transaction, id: string, version: number): Promise<string | null> {
  if (frameworks.some((each) => each.id === id && each.version === version)) return null
  const stored = await findFrameworkVersion(tx, id, version)
  if (!stored) return null
  const body = await tx.organisation.findUnique({
    where: { id: stored.organisationId },
    select: { name: true },
  })
  return body?.name ?? null
}
