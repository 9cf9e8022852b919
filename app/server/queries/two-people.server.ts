import { base64 } from '@scure/base'
import type { SealedShown, ScriptCase, ShownLabel } from '#app/components/cases/case-data.ts'
import { saidIn } from '#app/forms/door-languages.ts'
import { DoorTerms } from '#app/forms/door-terms.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { headOf, logDelivery, personOf, shownPart } from '#app/server/queries/case.server.ts'
import { caseScript, shownEnvelopes } from '#app/server/queries/case-script.server.ts'
import { referenceOf } from '#app/server/queries/cases.server.ts'
import { colleaguesOf } from '#app/server/queries/colleagues.server.ts'
import {
  hasCustodian,
  isDeleted,
  listCustody,
  listEnded,
  listOtherCases,
} from '#app/server/repositories/case-two-people.server.ts'
import {
  findDoorTerms,
  listEnvelopes,
  listHandlerKeys,
  listKeys,
  listParts,
  listThreads,
  ownEnvelopes,
  readLabel,
  threadParts,
  type CaseRow,
  type PartRow,
} from '#app/server/repositories/cases.server.ts'
import { listGiven } from '#app/server/repositories/lessons.server.ts'
import {
  readConcern,
  type ConcernRow,
  type ProposalRow,
} from '#app/server/repositories/concern-moves.server.ts'
import { custodyOf, mayBeOneOfTwo } from '#app/server/workflows/case-identity.server.ts'
import { newestOf, openedCase } from '#app/server/workflows/case-content.server.ts'
import { handlerKeysIn } from '#app/server/workflows/case-readers.server.ts'
import { monthsAfter } from '#app/server/workflows/desk.server.ts'
import { firstThread, newWays } from '#app/server/workflows/rejoin.server.ts'
import { nextQuarter } from '#content/quarters.ts'
import { lanesOf } from '#machines/processes.ts'

const casesOffered = 60

/** What somebody proposed, with its reason, for the second person. */
export interface ShownProposal {
  id: string
  isMine: boolean
  by: string
  proposedOn: Date
  reason: SealedShown[]
}

interface Opened {
  row: CaseRow
  concern: ConcernRow
  parts: PartRow[]
  script: ScriptCase
  fileKeyId: string
  names: ReadonlyMap<string, string>
}

async function opened(tx: Transaction, actor: Actor, concernId: string): Promise<Opened> {
  const row = await openedCase(tx, actor, concernId)
  const keys = await listKeys(tx, concernId)
  const envelopes = await listEnvelopes(tx, concernId)
  const handlerKeys = await handlerKeysIn(tx, envelopes)
  return {
    row,
    concern: await readConcern(tx, concernId),
    parts: await listParts(tx, concernId),
    script: await caseScript(tx, actor, concernId, { keys, envelopes }),
    fileKeyId: newestOf(keys).find(({ kind }) => kind === 'file')!.id,
    names: new Map([...handlerKeys.values()].map((key) => [key.personId, personOf(key)?.name ?? ''])),
  }
}

/** In the transaction that delivers them: who reads why somebody proposed something is written down. */
async function shownProposal(
  tx: Transaction,
  actor: Actor,
  found: Opened,
  { id, data, proposedById, proposedOn }: ProposalRow,
) {
  const ids = new Set((data['parts'] ?? '').split(' '))
  const reason = found.parts.filter((part) => ids.has(part.id))
  await logDelivery(tx, actor, found.row.id, 'case.open', reason)
  const isMine = proposedById === actor.id
  return { id, isMine, by: found.names.get(proposedById) ?? '', proposedOn, reason: reason.map(shownPart) }
}

const proposalIn = ({ concern }: Opened, kind: ProposalRow['kind']) =>
  concern.proposals.find((each) => each.kind === kind) ?? null

export interface OfferedCase {
  id: string
  reference: string
  arrivedOn: Date
  label: ShownLabel | null
  threads: { id: string; number: number }[]
}

