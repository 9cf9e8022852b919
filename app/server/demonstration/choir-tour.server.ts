import type { Plan } from '#app/server/demonstration/plan-model.server.ts'

/** Declined, and the appeal against it dismissed: written in a few days for the second call. */
export const choirTour: Plan = {
  key: 'choir-tour',
  number: 22,
  title: 'Le chœur descend le fleuve',
  country: 'CD',
  organisation: 'lukasha',
  author: 'clemence',
  locale: 'fr',
  place: {
    sites: ['Kibendo-Port', 'les quais en aval'],
    languages: ['lingala', 'swahili'],
    currency: 'USD',
    rate: 1.3,
  },
  partner: 'l’Union des Piroguiers de Kibendo',
  answers: {
    'V-P-01': {
      text: 'Les chanteuses, loin de chez elles : elles parlent à la responsable du chœur, qui voyage avec elles.\nCelles qui viennent écouter sur les quais : nous repartons le matin ; personne ne reste.',
    },
    'V-P-02': {
      choice: 'no',
      text: 'Nous ne connaissons pas les services des sept quais. Les piroguiers disent qu’il y a une infirmière à deux d’entre eux.',
    },
    'V-P-03': {
      choice: 'partly',
      text: 'Avant de chanter, oui, en lingala. Sur les quais où l’on parle une autre langue, nous chantons seulement.',
      dueIn: 60,
    },
    'V-P-05': {
      text: 'On arrête le chant et l’on reste assises avec la personne jusqu’au départ de la pirogue. La pirogue part à six heures.',
    },
    'E-P-01': {
      text: 'Les femmes du chœur, douze, un dimanche. Celles des quais ne savent pas encore que nous venons.',
    },
    'E-P-03': {
      text: 'La pirogue et le carburant, 2 900 USD ; la nourriture, 640 USD. Pour la sécurité, nous n’avons rien mis : la première saison a tout dépensé.',
    },
    'E-P-07': {
      choice: 'partly',
      text: 'Une ligne, sur la nuit et l’eau. Celle de la fatigue, après sept quais, est à écrire.',
      dueIn: 45,
    },
    'E-P-10': {
      choice: 'no',
      text: 'Pas encore. Les femmes des quais seraient les premières à demander, et nous ne les connaissons pas.',
    },
    'T-P-01': {
      choice: 'yes',
      text: 'Un chant de deux minutes, qui dit qui nous sommes et que rien n’est gardé si personne ne le veut.',
    },
    'T-P-02': {
      choice: 'partly',
      text: 'Dit avant d’enregistrer. Ce qui arrive à une voix, une fois que nous sommes reparties, n’est pas dit.',
      dueIn: 45,
    },
    'T-P-04': {
      choice: 'yes',
      text: 'Un message par quai, le soir, à l’université. S’il manque deux soirs de suite, elle appelle le capitaine.',
    },
    'T-P-05': {
      choice: 'partly',
      text: 'Le registre de la première saison, relu à bord. Il parle d’une ville et non d’un fleuve.',
      dueIn: 45,
    },
    'A-P-01': {
      choice: 'no',
      text: 'Il y a celle du chœur, à bord. Sur les quais, personne n’a été nommé.',
    },
    'A-P-02': {
      text: 'Les enfants qui dorment sur les quais n’ont pas de ligne. Ils viendront les premiers, parce que l’on chante.',
    },
    'A-P-05': {
      choice: 'yes',
      text: 'Toutes celles du chœur, l’an dernier. Les deux piroguiers, pas encore.',
    },
    'A-P-10': {
      text: 'Si l’on nous arrête, nous remontons le fleuve. Celles qui nous ont parlé en aval ne l’apprendraient pas.',
    },
  },
  journey: {
    started: 12,
    answered: 12,
    submitted: 11,
    given: { on: 11, by: 'ruth' },
    reviewer: 'nadia',
    reviewBegun: 10,
    judged: 9,
    completed: 9,
    remarks: { transparency: 'Le chant de deux minutes dit l’essentiel.' },
    notAccepted: {
      rights: {
        reason: 'Ailleurs, le chœur reste ; ici, il repart à six heures.',
        points: {
          'V-P-01': 'À qui parler, sur chaque quai, une fois la pirogue repartie ?',
          'V-P-02': 'Les services de sept quais que personne n’a essayés.',
        },
      },
      equity: {
        reason: 'Rien n’est prévu pour la sécurité, et nous aurions pu le payer.',
        points: { 'E-P-03': 'Une ligne pour une personne payée à chaque quai.' },
      },
      accountability: {
        reason: 'Les enfants des quais sont nommés et n’ont pas de ligne.',
        points: {
          'A-P-01': 'Une personne référente par quai, avec ses heures.',
          'A-P-02': 'Les enfants qui dorment sur les quais.',
        },
      },
    },
    decision: {
      on: 8,
      by: 'helene',
      outcome: 'declined',
      reason:
        'Ce n’est pas un refus du chœur, dont le premier plan nous a beaucoup appris. Sept quais en sept nuits ne laissent à personne le temps de savoir à qui parler. Deux quais, avec un mois chacun, seraient un autre projet, et nous paierions pour le préparer.',
      reasons: {
        rights: 'Celles qui écoutent restent seules le lendemain avec ce qu’elles ont dit.',
        equity: 'Sur les quais, personne n’a été interrogé, et rien n’est prévu pour eux.',
        transparency: 'Rien à redire à ce qui est dit avant le chant.',
        accountability:
          'Les enfants qui dorment sur les quais viendraient les premiers, et personne ne répond d’eux.',
      },
      conditions: [],
    },
    signed: [7, 6],
    appeal: {
      on: 5,
      grounds:
        'La saison des eaux hautes ne dure que huit semaines. Si nous attendons le prochain appel, il n’y aura pas de descente avant un an, et les femmes des quais seront de nouveau les dernières.',
      heard: {
        on: 2,
        by: 'ines',
        how: 'dismissed',
        reason:
          'J’ai tout relu sans connaître l’avis de la première décision. La saison est une vraie raison de se hâter, mais elle n’en est pas une de laisser des enfants sans personne. La proposition de deux quais, payée, tient toujours.',
      },
    },
  },
}
