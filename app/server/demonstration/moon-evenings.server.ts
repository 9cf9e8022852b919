import type {
  Conversation,
  Day,
  WholeAnswer,
  WholePlan,
} from '#app/server/demonstration/whole-plan.server.ts'

/** A choir of one town, asked aloud: entered by the focal point, and one answer away from being sent. */
export const moonEvenings: WholePlan = {
  key: 'moon-evenings',
  number: 42,
  title: 'Les soirs de pleine lune',
  country: 'CD',
  organisation: 'lukasha',
  author: 'clemence',
  locale: 'fr',
  work: { circumstances: ['people', 'ownCommunity', 'smallAward'], answersFor: ['project'] },
  journey: { started: 9, interviewed: 6, answered: 4, commented: 2 },
  interview: conversation,
  answers,
  remarks: [
    {
      by: 'esperance',
      body: 'Clémence, tout est entré comme les mamans l’ont dit, et relu à voix haute. Il manque ta réponse sur les sanctions : elle est à toi, pas à nous. Pour les trajets, la doyenne veut d’abord demander aux piroguiers.',
    },
  ],
  doesNotFit: [
    {
      by: 'esperance',
      on: 'E-R-03',
      body: 'Chez nous seul le piroguier est payé à la journée, les autres donnent une chanson. La question fait croire que nous cachons quelqu’un.',
    },
  ],
}

function conversation(day: Day): Conversation {
  return {
    by: 'esperance',
    held: {
      heldOn: day(-7),
      language: 'lingala',
      spoke: 'Onze mères du chœur, dont la doyenne',
      focalPoint: 'Accoucheuse du quartier',
      minutes: 35,
      readBack: 'yes',
      photographed: 'no',
    },
    said: {
      'V-R-01': {
        text: 'On le dit à l’accoucheuse, le soir, à la pompe. Qui ne veut pas passer par le chœur va à la Maison d’Écoute de Lukasha : il suffit de demander « de l’eau tiède ». Rien à lire, rien à payer.',
      },
      'V-P-01': {
        text: 'À celle qui chante sa propre histoire : la famille du mari la reconnaît. À la voisine qui prête sa cour : on dira que tout se passe chez elle. Aux enfants qui viennent avec leur mère et entendent trop. La première le dirait à la doyenne, la voisine à l’accoucheuse ; pour les enfants, c’est la mère qui voit.',
      },
      'V-P-02': {
        text: 'Le poste de santé : oui, le mois dernier, de nuit, et l’infirmière a ouvert. La Maison d’Écoute : tous les jours. La police : personne n’y va, et on l’écrit comme cela.',
      },
      'V-P-03': {
        choice: 'yes',
        text: 'Avant la première chanson, en lingala et en swahili. La doyenne finit par : « Et si c’est moi qui te fais du mal, va voir l’accoucheuse. » Cela fait rire, et on le retient.',
      },
      'V-P-05': {
        text: 'On baisse la voix toutes ensemble et la chanson s’endort. Une femme sort avec elle, celle qu’elle choisit. L’accoucheuse passe le lendemain avec du manioc, comme elle passe chez tout le monde.',
      },
      'V-P-10': {
        choice: 'partly',
        text: 'Il y a 40 dollars dans la boîte de la doyenne. Pour une nuit dehors cela suffit, pour deux non.',
      },
      'E-R-03': {
        text: 'Personne n’est payé à la journée, sauf le piroguier, que l’on paie aussi quand le fleuve est trop haut et qu’il refuse.',
      },
      'E-R-07': {
        choice: 'yes',
        text: 'Un après-midi sous le manguier. On a parlé de qui signe une chanson, et de l’oncle qui offre du crédit de téléphone aux petites.',
      },
      'E-P-03': {
        text: 'Le temps de l’accoucheuse, la pirogue, la boîte. La Maison d’Écoute reçoit la part pour les chambres. Il manque une assurance.',
      },
      'E-P-04': {
        text: 'D’abord les mères, puis le chef de quartier, qui est prévenu et ne décide pas. Ensuite chacune pour elle, un autre jour, sans son mari. Qui veut dire non ne vient pas, et on lui garde du poisson quand même.',
      },
      'A-P-01': {
        text: 'L’accoucheuse du quartier, quatre heures par semaine. Quand elle est à un accouchement, la vendeuse de braises. La première est payée, la deuxième pas encore.',
      },
      'A-P-05': {
        choice: 'yes',
        text: 'Tout le monde, aussi le piroguier. Une nouvelle écoute un soir entier avant de chanter, assise à côté de la doyenne.',
      },
      'A-P-10': {
        text: 'Le chœur ne s’arrête pas, c’est l’argent qui s’arrête. Les mères le diraient à la pompe en trois jours. L’accoucheuse resterait, elle était là avant.',
      },
    },
  }
}

function answers(): Record<string, WholeAnswer> {
  const usd = (amount: string) => ({ amount, currency: 'USD' })
  return {
    'E-P-03': {
      text: 'Le temps de l’accoucheuse, la pirogue, la boîte. La Maison d’Écoute reçoit la part pour les chambres. Il manque une assurance.',
      rows: [
        { budgetLine: '@focalPointTime', amount: usd('380'), partner: 'Chœur des mères de Lukasha' },
        { budgetLine: '@referrals', amount: usd('220'), partner: 'Maison d’Écoute de Lukasha' },
        { budgetLine: '@transport', amount: usd('145'), partner: 'Union des Piroguiers de Kibendo' },
        { budgetLine: '@insurance', reasonIfEmpty: 'À demander à l’université cheffe de file' },
      ],
    },
    'T-R-01': {
      choice: 'partly',
      text: 'Nos règles se chantent depuis 2019. Elles sont écrites sur une page, datée, accrochée à la Maison d’Écoute. L’ancienne page, nous l’avons recouverte ; la prochaine fois nous la gardons.',
      dueIn: 21,
    },
  }
}