/** Two cases that I handle, and only such: nobody learns here of any other. */
export function rejoinPage(actor: Actor, concernId: string) {
  return withScope(actor.id, async (tx) => {
    const found = await opened(tx, actor, concernId)
    const others = await listOtherCases(tx, concernId, casesOffered)
    const ids = others.map(({ id }) => id)
    const envelopes = await ownEnvelopes(tx, actor.id, ids)
    const offered: OfferedCase[] = []
    for (const { id, arrivedOn, label } of others)
      offered.push({
        id,
        reference: referenceOf(id),
        arrivedOn,
        label: labelOf(label),
        threads: await numbered(tx, id),
      })
    const proposal = proposalIn(found, 'rejoin')
    const older = proposal && offered.find(({ id }) => id === proposal.data['older'])
    const scripts = ids.map((id) => ({
      concernId: id,
      envelopes: shownEnvelopes(
        envelopes.filter((one) => one.concernId === id && (one.kind === 'file' || id === older?.id)),
      ),
    }))
    return {
      ...headOf(found.row),
      script: [found.script, ...scripts],
      fileKeyId: found.fileKeyId,
      offered,
      proposal:
        proposal && older
          ? {
              ...(await shownProposal(tx, actor, found, proposal)),
              older: older.reference,
              number: older.threads.find(({ id }) => id === proposal.data['olderThread'])?.number ?? 1,
              endOld: proposal.data['endOld'] === 'yes',
              wish: await rejoinWish(tx, older.id, proposal),
            }
          : null,
      waitsForOthers: proposal !== null && !older,
      hasThread: (await firstThread(tx, concernId)) !== null,
    }
  })
}

async function rejoinWish(tx: Transaction, olderId: string, { data }: ProposalRow) {
  const { olderThread = '', thread = '' } = data
  const keys = (await listKeys(tx, olderId)).filter(({ threadId }) => threadId === olderThread)
  const ways = await newWays(tx, thread, olderThread)
  return {
    keys: keys.map(({ id }) => id),
    // The browser seals for a recipient under a name; here the name is that of the newer way.
    to: [],
    toWays: ways.map(({ id, recipient }) => ({ handlerKeyId: id, recipient })),
  }
}

async function numbered(tx: Transaction, concernId: string) {
  const added = await threadParts(tx, concernId)
  return (await listThreads(tx, concernId))
    .sort((one, other) => Number(added.has(one.id)) - Number(added.has(other.id)))
    .map(({ id }, index) => ({ id, number: index + 1 }))
}

function labelOf(bytes: Uint8Array | null): ShownLabel | null {
  const label = readLabel(bytes)
  return label && { keyId: label.keyId, sealed: base64.encode(label.sealed) }
}

/** Who somebody is: asked for by a handler, answered by a custodian. Nothing of it is on this page. */
export function identityPage(actor: Actor, concernId: string) {
  return withScope(actor.id, async (tx) => {
    const found = await opened(tx, actor, concernId)
    const custody = await listCustody(tx, concernId)
    const held = custodyOf(custody, actor.id)
    const proposal = proposalIn(found, 'identity')
    const [to] = proposal ? await listHandlerKeys(tx, [proposal.data['to'] ?? '']) : []
    const newest = newestOf(await listKeys(tx, concernId))
    const custodians = await hasCustodian(tx, concernId)
    return {
      ...headOf(found.row),
      script: [
        found.script,
        // Whoever asked: this page may seal a key of the case to them.
        { colleagues: await colleaguesOf(tx, to ? [to.id] : []) },
      ],
      fileKeyId: found.fileKeyId,
      holds: found.concern.facts.custodianIds.includes(actor.id),
      // Without a custodian nobody could hand the key on to somebody who was not given it when the case came.
      mayAsk: custodians || custody.some(({ personId }) => personId === actor.id),
      byTwo:
        !custodians && mayBeOneOfTwo(actor, proposal) && proposal
          ? { isSecond: proposal.data['agreedById'] !== undefined }
          : null,
      isCustodian: held.length > 0,
      custodians: new Set(
        custody.filter(({ duties }) => duties.includes('custody')).map(({ personId }) => personId),
      ).size,
      threads: (await numbered(tx, concernId)).flatMap(({ id, number }) => {
        const key = newest.find(({ threadId }) => threadId === id)
        return key ? [{ id, number, keyId: key.id }] : []
      }),
      proposal: proposal && {
        ...(await shownProposal(tx, actor, found, proposal)),
        wish: to && { keys: held, to: [{ handlerKeyId: to.id, recipient: to.recipient }] },
      },
    }
  })
}

