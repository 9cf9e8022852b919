import type { Project } from '#app/server/demonstration/projects.server.ts'

/** Community projects in the DR Congo, Kenya and Uganda. */
export const lakesProjects: readonly Project[] = [
  {
    key: 'songs-the-river-kept',
    number: 2,
    title: 'Les chants que le fleuve a gardés',
    awardTitle: 'Songs the River Kept',
    country: 'CD',
    organisation: 'lukasha',
    author: 'clemence',
    locale: 'fr',
    place: {
      sites: ['Lukasha', 'Kibendo-Port'],
      languages: ['lingala', 'swahili'],
      currency: 'USD',
      rate: 1.3,
    },
    partner: 'la Maison d’Écoute de Lukasha',
    partners: ['Maison d’Écoute de Lukasha', 'Union des Piroguiers de Kibendo'],
    answers: {
      'V-P-01': {
        text: 'Les mères du chœur : reconnues à leur voix ; elles parlent à la Maison d’Écoute, qui ne dépend pas de nous.\nLes jeunes filles placées au port : punies si l’on sait ; l’infirmière de nuit, que personne ne surveille.\nLes piroguiers : accusés d’aider des fuites ; le secrétaire de leur union.\nCelles qui traduisent et tapent les textes : elles portent tout ; leur superviseure à l’université.\nLes voisins qui regardent par la fenêtre : mal vus ; nous n’avons pas de voie pour eux et le disons.',
      },
    },
    journey: {
      started: 70,
      answered: 60,
      submitted: 56,
      given: { on: 55, by: 'ruth' },
      reviewer: 'nadia',
      reviewBegun: 51,
      judged: 43,
      completed: 42,
      remarks: {
        rights:
          'La voix qui trahit celle qui chante : personne d’autre n’y avait pensé. La réponse est juste.',
        equity: 'Les montants sont clairs et vont à celles qui font le travail.',
        accountability: 'Le registre relu à voix haute devrait faire école.',
      },
      exceptions: {
        rights: {
          'V-P-01':
            'Les voisins n’ont pas encore de voie. Accepté, parce que le chœur le dit lui-même et que le registre le suit.',
        },
      },
      decision: {
        on: 37,
        by: 'helene',
        outcome: 'approved',
        reason:
          'Le plan est court, précis et payé. Chaque groupe a deux personnes à qui parler, dont une hors du projet. La ligne qui manque encore pour les voisins est nommée par le chœur lui-même et suivie dans le registre.',
        reasons: {
          rights:
            'Une lacune nommée par celles qui la connaissent vaut mieux qu’une réponse complète : nous la suivons avec elles.',
        },
        conditions: [],
      },
      signed: [33, 31, 30],
      issuedAnew: {
        on: 12,
        reason:
          'Un exemplaire remis au chœur avait été relié dans le mauvais ordre. Le plan, la décision et les réponses sont les mêmes ; tout est établi et signé de nouveau.',
        signed: [11, 10, 9],
      },
    },
  },
  {
    key: 'salt-and-memory',
    number: 5,
    title: 'Salt and Memory',
    country: 'KE',
    organisation: 'shelani',
    author: 'wanjiku',
    locale: 'en',
    place: { sites: ['Shelani', 'Pwanaru'], languages: ['Swahili', 'Kikamba'], currency: 'KES', rate: 165 },
    partner: 'Shelani Salt Workers',
    partners: ['Shelani Salt Workers', 'Pwanaru Legal Aid Desk'],
    answers: {
      'V-P-01': {
        text: 'Workers in the pans: their contract is a handshake and can end at lunch; they tell the legal desk in Pwanaru, never us at work.\nTheir children, who carry water: the school’s matron.\nForemen who speak: both sides; a line that rings in Nairobi.\nOur story collectors, two of them workers: paid to the end of the season whatever happens.\nThose in old photographs: families decide; a woman of the story house walks to them.',
      },
    },
    journey: {
      started: 47,
      answered: 36,
      submitted: 31,
      given: { on: 29, by: 'ruth' },
      reviewer: 'nadia',
      reviewBegun: 24,
      judged: 13,
      beside: [
        {
          person: 'samuel',
          part: 'second',
          askedBy: 'ruth',
          asked: 20,
          looked: 11,
          found: {
            rights: {
              reason:
                'I would not accept this yet. Pay to the end of the season is right, but a worker who loses the season loses the next one too.',
              ask: {
                'V-P-01':
                  'Please say what happens in the season after: who speaks for a worker whom no foreman takes back?',
              },
            },
            equity: { reason: 'Both were asked alone. I would have asked for the same.' },
          },
          finished: true,
        },
      ],
      exceptions: {
        rights: {
          'V-P-01': 'The High risk for workers remains. The university stands by it and the season is paid.',
        },
      },
      completed: 8,
      declaredBy: { on: 5, by: 'helene' },
      said: [
        {
          on: 10,
          by: 'nadia',
          to: 'reviewers',
          about: 'V-P-01',
          body: 'We differ on the season after. I asked the legal desk: foremen take people back, but not those who were seen at the desk. You may be right.',
        },
        {
          on: 9,
          by: 'samuel',
          to: 'reviewers',
          about: 'V-P-01',
          body: 'Then a second season of pay costs KES 190,000 for two people. I would rather make it a condition than send the plan back.',
        },
      ],
      remarks: {
        rights:
          'One High risk remains: a worker is seen with us and loses the season. The university has signed it, and the pay to the end of the season is in the budget. I accept it with that.',
        equity: 'Both workers among the collectors were asked alone. They want to do it.',
        transparency: '',
        accountability: 'The legal desk is named as the one who tells people if we stop. Good.',
      },
    },
  },
  {
    key: 'a-place-at-the-table',
    number: 6,
    title: 'A Place at the Table',
    country: 'UG',
    organisation: 'acholwe',
    author: 'okello',
    locale: 'en',
    place: { sites: ['Acholwe', 'Odwele'], languages: ['Acholi', 'Lango'], currency: 'UGX', rate: 4700 },
    partner: 'Odwele Widows’ Savings',
    partners: ['Acholwe Drummers', 'Lamwoke Peace Circle', 'Odwele Widows’ Savings'],
    answers: {
      'V-P-01': {
        text: 'Returnees who act: what they play is near to what they lived; the drummer beside the stage may stop it, and they tell the peace circle’s nurse.\nTheir children: asked at school whose child they are; a teacher in Odwele.\nAudience: somebody recognises himself; we play nothing that a person in the village has told us.\nThe driver of the truck, home last: paid for the night if he stays.\nOur visiting director: answers to the group, and may be sent home by it.',
      },
    },
    journey: {
      started: 45,
      answered: 34,
      submitted: 29,
      given: { on: 27, by: 'ruth' },
      reviewer: 'nadia',
      reviewBegun: 23,
      judged: 14,
      completed: 13,
      remarks: {
        rights: 'The drummer who may stop the play is the best control we have read.',
        accountability: 'Who tells the children if the group stops is still open.',
      },
      exceptions: {
        accountability: {
          'A-P-10': 'What the actors’ children are told is missing. It can be written in a fortnight.',
        },
      },
      undone: {
        on: 7,
        outcome: 'approved',
        reason: 'Strong on distress, careful about audiences. Nothing stands in the way.',
        conditions: [],
        reasons: { accountability: 'The plan for stopping can follow.' },
        undoneOn: 6,
        because:
          'I had read the plan for stopping as complete. It is not, and the teacher who would speak with the children has to be paid: that needs a condition, and money from us.',
      },
      decision: {
        on: 4,
        by: 'helene',
        outcome: 'approved_with_conditions',
        reason:
          'Strong on distress, careful about audiences. What happens to the children of actors if the work stops is not said yet, and that costs some days with the teacher, which are paid.',
        reasons: {
          accountability: 'The children hear it first from somebody they know. Who that is has to be said.',
        },
        conditions: [
          {
            sentence:
              'The plan for stopping says who speaks with the actors’ children, and what they are told.',
            owner: 'Okello Anyango-Price, principal investigator',
            evidenceAsked: 'Half a page, agreed with the teacher in Odwele and two parents.',
            howChecked: 'The reviewer calls the teacher.',
            pays: 'reviewing_body',
            fundsExpectedIn: 6,
            dueIn: 28,
            holdsBack: 'fieldwork',
            moneyFor:
              'Budget line 1.5, advice: UGX 900,000 added by the fund for the teacher and the parents',
            whyNoMoney: '',
          },
        ],
      },
    },
  },
  {
    key: 'charcoal-voices',
    number: 10,
    title: 'Charcoal Voices',
    country: 'CD',
    organisation: 'ngabwe',
    author: 'patience',
    locale: 'en',
    place: { sites: ['Ngabwe', 'Mulumbeko'], languages: ['Swahili', 'Tshiluba'], currency: 'USD', rate: 1.3 },
    partner: 'Ngabwe Charcoal Sellers',
    partners: ['Ngabwe Charcoal Sellers', 'Voix de Mulumbeko'],
    answers: {
      'V-P-01': {
        text: 'Women who carry charcoal at night: stopped by armed men; they tell the sellers’ union, which walks with them.\nBoys at the kilns: burns that nobody treats; the nurse in Mulumbeko asks no questions.\nSpeakers on air: known by their voice; we re-voice all of them.\nOur technicians: the antenna is a target; they may leave without asking.',
      },
      'T-P-02': {
        choice: 'partly',
        text: 'What is recorded and who hears it, yes. The limits of secrecy are written in words that lawyers use.',
        dueIn: 14,
      },
    },
    journey: {
      started: 50,
      answered: 40,
      submitted: 35,
      given: { on: 33, by: 'ruth' },
      reviewer: 'samuel',
      reviewBegun: 29,
      judged: 25,
      remarks: {
        rights: 'Re-voicing everybody protects those who would not have asked for it.',
        equity: '',
        accountability: 'Technicians who may leave without asking: yes.',
      },
      asked: {
        on: 24,
        asks: {
          transparency: {
            reason: 'One answer, and it is one that universities get wrong too.',
            points: {
              'T-P-02':
                'Please say the limits of secrecy with two examples a listener would know. We have asked for the same from a university this week.',
            },
          },
        },
      },
      resubmitted: {
        on: 12,
        answers: {
          'T-P-02': {
            choice: 'yes',
            text: 'Two examples now: a child who is beaten today, and a plan to harm somebody named. For these we may have to tell the nurse or the union, and we say so before the recorder is on. All else stays. It is spoken in Swahili and Tshiluba, and the charcoal sellers heard it first.',
          },
        },
      },
      said: [
        {
          on: 10,
          by: 'samuel',
          to: 'both',
          about: 'T-P-02',
          body: 'Thank you, these two examples are clear. One question: who decides on the evening itself that a nurse has to be told, if the two of you who may are on air?',
        },
        {
          on: 8,
          by: 'patience',
          to: 'both',
          about: 'T-P-02',
          body: 'The union’s secretary, who never goes on air for that reason. She has both numbers and may stop a broadcast. We had thought that was too small to write.',
        },
      ],
    },
  },
  {
    key: 'market-stories',
    number: 13,
    title: 'Market Stories',
    country: 'KE',
    organisation: 'mtwamba',
    author: 'neema',
    locale: 'en',
    place: {
      sites: ['Mtwamba', 'Selembe Market'],
      languages: ['Swahili', 'Luhya'],
      currency: 'KES',
      rate: 165,
    },
    partner: 'Mtwamba Hostel Matrons',
    partners: ['Mtwamba Hostel Matrons', 'Selembe Faith Kitchen', 'Njiani Helpline Volunteers'],
    answers: {
      'V-P-01': {
        text: 'Domestic workers: the employer has their papers; they tell the hostel matrons on their free Sunday, or the helpline that shows no number.\nTheir sisters who will take the place: the same.\nEmployers’ children, who love them: nobody asks the children anything.\nCooks in the kitchen, who overhear: the sister in charge.\nOur writers: two are workers themselves and are paid for the day they would lose.',
      },
    },
    journey: {
      started: 43,
      answered: 31,
      submitted: 27,
      given: { on: 26, by: 'ruth' },
      reviewer: 'samuel',
      reviewBegun: 21,
      judged: 15,
      completed: 14,
      remarks: {
        rights: 'A Sunday, a hostel and a number that does not show: three ways, all of them real.',
        equity: 'Paid for the day they would lose. Good.',
        transparency: 'Short.',
        accountability: 'Please tell us in half a year whether the rota holds.',
      },
      decision: {
        on: 8,
        by: 'helene',
        outcome: 'approved',
        reason:
          'The forum has been safer than most employers for years. The plan only writes down what is done already, and the money goes where the work is.',
        conditions: [],
      },
      signed: [5],
    },
  },
  {
    key: 'threads',
    number: 14,
    title: 'Threads',
    country: 'UG',
    organisation: 'kisenda',
    author: 'grace',
    locale: 'en',
    place: { sites: ['Kisenda', 'Mulambwe'], languages: ['Luganda', 'Runyoro'], currency: 'UGX', rate: 4700 },
    partner: 'Mulambwe Sewing School',
    partners: ['Mulambwe Sewing School', 'Kisenda Button Girls'],
    answers: {
      'V-P-01': {
        text: 'Girls who learn sewing in the workshop: sent home if orders fall; they can tell the head of the school. Workers: can tell the cooperative. Visitors: no risk.',
      },
      'E-P-03': {
        text: 'Training {£300}, for us. The other lines are empty, because the members do this work without pay as part of the cooperative.',
      },
      'A-P-01': {
        choice: 'no',
        text: 'The chair of the cooperative is the focal point for both places. She does not want to be paid.',
      },
    },
    journey: {
      started: 60,
      answered: 49,
      submitted: 45,
      given: { on: 43, by: 'ruth' },
      reviewer: 'samuel',
      reviewBegun: 39,
      judged: 32,
      completed: 31,
      notAccepted: {
        rights: {
          reason:
            'Girls can tell only the person who may send them home. We talked about this on the telephone, and the cooperative would rather think again than add a line.',
          points: { 'V-P-01': 'Somebody outside the workshop, whom the girls would choose.' },
        },
        equity: {
          reason:
            'Work without pay, by members who cannot refuse, is close to what the project wants to study.',
          points: { 'E-P-03': 'A line for each member who does this work.' },
        },
        accountability: {
          reason: 'We offered to pay two others and were asked to wait.',
          points: { 'A-P-01': 'One focal point for two places, who also chairs.' },
        },
      },
      decision: {
        on: 25,
        by: 'helene',
        outcome: 'declined',
        reason:
          'Not this plan, and not against the cooperative. Those with least power have nobody outside to tell, and the work of keeping them safe is unpaid. The cooperative asked to withdraw the site in Mulambwe and come back. A preparation payment of UGX 3,500,000 is offered to do that, whatever comes of it, and the second call is open.',
        reasons: {
          rights: 'Girls who learn in the workshop have nobody to tell but the one who may send them home.',
          equity: 'The safety of others rests on work that nobody pays and nobody can refuse.',
          transparency: 'Nothing to object to; what people are told is short and true.',
          accountability: 'One person chairs, employs and is the focal point for both places.',
        },
        conditions: [],
      },
      signed: [22, 20],
      appeal: {
        on: 16,
        grounds:
          'We asked to wait because the head of the school was ill, and that is in no paper. She has said yes since. Nobody asked us between the telephone call and the letter, and the letter says that we had refused.',
        heard: {
          on: 6,
          by: 'ines',
          how: 'upheld',
          reason:
            'The note of the telephone call does not say that the cooperative refused; it says “would rather think”. Fourteen days were open and nobody called again. Whether the plan is ready is not for me to say here: it is decided anew, by somebody else.',
        },
      },
    },
  },
]
