import type { Actor, Capacity, Membership } from '#app/policies/actor.ts'
import { needsSecondFactor } from '#app/policies/second-factor.policy.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import {
  organisations,
  people,
  type CastOrganisation,
  type CastPerson,
  type PersonKey,
} from '#app/server/demonstration/cast.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { listComments } from '#app/server/repositories/comments.server.ts'
import { findSubmission, listConditions } from '#app/server/repositories/judgements.server.ts'
import { createPerson } from '#app/server/repositories/people.server.ts'
import { saveTotp } from '#app/server/repositories/second-factors.server.ts'
import { hashPassword } from '#app/server/sign-in/password.server.ts'
import { randomTenth } from '#app/server/workflows/random-tenth.server.ts'
import { newTotpSecret, sealTotpSecret } from '#app/server/sign-in/totp.server.ts'

/** What no workflow makes: bodies and people out of nothing, and the tiers of an award chain. */

const settingName = 'demonstration'

export interface Cast {
  organisationIds: Record<string, string>
  actors: Record<PersonKey, Actor>
}

export type Laid = 'never' | 'begun' | 'laid'

export function howFarLaid(): Promise<Laid> {
  return asSystem('was the demonstration laid', async (tx) => {
    const row = await tx.setting.findUnique({ where: { name: settingName }, select: { value: true } })
    const value = row?.value as { laidAt?: string | null } | null | undefined
    if (!value) return 'never'
    return value.laidAt ? 'laid' : 'begun'
  })
}

export function hasOrganisations({ real }: { real: boolean }): Promise<boolean> {
  return asSystem('whose installation is this', async (tx) => {
    return (await tx.organisation.count({ where: real ? { fictional: false } : {} })) > 0
  })
}

export function noteBegun(): Promise<void> {
  return note(null)
}

export function noteLaid(at: Date): Promise<void> {
  return note(at)
}

function note(laidAt: Date | null): Promise<void> {
  const value = { laidAt: laidAt?.toISOString() ?? null }
  return asSystem('the demonstration is laid', async (tx) => {
    await tx.setting.upsert({
      where: { name: settingName },
      create: { name: settingName, value },
      update: { value },
      select: { name: true },
    })
  })
}

/** Everybody has the same password, which anybody may know: the accounts open nothing real. */
export async function createCast(password: string, partners: CastOrganisation[], at: Date): Promise<Cast> {
  const passwordHash = await hashPassword(password)
  return asSystem('the people of the demonstration', async (tx) => {
    const organisationIds: Record<string, string> = {}
    for (const [key, organisation] of Object.entries<CastOrganisation>(organisations)) {
      organisationIds[key] = await createOrganisation(tx, organisation, at)
    }
    for (const partner of partners) organisationIds[partner.name] = await createOrganisation(tx, partner, at)
    const actors: Partial<Record<PersonKey, Actor>> = {}
    for (const [key, person] of Object.entries<CastPerson>(people)) {
      actors[key as PersonKey] = await createActor(tx, key, person, organisationIds, passwordHash, at)
    }
    return { organisationIds, actors: actors as Record<PersonKey, Actor> }
  })
}

async function createOrganisation(
  tx: Transaction,
  organisation: CastOrganisation,
  at: Date,
): Promise<string> {
  const data = { ...organisation, fictional: true, createdAt: at }
  const { id } = await tx.organisation.create({ data, select: { id: true } })
  return id
}

async function createActor(
  tx: Transaction,
  key: string,
  person: CastPerson,
  organisationIds: Record<string, string>,
  passwordHash: string,
  at: Date,
): Promise<Actor> {
  const { name, role, organisation, email, locale = 'en' } = person
  const { name: organisationName, kind: organisationKind } = organisations[organisation]
  const organisationId = organisationIds[organisation]!
  const id = await createPerson(tx, {
    name,
    email: email ? `${key}@${organisation.toLowerCase()}.example` : null,
    userName: key,
    passwordHash,
    locale,
    fictional: true,
    createdAt: at,
  })
  const given = { personId: id, organisationId, role }
  const { id: membershipId } = await tx.membership.create({
    data: { ...given, fromAt: at },
    select: { id: true },
  })
  const memberships: Membership[] = [
    { id: membershipId, organisationId, organisationName, organisationKind, role },
  ]
  if (needsSecondFactor(memberships)) {
    await saveTotp(tx, id, { secretSealed: sealTotpSecret(newTotpSecret()), lastStep: null, confirmedAt: at })
  }
  return { id, name, locale, memberships, membershipId, sessionId: id, steppedUpAt: null, fictional: true }
}

