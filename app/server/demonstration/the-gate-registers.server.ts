import { theGateRisks } from '#app/server/demonstration/the-gate-risks.server.ts'
import type { Day, Entry } from '#app/server/demonstration/whole-plan.server.ts'

const kes = (day: Day) => ({ currency: 'KES', rate: '165', rateOn: day(-20) })

/** Places, people, services, risks and money of work with girls in other people’s houses. */
export const theGateRegisters = (day: Day): readonly Entry[] => [
  {
    register: 'sites',
    key: 'mtwamba',
    values: { name: 'Mtwamba', country: 'KE', languages: 'Swahili, Luhya', phone: 'good', safeToName: 'yes' },
  },
  {
    register: 'sites',
    key: 'selembe',
    values: {
      name: 'Selembe Market',
      country: 'KE',
      languages: 'Luhya, Swahili',
      phone: 'patchy',
      safeToName: 'unknown',
    },
  },
  ...referrals(day),
  ...people(day),
  ...training(day),
  ...theGateRisks(day),
  ...money(day),
]

function referrals(day: Day): Entry[] {
  const by = 'zawadi' as const
  return [
    {
      register: 'referrals',
      by,
      values: {
        site: 'mtwamba',
        service: 'health',
        name: 'Night nurse, Mtwamba health post',
        distance: '15 minutes on foot',
        cost: 'Free; KES 50 for the card',
        hours: 'Every night; not on the first Friday of the month',
        language: 'Swahili, Luhya',
        answered: 'yes',
        triedOn: day(-21),
        triedAt: '22:40',
        triedBy: 'Focal point, Mtwamba',
        mayLeave: 'yes',
        takesMen: 'yes',
        takesChildren: 'yes',
        policeFirst: 'no',
        certificate: 'yes',
        toldBy: 'Women who left',
      },
    },
    {
      register: 'referrals',
      by,
      values: {
        site: 'mtwamba',
        service: 'shelter',
        name: 'Njiani shelter',
        distance: 'An hour by minibus',
        cost: 'Free; we pay the fare',
        hours: 'Takes people in until 20:00',
        language: 'Swahili',
        answered: 'yes',
        triedOn: day(-23),
        triedAt: '19:10',
        triedBy: 'A matron',
        mayLeave: 'no',
        takesMen: 'no',
        takesChildren: 'yes',
        policeFirst: 'no',
        certificate: 'unknown',
        notServed: 'Girls who want to go on working somewhere else. Boys of twelve and more.',
        toldBy: 'Two women who stayed there',
      },
    },
    {
      register: 'referrals',
      by,
      values: {
        site: 'mtwamba',
        service: 'hotline',
        name: 'Helpline that shows no number',
        cost: 'Free: it rings twice and is called back',
        hours: 'Evenings from six, all Sunday',
        language: 'Swahili, Luhya, some Lusoga',
        answered: 'yes',
        triedOn: day(-12),
        triedAt: '21:05',
        triedBy: 'Deputy, Selembe',
        takesMen: 'yes',
        takesChildren: 'yes',
        policeFirst: 'no',
        toldBy: 'The matrons’ circle',
      },
    },
    {
      register: 'referrals',
      by,
      values: {
        site: 'selembe',
        service: 'child_protection',
        name: 'Children’s officer, Selembe',
        distance: 'Beside the county office, in full view',
        hours: 'Working days, 9:00 to 15:00',
        language: 'Swahili, English',
        answered: 'no',
        triedOn: day(-19),
        triedAt: '11:30',
        triedBy: 'Focal point, Selembe',
        mayLeave: 'unknown',
        takesMen: 'unknown',
        takesChildren: 'yes',
        policeFirst: 'unknown',
        notServed: 'Three calls, no answer. One officer for the whole county.',
      },
    },
    {
      register: 'referrals',
      by,
      values: {
        site: 'selembe',
        service: 'sexual_violence',
        name: 'County hospital, room 9',
        distance: 'Two hours; three in the rains',
        cost: 'Treatment free, the form KES 1,000',
        hours: 'Day and night, on paper',
        language: 'Swahili',
        answered: 'yes',
        triedOn: day(-221),
        triedBy: 'Forum secretary',
        mayLeave: 'yes',
        takesMen: 'yes',
        takesChildren: 'yes',
        policeFirst: 'yes',
        certificate: 'no',
        notServed: 'Whoever has no police form was sent away, although the law does not ask for one.',
        toldBy: 'A woman of the forum',
      },
    },
    {
      register: 'referrals',
      by,
      values: {
        site: 'selembe',
        service: 'legal',
        name: 'Pwanaru Legal Aid Desk, by telephone',
        hours: 'Tuesday and Thursday',
        language: 'Swahili, English',
        answered: 'unknown',
        toldBy: 'Shelani Story House',
      },
    },
  ]
}

