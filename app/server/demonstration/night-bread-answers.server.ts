import type { Day, WholeAnswer } from '#app/server/demonstration/whole-plan.server.ts'

/** Work with young men who bake at night, standard tier: what is needed, and what they had something to say to. */
export const nightBreadAnswers = (day: Day): Record<string, WholeAnswer> => ({
  'V-R-01': {
    rows: [
      {
        site: 'Ndialar',
        way: 'Mothers’ watch, on the bench by the tap, every evening',
        answeredBy: 'Mother on the bench',
        needsReading: false,
        costsMoney: false,
        outsideProject: true,
      },
      {
        site: 'Keur Balamine',
        way: 'Evening line in Pulaar and Wolof, called back',
        answeredBy: 'Whoever is on the rota',
        needsReading: false,
        costsMoney: false,
        outsideProject: true,
      },
    ],
    text: 'The rota of the line is with this plan, by role.',
  },
  'V-R-03': {
    choice: 'yes',
    text: 'Yes. The first question is “Where do you sleep tonight?” The second is about what happened, and it may wait.',
  },
  'V-R-09': {
    choice: 'partly',
    text: 'On paper in Awa’s house, under her key, with a line for every reading. Two educators know where the key is, which is one too many. A box with two locks has been ordered.',
    dueIn: 15,
  },
  'V-R-12': {
    choice: 'yes',
    text: 'They hear that we cannot hide a book from a judge, and that there is therefore no book with names. Some have no papers; we ask nobody.',
  },
  'V-P-01': {
    rows: [
      {
        group: '@participants',
        harm: 'A baker who talks about the debt loses the oven, and with it the place where he sleeps.',
        wouldTell: 'The mothers on the bench; the line',
        outsideLeader: true,
      },
      {
        group: '@households',
        harm: 'Families in the village are told that he has become a thief.',
        wouldTell: 'The Friends of the Daara',
        outsideLeader: true,
      },
      {
        group: '@bystanders',
        harm: 'Customers at four in the morning are seen with us.',
        wouldTell: 'The baker himself, who knows us',
        outsideLeader: false,
      },
      {
        group: '@interviewers',
        harm: 'Two of our three slept in the same kind of room as boys.',
        wouldTell: 'A counsellor in Thiabane, whom each knows alone',
        outsideLeader: true,
      },
      {
        group: '@interpreters',
        harm: 'A cousin asks what was said.',
        wouldTell: 'Safeguarding lead of the educators',
        outsideLeader: true,
      },
    ],
  },
  'V-P-02': {
    rows: [
      {
        serviceAndSite: 'Health post, Ndialar, at night',
        triedOn: day(-30),
        answered: true,
        languages: 'Wolof',
        mayLeave: true,
        menAndBoys: true,
        policePaper: false,
      },
      {
        serviceAndSite: 'House for young men, Thiabane',
        triedOn: day(-29),
        answered: true,
        languages: 'Wolof, Pulaar',
        mayLeave: true,
        menAndBoys: true,
        policePaper: false,
      },
      {
        serviceAndSite: 'Lawyer of the port, Keur Balamine',
        triedOn: day(-27),
        answered: false,
        languages: 'French',
      },
    ],
    text: 'Nearly every service on our first list was for women and children. We looked for three weeks for one that opens its door to a man of twenty.',
  },
  'V-P-03': {
    choice: 'yes',
    text: 'In Wolof and Pulaar, at the oven, while the first batch is in: that is eighteen minutes, and we use five. Each says it back to the other baker and not to us.',
  },
  'V-P-05': {
    text: 'We stop when the dough needs hands, and the dough always needs hands. One of us kneads along. Awa comes by two days later to buy bread. Who wants more has four hours with the counsellor in Thiabane, with the fare.',
  },
  'V-P-10': {
    choice: 'yes',
    text: 'XOF 60,000 on Awa’s telephone. In the last year it was two fares, one fever and eleven nights.',
  },
  'E-R-07': {
    choice: 'yes',
    text: 'Twice, at night, because that is when they are awake. The example was ours: an educator who had let a baker carry his bag for a month.',
  },
  'E-P-01': {
    text: 'Nine bakers and two owners, XOF 3,000 each. Seven said no to a film and yes to voices. With money we ask the boys who bring the wood, whom we did not ask, because three are under eighteen and this plan is not made for children.',
  },
  'E-P-02': {
    rows: [
      {
        group: '@women',
        barrier: 'There are no women at the ovens',
        change: 'Women who sell the bread are heard, in the morning, by a woman',
      },
      {
        group: '@smallLanguages',
        barrier: 'Some speak only Pulaar of the border',
        change: 'One of the three interviewers does',
      },
      {
        group: '@noPhone',
        barrier: 'The phone is often the owner’s',
        change: 'No voice is ever sent to a baker’s phone',
      },
      { group: '@cannotRead', barrier: 'Most do not', change: 'Nothing has to be read' },
    ],
  },
  'E-P-03': {
    rows: [
      {
        budgetLine: '@focalPointTime',
        amount: { amount: '890000', currency: 'XOF' },
        partner: 'Ndialar Mothers’ Watch',
      },
      {
        budgetLine: '@training',
        amount: { amount: '240000', currency: 'XOF' },
        partner: 'Ndialar Street Educators',
      },
      {
        budgetLine: '@referrals',
        amount: { amount: '410000', currency: 'XOF' },
        partner: 'Ndialar Mothers’ Watch',
      },
      {
        budgetLine: '@transport',
        amount: { amount: '365000', currency: 'XOF' },
        partner: 'Daara Friends of Keur Balamine',
      },
      {
        budgetLine: '@counselling',
        amount: { amount: '520000', currency: 'XOF' },
        partner: 'Ndialar Street Educators',
      },
      { budgetLine: '@translation', reasonIfEmpty: 'All three of us speak both languages' },
      {
        budgetLine: '@insurance',
        amount: { amount: '180000', currency: 'XOF' },
        partner: 'Ndialar Street Educators',
      },
    ],
  },
  'E-P-04': {
    text: 'First each baker, at his oven and not before the owner. Then the owner hears that we come for the bread and the stories of bread. An owner who says no means that we do not come at night; the baker may still find us at the bench.',
  },
  'E-P-06': {
    text: 'Two by two, on foot, with a torch. Whoever is at home stays awake until the message “bread”. Each of us may say “not tonight” by eight in the evening and is paid.',
  },
  'E-P-07': {
    choice: 'yes',
    text: 'Two rows, written by the two it is about: the memory of those rooms, and going on living in a town where owners know our mothers.',
  },
  'T-R-01': {
    choice: 'yes',
    text: 'One page, dated, at the tap and with the friends of the daara. The five earlier ones are in a folder that anybody may ask for.',
  },
  'T-R-02': {
    choice: 'yes',
    text: 'Awa’s number is at the tap, with hours, as “the one who listens”. Her deputy is the retired teacher, on Fridays and whenever she is away.',
  },
  'T-R-03': { choice: 'yes', text: 'None. Nobody joined within the last year.' },
  'T-R-07': {
    rows: [
      { paper: '@riskAssessment', ready: true, date: day(-45), summary: 'At the tap, half a page, in Wolof' },
      { paper: '@sensitiveData', ready: true, date: day(-45), summary: 'The same half page' },
      { paper: '@retention', ready: false, summary: 'We agree on two years with the bakers next week' },
    ],
    text: 'Voices are kept on one telephone without a card, in Awa’s house.',
  },
  'T-P-01': {
    choice: 'yes',
    text: 'A voice of four minutes in Wolof, another in Pulaar. It says what could go wrong before it says what is good.',
  },
  'T-P-02': {
    choice: 'yes',
    text: 'Four sentences and one more: “You can ask for your voice back until the end of Ramadan; after that it is in the programme and we cannot call it home.”',
  },
  'T-P-06': {
    choice: 'yes',
    text: 'Asked on another night than the recording, by another of us, with the owner asleep.',
  },
  'A-R-01': {
    choice: 'partly',
    text: 'Our five elders hear numbers in May. They have not yet heard lessons; Awa tells them for the first time this year.',
    dueIn: 55,
  },
  'A-R-02': {
    choice: 'yes',
    text: 'Awa alone, by one message. Mamadou may ask her why and may not overrule her. She has done it once, for two nights.',
  },
  'A-R-03': {
    choice: 'yes',
    text: 'By the retired teacher, who has no part in the project and crosses out what he does not believe.',
  },
  'A-R-09': {
    choice: 'partly',
    text: 'We would notice if the telephone were gone. Whom the law wants to hear of it, and by when, we are asking the lead university.',
    dueIn: 20,
  },
  'A-P-01': {
    rows: [
      {
        site: 'Ndialar',
        focalPoint: 'Mother of the watch',
        hoursPaid: '10',
        deputy: 'Retired teacher',
        bothAccepted: true,
      },
      {
        site: 'Keur Balamine',
        focalPoint: 'Baker, no longer at an oven',
        hoursPaid: '8',
        deputy: 'Friend of the daara',
        bothAccepted: true,
      },
    ],
  },
  'A-P-02': {
    text: 'Five groups have a row; children and students have a reason instead. For the others we have not sat down yet: households and stopping come next, with the bakers. Boys who bring wood are the hard one: if we meet them more than in passing, this plan must be described anew.',
  },
  'A-P-05': {
    choice: 'yes',
    text: 'Everybody, the two who carry flour included. A newcomer walks two nights behind us and asks nothing.',
  },
  'A-P-10': {
    text: 'We tell them at the oven in one night, all of us at once. Wages run to the end of the month, the counsellor to the end of the quarter. The bench stays.',
  },
})
