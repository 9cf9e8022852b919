import type { FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import {
  samplePrinciples,
  sampleReviewer,
  sampleSecond,
} from '#app/server/documents/sample-answers.server.ts'
import { sampleEvidence, sampleLists, sampleRisks } from '#app/server/documents/sample-lists.server.ts'

/** Demonstration data: nobody and nothing in it exists. It exercises every part of a full record. */
export const sampleRecord: FullRecordModel = {
  kind: 'full_record',
  number: 'AM-7F3K-29QD',
  verifyUrl: 'https://amana.example/verify/AM-7F3K-29QD',
  locale: 'en',
  fictional: true,
  programmeTitle: 'Freedom Commons 2026',
  callTitle: 'Community projects, first call',
  title: 'Nets and Names: work and freedom in lake-fishing towns',
  organisationName: 'Tsavanya Listening Circle',
  countryName: 'Ghana',
  reviewingBodyName: 'Northlight Research Fund',
  issuerName: 'Northlight Research Fund',
  audience: 'project',
  framework: {
    id: 'amana-ukcdr',
    version: 0,
    line: 'It follows the four principles of the UKCDR guidance (2020); phases and wording are this project’s own.',
  },
  createdAt: '2026-03-03T15:20:00.000Z',
  plan: {
    tier: 3,
    name: 'Tier 3, enhanced',
    reasons: ['Children take part or are near.', 'Survivors take part.'],
  },
  decision: {
    outcome: 'approved_with_conditions',
    decidedOn: '2026-03-03',
    reason:
      'The plan names who could be hurt and gives each of them two people to tell, one of whom does not answer to the project. It pays for the focal point and for counselling. Two things are not ready for fieldwork, and neither is the partner’s fault: they need money and six weeks, and both are given here.',
  },
  conditions: [
    {
      sentence:
        'Every site has a way to complain that a person can keep safely, tried out with the women’s council.',
      owner: 'Efua Tetteh-Brown, focal point, Tsavanya Listening Circle',
      evidenceAsked:
        'A note of the trial with the council: what was tried, who came, what they chose and why.',
      howChecked: 'The reviewer speaks with two women of the council, without the project.',
      dueOn: '2026-04-30',
      holdsBack: 'fieldwork',
      pays: 'reviewing_body',
      fundsExpectedOn: '2026-03-20',
      daysAfterFunds: 41,
      moneyFor: 'Budget line 4.2, community time and travel: 1,850 GHS added by the funder',
      whyNoMoney: '',
    },
    {
      sentence: 'Drivers and interpreters have agreed the code and done first-response training.',
      owner: 'Adwoa Mensima-Reed, principal investigator',
      evidenceAsked: 'Dated list of who was trained, by whom, and in which language.',
      howChecked: 'The list is compared with who was paid for driving and interpreting.',
      dueOn: '2026-05-15',
      holdsBack: 'payment',
      pays: 'nobody',
      fundsExpectedOn: null,
      daysAfterFunds: null,
      moneyFor: '',
      whyNoMoney:
        'The lead university already runs this training for its partners and opens it to the project without charge.',
    },
  ],
  signers: [
    {
      capacity: 'principal_investigator',
      name: 'Adwoa Mensima-Reed',
      roleLabel: 'Principal investigator',
      organisationName: 'Tsavanya Listening Circle',
    },
    {
      capacity: 'reviewer',
      ...sampleReviewer,
    },
    {
      capacity: 'approver',
      name: 'Hélène Asante-Moor',
      roleLabel: 'Approver',
      organisationName: 'Northlight Research Fund',
    },
  ],
  writers: [
    { name: 'Adwoa Mensima-Reed', organisationName: 'Tsavanya Listening Circle' },
    { name: 'Efua Tetteh-Brown', organisationName: 'Tsavanya Listening Circle' },
  ],
  reviewers: [
    { part: 'first', ...sampleReviewer, paid: null },
    { ...sampleSecond, paid: null },
  ],
  earlierDecisions: [],
  appeals: [],
  risks: sampleRisks,
  lists: sampleLists,
  evidence: sampleEvidence,
  lessons: [
    {
      requirementId: 'V-P-03',
      on: '2026-02-12',
      bodyName: 'Northlight Research Fund',
      shownFrom: '2026-01-01',
    },
  ],
  principles: samplePrinciples,
  submission: {
    number: 2,
    submittedAt: '2026-02-27T09:14:00.000Z',
    contentHash: '9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca7',
  },
  checkpoint: {
    origin: 'amana.example/ledger',
    size: 48_300,
    rootBase64: 'Jb3vQ0t8Lx2eW1m4rKc9ZQpYy7uTn5sHf0aGdEoVbNI=',
    keyName: 'amana.example/ledger+5f2a91c3',
  },
}
