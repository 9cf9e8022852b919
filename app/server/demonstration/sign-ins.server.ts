import { organisations, people, type PersonKey } from '#app/server/demonstration/cast.server.ts'
import { demonstrationPassword } from '#app/server/demonstration/lay.server.ts'
import { howFarLaid } from '#app/server/demonstration/rows.server.ts'
import { env } from '#app/server/env.server.ts'
import { wordsFor, type Key } from '#content/words.ts'

/** An account that a visitor may use, as the sign-in page shows it. */
export interface DemonstrationAccount {
  name: string
  signInName: string
  password: string
  role: Key
  organisation: string
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
      role: `content.role.${role}`,
      organisation: organisations[organisation].name,
      waits,
    }
  })
}

/** For the greeting in the terminal. */
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
