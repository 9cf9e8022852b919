import type { Day, WholeAnswer } from '#app/server/demonstration/whole-plan.server.ts'

/** What is asked about rights. */
export const theGateRights = (day: Day): Record<string, WholeAnswer> => ({
  'V-R-01': {
    rows: [
      {
        site: 'Mtwamba',
        way: 'The hostel matrons, any Sunday after church, in the kitchen where everybody goes',
        answeredBy: 'Matron on duty',
        needsReading: false,
        costsMoney: false,
        outsideProject: true,
      },
      {
        site: 'Mtwamba',
        way: 'A call that rings twice and is called back; it shows no number',
        answeredBy: 'Njiani Helpline Volunteers',
        needsReading: false,
        costsMoney: false,
        outsideProject: true,
      },
      {
        site: 'Selembe Market',
        way: 'The woman who weighs the flour, who passes on one word: “short”',
        answeredBy: 'Deputy, Selembe',
        needsReading: false,
        costsMoney: false,
        outsideProject: false,
      },
    ],
    text: 'Girls chose the word “short” themselves. It means: I want to talk, do not ask me here.',
  },
  'V-R-03': {
    choice: 'yes',
    text: 'Yes. A bed at the hostel, a meal and the fare come first. Nobody is asked what she wants to do about it before she has slept.',
  },
  'V-R-04': {
    choice: 'partly',
    text: 'The reason is told to her and written down. The second person is so far the chair of the forum, who knows most families here. A matron from the next county has agreed to be the second and needs a telephone and two days of training.',
    dueIn: 40,
  },
  'V-R-05': {
    choice: 'yes',
    text: 'Three times: when she speaks, before anybody speaks to the house, and on the first free Sunday after that. The third has told us most.',
  },
  'V-R-06': {
    choice: 'partly',
    text: 'Two of the three have had the training for people who listen to trauma. None of the three is paid by the project. For a case in the forum itself we have nobody yet and would ask the lead university.',
    dueIn: 60,
  },
  'V-R-07': {
    choice: 'partly',
    text: 'Never while she still sleeps in that house. After that, in a place she chose, by somebody from outside Mtwamba. It is how we do it and not yet a written rule.',
    dueIn: 30,
  },
  'V-R-09': {
    choice: 'yes',
    text: 'Two locked boxes at the hostel and none in our office. The two keys are with the matron and the focal point. Each opening is a line in a book, and the treasurer, who pays us all, has never held a key.',
  },
  'V-R-10': {
    choice: 'partly',
    text: 'The focal point does: do not look further, do not send on, do not delete, call the national line with her. The listeners’ circle learns it in its next session.',
    dueIn: 18,
  },
  'V-R-11': {
    choice: 'yes',
    text: 'Yes. Two women interpret from Luhya and neither is from the villages where most of the girls were born. A girl hears both names before she chooses.',
  },
  'V-R-12': {
    choice: 'yes',
    text: 'It is said in the second minute: a court can ask us for papers, so there are few. Girls without papers from across the border hear that we never ask about them and write nothing about it.',
  },
  'V-R-13': {
    role: {
      role: 'Secretary of the forum',
      hoursPerWeek: '2',
      standIn: 'Sister in charge, Selembe Faith Kitchen',
      paid: false,
    },
    text: 'Two hours when it is needed. It is not paid, and we have asked for money for it.',
  },
  'V-P-07': {
    choice: 'yes',
    text: 'Matrons and helpline send the word “short” straight to the focal point. We know because Neema has twice heard of a case only in the monthly count, and thinks that is right.',
  },
  'V-P-01': {
    by: 'zawadi',
    rows: [
      {
        group: '@participants',
        harm: 'Girls who tell are locked in, sent home without wages, or moved to a cousin’s house where nobody knows them.',
        wouldTell: 'A matron on Sunday; the flour seller with one word; the helpline',
        outsideLeader: true,
      },
      {
        group: '@households',
        harm: 'Little brothers and sisters at home live on what she sends. They could be told to bring her back.',
        wouldTell: 'The teacher of her old school, where there is one we know',
        outsideLeader: true,
      },
      {
        group: '@bystanders',
        harm: 'Gatekeepers and drivers who carry a word lose their post.',
        wouldTell: 'The sister in charge of the Faith Kitchen',
        outsideLeader: true,
      },
      {
        group: '@interviewers',
        harm: 'Four of our six worked in houses as children. A song can bring it back on the bus home.',
        wouldTell: 'A counsellor whom each chose, outside Mtwamba',
        outsideLeader: true,
      },
      {
        group: '@interpreters',
        harm: 'Asked by families what the girl said.',
        wouldTell: 'The focal point; and she may say “I only carry”',
        outsideLeader: false,
      },
      {
        group: 'The employer’s own children, who love her',
        harm: 'They lose her from one day to the next and hear bad things of her.',
        outsideLeader: false,
      },
    ],
    text: 'The last row has no way yet. We ask nothing of those children and do not go to their schools.',
  },
  'V-P-02': {
    by: 'zawadi',
    rows: [
      {
        serviceAndSite: 'Night nurse, Mtwamba health post',
        triedOn: day(-21),
        answered: true,
        languages: 'Swahili, Luhya',
        mayLeave: true,
        menAndBoys: true,
        policePaper: false,
      },
      {
        serviceAndSite: 'Njiani shelter, an hour from Mtwamba',
        triedOn: day(-23),
        answered: true,
        languages: 'Swahili',
        mayLeave: false,
        menAndBoys: false,
        policePaper: false,
      },
      {
        serviceAndSite: 'Children’s officer, Selembe',
        triedOn: day(-19),
        answered: false,
        languages: 'Swahili, English',
      },
    ],
    text: 'All six are on the map with what we found. One was last tried seven months ago, before its road was washed out, and we count it as not tried.',
  },
  'V-P-03': {
    choice: 'yes',
    text: 'She hears it before the first song and says it back in her own words. Girls taught us to ask: “And if it is Neema who hurt you, whom do you tell?” Whoever cannot answer comes again next Sunday, and nothing is recorded.',
  },
  'V-P-04': {
    choice: 'partly',
    text: 'Five of eight have shown it in a role-play. Two radio technicians and the driver have not. Until then they are never alone with a girl, and they know one sentence: “I heard you, and I will walk with you to Zawadi.”',
    dueIn: 18,
  },
  'V-P-05': {
    by: 'zawadi',
    text: 'Whoever sings may stop by laying a hand on the drum, and then the drum is carried out of the room. Nobody says why. Tea, the roof, or the nurse, as she likes; she is never taken back to the house early, because that is noticed. Zawadi sees her the next Sunday, and the one after.',
  },
  'V-P-06': {
    rows: [
      {
        country: 'Kenya',
        reportedHarm: 'A child who needs care and protection',
        reportedTo: 'Children’s officer, or the national child helpline',
        whatFollows:
          'An officer decides with the child where she sleeps. In Selembe it took four days the last time.',
        saidBefore: true,
        checkedBy: 'Advocate, a friend of the forum',
        checkedOn: day(-48),
      },
    ],
    text: 'Our advocate read the law for us. Nobody official has checked what we wrote, and we say so when we explain it.',
  },
  'V-P-08': {
    choice: 'yes',
    text: 'The circle can meet at the hostel, the kitchen or the back of the salon, and moves every month anyway, so that a move says nothing. A girl who stops coming is still paid her bus money to the end of term.',
  },
  'V-P-10': {
    choice: 'yes',
    text: 'KES 16,000 in a tin and KES 10,000 on a phone. Three slips a month on average, with a number and no name. The treasurer counts the tin and never asks about a slip.',
  },
  'V-P-11': {
    by: 'zawadi',
    text: 'With the word “short”, with a knot in the corner of the headscarf, or by asking to help with the washing-up. Zawadi sits beside her and not across. What happens next is her decision as far as it can be; if she is in danger tonight, Zawadi and the matron decide together, tell her so first, and she chooses who comes along.',
  },
  'V-P-12': {
    choice: 'partly',
    text: 'Most girls have two guardians, one far away and one who employs them, and either may be the one who harms. A grandmother of the matrons’ circle speaks for the child and is nobody’s relative. We have one. We are asking a second.',
    dueIn: 25,
  },
})
