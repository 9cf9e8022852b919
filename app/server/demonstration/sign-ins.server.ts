import { organisations, people, type PersonKey } from '#app/server/demonstration/cast.server.ts'
import { demonstrationPhrase } from '#app/server/demonstration/handlers.server.ts'
import { demonstrationPassword } from '#app/server/demonstration/lay.server.ts'
import { howFarLaid } from '#app/server/demonstration/rows.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { env } from '#app/server/env.server.ts'
import { wordsFor, type Key } from '#content/words.ts'

/** An account that a visitor may use, as the sign-in page shows it. */
export interface DemonstrationAccount {
  name: string
  signInName: string
  password: string
  role: Key
  organisation: string
  /** Unlocks the keys of those who handle cases. In life nobody but its owner knows it. */
  phrase: string | null
  /** One line: what they find when they have signed in. */
  waits: Key
}

/** In the order in which a visitor would follow a plan. Everybody else of the demonstration can sign in as well. */
const waits = {
  ruth: 'demo.waits.officer',
  adwoa: 'demo.waits.draft',
  rahila: 'demo.waits.money',
  efua: 'demo.waits.focalPoint',
  neema: 'demo.waits.gate',
  wanjiku: 'demo.waits.contributor',
  esperance: 'demo.waits.interview',
  mamadou: 'demo.waits.passport',
  fanta: 'demo.waits.changes',
  okello: 'demo.waits.signature',
  samuel: 'demo.waits.reviewer',
  nadia: 'demo.waits.secondReviewer',
  helene: 'demo.waits.approver',
  ines: 'demo.waits.appeals',
  margaret: 'demo.waits.ownDuties',
  tomas: 'demo.waits.administrator',
  daniel: 'demo.waits.lead',
  idrissa: 'demo.waits.peerReviewer',
  beatrice: 'demo.waits.peerApprover',
  denise: 'demo.waits.donor',
  orla: 'demo.waits.handler',
  kofi: 'demo.waits.secondHandler',
  solveig: 'demo.waits.escrow',
  lucien: 'demo.waits.escrow',
  maeve: 'demo.waits.outside',
} as const satisfies Partial<Record<PersonKey, Key>>

/** None where there is no demonstration, and never in production. */
export async function demonstrationAccounts(): Promise<DemonstrationAccount[]> {
  if (env.mode !== 'evaluation' || !env.demonstration || (await howFarLaid()) !== 'laid') return []
  return Object.entries(waits).map(([key, waits]) => {
    const { name, role, organisation } = people[key as PersonKey]
    return {
      name,
      signInName: key,
      password: demonstrationPassword,
      phrase: role === 'case_handler' ? demonstrationPhrase : null,
      role: `content.role.${role}`,
      organisation: organisations[organisation].name,
      waits,
    }
  })
}

/** For the greeting in the terminal. */
/** Where a visitor tells something as a reporter would; null where there is no demonstration. */
export async function demonstrationPage(): Promise<string | null> {
  if (env.mode !== 'evaluation' || !env.demonstration || (await howFarLaid()) !== 'laid') return null
  const door = await asSystem('the reporting page of the demonstration', (tx) =>
    tx.concernDoor.findFirst({
      where: { openedOn: { not: null }, organisation: { fictional: true } },
      orderBy: { id: 'asc' },
      select: { slug: true },
    }),
  )
  return door && `/r/${door.slug}`
}

export async function demonstrationSignIns(): Promise<
  { name: string; role: string; userName: string; password: string }[]
> {
  const t = wordsFor('en')
  return (await demonstrationAccounts()).map(({ name, role, organisation, signInName, password }) => ({
    name: `${name} (${organisation})`,
    role: t(role),
    userName: signInName,
    password,
  }))
}
