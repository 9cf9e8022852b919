import type { TermsChange } from '#app/server/concerns/door-changes.server.ts'
import { provedAt } from '#app/server/demonstration/journeying.server.ts'
import type { KeyOf } from '#app/server/demonstration/handlers.server.ts'
import { dayFrom } from '#app/server/demonstration/timeline.server.ts'
import type { Cast } from '#app/server/demonstration/rows.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { listChain } from '#app/server/repositories/doors.server.ts'
import {
  createDoor,
  openDoorForReports,
  recordTest,
  saveTerms,
  signRetention,
} from '#app/server/workflows/doors.server.ts'

/** A reporting page with everything that has to be there, as its lead fills it in. It is not open yet. */
export async function layDoor(
  { actors, organisationIds }: Cast,
  keys: readonly KeyOf[],
  now: Date,
  at: Date,
): Promise<string> {
  const lead = actors.margaret
  const northlight = organisationIds.northlight!
  const programmeId = await asSystem('the programme of the demonstration', async (tx) => {
    const found = await tx.programme.findFirst({
      where: { organisationId: northlight },
      orderBy: { createdAt: 'asc' },
      select: { id: true },
    })
    return found?.id ?? null
  })
  const chain = programmeId
    ? await asSystem('the chain of the demonstration', (tx) => listChain(tx, programmeId))
    : []
  const id = await createDoor(
    lead,
    { organisationId: northlight, programmeId, name: 'Freedom Commons, coast' },
    at,
  )
  const team = { organisations: chain.filter((one) => one !== northlight), persons: [] }
  const changes: TermsChange[] = [
    {
      part: 'bodies',
      row: 'new',
      value: { organisationId: organisationIds.lanternfield!, kind: 'independent', position: 1 },
    },
    { part: 'team', value: team },
    { part: 'words', value: words },
    ...help(at).map((value): TermsChange => ({ part: 'help', row: 'new', value })),
    ...ways.map((value): TermsChange => ({ part: 'ways', row: 'new', value })),
    ...rotaOf(keys, now, at).map((value): TermsChange => ({ part: 'rota', row: 'new', value })),
    ...retention.map((value): TermsChange => ({ part: 'retention', row: 'new', value })),
    { part: 'controller', value: controller(at) },
  ]
  for (const [revision, change] of changes.entries()) {
    const wrong = await saveTerms(lead, id, change, revision, at)
    if (wrong)
      throw new Error(`The reporting page of the demonstration was refused: ${change.part}, ${wrong.key}`)
  }
  await signRetention(provedAt(lead, at), id, changes.length, at)
  return id
}

/** After its test was answered. */
export async function openForGood({ actors }: Cast, id: string, at: Date): Promise<void> {
  const lead = provedAt(actors.margaret, at)
  const { revision } = await asSystem('the page of the demonstration', (tx) =>
    tx.concernDoor.findUniqueOrThrow({ where: { id }, select: { revision: true } }),
  )
  await recordTest(lead, id, revision, at)
  await openDoorForReports(lead, id, revision + 1, at)
}

const words = {
  languages: ['en', 'fr'] as ('en' | 'fr')[],
  place_en: 'Kambawo, Tefaya and the coast road',
  place_fr: 'Kambawo, Tefaya et la route de la côte',
  runBy_en: 'Northlight Research Fund (fictional)',
  runBy_fr: 'Northlight Research Fund (fictif)',
  readWhen_en:
    'Somebody reads Monday to Friday, 8:00 to 17:00. At night and at weekends one person is called.',
  readWhen_fr:
    'Quelqu’un lit du lundi au vendredi, de 8 h à 17 h. La nuit et le week-end, une personne est appelée.',
  exitTo: 'https://www.wikipedia.org/',
}