export interface AwardTerms {
  programmeId: string
  parentId: string | null
  organisationId: string
  title: string
  country: string
  position: number
  /** Who else takes part, besides the one who holds it. */
  takingPart: readonly { organisationId: string; capacity: Capacity }[]
}

export function createAward(officer: Actor, { takingPart, ...terms }: AwardTerms, at: Date): Promise<string> {
  return asSystem('a tier of the demonstration', async (tx) => {
    const { id } = await tx.record.create({ data: { kind: 'award' }, select: { id: true } })
    const holder = { organisationId: terms.organisationId, capacity: 'holder' }
    const participations = [holder, ...takingPart].map((one) => ({ ...one, recordId: id, fromAt: at }))
    await tx.participation.createMany({ data: participations, skipDuplicates: true })
    await tx.award.create({ data: { id, ...terms, createdAt: at }, select: { id: true } })
    await appendLedger(tx, { action: 'award.add', subject: id, actorId: officer.id, data: {}, at })
    return id
  })
}

export function joinRecord(
  recordId: string,
  organisationIds: string[],
  capacity: Capacity,
  at: Date,
): Promise<void> {
  return asSystem('a tier above takes part', async (tx) => {
    const data = organisationIds.map((organisationId) => ({ recordId, organisationId, capacity, fromAt: at }))
    await tx.participation.createMany({ data, skipDuplicates: true })
  })
}

export function linkToAward(assessmentId: string, awardId: string): Promise<void> {
  return asSystem('a plan for an award', async (tx) => {
    await tx.assessment.update({ where: { id: assessmentId }, data: { awardId }, select: { id: true } })
  })
}

export function whereItStands(assessmentId: string): Promise<{ state: string; revision: number }> {
  return asSystem('how far a plan is', (tx) =>
    tx.assessment.findUniqueOrThrow({ where: { id: assessmentId }, select: { state: true, revision: true } }),
  )
}

/** Whoever was asked to help has helped since that day, and not since the demonstration was laid. */
export function helpsSince(assessmentId: string, personId: string, at: Date): Promise<void> {
  return asSystem('since when somebody helps', async (tx) => {
    await tx.participation.updateMany({ where: { recordId: assessmentId, personId }, data: { fromAt: at } })
  })
}

/** What was set, in order. */
export function conditionsOf(assessmentId: string): Promise<string[]> {
  return asSystem('what is owed after an approval', async (tx) => {
    return (await listConditions(tx, assessmentId)).map(({ id }) => id)
  })
}

/** Answers of a principle for which this reviewer owes a reason. */
export function sampledFor(assessmentId: string, principle: string, personId: string) {
  return asSystem('which answers were drawn for a reason', async (tx) => {
    const { number, content } = (await findSubmission(tx, assessmentId))!
    const asked = content.requirements.filter((one) => one.principle === principle)
    const judging = { assessmentId, submissionNumber: number, principle, personId }
    const drawn = randomTenth(
      judging,
      asked.filter(({ unanswered }) => !unanswered).map(({ id }) => id),
    )
    return asked
      .filter(({ id }) => drawn.includes(id))
      .map(({ id, choice, text, value }) => ({ id, answered: Boolean(choice ?? (text || value)) }))
  })
}

export function newestComment(assessmentId: string): Promise<string> {
  return asSystem('which comment was the last', async (tx) => {
    return (await listComments(tx, assessmentId, ['writers'])).at(-1)!.id
  })
}

export function grantOf(organisationId: string): Promise<string> {
  return asSystem('to whom a passport was opened', async (tx) => {
    return (await tx.passportGrant.findFirstOrThrow({ where: { organisationId }, select: { id: true } })).id
  })
}
