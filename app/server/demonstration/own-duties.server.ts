import type { Given, Plan } from '#app/server/demonstration/plan-model.server.ts'
import type { OrganisationKey } from '#app/server/demonstration/cast.server.ts'

/** A funder's answers about its own duties, judged by a body other than itself. */
export type OwnAssessment = Omit<Plan, 'place' | 'partner'> & { reviewedBy: OrganisationKey }

const northlight: Record<string, Given> = {
  'V-F-01': {
    choice: 'partly',
    text: 'The page exists in English and French, with a telephone line answered on working days. By voice there is so far only English. Two more languages are being recorded with people from funded projects, who are paid for it.',
    dueIn: 50,
  },
  'V-F-04': {
    choice: 'yes',
    text: 'Clause 14, since last year: it names participants, enumerators, interpreters, drivers and community groups, and it goes down to every sub-award. Of 31 live awards, 27 carry it; four older ones are being amended.',
  },
  'V-F-08': {
    text: 'Support for survivors: six months, clause 19.2. Wages earned: to the last day worked, 19.1. Journeys home: all, 19.3. Insurance: to the end of its term. Nothing is written yet about medical follow-up. We think it should be there, and say so.',
  },
  'E-F-05': {
    choice: 'yes',
    text: 'Last year £61,400 for 22 dated plans, most of them focal points’ time and training. Two requests were refused; both reasons are on file and were told in a call before the letter.',
  },
  'E-F-10': {
    text: 'On paper 45 days. In truth the median for the smallest partner was 88 days, and longer where French was used. From this programme on their deadlines move by as many days as we are late. Three partners have used that.',
  },
  'T-F-01': {
    choice: 'yes',
    text: 'Expectations, scoring, the evidence we accept and decision times are on the call page, with a date. A photo of a paper list counts as evidence, and the page shows one.',
  },
  'T-F-07': {
    text: 'We look at what was learned and what changed since, and a second person reads it who does not know the score. Of nine who told us in three years, five were funded, about the same share as of the others. Nine is too few to prove it, and we say so.',
  },
  'A-F-01': {
    choice: 'yes',
    text: 'A trustee, with an alternate. The budget line is £48,000, and the board reads the yearly report in its spring meeting without staff present for the first half hour.',
  },
  'A-F-03': {
    choice: 'yes',
    text: 'A preparation payment of up to 15 % comes before any gate. Set-up, engagement and wages are paid whatever a community decides. Last year two communities said no, and their partners were paid in full.',
  },
  'A-F-10': {
    choice: 'partly',
    text: 'This is the first time. Harmattan reviews us as an outsider. A paid sub-partner has not done so yet: two have been asked, with a fee of £600 and nobody from our programmes in the room.',
    dueIn: 70,
  },
}

const meridian: Record<string, Given> = {
  'V-F-01': {
    choice: 'no',
    text: 'The call page names the prime’s hotline only. A way that begins with us, also by voice, is being set up with a line that takes calls in Krio, French and Wolof.',
  },
  'V-F-04': {
    choice: 'yes',
    text: 'The award terms forbid retaliation and, since the last amendment, name people who are not employees. The prime must show us the clause in every sub-award before the first payment below it.',
  },
  'V-F-08': {
    text: 'Written: wages earned and safe travel, 60 days. Not written: support for survivors. In the two pauses so far it was paid all the same, by decision of one official, and that is not a rule.',
  },
  'E-F-05': {
    choice: 'partly',
    text: 'We agree dated plans. Paying for them needs a budget change that takes two months. A standing line of $150,000 has been asked for.',
    dueIn: 90,
  },
  'E-F-10': {
    text: 'The fourth tier had its first money 131 days after our signature. When we are late its deadlines do not move, because we cannot see them. The prime now reports the date on which each tier could spend.',
  },
  'T-F-01': {
    choice: 'yes',
    text: 'Published with the call and dated. Decision times are given as a range. We met it for 70 of every 100 applications.',
  },
  'T-F-07': {
    text: 'The declaration goes to an officer who does not score. We cannot yet show that telling cost nobody an award, since the old system did not keep who had told.',
  },
  'A-F-01': {
    choice: 'yes',
    text: 'The deputy director owns it and reviews it every autumn. The budget is two posts and $40,000.',
  },
  'A-F-03': {
    choice: 'partly',
    text: 'Wages and engagement are paid whatever the community decides. Set-up is not: it is claimed back after the first milestone, which a small partner has to lend us. We are changing it for the next round.',
    dueIn: 120,
  },
  'A-F-10': {
    choice: 'no',
    text: 'No. This is the first time that anybody outside is asked, and Harmattan’s review is to be published with our reply.',
  },
}

export const ownAssessments: readonly OwnAssessment[] = [
  {
    key: 'own-northlight',
    number: 31,
    title: 'Northlight’s own duties, 2026',
    country: 'GB',
    organisation: 'northlight',
    author: 'margaret',
    locale: 'en',
    reviewedBy: 'harmattan',
    answers: northlight,
    journey: {
      started: 58,
      answered: 41,
      submitted: 37,
      reviewer: 'idrissa',
      reviewBegun: 30,
      given: { on: 35, by: 'beatrice' },
      beside: [
        {
          person: 'wanjiku',
          part: 'partner',
          askedBy: 'beatrice',
          asked: 27,
          looked: 20,
          found: {
            rights: { reason: 'The clause is read to us at every start. It was not when we were new.' },
            equity: { reason: 'True, as far as we were there. 88 days cost us two people.' },
            transparency: { reason: 'The photo of our paper list was taken without a word. That was good.' },
          },
          finished: true,
          paid: { amount: '600.00', currency: 'GBP' },
        },
      ],
      judged: 12,
      completed: 11,
      declaredBy: { on: 8, by: 'beatrice' },
      remarks: {
        rights:
          'The clause is good and the gap in medical follow-up is named before we found it. Please bring the recordings with the next assessment.',
        equity: '88 days instead of 45 is an honest number. Moving the deadlines is the right answer to it.',
        transparency: '',
        accountability: 'We would like to see the sub-partners’ review published beside ours.',
      },
    },
  },
  {
    key: 'own-meridian',
    number: 32,
    title: 'Meridian’s own duties, 2026',
    country: 'US',
    organisation: 'meridian',
    author: 'priya',
    locale: 'en',
    reviewedBy: 'harmattan',
    answers: meridian,
    journey: {
      started: 33,
      answered: 19,
      submitted: 15,
      given: { on: 13, by: 'beatrice' },
      reviewer: 'idrissa',
      reviewBegun: 8,
      beside: [
        {
          person: 'aliou',
          part: 'partner',
          askedBy: 'beatrice',
          asked: 7,
          looked: 3,
          found: {
            equity: {
              reason:
                'Their 131 days are right. We lent the money to ourselves from the rent of the house, and that is not written anywhere.',
              ask: { 'E-F-10': 'Please say what tiers that had to wait did meanwhile, and who paid for it.' },
            },
          },
          finished: false,
        },
      ],
      judged: 4,
      judgedSoFar: ['rights', 'transparency'],
      remarks: {
        rights:
          'A way to report that begins with the donor matters most here, because the chain is five tiers long.',
        transparency: 'Plainly told. Keep from now on who had told you, apart from the score.',
      },
    },
  },
]
