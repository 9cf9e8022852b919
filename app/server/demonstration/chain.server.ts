import type { Plan } from '#app/server/demonstration/plan-model.server.ts'
import type { OrganisationKey } from '#app/server/demonstration/cast.server.ts'

/** A long chain from a donor to the last tier, under two reporting regimes. */
export interface Tier {
  organisation: OrganisationKey
  title: string
  country: string
  plan?: Plan
  below: readonly Tier[]
}

const place = {
  sierraLeone: { sites: ['Kanyama', 'Gbandiwe'], languages: ['Krio', 'Mende'], currency: 'SLE', rate: 29 },
  harbour: { sites: ['Safe Quay', 'Lower Kanyama'], languages: ['Krio', 'Limba'], currency: 'SLE', rate: 29 },
  guinea: {
    sites: ['Fataleh', 'Kankalabou'],
    languages: ['pular', 'soussou'],
    currency: 'GNF',
    rate: 11_000,
  },
} as const

const household: Plan = {
  key: 'household-survey',
  number: 16,
  title: 'Counting without harm: a household survey in three districts',
  country: 'SL',
  organisation: 'kanyama',
  author: 'tamba',
  locale: 'en',
  place: place.sierraLeone,
  partner: 'Gbandiwe Mothers’ Club',
  answers: {
    'V-P-01': {
      text: 'Girls placed in households, who open the door to us: questioned after we leave; the mothers’ club, which calls anyway to sell soap.\nHousehold heads: accused by neighbours; the district’s complaint desk, and ours.\nForty enumerators, most of them young women: followed, and they carry what they hear; a supervisor outside their own team.\nChiefs who let us in: blamed; the university in England, by telephone.',
    },
  },
  journey: {
    started: 55,
    answered: 44,
    submitted: 40,
    given: { on: 38, by: 'denise' },
    reviewer: 'carla',
    reviewBegun: 34,
    judged: 27,
    completed: 26,
    remarks: {
      rights: 'The soap seller is a better safeguard than a leaflet.',
      equity: 'Both reporting clocks are named, and who starts which.',
      accountability: 'Forty enumerators need two supervisors; set as a condition.',
    },
    decision: {
      on: 21,
      by: 'joseph',
      outcome: 'approved_with_conditions',
      reason:
        'A survey at the doors of households where people may not speak freely, planned by those who know the doors. A second supervisor is needed and is paid for by the donor, not by the cooperative.',
      conditions: [
        {
          sentence: 'A second supervisor, a woman, is at work before the first door is knocked at.',
          owner: 'Kanyama Research Cooperative',
          evidenceAsked: 'The contract with its start date; the name may be blacked out.',
          howChecked: 'The reviewer telephones the second supervisor in her first week.',
          pays: 'reviewing_body',
          fundsExpectedIn: -18,
          dueIn: 23,
          holdsBack: 'fieldwork',
          moneyFor: 'Sub-award budget, personnel: SLE 62,000 added through Ellersby University',
          whyNoMoney: '',
        },
      ],
    },
    signed: [18, 16, 15],
    afterwards: [
      { condition: 1, does: 'sendMoney', on: 17, by: 'denise', note: 'Through Ellersby, on the first day.' },
      { condition: 1, does: 'moneyArrived', on: 14, by: 'tamba' },
      {
        condition: 1,
        does: 'giveEvidence',
        on: 9,
        by: 'tamba',
        evidence: { title: 'Contract of the second supervisor', dated: -11, page: '1' },
        note: 'Her name is blacked out; she is known in all three districts.',
      },
      {
        condition: 1,
        does: 'sendBack',
        on: 7,
        by: 'carla',
        note: 'The start date is under the black bar too. A copy with the date visible is enough.',
      },
      {
        condition: 1,
        does: 'giveEvidence',
        on: 4,
        by: 'tamba',
        evidence: { title: 'Contract of the second supervisor, with its date', dated: -11, page: '1' },
      },
      {
        condition: 1,
        does: 'findEnough',
        on: 3,
        by: 'carla',
        note: 'She began two days before the first door. I have spoken with her.',
      },
    ],
  },
}

const services: Plan = {
  key: 'survivor-services',
  number: 17,
  title: 'A room with a door: services for those who leave',
  country: 'SL',
  organisation: 'safeQuay',
  author: 'hawa',
  locale: 'en',
  place: place.harbour,
  partner: 'Lower Kanyama Foster Circle',
  answers: {
    'V-P-01': {
      text: 'People in our house: they depend on us for a bed, so the first way to complain goes to the foster circle and not to us.\nFoster families: pressed by relatives; the social worker of the district.\nOur night staff: alone; a second one sleeps in the house.\nWhoever stays behind in the household that somebody left: we ask the person who came what would make it worse.',
    },
  },
  journey: {
    started: 46,
    answered: 35,
    submitted: 30,
    given: { on: 28, by: 'denise' },
    reviewer: 'carla',
    reviewBegun: 22,
    judged: 13,
    asked: {
      on: 10,
      asks: {
        accountability: {
          reason: 'The gap is ours as much as yours.',
          points: {
            'A-P-10':
              'If the award is paused, who pays for the house next week? Our own terms do not promise it yet, and that is our gap. Please tell us what a month costs, so that we can put it in.',
          },
        },
      },
    },
    remarks: {
      rights: 'A way to complain that does not go through the house: yes.',
      equity: '',
      transparency: '',
    },
  },
}

const borderTowns: Plan = {
  key: 'border-towns',
  number: 18,
  title: 'Villes de passage',
  country: 'GN',
  organisation: 'fataleh',
  author: 'oumou',
  locale: 'fr',
  place: place.guinea,
  partner: 'l’Association des Transporteuses de Kankalabou',
  answers: {
    'V-P-01': {
      text: 'Jeunes filles en route vers la ville : suivies par la personne qui les emmène ; on ne leur parle pas en présence de quelqu’un, et les transporteuses connaissent le numéro.\nTransporteuses : perdre des clients ; le centre.\nAgents aux barrières : ils parlent si leur chef ne le sait pas ; l’université, par téléphone.\nNos enquêteurs : leurs papiers sont demandés dix fois par jour ; une lettre, et une avocate joignable.',
    },
  },
  journey: {
    started: 36,
    answered: 25,
    submitted: 20,
    reviewer: 'carla',
    reviewBegun: 12,
    judged: 6,
    judgedSoFar: ['rights'],
    remarks: { rights: 'Ne pas parler en présence de celui qui emmène : c’est la règle qui compte.' },
  },
}

/** Tiers below the donor; the last stands fifth in the chain. */
export const chain: Tier = {
  organisation: 'meridian',
  title: 'Measured Freedom',
  country: 'US',
  below: [
    {
      organisation: 'altamont',
      title: 'Measured Freedom: prime award',
      country: 'US',
      below: [
        {
          organisation: 'ellersby',
          title: 'Methods and ethics',
          country: 'GB',
          below: [
            {
              organisation: 'kanyama',
              title: 'Household survey, Sierra Leone',
              country: 'SL',
              plan: household,
              below: [
                {
                  organisation: 'safeQuay',
                  title: 'Services for survivors, Sierra Leone',
                  country: 'SL',
                  plan: services,
                  below: [],
                },
              ],
            },
            {
              organisation: 'fataleh',
              title: 'Border towns, Guinea',
              country: 'GN',
              plan: borderTowns,
              below: [],
            },
          ],
        },
        { organisation: 'keurJaloore', title: 'Services for survivors, Senegal', country: 'SN', below: [] },
      ],
    },
  ],
}
