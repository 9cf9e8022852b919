import type { Plan } from '#app/server/demonstration/plan-model.server.ts'
import { signedProjects } from '#app/server/demonstration/projects-signed.server.ts'
import { projectsUnderWay } from '#app/server/demonstration/projects-under-way.server.ts'

/** A community project: its award under the lead, with partners, and the plan it wrote for the call. */
export interface Project extends Plan {
  /** By name; each is an organisation that takes part in the award. */
  partners: readonly string[]
  /** How the programme calls it, where the plan has a name in another language. */
  awardTitle?: string
  /** Answers the second call, which is still open. */
  inSecondCall?: true
}

const theFifthGeneration: Project = {
  key: 'the-fifth-generation',
  number: 12,
  title: 'La cinquième génération',
  awardTitle: 'The Fifth Generation',
  country: 'NE',
  organisation: 'azelak',
  author: 'aichatou',
  locale: 'fr',
  place: { sites: ['Azelak', 'Tamgalek'], languages: ['tamasheq', 'haoussa'], currency: 'XOF', rate: 760 },
  partner: 'Azelak Filles Football',
  partners: ['Azelak Filles Football', 'Club d’Écoute de Tamgalek'],
  inSecondCall: true,
  answers: {
    'V-P-01': {
      text: 'Les jeunes qui demandent à leurs grands-parents d’où vient leur nom : grondés ; l’entraîneuse, que chacun connaît.\nLes grands-parents : honte ou colère ; l’imam de Tamgalek a proposé d’écouter, et un deuxième, d’une autre famille, aussi.\nNos traductrices : à compléter.',
    },
    'E-P-01': {
      text: 'Vingt-deux jeunes, dont quatorze filles, pendant deux matchs. Payés : le transport et le repas, pas le temps. Nous ajoutons une ligne pour cela, dès qu’il y aura de l’argent.',
    },
  },
  journey: { started: 12, answered: 4, onlyFirst: 5 },
}

const titles: Record<string, string> = {
  'songs-the-river-kept': 'Songs the River Kept',
  'words-for-freedom': 'Words for Freedom',
}

/** The fourteen, in the order of the programme. */
export const projects: readonly Project[] = [...signedProjects, ...projectsUnderWay, theFifthGeneration]
  .map((project) => (titles[project.key] ? { ...project, awardTitle: titles[project.key] } : project))
  .toSorted((a, b) => a.number - b.number)

/** The lead’s own plan, for the money it passes on. */
export const leadPlan: Plan = {
  key: 'lead',
  number: 20,
  title: 'Freedom Commons: community arts against slavery',
  country: 'GB',
  organisation: 'wrexmoor',
  author: 'imogen',
  locale: 'en',
  place: { sites: ['Wrexmoor', 'the partners’ towns'], languages: ['English', 'French'], currency: 'GBP', rate: 1 },
  partner: 'the partners’ council',
  answers: {
    'V-P-01': {
      text: 'Partners who depend on our next payment: silence; they write to the fund directly, and the contract says that this is never held against them.\nStudents on visits: out of their depth; a tutor who is not their supervisor.\nPeople whom our visits make visible: no visit without an invitation, and a number in their language.\nOur own finance staff, who see names on receipts: trained, and receipts may carry numbers instead.',
    },
    'E-P-03': {
      text: 'Each of the fourteen budgets has its own lines; together £71,300, of which £58,900 goes to partners. Ours: insurance for all £9,800, training £6,400, translation of this plan and of every change £5,200, a fund for urgent referrals £6,000, paid within two days.',
    },
    'A-P-10': {
      text: 'Each partner tells its own people, because they know them. We pay wages and support for three months from a sum that the fund has agreed to leave with us. The safeguarding lead stays in touch with every focal point for a year. If we are the reason, the fund takes over.',
    },
  },
  journey: {
    started: 74,
    answered: 68,
    submitted: 65,
    reviewer: 'nadia',
    reviewBegun: 62,
    judged: 56,
    completed: 55,
    remarks: {
      rights: 'Writing to us directly is in the contract and in the first letter each partner gets.',
      equity: 'Four fifths of the lines go down the chain.',
      transparency: '',
      accountability: '',
    },
    decision: {
      on: 50,
      by: 'helene',
      outcome: 'approved',
      reason: 'The lead carries what small partners cannot: insurance, translation and an urgent fund. It can be told off by those it pays, in writing and without loss.',
      conditions: [],
    },
    signed: [49, 47, 46],
  },
}

/** What a visitor may finish: a plan for the open call, begun by a project that was funded before. */
export const secondSeason: Plan = {
  ...projects[0]!,
  key: 'second-season',
  number: 21,
  title: 'Nets and Names: the second season',
  answers: {
    'V-P-01': {
      text: 'Crew members of sixteen and seventeen, who were not in the first season: they could lose the boat. Whom they would tell is still to be asked.\nMothers: as before.\nThe two carpenters who lend us their yard: their customers are boat owners.',
    },
  },
  journey: { started: 9, answered: 3, onlyFirst: 9 },
}
