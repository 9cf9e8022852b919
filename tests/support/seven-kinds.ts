import { asSystem } from '#app/server/database.server.ts'
import { bringIn, isKnown, type PlanTerms } from '#content/index.ts'
import type { FrameworkSource, FrameworkWords } from '#content/schema.ts'
import { aPlan, type Cast } from '#tests/support/line.ts'

export const sevenKinds = { id: 'seven-kinds', version: 1 } as const

const shared = {
  principle: 'rights' as const,
  audience: 'project' as const,
  phase: 'proposal' as const,
  verb: 'mitigate' as const,
  mappings: [],
}

const source: FrameworkSource = {
  ...sevenKinds,
  status: 'draft',
  publishedOn: null,
  source: { title: 'A test', publisher: 'A test', date: '2026', url: 'https://example.org/' },
  hours: { project: { from: 1, to: 2 }, community: { from: 1, to: 2 } },
  neededToSend: ['submit'],
  tiered: true,
  requirements: [
    {
      ...shared,
      id: 'V-P-01',
      gate: 'submit',
      answer: 'yes-partly-no',
      claimAndCheck: { pair: 'V-C-01', part: 'claim' },
    },
    { ...shared, id: 'V-P-02', gate: 'submit', answer: 'voice-or-text' },
    { ...shared, id: 'V-P-03', gate: 'fieldwork', answer: 'choice', options: ['kept', 'nobody'] },
    {
      ...shared,
      id: 'V-P-04',
      gate: 'award',
      answer: 'number',
      number: { unit: 'count', least: 1, most: 500 },
    },
    { ...shared, id: 'V-P-05', gate: 'submit', answer: 'person-role' },
    {
      ...shared,
      id: 'V-P-06',
      gate: 'submit',
      answer: 'table',
      table: {
        columns: [
          { id: 'group', kind: 'line', required: true },
          { id: 'harm', kind: 'text', required: true },
          { id: 'cost', kind: 'money' },
          { id: 'triedOn', kind: 'date' },
          { id: 'safe', kind: 'yes-no' },
        ],
        givenRows: ['women', 'men'],
      },
    },
    { ...shared, id: 'V-P-07', gate: null, answer: 'from-the-record', figure: 'referralsTried' },
    { ...shared, id: 'V-P-08', gate: 'submit', answer: 'voice-or-text', appliesIf: ['children'] },
    { ...shared, id: 'NKF-P-001', gate: 'submit', answer: 'voice-or-text' },
    { ...shared, id: 'V-C-01', audience: 'community', gate: null, answer: 'yes-partly-no' },
  ],
}

const labels = {
  'V-P-03': {
    en: { kept: 'It is kept', nobody: 'Nobody keeps it' },
    fr: { kept: 'Tenu', nobody: 'Personne' },
  },
  'V-P-06': {
    en: {
      group: 'Group',
      harm: 'Harm',
      cost: 'Cost',
      triedOn: 'Tried on',
      safe: 'Safe?',
      women: 'Women',
      men: 'Men',
    },
    fr: {
      group: 'Groupe',
      harm: 'Préjudice',
      cost: 'Coût',
      triedOn: 'Essayé le',
      safe: 'Sûr ?',
      women: 'Femmes',
      men: 'Hommes',
    },
  },
} as const

function wordsIn(locale: 'en' | 'fr') {
  const requirements = source.requirements.map(({ id }) => {
    const own = id in labels ? { labels: labels[id as keyof typeof labels][locale] } : {}
    return [id, { question: `${locale} ${id}?`, help: '', why: 'Because.', evidence: 'A page.', ...own }]
  })
  return {
    framework: { title: 'Seven kinds', follows: 'Nothing.', version: 'Version 1' },
    requirements: Object.fromEntries(requirements) as FrameworkWords['requirements'],
    mappings: {},
  }
}

export const withoutChildren: PlanTerms = { circumstances: { people: true }, tier: 2, audiences: ['project'] }
export const withChildren: PlanTerms = { ...withoutChildren, circumstances: { people: true, children: true } }

/** A plan in draft that is asked one question of each kind, and one more while children take part. */
export async function aPlanOfSevenKinds(cast: Cast): Promise<string> {
  if (!isKnown(sevenKinds.id, sevenKinds.version)) bringIn(source, { en: wordsIn('en'), fr: wordsIn('fr') })
  const id = await aPlan(cast, { answered: 0 })
  await asSystem('test framework', (tx) =>
    tx.assessment.update({
      where: { id },
      data: { frameworkId: sevenKinds.id, frameworkVersion: sevenKinds.version },
      select: { id: true },
    }),
  )
  await describe(cast, id, withChildren)
  return id
}

export async function describe(cast: Cast, assessmentId: string, terms: PlanTerms): Promise<void> {
  const described = {
    ...terms,
    audiences: [...terms.audiences],
    updatedById: cast.investigator.id,
    updatedAt: new Date(),
  }
  await asSystem('test circumstances', (tx) =>
    tx.planContext.upsert({
      where: { assessmentId },
      create: { assessmentId, ...described },
      update: described,
      select: { assessmentId: true },
    }),
  )
}