function help(at: Date) {
  const answeredOn = dayFrom(at, -2).toISOString().slice(0, 10)
  const nothing = { windowHours: null, note: {}, source: 'Fictional referral map of the demonstration' }
  const dayAndNight = { en: 'Day and night', fr: 'Jour et nuit' }
  return [
    {
      ...nothing,
      need: 'safe_place' as const,
      name: 'Palm Yard House (fictional)',
      nameIn: { fr: 'Maison de la Palmeraie (fictive)' },
      how: {
        en: 'Ask any fruit seller at Kambawo lorry park for the palm yard.',
        fr: 'À la gare routière de Kambawo, demandez la palmeraie à n’importe quelle vendeuse de fruits.',
      },
      hours: dayAndNight,
      note: {
        en: 'Women, and children with them.',
        fr: 'Pour les femmes, et les enfants qui les accompagnent.',
      },
      answeredOn,
    },
    {
      ...nothing,
      need: 'doctor' as const,
      name: 'Tefaya Hill Clinic (fictional)',
      nameIn: { fr: 'Clinique de la colline de Tefaya (fictive)' },
      how: {
        en: 'Behind the old ferry office. Say that you need the quiet room.',
        fr: 'Derrière l’ancien bureau du bac. Dites que vous avez besoin de la salle calme.',
      },
      hours: dayAndNight,
      note: { en: 'Free of charge.', fr: 'C’est gratuit.' },
      windowHours: 72,
      answeredOn,
    },
    {
      ...nothing,
      need: 'talk' as const,
      name: 'Evening Lamp Line (fictional)',
      nameIn: { fr: 'Ligne Lampe du soir (fictive)' },
      how: {
        en: 'Dial 000 00 00, free from any phone. Krio, Temne, English, French.',
        fr: 'Faites le 000 00 00, gratuit depuis tout téléphone. On vous répond en krio, en temné, en anglais ou en français.',
      },
      hours: { en: 'Every day, 7:00 to 22:00', fr: 'Tous les jours, de 7 h à 22 h' },
      answeredOn,
    },
    {
      ...nothing,
      need: 'legal' as const,
      name: 'Coast Road Law Desk (fictional)',
      nameIn: { fr: 'Bureau d’aide juridique de la route de la côte (fictif)' },
      how: { en: 'Room 3, Tefaya post office.', fr: 'À la poste de Tefaya, bureau 3.' },
      hours: { en: 'Tuesday and Thursday', fr: 'Le mardi et le jeudi' },
      answeredOn: null,
    },
  ]
}

const ways = [
  {
    name: 'Ombudsperson of the Coast (fictional)',
    nameIn: { fr: 'Médiatrice de la Côte (fictive)' },
    how: { en: 'Letter box 9, Kambawo', fr: 'Boîte aux lettres 9, Kambawo' },
    note: { en: 'Has nothing to do with the fund.', fr: 'N’a aucun lien avec le fonds.' },
  },
]

function rotaOf([first, second]: readonly KeyOf[], now: Date, at: Date) {
  const [fromOn, untilOn] = [at, dayFrom(now, 90)].map((day) => day.toISOString().slice(0, 10)) as [
    string,
    string,
  ]
  const line = (
    one: KeyOf | undefined,
    part: 'primary' | 'deputy' | 'out_of_hours',
    languages: string[],
  ) => ({
    personId: one!.actor.id,
    part,
    languages,
    fromOn,
    untilOn,
  })
  return [
    line(first, 'primary', ['English', 'Krio', 'French']),
    line(second, 'deputy', ['English', 'Twi', 'French']),
    line(second, 'out_of_hours', ['English', 'French']),
  ]
}

const retention = [
  {
    what: { en: 'Accounts and messages (invented)', fr: 'Récits et messages (inventé)' },
    keepFor: { en: 'Seven years after closing', fr: 'Sept ans après la clôture' },
    months: 84,
    reason: { en: 'Invented for the demonstration', fr: 'Inventé pour la démonstration' },
    owner: 'Safeguarding lead',
  },
  {
    what: { en: 'Ordinary complaints (invented)', fr: 'Plaintes ordinaires (inventé)' },
    keepFor: { en: 'Two years', fr: 'Deux ans' },
    months: 24,
    reason: { en: 'Invented for the demonstration', fr: 'Inventé pour la démonstration' },
    owner: 'Safeguarding lead',
  },
]

function controller(at: Date) {
  return {
    controllers: 'Northlight Research Fund (fictional)',
    separateOrJoint: 'separate' as const,
    law: 'Fictional Data Act, section 4',
    condition: 'Invented: safeguarding of people at risk',
    processor: 'Whoever runs this demonstration',
    countries: 'United Kingdom, Sierra Leone, Ireland',
    transferTool: 'Invented: an agreement between the fund and the contact outside',
    decidedBy: 'Margaret Olu-Whitby, safeguarding lead',
    decidedOn: dayFrom(at, -1).toISOString().slice(0, 10),
  }
}
