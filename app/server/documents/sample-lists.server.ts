import type {
  FullRecordModel,
  OpenRisk,
  StandingModel,
} from '#app/server/documents/assessment-model.server.ts'
import { riskLevel } from '#content/risk-levels.ts'

/** Demonstration data, like the record it belongs to: nobody and nothing in it exists. */

function standing(likelihood: number, severity: number): StandingModel {
  return { likelihood, severity, level: riskLevel(likelihood, severity) }
}

function risk(said: Pick<OpenRisk, 'number' | 'event' | 'affected' | 'group'> & Partial<OpenRisk>): OpenRisk {
  return {
    sealed: false,
    site: '',
    cause: '',
    before: standing(3, 3),
    existing: '',
    control: '',
    owner: '',
    paidFrom: '',
    dueOn: null,
    after: standing(2, 3),
    smallerHarm: '',
    reviewOn: null,
    community: 'Agrees',
    acceptances: [],
    ...said,
  }
}

const leadSignsOff = {
  capacity: 'research_organisation',
  name: 'Yawa Denu-Price',
  organisationName: 'Tsavanya Listening Circle',
  on: '2026-02-26',
} as const

export const sampleRisks: FullRecordModel['risks'] = {
  rows: [
    risk({
      number: 1,
      group: 'Participants',
      affected: 'Children who work on boats',
      event: 'An owner learns who has spoken to us and puts a child off the boat, far from home.',
      cause: 'Owners watch the shore, and a child depends on the boat for food.',
      site: 'Lakpedo',
      before: standing(4, 5),
      existing: 'We meet at the clinic on full days, never on the shore.',
      control:
        'The council keeps two places for a night, paid in advance; the school fetches a child within the day.',
      owner: 'Efua Tetteh-Brown',
      paidFrom: 'Referrals: what the help costs',
      dueOn: '2026-04-15',
      after: standing(2, 5),
      reviewOn: '2026-07-01',
      acceptances: [
        {
          ...leadSignsOff,
          reason: 'The harm stays grave whatever we do. It is foreseen, paid for and watched by two people.',
        },
      ],
    }),
    {
      sealed: true,
      number: 2,
      level: 'critical',
      acceptances: [
        leadSignsOff,
        {
          capacity: 'funder',
          name: 'Hélène Asante-Moor',
          organisationName: 'Northlight Research Fund',
          on: '2026-03-02',
        },
      ],
    },
    risk({
      number: 3,
      group: 'Fieldworkers, interpreters, drivers',
      affected: 'Interpreters who live in the town',
      event: 'After we leave, an interpreter is blamed for what was said.',
      before: standing(3, 4),
      existing: 'Nobody interprets in their own quarter.',
      control: 'Paid contact for a year, and money to move for a while.',
      owner: 'Kojo Amenu-Vail',
      paidFrom: 'Time of focal points',
      dueOn: '2026-05-01',
      after: standing(2, 4),
      reviewOn: '2026-09-01',
    }),
    risk({
      number: 4,
      group: 'Community and group stigma',
      affected: 'The three towns',
      event: 'A broadcast calls the towns slave markets, and traders stay away.',
      before: standing(3, 3),
      control: 'The council reads every text first and may take its town’s name out.',
      owner: 'Adwoa Mensima-Reed',
      paidFrom: 'It costs nothing',
      after: standing(1, 3),
      community: 'Disagrees',
    }),
    risk({
      number: 5,
      group: 'Digital work and data',
      affected: 'Everybody who was recorded',
      event: 'A recorder is taken at a road block.',
      before: standing(3, 4),
      existing: 'Recorders are encrypted.',
      control: 'Recordings leave the device every evening.',
      owner: 'Kojo Amenu-Vail',
      paidFrom: 'Bank and mobile-money charges',
      after: standing(2, 2),
      smallerHarm: 'What is on the device is a day of voices without names.',
    }),
    risk({
      number: 6,
      group: 'Travel, lone work and security',
      affected: 'Two researchers and a driver',
      event: 'A storm on the lake catches a boat on the way to Zemani.',
      before: standing(2, 4),
      existing: 'Life jackets.',
      control: 'The road, not the lake, from June to August.',
      owner: 'Kojo Amenu-Vail',
      paidFrom: 'Transport',
      after: standing(1, 4),
    }),
  ],
  gaps: [
    { group: 'Images and publicity', reason: 'No pictures are taken and no life story is published.' },
    { group: 'Students', reason: 'No student works on this project.' },
  ],
}

const words = (...labels: string[]) => labels.map((label) => ({ label, numeric: false }))
const row = (cells: string[], more: Record<string, string> = {}) => ({
  cells,
  more: Object.entries(more).map(([label, value]) => ({ label, value })),
})

