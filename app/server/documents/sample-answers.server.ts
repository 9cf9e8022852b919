import type { FullRecordModel, RequirementModel } from '#app/server/documents/assessment-model.server.ts'

type Answer = Pick<RequirementModel, 'id' | 'gate' | 'question' | 'choice' | 'text'> &
  Partial<RequirementModel>

const labels = { yes: 'Yes', partly: 'Partly', no: 'No', not_applicable: 'Does not apply' } as const

function requirement(answer: Answer): RequirementModel {
  return {
    why: null,
    dueOn: null,
    table: null,
    phase: 'set_up',
    phaseName: 'Set-up',
    answerLabel: answer.choice ? labels[answer.choice] : '',
    ...answer,
  }
}

export const sampleReviewer = {
  name: 'Samuel Ɗan-Lindọ',
  roleLabel: 'Reviewer',
  organisationName: 'Northlight Research Fund',
}

export const sampleSecond = {
  part: 'second',
  name: 'Nadia Quarshie-Holt',
  roleLabel: 'Reviewer',
  organisationName: 'Northlight Research Fund',
} as const

/** Demonstration data, like the record it belongs to: nobody and nothing in it exists. */
export const samplePrinciples: FullRecordModel['principles'] = [
  {
    id: 'rights',
    name: 'Rights of survivors and whistleblowers',
    judgement: 'accepted',
    remark:
      'Each site has two ways to report, one of them outside the project. The referral map was weak in the first submission and is now checked at all three sites. The partner is paid for this work.',
    judgedOn: '2026-03-02',
    decided:
      'Two ways to tell somebody at every site, and one of them is nobody’s employee: that is what we ask for.',
    points: [
      {
        requirementId: 'V-P-03',
        kind: 'exception',
        reason:
          'There is no keepsake yet, and the council is right that a card can be found. Condition 1 gives it time and money.',
      },
      {
        requirementId: 'V-P-07',
        kind: 'sampled',
        reason: 'The roster names who answers on each day, and the number was tried.',
      },
    ],
    opinions: [
      {
        ...sampleSecond,
        judgement: 'accepted',
        reason: 'I would have liked the lawyer’s own words on what must be reported.',
        on: '2026-03-02',
        points: [
          {
            requirementId: 'V-P-06',
            kind: 'exception',
            reason: 'The script was read to me; the advice itself was not sent.',
          },
        ],
      },
    ],
    changes: [
      {
        submission: 1,
        on: '2026-02-20',
        by: 'Samuel Ɗan-Lindọ',
        reason: '',
        points: [
          {
            requirementId: 'V-P-02',
            reason: 'The map names a clinic in Lakpedo that nobody has called.',
            changedIn: 2,
          },
        ],
      },
    ],
    requirements: [
      requirement({
        id: 'V-P-01',
        gate: 'submit',
        question: 'Who could be hurt by this project, and whom would each one tell?',
        why: 'People report to somebody they already trust, and only if they know that person before anything happens.',
        choice: 'yes',
        text: 'Nine groups are named, with interpreters and drivers on their own lines. Each has a route inside the project and one outside it. Children in fishing camps can tell the school counsellor, who does not report to us.\nA person who works on a boat depends on its owner for food and a place to sleep. So nobody is asked to complain on the shore where owners can see: the listening circle meets at the clinic, on a day when the clinic is full for other reasons.',
      }),
      requirement({
        id: 'V-P-02',
        gate: 'fieldwork',
        question:
          'For each site, is there a referral map checked in the last six months: service, distance, cost, hours, who it will and will not serve, is it safe?',
        choice: 'yes',
        answerLabel: 'Yes, at every site',
        table: {
          columns: [
            { label: 'Service and site', numeric: false },
            { label: 'Tried on', numeric: false },
            { label: 'Did it answer?', numeric: false },
            { label: 'May people leave?', numeric: false },
            { label: 'Sees men and boys?', numeric: false },
          ],
          rows: [
            ['Lakpedo clinic', '2 February 2026', 'Yes', 'Yes', 'Yes'],
            ['House of the women’s council, Tsavanya', '20 January 2026', 'Yes', 'Yes', 'No'],
            ['School counsellor, Zemani', '21 January 2026', 'Yes', 'Yes', 'Yes'],
          ],
        },
        text: 'Tsavanya, Lakpedo and Zemani are checked. Efua Tetteh-Brown visited each place with a paid volunteer from the women’s group. The clinic in Lakpedo sees women, men and children. The nurse on duty speaks Eʋegbe; at the landing site people say “ŋkɔ ɖeka” for one name, one person. On market days a Hausa speaker is there too, who explains ɓoye (to keep hidden) and ɗaukar nauyi (to carry the duty), and that nobody is ƙarami, too small, to be heard.',
      }),
      requirement({
        id: 'V-P-03',
        gate: 'fieldwork',
        question:
          'Is everyone told at consent, in their own language, how to complain, with a keepsake only if carrying it is safe?',
        choice: 'partly',
        dueOn: '2026-04-30',
        text: 'People hear it in Ewe and in Ga, and traders from the north in Arabic. What the card for traders says: «للشكوى: الغرفة 12 (مجاناً)، كل يوم من 9 إلى 16». We have no keepsake yet, because the women’s council said a card could be found. We are testing a song that carries the number.\nالأمانة مسؤوليتنا جميعاً (انظر الصفحة 7 من دليل 2026).',
      }),
      requirement({
        id: 'V-P-06',
        gate: 'fieldwork',
        question: 'Per country, what must by law be reported, and is that said before consent is given?',
        choice: 'yes',
        text: 'A lawyer who works with the women’s council read the script. It says, before anything else is asked, that we cannot keep to ourselves that a child is being harmed now, and whom we would tell.',
      }),
      requirement({
        id: 'V-P-07',
        gate: null,
        question:
          'Does every concern reach the focal point within 24 hours without the principal investigator filtering or probing it?',
        choice: 'yes',
        text: 'Yes. The number rings with Efua and her deputy only. The principal investigator has no access to that telephone and is told what has been decided, not what was said.',
      }),
    ],
  },
  {
    id: 'equity',
    name: 'Equity and fairness',
    judgement: 'accepted',
    remark:
      'The reasons against the study are written down as carefully as those for it, and the design changed because of them.',
    judgedOn: '2026-03-02',
    decided: '',
    points: [],
    opinions: [{ ...sampleSecond, judgement: 'accepted', reason: '', on: '2026-03-02', points: [] }],
    changes: [],
    requirements: [
      requirement({
        id: 'E-P-01',
        gate: 'submit',
        question:
          'Are the community’s reasons for and against the study recorded before the design is fixed?',
        choice: null,
        text: '“You will come when the lake is high and we are hungry, you will ask, and then you will go.” That was the first reason against. So the visits moved to the months after the harvest, and two of us stay. The reasons for it: that somebody writes down which boats carry children, and that it is not one of us who must say so.',
      }),
      requirement({
        id: 'E-P-02',
        gate: null,
        question:
          'Who will this design leave out (women, minority language, disability, no phone) and what did we change?',
        choice: 'partly',
        dueOn: '2026-06-30',
        text: 'People who cannot come to the shore. Two sisters who use wheelchairs told us the clinic’s step keeps them out; the carpenter builds a ramp in April. Yorùbá-speaking families upstream say ẹ̀kọ́ for schooling and ọ̀rẹ́ for a friend who stands by you; we have one interpreter for them and need two.',
      }),
      requirement({
        id: 'E-P-03',
        gate: 'submit',
        question:
          'Does the budget name focal-point time, training, translation, referrals, transport, counselling and insurance?',
        choice: 'yes',
        text: 'All seven, on lines 4.1 to 4.7. The focal point has two paid days a week and her deputy one. Counselling is paid for a year after we leave.',
      }),
      requirement({
        id: 'E-P-06',
        gate: 'fieldwork',
        question: 'Do local staff work in pairs or with check-ins, safe transport, and the right to stop?',
        choice: 'yes',
        text: 'Always in pairs, never on a boat after dark. Anyone may stop a visit, is paid for that day, and is not asked why in front of others.',
      }),
    ],
  },
  {
    id: 'transparency',
    name: 'Transparency',
    judgement: 'accepted',
    remark:
      'Plain, short and heard in four languages. The one thing to come back to is what happens to the recordings.',
    judgedOn: '2026-03-01',
    decided: '',
    points: [],
    opinions: [{ ...sampleSecond, judgement: 'accepted', reason: '', on: '2026-03-02', points: [] }],
    changes: [],
    requirements: [
      requirement({
        id: 'T-P-01',
        gate: 'submit',
        question: 'Is there a one-page or audio version of the plan that the community can follow?',
        choice: 'yes',
        text: 'A page with drawings and an eleven-minute recording in Ewe, Ga, Hausa and French, for the crews who come from across the border: « Vous pouvez dire non aujourd’hui et oui plus tard, ou l’inverse ; personne n’y perd son aide. »',
      }),
      requirement({
        id: 'T-P-02',
        gate: 'fieldwork',
        question:
          'Do consent materials say what is recorded, who sees it, limits of secrecy, and how to leave?',
        choice: 'yes',
        text: 'They do, and the last line is read twice: leaving costs nothing, takes one sentence, and needs no reason.',
      }),
      requirement({
        id: 'T-P-06',
        gate: null,
        question: 'Do images and life stories need separate, revocable consent, with location data stripped?',
        choice: 'not_applicable',
        text: 'We take no pictures, and no life story is recorded with a name or a place.',
      }),
    ],
  },
  {
    id: 'accountability',
    name: 'Accountability and good governance',
    judgement: 'accepted',
    remark: '',
    judgedOn: '2026-03-02',
    decided: 'Three drivers without training are not a reason to wait with everything else.',
    points: [
      {
        requirementId: 'A-P-05',
        kind: 'exception',
        reason: 'Three drivers and one interpreter are still to be trained: condition 2.',
      },
      {
        requirementId: 'list:people',
        kind: 'exception',
        reason: 'The driver has no paid hours for safeguarding.',
      },
    ],
    opinions: [
      {
        ...sampleSecond,
        judgement: 'changes_asked',
        reason: 'Drivers hear more than anybody. I would not begin before they are trained.',
        on: '2026-03-02',
        points: [],
      },
    ],
    changes: [],
    requirements: [
      requirement({
        id: 'A-P-01',
        gate: 'fieldwork',
        question: 'Is there a focal point and deputy at each site with paid time?',
        choice: 'yes',
        text: 'Efua Tetteh-Brown for Tsavanya and Lakpedo, Kojo Amenu-Vail for Zemani. Each is the other’s deputy, and neither is related to a boat owner.',
      }),
      requirement({
        id: 'A-P-02',
        gate: 'submit',
        question:
          'Does the register cover every risk group with score, control, owner, residual score and review date?',
        choice: 'yes',
        text: 'Twenty-two risks, read aloud to the council in January. The council raised four of them.',
      }),
      requirement({
        id: 'A-P-05',
        gate: 'fieldwork',
        question:
          'Has everyone, including drivers and interpreters, agreed the code and trained within a year?',
        choice: 'no',
        dueOn: '2026-05-15',
        text: 'The team has; three drivers and one interpreter have not. They were engaged in February and the next course is in May.',
      }),
      requirement({
        id: 'A-P-09',
        gate: 'close_out',
        phase: 'close_out',
        phaseName: 'Results and close-out',
        question:
          'Are data destroyed or archived as promised, cases closed or transferred, and lessons written?',
        choice: 'yes',
        text: 'The plan says who does this, by name, and keeps their pay for three months after the last visit.',
      }),
    ],
  },
]
