import { theGateRights } from '#app/server/demonstration/the-gate-rights.server.ts'
import type { Day, WholeAnswer } from '#app/server/demonstration/whole-plan.server.ts'

/** Two thirds of what is asked of work with girls in other people’s houses, by three who write it together. */
export const theGateAnswers = (day: Day): Record<string, WholeAnswer> => ({
  ...theGateRights(day),
  'E-R-01': {
    choice: 'yes',
    text: 'One page with the three partners: money is counted by all on the first Monday, recordings belong to whoever sings, the radio may cut for length and never add. It is nailed to the kitchen door.',
  },
  'E-R-02': {
    choice: 'yes',
    text: 'Each partner has 12 % for its own costs and the safeguarding lines it asked for, three months ahead. The hostel would have to borrow otherwise, and we know from whom.',
  },
  'E-R-03': {
    rows: [
      {
        promise: '@termsUnderstood',
        kept: 'yes',
        note: 'Read aloud in Swahili and Luhya, one page, kept by the matron',
      },
      {
        promise: '@coverIfHurt',
        kept: 'partly',
        note: 'Insurance covers six people by role. The two day drivers are to be added',
      },
      {
        promise: '@payOnRefusal',
        kept: 'yes',
        note: 'Used twice: a night bus, and a house where the dog was let out',
      },
    ],
  },
  'E-R-07': {
    choice: 'yes',
    text: 'Two afternoons. The example everybody remembers: the song that makes us known was made by a girl of fifteen. Whose name is on it, who is paid, and who could find her by it?',
  },
  'E-R-09': {
    choice: 'partly',
    text: 'With the matrons and the helpline, yes: whoever hears it first stays with her, the others help. With the Faith Kitchen we have only talked.',
    dueIn: 35,
  },
  'E-P-01': {
    text: 'Nineteen women who left such houses, in three Sundays, each paid a day’s wage (KES 800) and bus money from the forum’s own savings. They took out two questions and the word “rescue”. No girl under eighteen was asked: nobody could be with her afterwards before there is money for a counsellor. Once there is, eight girls help to plan, with a grandmother in the room.',
  },
  'E-P-02': {
    rows: [
      {
        group: '@women',
        barrier: 'Girls who have no free Sunday at all',
        change: 'Songs are learned at the water point, one verse a morning',
      },
      {
        group: '@smallLanguages',
        barrier: 'Girls from across the border who speak neither of our languages',
        change: 'One matron speaks Lusoga. It is not enough, and we say so',
      },
      {
        group: '@disability',
        barrier: 'The hostel kitchen is up eleven steps',
        change: 'We meet in the yard when somebody needs it, without being told who',
      },
      { group: '@noPhone', barrier: 'Nearly all of them', change: 'No step of this work needs one' },
      {
        group: '@cannotRead',
        barrier: 'Most left school at ten',
        change: 'Everything is said or sung, and nothing is signed',
      },
    ],
  },
  'E-P-03': {
    rows: [
      {
        budgetLine: '@focalPointTime',
        amount: { amount: '312000', currency: 'KES' },
        partner: 'Mtwamba Hostel Matrons',
      },
      {
        budgetLine: '@training',
        amount: { amount: '96000', currency: 'KES' },
        partner: 'Mtwamba Domestic Workers’ Forum',
      },
      {
        budgetLine: '@translation',
        amount: { amount: '54000', currency: 'KES' },
        partner: 'Shelani Story House',
      },
      {
        budgetLine: '@referrals',
        amount: { amount: '120000', currency: 'KES' },
        partner: 'Njiani Helpline Volunteers',
      },
      {
        budgetLine: '@transport',
        amount: { amount: '148500', currency: 'KES' },
        partner: 'Selembe Faith Kitchen',
      },
      {
        budgetLine: '@counselling',
        amount: { amount: '198000', currency: 'KES' },
        partner: 'Mtwamba Hostel Matrons',
      },
      { budgetLine: '@insurance', reasonIfEmpty: 'Bought by the University of Wrexmoor for all partners' },
    ],
  },
  'E-P-04': {
    text: 'First the women who left; then the matrons; then each girl alone, twice, a week apart. A girl under sixteen says yes with the grandmother beside her. We do not ask the employer, because a yes from there would be an order. Where a mother far away can be reached safely she hears from her daughter, in her daughter’s words.',
  },
  'E-P-05': {
    choice: 'yes',
    text: 'Bus money, a meal and KES 150, which is what an hour costs her. Women who left said 300 would make a house ask where it came from.',
  },
  'E-P-06': {
    text: 'Always two, and one of them walks behind. A word by telephone when leaving and when home; after twenty minutes of silence the kitchen sends the boy with the bicycle. The driver may turn round without asking, and is paid the day.',
  },
  'E-P-07': {
    choice: 'partly',
    text: 'For the six who run the circle there is a row that they wrote. Their landlords, some of whom are employers too, came up last week and have no row yet.',
    dueIn: 14,
  },
  'E-P-10': {
    choice: 'yes',
    text: 'Five advisers at KES 2,400 a meeting. Two are on the poster, three are “a neighbour”. The accounts know numbers.',
  },
  'T-R-01': {
    choice: 'yes',
    text: 'On the wall of the hostel in Swahili and read out each January; older versions hang on the same nail. A copy is with the lead university.',
  },
  'T-R-02': {
    choice: 'partly',
    text: 'The focal point’s telephone is answered from six to nine in the evening and all Sunday. The deputy’s is new, and the number on one of the two walls is still the old one.',
    dueIn: 7,
  },
  'T-R-03': {
    choice: 'yes',
    text: 'None. One of us joined in March; her last employer, a school, answered in writing.',
  },
  'T-R-04': {
    rows: [
      {
        organisation: 'Mtwamba Hostel Matrons',
        country: 'Kenya',
        work: 'Beds, listening, keys',
        paidBy: 'Mtwamba Domestic Workers’ Forum',
        meetsChildren: true,
      },
      {
        organisation: 'Selembe Faith Kitchen',
        country: 'Kenya',
        work: 'Meals, the van, a room',
        paidBy: 'Mtwamba Domestic Workers’ Forum',
        meetsChildren: true,
      },
      {
        organisation: 'Njiani Helpline Volunteers',
        country: 'Kenya',
        work: 'The line that shows no number',
        paidBy: 'Mtwamba Domestic Workers’ Forum',
        meetsChildren: false,
      },
      {
        organisation: 'Shelani Story House',
        country: 'Kenya',
        work: 'Radio craft',
        paidBy: 'Mtwamba Domestic Workers’ Forum',
        meetsChildren: false,
      },
    ],
  },
  'T-P-01': {
    by: 'wanjiku',
    choice: 'yes',
    text: 'Nine minutes on a telephone, in Swahili and in Luhya, spoken by two women who left. The end of each is a song in which the number is the chorus, because a chorus is nobody’s secret.',
  },
  'T-P-02': {
    by: 'wanjiku',
    choice: 'partly',
    text: 'What is recorded, who hears it and how to leave are there. The limits of secrecy took us three tries, and the Luhya sentence still sounds like a threat. Two women rewrite it on Sunday.',
    dueIn: 9,
  },
  'T-P-03': {
    by: 'wanjiku',
    choice: 'yes',
    text: 'By sound, at both places: the chorus is sung by the women who sell flour. A poster only in the hostel, where everybody has a reason to be.',
  },
  'T-P-05': {
    choice: 'yes',
    text: 'On the kitchen door, in Swahili, with a pencil on a string. One row is sealed and the door says that there is one. Of the last eleven changes, the matrons made six.',
  },
  'T-P-06': {
    by: 'wanjiku',
    choice: 'yes',
    text: 'Three yeses on three days: to sing, to be recorded, to be broadcast. Voices of girls are sung again by women for the radio. Whoever takes a yes back loses nothing, and the technician erases it while she watches.',
  },
  'T-P-10': {
    choice: 'yes',
    text: 'It is said in the same breath as what the law makes us pass on: nothing else goes to police, chiefs or the church, and we will tell you before we tell anyone.',
  },
  'A-R-02': {
    choice: 'yes',
    text: 'Zawadi has stopped it once, for a week, because of a man on a motorcycle. Neither the principal investigator nor the treasurer may overrule her; the matrons’ circle may, after three days.',
  },
  'A-R-03': {
    choice: 'partly',
    text: 'A matron from the next county reads it with us before each school holiday. For this plan she has read half.',
    dueIn: 12,
  },
  'A-P-01': {
    by: 'zawadi',
    rows: [
      {
        site: 'Mtwamba',
        focalPoint: 'Midwife, retired',
        hoursPaid: '12',
        deputy: 'Matron of the hostel',
        bothAccepted: true,
      },
      {
        site: 'Selembe Market',
        focalPoint: 'Flour seller, chair of the savings circle',
        hoursPaid: '8',
        deputy: 'Cook of the Faith Kitchen',
        bothAccepted: true,
      },
    ],
  },
  'A-P-02': {
    text: 'Students: there are none. Political and official attention has no row because we have not yet found words that do not themselves point at somebody.',
  },
  'A-P-05': {
    choice: 'partly',
    text: 'All but the two technicians and the newest driver. On a newcomer’s first day: one hour with Zawadi, the code in pictures, and a Sunday of washing up before any microphone.',
    dueIn: 18,
  },
  'A-P-10': {
    text: 'The matrons tell the girls, on a Sunday, within a week, with a song that was written for it. Everybody is paid to the end of the month and Zawadi to the end of the year. The line goes on: it was there before us.',
  },
})
