import { readFileSync } from 'node:fs'
import { hiddenIn, wordsIn, type Fields } from '#tests/support/asking.ts'
import type { Cast, Person } from '#tests/support/cast.ts'
import { get, inDays, post, send } from '#tests/support/records.ts'

/** What belongs to a plan beside its answers, made by posting the very forms that the pages hold. */

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** A day from now in the three boxes of this field. */
export function dayIn(field: string, days: number): Fields {
  const { day, month, year } = inDays(days)
  return { [`${field}.day`]: day, [`${field}.month`]: month, [`${field}.year`]: year }
}

/** A new row of a list, by its id. */
export async function aRow(
  person: Person,
  plan: string,
  register: string,
  page: string,
  fields: Fields,
): Promise<string> {
  const list = `/app/assessments/${plan}/lists`
  const before = await rowsOn(person, `${list}/${page}`, register)
  await send(person, `${list}/${register}/new`, [], fields)
  const after = await rowsOn(person, `${list}/${page}`, register)
  const added = after.find((id) => !before.includes(id))
  if (!added) throw new Error(`${list}/${page} shows no new row of ${register}.`)
  return added
}

async function rowsOn(person: Person, path: string, register: string): Promise<string[]> {
  const { html } = await get(person, path)
  return [...html.matchAll(new RegExp(`/lists/${register}/(${uuid})`, 'g'))].map(([, id]) => id!)
}

export function aSite(person: Person, plan: string, name: string): Promise<string> {
  const fields = { name, country: 'GH', languages: 'Twi, Ewe', phone: 'patchy', safeToName: 'unknown' }
  return aRow(person, plan, 'sites', 'sites', fields)
}

type RiskWishes = { severity?: number; likelihood?: number; seal?: boolean; event?: string }

/** A risk whose controls make it no less grave: severity 3 is medium, 5 is high, and 5 that is likely is critical. */
export function aRisk(person: Person, plan: string, wishes: RiskWishes = {}): Promise<string> {
  const { severity = 3, likelihood = 2, seal = false, event = 'A voice in a film is recognised.' } = wishes
  return aRow(person, plan, 'risks', 'risks', {
    group: 'participants',
    affected: 'Women who take part',
    event,
    likelihood: String(likelihood),
    severity: String(severity),
    existing: 'Nobody is filmed from the front.',
    control: 'Everybody hears the sound before it is shown.',
    owner: 'Focal point in Zemani',
    costLine: 'translation',
    ...dayIn('dueOn', 60),
    residualLikelihood: String(likelihood),
    residualSeverity: String(severity),
    community: 'agrees',
    ...(seal ? { seal: 'yes' } : {}),
  })
}

/** A second person of the body that wrote it stands by what remains. */
export async function signedOff(person: Person, plan: string, risk: string): Promise<void> {
  const path = `/app/assessments/${plan}/lists/risks/${risk}/sign`
  await send(person, path, ['seenRevision'], { reason: 'We asked twelve women. They want the film.' })
}

const rows: [register: string, page: string, fields: Fields][] = [
  [
    'referrals',
    'referrals',
    {
      service: 'health',
      name: 'Clinic by the market',
      distance: '40 minutes on foot',
      cost: 'Free',
      hours: 'Monday to Friday',
      answered: 'yes',
      ...dayIn('triedOn', -200),
      triedAt: '14h30',
      mayLeave: 'yes',
      takesMen: 'no',
      policeFirst: 'unknown',
      notServed: 'Men and boys',
      toldBy: 'A nurse',
    },
  ],
  [
    'people',
    'people',
    {
      part: 'focal_point',
      role: 'Focal point in Zemani',
      who: 'E. F.',
      paidHours: '6',
      meets: 'yes',
      ...dayIn('codeOn', -30),
    },
  ],
  [
    'training',
    'training',
    {
      who: 'E. F.',
      part: 'focal_point',
      course: 'full',
      result: 'competent',
      proof: 'role_play',
      ...dayIn('heldOn', -30),
    },
  ],
  [
    'sessions',
    'training',
    {
      topic: 'How to say no',
      form: 'play',
      language: 'Ewe',
      women: '14',
      men: '3',
      ...dayIn('heldOn', -10),
    },
  ],
  [
    'money',
    'money',
    {
      line: 'translation',
      partner: 'Tsavanya Listening Circle',
      amount: '18500',
      currency: 'GHS',
      rate: '15',
      ...dayIn('rateOn', -3),
    },
  ],
  ['moneyGaps', 'money', { line: 'charges', reason: 'The clinic asks for nothing.' }],
  ['riskGaps', 'risks', { group: 'digital', reason: 'Nothing is kept on a computer.' }],
]

