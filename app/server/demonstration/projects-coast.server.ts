import { trainedByRole } from '#app/server/demonstration/own-files.server.ts'
import type { Project } from '#app/server/demonstration/projects.server.ts'

/** Community projects in Ghana and Sierra Leone. */
export const coastProjects: readonly Project[] = [
  {
    key: 'nets-and-names',
    number: 1,
    title: 'Nets and Names',
    country: 'GH',
    organisation: 'tsavanya',
    author: 'adwoa',
    locale: 'en',
    place: { sites: ['Tsavanya', 'Lakpedo'], languages: ['Ewe', 'Ga'], currency: 'GHS', rate: 15 },
    partner: 'Lakpedo Fishmongers’ Union',
    partners: ['Lakpedo Fishmongers’ Union', 'Zemani School Parents', 'Tsavanya Clinic Friends'],
    answers: {
      'V-P-01': {
        text: 'Children who work on boats: beaten for talking; they can tell the school counsellor, who does not report to us.\nTheir mothers: losing the advance; the union’s secretary, or the lead university’s line.\nBoat owners who help us: shunned; the focal point.\nInterpreters and drivers: blamed for what was said; the deputy in Zemani.\nWe ask nobody to complain on the shore, where owners can see. The circle meets at the clinic, on a day when the clinic is full for other reasons.',
      },
      'V-P-02': {
        choice: 'partly',
        text: 'Tsavanya and Lakpedo are checked. Zemani will follow. The clinic in Lakpedo is free and open on weekdays.',
        dueIn: 25,
      },
      'E-P-01': {
        text: '“You will come when the lake is high and we are hungry, you will ask, and then you will go.” That was the first reason against. So the visits moved to the months after the harvest, and two of us stay. Sixteen women were asked and paid a day’s wage ({£5}). Crew members come next, once there is money, on a day when no boat goes out.',
      },
    },
    journey: {
      started: 73,
      answered: 66,
      submitted: 61,
      given: { on: 60, by: 'ruth' },
      reviewer: 'samuel',
      reviewBegun: 57,
      judged: 54,
      remarks: {
        equity: 'The first reason against the study changed the study. That is how it should be.',
        transparency: 'Plain, short and heard in two languages.',
      },
      asked: {
        on: 54,
        asks: {
          rights: {
            reason: 'A good map with one place missing.',
            points: {
              'V-P-02':
                'Zemani is missing. Who checked the clinic in Lakpedo, and does it see men and boys? If the fares are what is missing, say how much and we add them.',
            },
          },
        },
      },
      resubmitted: {
        on: 48,
        judged: 45,
        answers: {
          'V-P-02': {
            choice: 'yes',
            text: 'Tsavanya, Lakpedo and Zemani are checked. Efua Tetteh-Brown visited each place with a paid volunteer from the women’s group. The clinic in Lakpedo is free and open every day until 20:00. It sees women, men and children. The nurse on duty speaks Eʋegbe.',
          },
        },
      },
      completed: 45,
      decision: {
        on: 40,
        by: 'helene',
        outcome: 'approved_with_conditions',
        reason:
          'The plan names who could be hurt and gives each of them two people to tell, one of whom does not answer to the project. Two things are not ready for fieldwork, and neither is the partner’s fault: they need money and some weeks, and both are given here.',
        conditions: [
          {
            sentence:
              'Every site has a way to complain that a person can keep safely, tried out with the women’s council.',
            owner: 'Efua Tetteh-Brown, focal point, Tsavanya Listening Circle',
            evidenceAsked:
              'A note of the trial with the council: what was tried, who came, what they chose and why.',
            howChecked: 'The reviewer calls one person of the council, whom the council names.',
            pays: 'reviewing_body',
            fundsExpectedIn: -36,
            dueIn: 6,
            holdsBack: 'fieldwork',
            moneyFor: 'Budget line 4.2, community time and travel: GHS 1,850 added by the fund',
            whyNoMoney: '',
          },
          {
            sentence: 'Drivers and interpreters have agreed the code and done first-response training.',
            owner: 'Adwoa Mensima-Reed, principal investigator',
            evidenceAsked:
              'A dated list of who was trained, by whom, and in which language. Roles, not names.',
            howChecked: 'Against the lead university’s own list of that day.',
            pays: 'nobody',
            dueIn: -8,
            holdsBack: 'fieldwork',
            moneyFor: '',
            whyNoMoney:
              'The lead university already runs this training for its partners and opens it without charge.',
          },
        ],
      },
      signed: [38, 36, 35],
      afterwards: [
        {
          condition: 1,
          does: 'sendMoney',
          on: 34,
          by: 'ruth',
          note: 'GHS 1,850, by the bank in Lakpedo that you named.',
        },
        { condition: 1, does: 'moneyArrived', on: 33, by: 'adwoa' },
        {
          condition: 2,
          does: 'giveEvidence',
          on: 14,
          by: 'adwoa',
          evidence: {
            title: 'Who was trained in the code, by role and language',
            dated: -16,
            file: { name: 'trained-by-role.csv', bytes: trainedByRole },
          },
          note: 'Two drivers could not come and were trained on the Monday after.',
        },
        {
          condition: 2,
          does: 'findEnough',
          on: 12,
          by: 'samuel',
          note: 'Eleven people, three languages, both drivers on the second day. The lead’s list says the same.',
        },
        {
          condition: 2,
          does: 'discharge',
          on: 11,
          by: 'helene',
          note: 'In good time. Thank you for going back for the two drivers.',
        },
      ],
    },
  },
  {
    key: 'the-long-road-home',
    number: 3,
    title: 'The Long Road Home',
    country: 'SL',
    organisation: 'kambawo',
    author: 'sahr',
    locale: 'en',
    place: {
      sites: ['Kambawo', 'Bandohun Junction'],
      languages: ['Krio', 'Mende'],
      currency: 'SLE',
      rate: 29,
    },
    partner: 'Kambawo Market Women',
    partners: ['Kambawo Market Women', 'Bandohun Okada Riders', 'Fengbeh Youth Court'],
    answers: {
      'V-P-01': {
        text: 'Returned drivers who tell how they were recruited: the recruiter lives in the next street; they tell the youth court’s clerk or the lead university.\nTheir wives, asked why he came back with nothing: the market women’s chair.\nPassengers who overhear: nobody yet; we do not talk while driving.\nOur riders, stopped at night: they call the union, which answers until midnight.\nOur two students: their supervisor, and a second person they choose.',
      },
      'V-P-02': {
        choice: 'partly',
        text: 'The map for Kambawo is complete. For Bandohun Junction we have the health post and the police family unit, and neither was tried at night, when most people pass. The market women do it next month and are paid for two nights.',
        dueIn: 12,
      },
    },
    journey: {
      started: 72,
      answered: 63,
      submitted: 59,
      given: { on: 57, by: 'ruth' },
      reviewer: 'samuel',
      reviewBegun: 52,
      judged: 48,
      completed: 47,
      remarks: {
        rights:
          'Good on riders and wives. The junction at night is where the work happens, so its map has to be tried at night: set as a condition, with the money.',
        equity: 'The budget pays the partner properly.',
      },
      decision: {
        on: 44,
        by: 'helene',
        outcome: 'approved_with_conditions',
        reason:
          'The plan is written by people who know the road. One part of the referral map was never tried at the hours that count. This is set as a condition and paid for.',
        conditions: [
          {
            sentence:
              'Every service on the map of Bandohun Junction was tried at night, and the map says what happened.',
            owner: 'Sahr Bendu-Clay, principal investigator',
            evidenceAsked:
              'The map with the date, the hour and who tried each service. A photo of a paper list is fine.',
            howChecked: 'Two services on the map are called at night from our office.',
            pays: 'reviewing_body',
            dueIn: -20,
            holdsBack: 'fieldwork',
            moneyFor: 'Budget line 4.4, referrals: SLE 3,200 added by the fund for two nights and fares',
            whyNoMoney: '',
          },
          {
            sentence: 'Whoever drives home late can reach the riders’ union until the last of them is home.',
            owner: 'Bandohun Okada Riders',
            evidenceAsked: 'The hours of the telephone, and what it costs to keep it staffed.',
            howChecked: 'One call after midnight, announced to nobody.',
            pays: 'organisation',
            dueIn: -2,
            holdsBack: 'payment',
            moneyFor: 'The union’s own dues: SLE 450 a month',
            whyNoMoney: '',
          },
        ],
      },
      signed: [41, 39, 38],
      afterwards: [
        {
          condition: 1,
          does: 'askForTime',
          on: 23,
          by: 'sahr',
          until: -5,
          note: 'The bridge to the junction is under water. The market women will not ask anybody to swim.',
        },
        {
          condition: 1,
          does: 'giveTime',
          on: 21,
          by: 'ruth',
          until: -5,
          note: 'Of course. Fieldwork at the junction waits; in Kambawo it may begin.',
        },
        {
          condition: 1,
          does: 'offerHelp',
          on: 3,
          by: 'samuel',
          note: 'If the night is what is hard, I can call both services from here at two in the morning, and you only walk there by day. Would that do?',
        },
        {
          condition: 2,
          does: 'askForTime',
          on: 4,
          by: 'sahr',
          until: 12,
          note: 'The union voted for it and elects who sits at the telephone next Saturday.',
        },
      ],
    },
  },
  {
    key: 'debt-and-harvest',
    number: 9,
    title: 'Debt and Harvest',
    country: 'GH',
    organisation: 'bongare',
    author: 'kwabena',
    locale: 'en',
    place: { sites: ['Bongare', 'Sefwiase Hill'], languages: ['Twi', 'Sefwi'], currency: 'GHS', rate: 15 },
    partner: 'Bongare Cocoa Wives',
    partners: ['Bongare Cocoa Wives', 'Sefwiase Apprentices'],
    answers: {
      'V-P-01': {
        text: 'Caretakers in debt to a farm: thrown off before the harvest is shared; they tell the apprentices’ master, who owns no land.\nTheir wives, who know the sums: the cocoa wives’ treasurer.\nBuying clerks: their job; a number at the lead university.\nOur field assistant, himself a caretaker’s son: he chooses his own supervisor.\nChildren on the farms: we speak with none without the teacher’s advice.',
      },
    },
    journey: { started: 29, answered: 16, submitted: 11 },
  },
  {
    key: 'after-the-mine',
    number: 11,
    title: 'After the Mine',
    country: 'SL',
    organisation: 'tefaya',
    author: 'isata',
    locale: 'en',
    place: { sites: ['Tefaya', 'Kowabu'], languages: ['Krio', 'Temne'], currency: 'SLE', rate: 29 },
    partner: 'Tefaya Women in Mining',
    partners: ['Tefaya Women in Mining', 'Kowabu Teachers’ Circle'],
    answers: {
      'V-P-01': {
        text: 'Diggers who owe the licence holder: their shovel is his; they tell the teachers’ circle.\nWidows of the pit: their claim; the women in mining, who have a lawyer two days a month.\nChildren who sieve: a teacher in Kowabu, trained for it.\nGuards: they are hungry too; a number.\nOur mapping team: the map can show who digs where, so it has no names and a grid of one kilometre.',
      },
    },
    journey: {
      started: 52,
      answered: 42,
      submitted: 38,
      steppedBack: {
        person: 'samuel',
        given: 36,
        on: 35,
        reason: 'My brother-in-law buys from the licence holder in Tefaya.',
      },
      given: { on: 34, by: 'ruth' },
      reviewer: 'nadia',
      reviewBegun: 32,
      judged: 24,
      completed: 23,
      remarks: {
        rights: 'A map that cannot betray: thank you for showing how it was made.',
        equity: 'Insurance for day diggers is the open point.',
      },
      exceptions: {
        equity: {
          'E-P-03':
            'The line for insurance is empty, because nobody in the district sells it. Accepted if nobody goes into a pit before it is bought elsewhere.',
        },
      },
      decision: {
        on: 17,
        by: 'helene',
        outcome: 'approved_with_conditions',
        reason:
          'People who have little to lose but the season are asked little and paid for it. The insurance of day workers could not be bought locally; until the university’s cover names them, nobody goes into a pit.',
        reasons: {
          equity:
            'Without cover for day workers we would have said no. With the condition, the risk is ours and not theirs.',
        },
        conditions: [
          {
            sentence:
              'The insurance names day workers and guides, or nobody goes within sight of a working pit.',
            owner: 'University of Wrexmoor, lead',
            evidenceAsked: 'The letter of the insurer, and how it was explained to the guides in Krio.',
            howChecked: 'The letter is read for the words “day workers”.',
            pays: 'reviewing_body',
            dueIn: 15,
            holdsBack: 'fieldwork',
            moneyFor: 'The lead’s insurance budget, raised by the fund: GBP 640',
            whyNoMoney: '',
          },
          {
            sentence: 'Two more teachers are trained to listen to children, so that nobody listens alone.',
            owner: 'Kowabu Teachers’ Circle',
            evidenceAsked: 'Dates and topics of the training, and what the teachers thought was missing.',
            howChecked: 'The reviewer speaks with one of the two teachers.',
            pays: 'reviewing_body',
            fundsExpectedIn: 2,
            dueIn: 46,
            holdsBack: 'nothing',
            moneyFor: 'Budget line 4.3, training: SLE 5,800 added by the fund',
            whyNoMoney: '',
          },
        ],
      },
      signed: [13, 9],
      afterwards: [
        {
          condition: 2,
          does: 'sendMoney',
          on: 6,
          by: 'ruth',
          note: 'SLE 5,800, in two parts because of the limit for a day.',
        },
        {
          condition: 1,
          does: 'giveEvidence',
          on: 3,
          by: 'isata',
          evidence: { title: 'Letter of the insurer, with the list of roles', dated: -8, page: '1 and 3' },
          note: 'Explained to nine guides at the cooking place, in Krio. Two asked what happens to the family; the answer is on page 3.',
        },
      ],
    },
  },
]
