import { leagueDay } from '#app/server/demonstration/local-days.server.ts'
import type { Project } from '#app/server/demonstration/projects.server.ts'

/** Community projects in Niger, Mali and Senegal. */
export const sahelProjects: readonly Project[] = [
  {
    key: 'inherited-names',
    number: 4,
    title: 'Inherited Names',
    country: 'NE',
    organisation: 'tafinat',
    author: 'rahila',
    locale: 'en',
    place: { sites: ['Tafinat', 'Ingalwan'], languages: ['Hausa', 'Zarma'], currency: 'XOF', rate: 760 },
    partner: 'Radio Tafinat',
    partners: ['Radio Tafinat', 'Ingalwan Herders’ Wives'],
    answers: {
      'V-P-01': {
        text: 'People called by the name of a former master’s house: insulted for speaking; they tell the league’s two elders or the fund directly.\nChildren of such families at school: teased; the teacher, who is paid for the hour.\nFamilies who kept the name as an honour: accused; the radio’s editor.\nOur presenters: threatened on the telephone; the station keeps the number and goes to the police only if they wish.\nInterpreters: they are cousins of many; each may refuse an interview without a reason.',
      },
      'V-P-03': {
        choice: 'yes',
        text: 'Yes, in Hausa and Zarma. People hear what is kept hidden (ɓoye) and what has to be passed on, and that carrying a duty (ɗaukar nauyi) is ours and not theirs. We say that nobody is ƙarami, too small, to be heard. The number is in the station’s evening jingle, so that knowing it points at no one.',
      },
      'A-P-02': {
        text: 'Families of former masters had no row: we saw them only as those who do harm. Now they have one, because a young woman among them told us what speaking would cost her. Read through aloud in Hausa nine days ago; ƙungiyar mata, the women’s group, raised four rows.',
      },
    },
    journey: {
      started: 69,
      answered: 58,
      submitted: 54,
      given: { on: 53, by: 'ruth' },
      reviewer: 'nadia',
      reviewBegun: 50,
      judged: 46,
      completed: 44,
      remarks: {
        rights:
          'A number that everybody knows points at nobody. We would like to tell other projects about this, with your leave.',
        accountability: 'Thank you for the row that was hard to write.',
      },
      decision: {
        on: 41,
        by: 'helene',
        outcome: 'approved_with_conditions',
        reason:
          'A careful plan on a matter that many would rather leave alone. A second person who can take calls in Zarma is needed, since one person cannot be on duty always. We pay for her, and her time begins when our money is there.',
        conditions: [
          {
            sentence: 'A second person answers calls in Zarma, on other days than the first.',
            owner: 'Ingalwan Herders’ Wives',
            evidenceAsked: 'The rota, with roles and hours, and a recording of the announcement.',
            howChecked: 'One call in Zarma on each of two days.',
            pays: 'reviewing_body',
            fundsExpectedIn: -20,
            dueIn: 10,
            holdsBack: 'fieldwork',
            moneyFor: 'Budget line 4.1, focal points’ time: XOF 410,000 added by the fund for eleven months',
            whyNoMoney: '',
          },
          {
            sentence:
              'The four rows that the women’s group raised are in the register, with who watches each.',
            owner: 'Rahila Moussa-Grant, principal investigator',
            evidenceAsked: 'The four rows as they were read out.',
            howChecked: 'Two members of the group are asked whether this is what they said.',
            pays: 'nobody',
            dueIn: leagueDay,
            holdsBack: 'nothing',
            moneyFor: '',
            whyNoMoney: 'The rows exist on paper and only have to be written in.',
          },
          {
            sentence: 'The rule for threats by telephone is agreed with the station, in writing.',
            owner: 'Radio Tafinat',
            evidenceAsked: 'The rule, in the language in which the presenters agreed to it.',
            howChecked: 'Read by a reviewer, and by a presenter who was not at the meeting.',
            pays: 'organisation',
            dueIn: -1,
            holdsBack: 'fieldwork',
            moneyFor: 'Hospitality, from the league’s own funds: XOF 15,000',
            whyNoMoney: '',
          },
        ],
      },
      signed: [38, 36, 35],
      afterwards: [
        {
          condition: 1,
          does: 'askForHelp',
          on: 8,
          by: 'rahila',
          note: 'Binta could begin tomorrow and is waiting for a first wage. How do we keep her without money?',
        },
        {
          condition: 1,
          does: 'offerHelp',
          on: 6,
          by: 'ruth',
          note: 'The delay is ours: our bank wants a paper that you cannot have. The lead will pay her first month on Thursday, and your days begin only when our money has arrived.',
        },
        {
          condition: 3,
          does: 'giveEvidence',
          on: 7,
          by: 'rahila',
          evidence: {
            title: 'Rule for threats by telephone, in Hausa',
            dated: -9,
            url: 'https://tafinat.example/threats',
          },
          note: 'The presenters wrote it themselves. Nobody is obliged to read a message alone.',
        },
        {
          condition: 3,
          does: 'findEnough',
          on: 4,
          by: 'nadia',
          note: 'Read, and asked of one who was not there. She knew it, and knew who keeps the telephone.',
        },
      ],
    },
  },
  {
    key: 'words-for-freedom',
    number: 7,
    title: 'Des mots pour la liberté',
    awardTitle: 'Words for Freedom',
    country: 'ML',
    organisation: 'kolimbe',
    author: 'fanta',
    locale: 'fr',
    place: { sites: ['Kolimbé', 'Doukarila'], languages: ['bambara', 'soninké'], currency: 'XOF', rate: 760 },
    partner: 'l’Association des Femmes de Doukarila',
    partners: ['Association des Femmes de Doukarila', 'Forgerons de Kolimbé'],
    answers: {
      'V-P-01': {
        text: 'Ceux dont le nom dit encore le rang : moqués en public ; ils parlent à l’Association des Femmes de Doukarila.\nLes griots qui changent un chant ancien : privés de mariages, donc de revenu ; le doyen des forgerons.\nLes familles nobles qui nous accueillent : accusées de trahir ; nous n’avons pas encore de voie pour elles.\nNotre preneur de son : seul à tout entendre ; sa superviseure.',
      },
    },
    journey: {
      started: 44,
      answered: 33,
      submitted: 28,
      given: { on: 27, by: 'ruth' },
      reviewer: 'nadia',
      reviewBegun: 20,
      judged: 10,
      remarks: {
        transparency: 'Clair, et dit dans les deux langues.',
        accountability: '',
      },
      asked: {
        on: 9,
        asks: {
          rights: {
            reason: 'Deux points, et tous deux peuvent entrer dans le budget.',
            points: {
              'V-P-01':
                'Les familles nobles n’ont personne à qui parler, et vous le dites vous-même : qui accepteraient-elles ?',
              'V-P-02':
                'Pour Doukarila, si la piste reste coupée, un essai par téléphone suffirait pour commencer. Les frais d’appel peuvent entrer dans le budget.',
            },
          },
          equity: {
            reason: 'Ne consulter personne avant le financement est une bonne réponse.',
            points: {
              'E-P-01':
                'Il manque le montant pour chaque personne et la date : nous voulons être sûrs que ce sera payé.',
            },
          },
        },
      },
      said: [
        {
          on: 6,
          by: 'fanta',
          to: 'both',
          about: 'V-P-02',
          body: 'L’essai par téléphone : peut-il se faire en soninké, par une femme que vous ne connaissez pas ? Notre amie au centre ne parle pas français.',
        },
        {
          on: 5,
          by: 'nadia',
          to: 'both',
          about: 'V-P-02',
          body: 'Oui, et c’est même mieux. Notez seulement le jour, la langue et si l’on a répondu. Son nom ne nous regarde pas.',
        },
      ],
    },
  },
  {
    key: 'the-open-notebook',
    number: 8,
    title: 'The Open Notebook',
    country: 'SN',
    organisation: 'ndialar',
    author: 'mamadou',
    locale: 'en',
    place: {
      sites: ['Ndialar', 'Keur Balamine'],
      languages: ['Wolof', 'Pulaar'],
      currency: 'XOF',
      rate: 760,
    },
    partner: 'Ndialar Mothers’ Watch',
    partners: ['Ndialar Mothers’ Watch', 'Daara Friends of Keur Balamine'],
    answers: {
      'V-P-01': {
        text: 'Boys who beg: punished if the day’s sum is short because they talked to us; so we never talk during begging hours, and they tell the mothers of the watch.\nTeachers who open their school to us: called traitors; the friends of the daara.\nMothers far away, who gave a son in trust: ashamed; a telephone line in Pulaar, in the evening.\nOur educators, once boys like these: the memory; a counsellor of their own choosing.\nShopkeepers who feed the boys: nobody yet, we ask them next month.',
      },
      'T-P-01': {
        choice: 'yes',
        text: 'A page in Wolof and a recording in Pulaar. For the teachers there is one line in Arabic as well, chosen by them, which stands at the top of each notebook: «الأمانة مسؤوليتنا جميعاً», what is entrusted is the care of us all. They asked for it, and it opened more doors than our letter.',
      },
    },
    journey: {
      started: 68,
      answered: 57,
      submitted: 52,
      given: { on: 50, by: 'ruth' },
      reviewer: 'samuel',
      reviewBegun: 46,
      judged: 43,
      completed: 42,
      moreInformation: {
        on: 40,
        by: 'helene',
        principle: 'equity',
        reason: 'I would like to say yes and do not know one thing yet.',
        points: {
          'E-P-03':
            'The mothers watch at night. Is the night paid, or only the fare? Two lines could be read either way.',
        },
        resent: 37,
        answers: {
          'E-P-03': {
            text: 'The night is paid: XOF 4,500 for each mother, two mothers a night, and the fare besides. That is XOF 3.3 million a year and stands in line 2 of the budget; line 5 is only the lamp oil. We had written both as “watch”.',
          },
        },
        completed: 35,
      },
      remarks: {
        rights:
          'Never talking in begging hours is the kind of rule that only people who were there would make.',
        equity: '',
        transparency: 'The line chosen by the teachers is worth more than a leaflet.',
        accountability: 'The plan for stopping is the best of this call.',
      },
      decision: {
        on: 31,
        by: 'helene',
        outcome: 'approved',
        reason:
          'The educators know what could go wrong because it went wrong for them. Money reaches the mothers who watch at night. Nothing stands in the way of fieldwork but the holidays.',
        conditions: [],
      },
      signed: [28, 25, 24],
    },
  },
  {
    key: 'the-fifth-generation',
    number: 12,
    title: 'La cinquième génération',
    awardTitle: 'The Fifth Generation',
    country: 'NE',
    organisation: 'azelak',
    author: 'aichatou',
    locale: 'fr',
    place: { sites: ['Azelak', 'Tamgalek'], languages: ['tamasheq', 'haoussa'], currency: 'XOF', rate: 760 },
    partner: 'l’équipe Azelak Filles Football',
    partners: ['Azelak Filles Football', 'Club d’Écoute de Tamgalek'],
    inSecondCall: true,
    answers: {
      'V-P-01': {
        text: 'Les jeunes qui demandent à leurs grands-parents d’où vient leur nom : grondés ; l’entraîneuse, que chacun connaît.\nLes grands-parents : honte ou colère ; l’imam de Tamgalek a proposé d’écouter, et un deuxième, d’une autre famille, aussi.\nNos traductrices : à compléter.',
      },
      'E-P-01': {
        text: 'Vingt-deux jeunes, dont quatorze filles, pendant deux matchs. Payés : le transport et le repas, pas le temps. Nous ajoutons une ligne pour cela, dès qu’il y aura de l’argent.',
      },
    },
    journey: { started: 12, answered: 4, onlyFirst: 5 },
  },
]