function people(day: Day): Entry[] {
  const there = (
    site: string,
    part: string,
    role: string,
    paidHours: number,
    more: Record<string, string>,
  ): Entry => ({
    register: 'people',
    values: { site, part, role, paidHours, meets: 'yes', ...more },
  })
  const ready = { codeOn: day(-64), dayOneOn: day(-60), firstContactOn: day(20) }
  return [
    there('mtwamba', 'focal_point', 'Midwife, retired', 12, {
      who: 'Z. A.',
      languages: 'Swahili, Luhya',
      ...ready,
    }),
    there('mtwamba', 'deputy', 'Matron of the hostel', 6, { languages: 'Swahili, Lusoga', ...ready }),
    there('selembe', 'focal_point', 'Flour seller, chair of the savings circle', 8, {
      languages: 'Luhya, Swahili',
      ...ready,
    }),
    there('selembe', 'deputy', 'Cook of the Faith Kitchen', 4, {
      languages: 'Luhya',
      codeOn: day(-30),
      dayOneOn: day(-29),
    }),
    there('mtwamba', 'fieldworker', 'Leader of the Sunday circle', 10, { languages: 'Swahili', ...ready }),
    there('mtwamba', 'interpreter', 'Interpreter from Luhya, paid by the hour', 5, { ...ready }),
    there('selembe', 'driver', 'Driver of the kitchen’s van', 6, { codeOn: day(-8) }),
    {
      register: 'people',
      by: 'wanjiku',
      values: {
        site: 'mtwamba',
        part: 'visitor',
        role: 'Radio technician, Shelani',
        paidHours: 0,
        meets: 'yes',
        firstContactOn: day(26),
      },
    },
  ]
}

function training(day: Day): Entry[] {
  const course = (who: string, part: string, site: string, more: Record<string, string>): Entry => ({
    register: 'training',
    by: 'zawadi',
    values: {
      who,
      part,
      site,
      language: 'Swahili',
      paidTime: 'yes',
      travelPaid: 'yes',
      course: 'first_response',
      result: 'competent',
      ...more,
    },
  })
  return [
    course('Z. A.', 'focal_point', 'mtwamba', {
      form: 'role_play',
      heldOn: day(-70),
      proof: 'role_play',
      expiresOn: day(295),
    }),
    course('Matron', 'deputy', 'mtwamba', {
      form: 'role_play',
      heldOn: day(-330),
      proof: 'role_play',
      expiresOn: day(35),
    }),
    course('Flour seller', 'focal_point', 'selembe', {
      form: 'play',
      heldOn: day(-70),
      proof: 'watched',
      language: 'Luhya',
    }),
    course('Cook', 'deputy', 'selembe', {
      course: 'full',
      form: 'talk',
      heldOn: day(-400),
      proof: 'attendance',
      result: 'done',
    }),
    course('Leader of the circle', 'fieldworker', 'mtwamba', {
      course: 'trauma',
      form: 'role_play',
      heldOn: day(-52),
      proof: 'questions',
      result: 'done',
    }),
    course('Driver', 'driver', 'selembe', {
      course: 'code',
      form: 'talk',
      heldOn: day(18),
      proof: 'none',
      result: 'not_yet',
      paidTime: 'unknown',
    }),
    {
      register: 'sessions',
      by: 'zawadi',
      values: {
        heldOn: day(-33),
        site: 'mtwamba',
        topic: 'What a good house looks like, and whom to tell about another',
        form: 'play',
        language: 'Swahili',
        minutes: 90,
        women: 23,
        men: 2,
        children: 0,
        travelPaid: 'yes',
      },
    },
  ]
}

function money(day: Day): Entry[] {
  const line = (id: string, what: string, partner: string, amount: string): Entry => ({
    register: 'money',
    values: { line: id, what, partner, amount, ...kes(day) },
  })
  const [forum, matrons] = ['Mtwamba Domestic Workers’ Forum', 'Mtwamba Hostel Matrons']
  return [
    line('focalPoints', 'Thirty hours a week for four people, eleven months', matrons, '312000'),
    line('training', 'Two role-plays and their travel', forum, '96000'),
    line('translation', 'Luhya and Lusoga, spoken and sung', 'Shelani Story House', '54000'),
    line(
      'referrals',
      'Fares, forms and two nights for whoever comes along',
      'Njiani Helpline Volunteers',
      '120000',
    ),
    line('transport', 'The van on Sundays, with a second driver', 'Selembe Faith Kitchen', '148500'),
    line('counselling', 'A counsellor on Wednesdays, also for the team', matrons, '198000'),
    line('pettyCash', 'The tin, refilled each month without names', matrons, '66000'),
    {
      register: 'money',
      values: {
        line: 'charges',
        what: 'What sending money costs',
        partner: forum,
        amount: '40',
        currency: 'GBP',
      },
    },
    {
      register: 'moneyGaps',
      values: {
        line: 'insurance',
        reason:
          'Bought by the University of Wrexmoor for all partners. The two day drivers are to be named in it.',
      },
    },
  ]
}
