import { base64 } from '@scure/base'
import { firstKey, isOfLine, nextKeyFacts, vouchFor } from '#app/sealing/case-key.ts'
import { newCode } from '#app/sealing/code.ts'
import { openWith, sealTo, sealToPair } from '#app/sealing/age.ts'
import { signedText, signText } from '#app/sealing/handler-key.ts'
import { labelSize, padded, unpadded } from '#app/sealing/padding.ts'
import { newCaseKeys, packConcern, sealPart, type CaseKeys, type Reader } from '#app/sealing/parcel.ts'
import { Part } from '#app/sealing/parts.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import type { Actor, Role } from '#app/policies/actor.ts'
import { bringIn } from '#app/server/concerns/arrivals.server.ts'
import { concernIdOf } from '#app/server/concerns/ids.server.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import type { TestDoor, TestHandler } from '#tests/support/doors.ts'

export interface TestCase {
  id: string
  code: string
  keys: CaseKeys
  door: TestDoor
}

type Wishes = {
  handlers?: TestHandler[]
  overseers?: string[]
  subject?: string | null
  words?: string
  at?: Date
  escrow?: boolean
}

/** A case as it lies there after somebody wrote: nobody has opened it. */
export async function aCase(door: TestDoor, wishes: Wishes = {}): Promise<TestCase> {
  const {
    handlers = door.handlers,
    overseers = [],
    subject = 'The fictional driver of the third bus',
    escrow = true,
  } = wishes
  const code = newCode()
  const own = await reporterKeysFrom(await stretchCode(code, await codeSalt()))
  const keys = await newCaseKeys()
  const reader = ({ keyId, recipient }: TestHandler): Reader => ({ keyId, recipient })
  const [first, second] = door.escrow
  const parcel = await packConcern({
    doorId: door.id,
    code: own,
    keys,
    readers: {
      handlers: handlers.map(reader),
      custodians: handlers.filter(({ duties }) => duties.includes('custody')).map(reader),
      escrowPairs: escrow && first && second ? [[reader(first), reader(second)]] : [],
    },
    firstReturn: false,
    parts: [
      {
        kind: 'file',
        part: {
          kind: 'account',
          words: wishes.words ?? 'The account of a fictional person.',
          fileIds: [],
          danger: 'no',
          child: 'no',
          light: false,
          channel: 'page',
          locale: 'en',
        },
      },
      ...(subject === null
        ? []
        : [{ kind: 'file' as const, part: { kind: 'subject' as const, who: subject } }]),
      { kind: 'thread', part: { kind: 'message', from: 'person', words: 'Are you there?', fileIds: [] } },
    ],
    files: [],
  })
  const at = (wishes.at ?? new Date()).toISOString()
  const bodyId = handlers[0]!.organisationId
  await asSystem('test', (tx) =>
    bringIn(tx, { parcel, kind: 'concern', isTest: false, bodyId, overseers, at }),
  )
  return { id: concernIdOf(own.lookupHash), code, keys, door }
}

/** Somebody signed in, as the pages know them. */
export function actorOf(
  { id, name }: { id: string; name: string },
  role: Role,
  organisationId: string,
): Actor {
  const membership = {
    id: organisationId,
    organisationId,
    organisationName: 'Fictional body',
    organisationKind: 'funder' as const,
    role,
  }
  return {
    id,
    name,
    locale: 'en',
    memberships: [membership],
    membershipId: membership.id,
    sessionId: organisationId,
    steppedUpAt: null,
    fictional: true,
  }
}

export function asHandler(handler: TestHandler): Actor {
  return actorOf(handler, 'case_handler', handler.organisationId)
}

/** What the handler's browser makes of an envelope and a part on its page. */
export async function openAs(
  handler: TestHandler,
  envelopes: readonly { keyId: string; handlerKeyId: string; sealed: string }[],
  part: { keyId: string; sealed: string },
): Promise<Part> {
  const envelope = envelopes.find(
    ({ keyId, handlerKeyId }) => keyId === part.keyId && handlerKeyId === handler.keyId,
  )
  if (!envelope) throw new Error('no envelope of that key')
  const identity = await identityIn(handler, envelope.sealed)
  return Part.parse(unpadded(await openWith([identity], base64.decode(part.sealed))))
}

export async function identityIn(handler: TestHandler, envelope: string): Promise<string> {
  return new TextDecoder().decode(await openWith([handler.secretKeys.identity], base64.decode(envelope)))
}

/** A signed message as the handler's browser seals it. */
export async function sealedMessage(
  handler: TestHandler,
  { concernId, threadId, recipient }: { concernId: string; threadId: string | null; recipient: string },
  words: string,
): Promise<string> {
  const part = {
    kind: 'message' as const,
    from: 'handler' as const,
    words,
    fileIds: [],
    role: 'Case handler',
  }
  const signature = base64.encode(signText(handler.secretKeys, signedText(concernId, threadId, part)))
  return (await sealPart(recipient, { ...part, signed: { keyId: handler.keyId, signature } }, null)).sealed
}

export async function sealedPart(recipient: string, part: Part): Promise<string> {
  return (await sealPart(recipient, part, null)).sealed
}

export async function sealedLabel(recipient: string, label: object): Promise<string> {
  return base64.encode(await sealTo([recipient], padded(label, labelSize)))
}

interface KeyShown {
  keyId: string
  kind: string
  threadId: string | null
  generation: number
  recipient: string
  follows: string | null
}

/** A key in the place of an older one, as the browser of a handler makes and signs it. */
export function signedNext(
  handler: TestHandler,
  concernId: string,
  keys: readonly KeyShown[],
  { afterKeyId, recipient }: { afterKeyId: string; recipient: string },
) {
  const after = { ...keys.find(({ keyId }) => keyId === afterKeyId)!, concernId }
  const line = keys.filter(isOfLine(after)).map((key) => ({ ...key, concernId }))
  const facts = nextKeyFacts(line, after, recipient)
  const { kind, threadId, generation, follows } = facts
  const signed = vouchFor(facts, 'made', { keyId: handler.keyId, secret: handler.secretKeys })
  return { kind: kind as 'file', threadId, generation, recipient, follows: follows!, signed }
}

/** The first key of a new conversation, signed. */
export function signedThread(
  handler: TestHandler,
  concernId: string,
  { threadId, recipient }: { threadId: string; recipient: string },
) {
  const facts = firstKey(concernId, 'thread', recipient, threadId)
  const signed = vouchFor(facts, 'made', { keyId: handler.keyId, secret: handler.secretKeys })
  return { threadId, recipient, signed }
}

type Holders = {
  to: { handlerKeyId: string; recipient: string }[]
  pairs: {
    outer: { handlerKeyId: string; recipient: string }
    inner: { handlerKeyId: string; recipient: string }
  }[]
  ways: { wayId: string; recipient: string }[]
}

/** An envelope of a private key for each of these. */
export async function envelopesFor(identity: string, { to, pairs, ways }: Holders) {
  const seal = async (recipient: string) => base64.encode(await sealTo([recipient], identity))
  return Promise.all([
    ...to.map(async ({ handlerKeyId, recipient }) => ({ handlerKeyId, sealed: await seal(recipient) })),
    ...pairs.map(async ({ outer, inner }) => ({
      handlerKeyId: outer.handlerKeyId,
      innerKeyId: inner.handlerKeyId,
      sealed: base64.encode(await sealToPair(outer.recipient, inner.recipient, identity)),
    })),
    ...ways.map(async ({ wayId, recipient }) => ({ wayId, sealed: await seal(recipient) })),
  ])
}
