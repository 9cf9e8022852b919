import type { Plan } from '#app/server/demonstration/plan-model.server.ts'
import { coastProjects } from '#app/server/demonstration/projects-coast.server.ts'
import { lakesProjects } from '#app/server/demonstration/projects-lakes.server.ts'
import { sahelProjects } from '#app/server/demonstration/projects-sahel.server.ts'

/** A community project: its award under the lead, with partners, and the plan it wrote for the call. */
export interface Project extends Plan {
  /** By name; each is an organisation that takes part in the award. */
  partners: readonly string[]
  /** How the programme calls it, where the plan has a name in another language. */
  awardTitle?: string
  /** Answers the second call, which is still open. */
  inSecondCall?: true
}

/** The fourteen, in the order of the programme. */
export const projects: readonly Project[] = [...coastProjects, ...lakesProjects, ...sahelProjects].toSorted(
  (a, b) => a.number - b.number,
)

/** The lead’s own plan, for the money it passes on. */
export const leadPlan: Plan = {
  key: 'lead',
  number: 20,
  title: 'Freedom Commons: community arts against slavery',
  country: 'GB',
  organisation: 'wrexmoor',
  author: 'imogen',
  locale: 'en',
  place: {
    sites: ['Wrexmoor', 'the partners’ towns'],
    languages: ['English', 'French'],
    currency: 'GBP',
    rate: 1,
  },
  partner: 'the partners’ council',
  answers: {
    'V-P-01': {
      text: 'Partners who depend on our next payment: silence; they write to the fund directly, and the contract says that this is never held against them.\nStudents on visits: out of their depth; a tutor who is not their supervisor.\nPeople whom our visits make visible: no visit without an invitation, and a number in their language.\nOur own finance staff, who see names on receipts: trained, and receipts may carry numbers instead.',
    },
    'E-P-03': {
      text: 'Each of the fourteen budgets has its own lines; together £71,300, of which £58,900 goes to partners. Ours: insurance for all £9,800, training £6,400, translation of this plan and of every change £5,200, a fund for urgent referrals £6,000, paid within two days.',
    },
    'V-P-02': {
      choice: 'yes',
      text: 'Each partner checks its own map and is paid for it. We read all fourteen, call one service in each country ourselves every half year, and send back what we heard. Two numbers were dead last time.',
    },
    'V-P-03': {
      choice: 'yes',
      text: 'Our contract asks for it and our visitors listen for it. The university’s line is named in every script, in the language of the site, with a sentence on who at the university would know.',
    },
    'V-P-05': {
      text: 'At the sites the partners decide, and we pay. For our own students and staff: no one reads transcripts alone, four sessions with a counsellor are booked in advance and may be cancelled, and a supervisor asks after them each month, off the record.',
    },
    'E-P-01': {
      text: 'Twenty community groups in eight countries were asked what a call should look like, and paid £120 each. They struck out log frames and matching funds. Once there is money, they meet each year and may change the rules.',
    },
    'E-P-07': {
      choice: 'yes',
      text: 'Each partner’s register has rows written by its assistants. Ours adds those only we can cause: a late payment, a careless publication, a visit that marks somebody out.',
    },
    'E-P-10': {
      choice: 'yes',
      text: 'The advisory circle has seven members with lived experience, £200 a day. Three are unnamed, also to us: a partner pays them and sends a receipt with a number, which our auditors have accepted.',
    },
    'T-P-01': {
      choice: 'yes',
      text: 'One page in English and in French, and a recording of five minutes in each. Partners turn it into the languages of their sites and are paid for that.',
    },
    'T-P-02': {
      choice: 'yes',
      text: 'We wrote a model with the partners’ council: what is recorded, who sees it, limits of secrecy, how to leave. Nobody has to use it; what they use instead is read by two others.',
    },
    'T-P-04': {
      choice: 'yes',
      text: 'A change is reported in three lines by message, and work waits for two days at most: if we have not answered by then, the partner decides. The list is open to all fourteen.',
    },
    'T-P-05': {
      choice: 'yes',
      text: 'One register with fourteen sheets. Each partner writes in its own and reads the summary of the others. Of the last thirty changes, twenty-three were made by partners.',
    },
    'A-P-01': {
      choice: 'yes',
      text: 'At the university a safeguarding lead, two paid days a week, and a deputy from another faculty. At the sites the partners name them, with hours and pay in their budgets.',
    },
    'A-P-02': {
      text: 'Those who apply and are turned down. They told us a great deal about danger in their towns, and we keep their applications. What this could mean for them has had no row until now; the rule for deleting is being written.',
    },
    'A-P-05': {
      choice: 'yes',
      text: 'Everyone on the project, accountants and film editors included. Who travels does it again before each journey. On a newcomer’s first day the safeguarding lead has half an hour with them, before they have access to any file.',
    },
    'A-P-10': {
      text: 'Each partner tells its own people, because they know them. We pay wages and support for three months from a sum that the fund has agreed to leave with us. The safeguarding lead stays in touch with every focal point for a year. If we are the reason, the fund takes over.',
    },
  },
  journey: {
    started: 74,
    answered: 68,
    submitted: 65,
    given: { on: 64, by: 'ruth' },
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
      reason:
        'The lead carries what small partners cannot: insurance, translation and an urgent fund. It can be told off by those it pays, in writing and without loss.',
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