/** Something in every list but that of risks: where each row stands. */
export async function filledLists(person: Person, plan: string): Promise<string[]> {
  const site = await aSite(person, plan, 'Zemani')
  const paths = [`/lists/sites/${site}`]
  for (const [register, page, fields] of rows) {
    const row = await aRow(person, plan, register, page, { site, ...fields })
    paths.push(`/lists/${register}/${row}`)
  }
  return paths
}

/** A page of a policy that serves these requirements. */
export async function someEvidence(person: Person, plan: string, ...requirements: string[]): Promise<string> {
  await send(person, `/app/assessments/${plan}/evidence/new`, [], {
    title: 'Safeguarding policy 2027',
    kind: 'page',
    page: 'Section 7',
    ...dayIn('datedOn', -400),
    ...dayIn('reviewOn', -20),
    requirements,
  })
  const { html } = await get(person, `/app/assessments/${plan}/evidence`)
  return new RegExp(`/evidence/(${uuid})`).exec(html)![1]!
}

export async function commented(
  person: Person,
  plan: string,
  requirement: string,
  body: string,
): Promise<void> {
  const fields = { move: 'say', requirementId: requirement, body }
  const { status, html } = await post(person, `/app/assessments/${plan}/comments`, fields)
  if (status !== 302) throw new Error(`${person.name} commented and got ${status}: ${wordsIn(html)}`)
}

export async function helps(
  author: Person,
  plan: string,
  guest: Person,
  may: 'contributor' | 'commenter',
): Promise<void> {
  const fields = { move: 'name', name: guest.signsInWith, may }
  await send(author, `/app/assessments/${plan}/contributors`, [], fields)
}

/** What the plan says is kept in the passport, which is then opened to whoever reviews the plan: the grant. */
export async function anOpenPassport(author: Person, plan: string, reader: Person): Promise<string> {
  const path = `/app/assessments/${plan}/passport`
  const { html } = await get(author, path)
  const keep = [...html.matchAll(/name="keep"[^>]*value="([^"]+)"/g)].map(([, token]) => token!)
  await send(author, path, [], { do: 'keep', keep })
  await send(author, path, [], { do: 'open', ...dayIn('untilOn', 300) })
  const list = await get(reader, '/app/passports')
  const grants = [...list.html.matchAll(new RegExp(`/app/passports/(${uuid})`, 'g'))]
  return grants.at(-1)![1]!
}

/** Nothing is left in it, and nobody outside reads it: other journeys keep answers there too. */
export async function anEmptyPassport(author: Person): Promise<void> {
  const path = '/app/passport'
  const { html } = await get(author, path)
  const all = (name: string) => [...html.matchAll(new RegExp(`name="${name}"[^>]*value="([^"]+)"`, 'g'))]
  for (const [, grantId] of all('grantId')) await post(author, path, { do: 'end', grantId: grantId! })
  const held = [...new Set(all('held').map(([, token]) => token!))]
  if (held.length > 0) await send(author, path, [], { do: 'takeOut', held })
}

/** The example that everybody may take away, brought in as this version. Returns its id. */
export async function ownRequirements({ officer }: Cast, version: 1 | 2): Promise<string> {
  const example = readFileSync('docs/examples/own-requirements.yaml', 'utf8')
  const text =
    version === 1
      ? example
      : example
          .replace(/^version: 1$/m, 'version: 2')
          .replace(/^(        question: .*)$/m, '$1 And who says so?')
  const path = '/app/frameworks/new'
  const page = await get(officer, path)
  const organisationId = hiddenIn(page.html, 'organisationId')
  const tried = await post(officer, path, { do: 'check', organisationId, text })
  await send(officer, path, [], { do: 'publish', organisationId, text, seen: hiddenIn(tried.html, 'seen') })
  return /^id: (.+)$/m.exec(example)![1]!
}