/** What is hidden, taken out and deleted, and how long it is kept. */
export function keepingPage(actor: Actor, concernId: string) {
  return withScope(actor.id, async (tx) => {
    const found = await opened(tx, actor, concernId)
    const { row, concern, parts } = found
    await logDelivery(tx, actor, row.id, 'case.open', parts)
    const redaction = proposalIn(found, 'redact')
    const deletion = proposalIn(found, 'delete')
    const of = redaction && parts.find(({ id }) => id === redaction.data['part'])
    const terms = DoorTerms.safeParse(await findDoorTerms(tx, row.doorId)).data
    return {
      ...headOf(row),
      script: [found.script],
      fileKeyId: found.fileKeyId,
      parts: parts.map(shownPart),
      redaction: redaction && {
        ...(await shownProposal(tx, actor, found, redaction)),
        partId: redaction.data['part']!,
        copy: of && { ...shownPart(of), id: `${of.id}-copy`, sealed: redaction.data['copy'] ?? '' },
      },
      deletion: deletion && (await shownProposal(tx, actor, found, deletion)),
      hold: lanesOf(concern).legal_hold,
      isDeleted: await isDeleted(tx, concernId),
      schedule: (terms?.retention ?? []).map(({ what, keepFor, reason, owner }) => ({
        what: saidIn(what, [actor.locale]).words,
        keepFor: saidIn(keepFor, [actor.locale]).words,
        reason: saidIn(reason, [actor.locale]).words,
        owner,
      })),
      isSigned: terms?.retentionSignedOn != null,
    }
  })
}

/** What was learned here and may leave the case, by two; and what left it. */
export function lessonPage(actor: Actor, concernId: string) {
  return withScope(actor.id, async (tx) => {
    const found = await opened(tx, actor, concernId)
    const given = await listGiven(tx, concernId)
    const offer = proposalIn(found, 'lesson')
    const back = proposalIn(found, 'lesson_back')
    const partOf = (ids: string) => found.parts.find(({ id }) => ids.split(' ').includes(id))
    const parts = given.flatMap((each) => partOf(each.parts) ?? [])
    if (parts.length > 0) await logDelivery(tx, actor, found.row.id, 'case.open', parts)
    return {
      ...headOf(found.row),
      script: [found.script],
      fileKeyId: found.fileKeyId,
      isDeleted: await isDeleted(tx, concernId),
      offer: offer && (await shownProposal(tx, actor, found, offer)),
      back: back && { ...(await shownProposal(tx, actor, found, back)), of: back.data['of'] ?? '' },
      given: given.map((each) => {
        const part = partOf(each.parts)
        return {
          id: each.id,
          back: each.back,
          shownFrom: nextQuarter(each.settledOn),
          part: part ? shownPart(part) : null,
        }
      }),
    }
  })
}

/** Cases of mine that are over, with the day after which the page's own signed schedule asks whether to delete them. */
export async function pastDatePage(actor: Actor, now: Date) {
  if (!actor.memberships.some(({ role }) => role === 'case_handler')) throw notFound()
  return withScope(actor.id, async (tx) => {
    const rows = await listEnded(tx)
    return rows.map(({ id, arrivedOn, endedOn, terms, ...stored }) => {
      const until = endedOn && keepUntil(endedOn, DoorTerms.safeParse(terms).data)
      return {
        id,
        reference: referenceOf(id),
        arrivedOn,
        endedOn,
        until,
        isPast: until !== null && until <= now,
        hold: lanesOf(stored).legal_hold,
      }
    })
  })
}

/** A case is kept as one, so the longest of the lines counts. Unsigned, or with a line that is no number, there is no day. */
export function keepUntil(endedOn: Date, terms: DoorTerms | undefined): Date | null {
  const { retention = [], retentionSignedOn = null } = terms ?? {}
  const months = retention.map((line) => line.months)
  if (retentionSignedOn === null || months.length === 0 || months.some((each) => each == null)) return null
  return monthsAfter(endedOn, Math.max(...months.map((each) => each!)))
}