export const sampleLists: FullRecordModel['lists'] = [
  {
    id: 'sites',
    title: 'Sites',
    note: '',
    columns: words('Number', 'Name of the area', 'Country', 'Languages spoken there', 'Phone coverage'),
    rows: [
      row(['1', 'Tsavanya', 'Ghana', 'Ewe, Ga', 'Good']),
      row(['2', 'Lakpedo', 'Ghana', 'Ewe, Hausa on market days', 'Here and there']),
      row(['3', 'Site 3, not named in print', 'Ghana', 'Ewe, Yorùbá', 'None']),
    ],
  },
  {
    id: 'referrals',
    title: 'Referral map',
    note: '',
    columns: words('Name of the service', 'Site', 'Kind of help', 'How far', 'When it is open', 'When tried'),
    rows: [
      row(
        [
          'Lakpedo clinic',
          'Lakpedo',
          'Health care',
          '40 minutes on foot',
          'Day and night',
          'Tried this month',
        ],
        {
          'What it costs': 'Free; the way there is paid',
          'Takes men and boys?': 'Yes',
          'Asks for a police paper first?': 'No',
        },
      ),
      row(
        [
          'House of the women’s council',
          'Tsavanya',
          'Shelter or a safe night',
          'In the town',
          'Always',
          'Tried 2 months ago',
        ],
        {
          'Whom it will not serve': 'Men; they go to the pastor’s house',
        },
      ),
    ],
  },
  {
    id: 'people',
    title: 'People',
    note: '',
    columns: [
      ...words('Job', 'Part in the work', 'Site'),
      { label: 'Paid hours a week for safeguarding', numeric: true },
      ...words('Agreed to the code of conduct on', 'Day-one talk on'),
    ],
    rows: [
      row(['Focal point', 'Focal point', 'Tsavanya', '16', '5 January 2026', '6 January 2026']),
      row(['Deputy focal point', 'Deputy focal point', 'Lakpedo', '8', '5 January 2026', '6 January 2026']),
      row(['Driver', 'Driving', 'Lakpedo', '0', '', '']),
    ],
  },
  {
    id: 'money',
    title: 'Money for safeguarding',
    note: 'In pounds, of all lines with a rate: GBP 9,412.50.',
    columns: [
      ...words('Line', 'What exactly', 'Who is paid'),
      { label: 'Amount', numeric: true },
      { label: 'In pounds', numeric: true },
    ],
    rows: [
      row(
        [
          'Time of focal points',
          'Three days a week, twelve months',
          'Tsavanya Listening Circle',
          'GHS 96,000.00',
          'GBP 6,400.00',
        ],
        {
          'How much of this currency makes one pound': '15',
          'Rate of': '2 February 2026',
        },
      ),
      row([
        'Counselling and debriefing',
        'A year after the last visit',
        'Lakpedo clinic',
        'GHS 37,500.00',
        'GBP 2,500.00',
      ]),
      row([
        'Transport',
        'Ways to help, at any hour',
        'Tsavanya Listening Circle',
        'GHS 7,687.50',
        'GBP 512.50',
      ]),
    ],
  },
]

export const sampleEvidence: FullRecordModel['evidence'] = [
  {
    number: 1,
    title: 'Harm map by group, drawn with the council',
    kind: 'A file',
    requirementIds: ['V-P-01', 'A-P-02'],
    datedOn: '2026-01-08',
    reviewOn: '2026-07-08',
    stillTrueOn: null,
    url: null,
    page: null,
    assessedBy: null,
    file: {
      name: 'harm-map-by-group.pdf',
      mediaType: 'application/pdf',
      size: 412_032,
      sha256: '41d077be9c02e5fa0b1c44a86b1f92d3f03f5f4e2f0c9d21c6a7c0b7d5f7aa13',
    },
  },
  {
    number: 2,
    title: 'Safeguarding policy of the circle',
    kind: 'A page of a policy',
    requirementIds: ['V-P-02', 'A-P-01', 'A-P-05'],
    datedOn: '2025-03-22',
    reviewOn: '2027-03-22',
    stillTrueOn: '2026-02-10',
    url: null,
    page: 'Section 7',
    assessedBy: null,
    file: null,
  },
  {
    number: 3,
    title: 'Due diligence of the circle by another funder',
    kind: 'An assessment that others made',
    requirementIds: ['A-P-01'],
    datedOn: '2025-11-03',
    reviewOn: null,
    stillTrueOn: null,
    url: 'https://example.org/due-diligence/tsavanya-listening-circle/2025',
    page: null,
    assessedBy: 'Harbour Light Trust',
    file: null,
  },
]
