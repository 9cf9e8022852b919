import { base64 } from '@scure/base'
import { identityToRecipient } from 'age-encryption'
import type { DoorTerms } from '#app/forms/door-terms.ts'
import {
  lockWithPhrase,
  newHandlerSecret,
  newOpeningPhrase,
  signText,
  statementText,
  verifyKeyOf,
  type Duty,
  type HandlerSecret,
} from '#app/sealing/handler-key.ts'
import { rowIdOf } from '#app/server/concerns/door-changes.server.ts'
import { now } from '#app/server/clock.server.ts'
import { textHashesOf } from '#app/server/concerns/spoken.server.ts'
import { randomId, sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { addRecordingRow } from '#app/server/repositories/door-recordings.server.ts'
import { createOrganisation } from '#app/server/repositories/people.server.ts'
import { anAccount, type Account } from '#tests/support/accounts.ts'
import { anOggFile } from '#tests/support/sounds.ts'
import type { OrganisationKind } from '#app/policies/actor.ts'

/** Who can open what was confided, with everything that only their own browser holds. */
export interface TestHandler extends Account {
  organisationId: string
  keyId: string
  duties: Duty[]
  recipient: string
  secretKeys: HandlerSecret
  phrase: string
}

export interface TestDoor {
  id: string
  slug: string
  terms: DoorTerms
  /** Of the receiving body: two who handle, the second is also custodian; two who hold escrow. */
  handlers: [TestHandler, TestHandler]
  escrow: TestHandler[]
  /** Of the next body up, and the independent contact. */
  nextUp: TestHandler[]
  independent: TestHandler[]
  organisations: { receiving: string; nextUp: string; independent: string; team: string }
}

type Wishes = {
  slug?: string
  /** False: it still names only the ways outside. */
  open?: boolean
  withEscrow?: boolean
  withOthers?: boolean
  terms?: Partial<DoorTerms>
}

let doors = 0

/** A reporting page with people behind it whose keys count, laid straight into the database. */
export async function aDoor(wishes: Wishes = {}): Promise<TestDoor> {
  const { open = true, withEscrow = true, withOthers = true } = wishes
  doors += 1
  const slug = wishes.slug ?? `page-${doors}`
  const body = (name: string, kind: OrganisationKind) => anOrganisationCalled(`${name} ${doors}`, kind)
  const organisations = {
    receiving: await body('Fictional Receiving Fund', 'funder'),
    nextUp: await body('Fictional Council Above', 'funder'),
    independent: await body('Fictional Independent Contact', 'ngo'),
    team: await body('Fictional Field Team', 'ngo'),
  }
  const founders: [TestHandler, TestHandler] = [
    await aHandler(organisations.receiving, ['handle']),
    await aHandler(organisations.receiving, ['handle', 'custody']),
  ]
  const escrow = withEscrow
    ? [
        await aHandler(organisations.receiving, ['escrow']),
        await aHandler(organisations.receiving, ['escrow']),
      ]
    : []
  const nextUp = withOthers
    ? [await aHandler(organisations.nextUp, ['handle']), await aHandler(organisations.nextUp, ['handle'])]
    : []
  const independent = withOthers ? [await aHandler(organisations.independent, ['handle'])] : []
  await countKeys([...founders, ...escrow])
  await countKeys(nextUp)
  await countKeys(independent)
  const terms = { ...termsFor(organisations), rota: rotaOf(founders), ...wishes.terms }
  const id = await asSystem('test', (tx) => keepDoor(tx, { slug, open, terms, by: founders[0] }))
  if (withOthers) await agreeToStandAt(id, terms)
  return { id, slug, terms, handlers: founders, escrow, nextUp, independent, organisations }
}

/** A person with the job and a key that nobody has signed yet. */
export async function aHandler(organisationId: string, duties: Duty[]): Promise<TestHandler> {
  const account = await anAccount({ organisationId, role: 'case_handler', authenticator: true })
  const secretKeys = await newHandlerSecret()
  const phrase = newOpeningPhrase()
  const recipient = await identityToRecipient(secretKeys.identity)
  const verifyKey = verifyKeyOf(secretKeys)
  const wrap = await lockWithPhrase(secretKeys, phrase)
  const statement = statementText({
    amana: 'handler key 1',
    personId: account.id,
    name: account.name,
    organisationId,
    duties,
    recipient,
    verifyKey: base64.encode(verifyKey),
  })
  const keyId = await asSystem('test', async (tx) => {
    const { id } = await tx.handlerKey.create({
      data: {
        personId: account.id,
        organisationId,
        duties,
        recipient,
        verifyKey: Buffer.from(verifyKey),
        statement,
        createdOn: today(),
        wraps: { create: { way: 'phrase', sealed: Buffer.from(wrap), onDay: today() } },
      },
      select: { id: true },
    })
    return id
  })
  return { ...account, organisationId, keyId, duties, recipient, secretKeys, phrase }
}

/** The first two sign everybody's, their own too; a body of one signs for itself, which only a test can do. */
export async function countKeys(handlers: readonly TestHandler[]): Promise<void> {
  await asSystem('test', async (tx) => {
    for (const handler of handlers) {
      const { statement } = await tx.handlerKey.update({
        where: { id: handler.keyId },
        data: { countedOn: today() },
        select: { statement: true },
      })
      for (const by of handlers.slice(0, 2))
        await tx.handlerKeySignature.create({
          data: {
            keyId: handler.keyId,
            byKeyId: by.keyId,
            signature: Buffer.from(signText(by.secretKeys, statement)),
            onDay: today(),
          },
        })
    }
  })
}

/** Each of the other bodies has said yes to standing at the page. */
export async function agreeToStandAt(doorId: string, { bodies }: Pick<DoorTerms, 'bodies'>): Promise<void> {
  const others = bodies.filter(({ kind }) => kind !== 'receiving')
  await asSystem('test', (tx) =>
    tx.doorAgreement.createMany({
      data: others.map(({ organisationId, kind }) => ({
        doorId,
        organisationId,
        kind,
        agreedById: randomId(),
        agreedOn: today(),
      })),
    }),
  )
}

/** What the second handler would like to have in another place: it waits for somebody else. */
export async function aChangeOf({ id, terms, handlers }: TestDoor): Promise<string> {
  const value = { ...terms.rota[0]!, languages: ['fr'] }
  const change = { part: 'rota', row: rowIdOf(terms.rota[0]!), value }
  return asSystem('test', async (tx) => {
    const row = await tx.doorChange.create({
      data: { doorId: id, part: 'rota', change, proposedById: handlers[1].id, proposedOn: today() },
    })
    return row.id
  })
}

/** A passage in Krio that the second handler brought: it waits for somebody else to listen. */
export async function aRecordingOf({ id, terms, handlers }: TestDoor): Promise<string> {
  const sound = anOggFile()
  return asSystem('test', (tx) =>
    addRecordingRow(tx, {
      doorId: id,
      slot: 'start',
      language: 'kri',
      media: 'audio/ogg',
      sound: new Uint8Array(sound),
      digest: new Uint8Array(sha256(sound)),
      texts: textHashesOf('start', terms),
      checkedBy: null,
      checkedOn: null,
      recordedById: handlers[1].id,
      recordedAs: 'case_handler',
      recordedOn: today(),
    }),
  )
}

async function anOrganisationCalled(name: string, kind: OrganisationKind): Promise<string> {
  return asSystem('test', (tx) =>
    createOrganisation(tx, { name, kind, country: 'GH', fictional: true, createdAt: now() }),
  )
}

async function keepDoor(
  tx: Transaction,
  { slug, open, terms, by }: { slug: string; open: boolean; terms: DoorTerms; by: TestHandler },
): Promise<string> {
  const { id } = await tx.concernDoor.create({
    data: {
      id: randomId(),
      slug,
      organisationId: by.organisationId,
      name: `Page ${slug}`,
      terms,
      testedOn: open ? today() : null,
      openedOn: open ? today() : null,
      createdById: by.id,
      createdOn: today(),
    },
    select: { id: true },
  })
  return id
}

/** The first reads, the second stands in, both out of hours: until long after every test. */
function rotaOf([first, second]: readonly TestHandler[]): DoorTerms['rota'] {
  const part = (personId: string, name: DoorTerms['rota'][number]['part']) => ({
    personId,
    part: name,
    languages: ['en', 'fr'],
    fromOn: '2020-01-01',
    untilOn: '2099-12-31',
  })
  return [part(first!.id, 'primary'), part(second!.id, 'deputy'), part(first!.id, 'out_of_hours')]
}

function termsFor({ receiving, nextUp, independent, team }: TestDoor['organisations']): DoorTerms {
  return {
    bodies: [
      { organisationId: receiving, kind: 'receiving', position: 1 },
      { organisationId: nextUp, kind: 'next_up', position: 2 },
      { organisationId: independent, kind: 'independent', position: 3 },
    ],
    teamOrganisationIds: [team],
    teamPersonIds: [],
    languages: ['en', 'fr'],
    place: { en: 'Zemani and around', fr: 'Zemani et ses environs' },
    runBy: { en: 'Fictional Receiving Fund', fr: 'Fictional Receiving Fund' },
    readWhen: { en: 'Somebody reads Monday to Friday.', fr: 'Quelqu’un lit du lundi au vendredi.' },
    exitTo: 'https://www.wikipedia.org/',
    help: [
      {
        need: 'safe_place',
        name: 'Fictional Lake House',
        nameIn: { fr: 'Maison du lac (fictive)' },
        how: {
          en: 'Ask any market porter for the lake house.',
          fr: 'Au marché, demandez la maison du lac à n’importe quel porteur.',
        },
        hours: { en: 'Day and night', fr: 'Jour et nuit' },
        windowHours: null,
        note: { en: 'Women and children.', fr: 'Pour les femmes et les enfants.' },
        answeredOn: '2026-03-01',
        source: '',
      },
      {
        need: 'doctor',
        name: 'Fictional Zemani Clinic',
        nameIn: {},
        how: {
          en: 'Beside the bus station. Say that you need the quiet room.',
          fr: 'À côté de la gare routière. Dites que vous avez besoin de la salle calme.',
        },
        hours: { en: 'Day and night', fr: 'Jour et nuit' },
        windowHours: 72,
        note: { en: 'Free of charge.', fr: 'C’est gratuit.' },
        answeredOn: '2026-03-01',
        source: 'Fictional referral map, March 2026',
      },
      {
        need: 'talk',
        name: 'Fictional Listening Line',
        nameIn: {},
        how: {
          en: '0800 000 000, free from any phone',
          fr: '0800 000 000, gratuit depuis tout téléphone',
        },
        hours: { en: 'Every day, 8:00 to 20:00', fr: 'Tous les jours, de 8 h à 20 h' },
        windowHours: null,
        note: {},
        answeredOn: null,
        source: '',
      },
      {
        need: 'legal',
        name: 'Fictional Legal Desk',
        nameIn: {},
        // Nobody has written it in French yet.
        how: { en: 'Room 4, old post office' },
        hours: { en: 'Tuesday and Thursday' },
        windowHours: null,
        note: {},
        answeredOn: null,
        source: '',
      },
    ],
    outsideWays: [
      {
        name: 'Fictional Ombudsperson',
        nameIn: {},
        how: { en: '12 Lake Road, Zemani', fr: '12, route du Lac, Zemani' },
        note: { en: 'Not part of the project.', fr: 'Ne fait pas partie du projet.' },
      },
    ],
    rota: [],
    retention: [
      {
        what: { en: 'What people tell us', fr: 'Ce que les gens nous disent' },
        keepFor: { en: 'Seven years after closing', fr: 'Sept ans après la clôture' },
        reason: {
          en: 'Limitation periods of the fictional fund',
          fr: 'Délais de prescription du fonds fictif',
        },
        owner: 'Head of handlers',
      },
    ],
    retentionSignedOn: '2026-03-01',
    retentionSignedById: null,
    controller: {
      controllers: 'Fictional Receiving Fund',
      separateOrJoint: 'separate',
      law: 'Fictional Data Act 2020',
      condition: 'Safeguarding of people at risk',
      processor: 'Fictional Hosting',
      countries: 'Ghana',
      transferTool: 'None needed',
      decidedBy: 'Fictional board',
      decidedOn: '2026-03-01',
    },
  }
}

function today(): Date {
  return new Date(`${now().toISOString().slice(0, 10)}T00:00:00Z`)
}
