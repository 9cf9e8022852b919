import { sketchOfAWay } from '#app/server/demonstration/own-files.server.ts'
import { theGateAnswers } from '#app/server/demonstration/the-gate-answers.server.ts'
import { theGateRegisters } from '#app/server/demonstration/the-gate-registers.server.ts'
import type { WholePlan } from '#app/server/demonstration/whole-plan.server.ts'

/** The rich one: enhanced, two thirds written, by three people of two bodies. */
export const theGate: WholePlan = {
  key: 'the-gate',
  number: 41,
  title: 'The Girls Who Open the Gate',
  country: 'KE',
  organisation: 'mtwamba',
  author: 'neema',
  locale: 'en',
  work: {
    circumstances: ['people', 'children', 'survivors', 'subGranting', 'performance'],
    answersFor: ['project', 'organisation'],
  },
  journey: {
    started: 12,
    invited: 11,
    listed: 9,
    signedOff: 8,
    answered: 7,
    evidenced: 5,
    commented: 3,
  },
  helps: [{ name: 'wanjiku', may: 'contributor' }],
  sees: { rights: 'zawadi', transparency: 'wanjiku' },
  entries: theGateRegisters,
  answers: theGateAnswers,
  evidence: [
    {
      kind: 'page',
      title: 'Policy of the forum for work with girls: two boxes, two keys',
      page: '2 and 3',
      dated: -240,
      review: 125,
      serves: ['T-R-01', 'V-R-09', 'A-R-02'],
      inPassport: true,
    },
    {
      kind: 'link',
      title: 'The nine minutes, in Swahili',
      url: 'https://mtwamba.example/nine-minutes',
      dated: -31,
      by: 'wanjiku',
      serves: ['T-P-01', 'T-P-03'],
    },
    {
      kind: 'assessment_by_others',
      title: 'How the hostel keeps children safe',
      assessedBy: 'Lakeside Hostels’ Circle (fictional)',
      dated: -290,
      review: -12,
      serves: ['V-R-01', 'A-R-03'],
    },
    {
      kind: 'file',
      title: 'The way from the gate to the night nurse, drawn by a woman who walked it',
      by: 'zawadi',
      dated: -21,
      serves: ['V-P-02', 'E-P-06'],
      file: { name: 'way-to-the-nurse.png', bytes: sketchOfAWay },
    },
  ],
  remarks: [
    {
      by: 'wanjiku',
      on: 'T-P-02',
      body: 'Neema, the Luhya sentence about secrecy: my aunt heard it and asked who is going to be arrested. Can we say first what we will never do, and only then what the law makes us do?',
    },
    {
      by: 'neema',
      on: 'T-P-02',
      body: 'Yes, that order. I have put “partly” until the two who rewrite it have met. Please sit with them on Sunday, you hear how it sounds on the radio.',
    },
    {
      by: 'zawadi',
      on: 'V-R-01',
      body: 'I took our second telephone number off this table. It is on a wall that a landlord passes.',
      settledBy: 'neema',
    },
    {
      by: 'wanjiku',
      body: 'The women of the circle do not agree with how we wrote the risk about voices. They say it is worse than we put it. I have marked it so; I think they are right and that we need the funder’s answer before we record.',
    },
  ],
  doesNotFit: [
    {
      by: 'zawadi',
      on: 'E-P-09',
      body: 'This asks whether benefits were shared as agreed. We have not begun. At proposal one can only say how they will be shared.',
    },
  ],
}
