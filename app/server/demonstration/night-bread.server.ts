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
    passportOpened: 5,
    reviewBegun: 3,
    passportRead: 2,
  },
  reviewer: 'nadia',
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
