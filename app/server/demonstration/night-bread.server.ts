import { nightBreadAnswers } from '#app/server/demonstration/night-bread-answers.server.ts'
import { nightBreadRegisters } from '#app/server/demonstration/night-bread-registers.server.ts'
import { rotaOfTheLine } from '#app/server/demonstration/own-files.server.ts'
import type { WholePlan } from '#app/server/demonstration/whole-plan.server.ts'

/** Sent and in review, from a body that has opened its passport to the funder. */
export const nightBread: WholePlan = {
  key: 'night-bread',
  number: 43,
  title: 'Night Bread',
  country: 'SN',
  organisation: 'ndialar',
  author: 'mamadou',
  locale: 'en',
  work: {
    circumstances: ['people', 'sensitive', 'travel', 'digitalData'],
    answersFor: ['project', 'organisation'],
  },
  journey: {
    started: 16,
    listed: 14,
    signedOff: 13,
    answered: 12,
    evidenced: 10,
    submitted: 6,
    given: 5,
    passportOpened: 5,
    reviewBegun: 3,
    passportRead: 2,
    judged: 1,
  },
  reviewer: 'nadia',
  givenBy: 'ruth',
  judgements: {
    rights: {
      reason: 'Written by people who know the ovens. One service is missing, and the plan does not hide it.',
      exceptions: {
        'V-P-02':
          'The lawyer of the port did not answer. Accepted, because the house in Thiabane passes people on; to be tried again before the first night.',
      },
      why: {
        'V-R-01': 'Two ways at each place, and the bench by the tap needs neither reading nor money.',
        'V-R-03': 'The first question is about tonight and not about the past.',
        'V-R-09': 'One key too many is said openly, and the box with two locks is ordered with a date.',
        'V-R-12': 'Telling people that no book with names exists is worth more than a promise to guard one.',
        'V-P-01': 'Each group has somebody to tell, and customers, whom nobody else names, have a row.',
        'V-P-03': 'Five minutes of the eighteen, at the oven, in both languages. It fits the work.',
        'V-P-05': 'Whoever kneads along sees sooner than whoever asks. The fares are in the budget.',
        'V-P-10': 'What was spent last year is listed by what it was for.',
      },
    },
    transparency: {
      reason: '',
      exceptions: {},
      why: {
        'T-R-01': 'The page at the tap is in its sixth version and the earlier ones are kept.',
        'T-R-02': 'One who listens, with hours and a deputy from outside.',
        'T-R-03': 'Nobody joined, so there was nobody to check. That is an answer.',
        'T-R-07': 'The half page exists. The date for keeping is still to be agreed, and they say so.',
        'T-P-01': 'Says what could go wrong before it says what is good.',
        'T-P-02': 'The last day on which a voice can be called back is named.',
        'T-P-06': 'Another night, another person, and the owner asleep.',
      },
    },
  },
  entries: nightBreadRegisters,
  answers: nightBreadAnswers,
  evidence: [
    {
      kind: 'file',
      title: 'Rota of the evening line, by role',
      by: 'mamadou',
      dated: -18,
      review: 75,
      serves: ['V-R-01', 'T-R-02', 'A-P-01'],
      file: { name: 'rota-of-the-line.csv', bytes: rotaOfTheLine },
    },
    {
      kind: 'page',
      title: 'The page at the tap, eleven lines, sixth version',
      page: '1',
      dated: -120,
      review: 245,
      serves: ['T-R-01', 'V-R-12', 'A-R-02'],
      inPassport: true,
    },
    {
      kind: 'assessment_by_others',
      title: 'Visit to the educators: how they keep boys and young men safe',
      assessedBy: 'Network of the Open Doors, Senegal (fictional)',
      dated: -200,
      review: 165,
      serves: ['V-R-03', 'A-R-03'],
      inPassport: true,
    },
  ],
  passport: {
    by: 'mamadou',
    keeps: ['V-R-03', 'V-R-12', 'E-R-07', 'T-R-01', 'T-R-02', 'A-R-01', 'A-R-02', 'A-R-03'],
    openFor: 60,
    readBy: 'nadia',
  },
}
