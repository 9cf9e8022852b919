import { account, codes, people } from '#content/country-packs/leave-out.ts'
import type { CountryPack } from '#content/country-packs/schema.ts'
import { sources } from '#content/country-packs/sources.ts'
import { picturesUnknown } from '#content/country-packs/unknown.ts'

const englandAndWales = { en: 'England and Wales', fr: 'Angleterre et pays de Galles' }

export const unitedKingdom: CountryPack = {
  country: 'GB',
  status: 'unchecked',
  readOn: '2026-11-22',
  clocks: [
    {
      id: 'nrm-reasonable-grounds',
      says: {
        en: 'First (“reasonable grounds”) decision of the national referral mechanism, where possible. A hope, not a right.',
        fr: 'Première décision (« motifs raisonnables ») du mécanisme national d’orientation, si possible. Un espoir, pas un droit.',
      },
      appliesTo: 'anyone',
      startsOn: { en: 'the referral is received', fr: 'l’orientation est reçue' },
      length: 5,
      unit: 'workingDays',
      nature: 'target',
      source: sources.reasonableGrounds,
      status: 'unchecked',
    },
    {
      id: 'nrm-recovery',
      says: {
        en: 'Shortest time for recovery after a positive first decision. It was 45 days before 13 December 2022. Support usually lasts until the last decision.',
        fr: 'Temps de rétablissement le plus court après une première décision positive. C’étaient 45 jours avant le 13 décembre 2022. L’aide dure en général jusqu’à la dernière décision.',
      },
      appliesTo: 'adult',
      startsOn: { en: 'a positive first decision', fr: 'une première décision positive' },
      length: 30,
      unit: 'calendarDays',
      nature: 'minimum',
      source: sources.recoveryPeriod,
      status: 'unchecked',
    },
    {
      id: 'nrm-move-on',
      says: {
        en: 'Move-on support after a positive last (“conclusive grounds”) decision. The assessment of needs that can make it longer is the person’s own choice.',
        fr: 'Aide au départ après une dernière décision (« motifs concluants ») positive. L’évaluation des besoins qui peut la prolonger est au choix de la personne.',
      },
      appliesTo: 'adult',
      where: englandAndWales,
      startsOn: { en: 'a positive last decision', fr: 'une dernière décision positive' },
      length: 45,
      unit: 'calendarDays',
      nature: 'minimum',
      source: sources.moveOn,
      status: 'unchecked',
    },
    {
      id: 'nrm-negative-exit',
      says: {
        en: 'Support after a negative last decision: sources differ. One says up to this many days, another much less.',
        fr: 'Aide après une dernière décision négative : les sources diffèrent. L’une dit jusqu’à ce nombre de jours, une autre bien moins.',
      },
      appliesTo: 'adult',
      startsOn: { en: 'a negative last decision', fr: 'une dernière décision négative' },
      length: 14,
      unit: 'calendarDays',
      nature: 'most',
      consequence: {
        en: 'Support ends. Plan as if it ended on the day of the decision.',
        fr: 'L’aide s’arrête. Préparez-vous comme si elle s’arrêtait le jour de la décision.',
      },
      source: sources.negativeDecision,
      status: 'disputed',
    },
    {
      id: 'nrm-reconsideration',
      says: {
        en: 'Last day to ask for a negative decision to be looked at again. More time only in exceptional circumstances.',
        fr: 'Dernier jour pour demander de revoir une décision négative. Plus de temps dans des cas exceptionnels seulement.',
      },
      appliesTo: 'anyone',
      startsOn: { en: 'the negative decision', fr: 'la décision négative' },
      length: 30,
      unit: 'calendarDays',
      nature: 'limit',
      consequence: {
        en: 'The decision stands. Ask a legal adviser on the first day.',
        fr: 'La décision reste. Demandez un conseil juridique dès le premier jour.',
      },
      source: sources.reconsideration,
      status: 'unchecked',
    },
    {
      id: 'scotland-support',
      says: {
        en: 'Support for adults in Scotland: this many days, or until the last decision if that comes first. There may be support before and after.',
        fr: 'Aide aux adultes en Écosse : ce nombre de jours, ou jusqu’à la dernière décision si elle vient avant. Une aide est possible avant et après.',
      },
      appliesTo: 'adult',
      where: { en: 'Scotland', fr: 'Écosse' },
      startsOn: { en: 'a positive first decision', fr: 'une première décision positive' },
      length: 90,
      unit: 'calendarDays',
      nature: 'most',
      source: sources.scotland,
      status: 'unchecked',
    },
  ],
  reportingDuties: [
    {
      id: 'child-abuse-england',
      to: {
        en: 'Police or the council (England)',
        fr: 'Police ou conseil local (Angleterre)',
      },
      binds: {
        en: 'If it becomes law: adults in certain work with children, in England.',
        fr: 'Si cela devient loi : des adultes qui font certains travaux avec des enfants, en Angleterre.',
      },
      basis: 'law',
      when: {
        en: 'A bill that was before the House of Lords in February 2026 makes it a duty to report suspected child sexual abuse. We do not know whether it is in force. Check before you tell anybody that it binds them.',
        fr: 'Un projet de loi, devant la Chambre des lords en février 2026, oblige à déclarer les soupçons d’abus sexuels sur enfants. Nous ne savons pas s’il est en vigueur. Vérifiez avant de dire à quelqu’un que cela l’oblige.',
      },
      clause: 'Crime and Policing Bill, Part 5, Chapter 2',
      notice: 'reported',
      leaveOut: [account, codes],
      tellSurvivorFirst: true,
      source: sources.childAbuseReporting,
      status: 'unchecked',
    },
    {
      id: 'data-breach',
      to: {
        en: 'Information Commissioner',
        fr: 'Information Commissioner (autorité de protection des données)',
      },
      binds: {
        en: 'Whoever is controller of the personal data.',
        fr: 'Responsable du traitement des données.',
      },
      basis: 'law',
      when: {
        en: 'When personal data was lost or seen by somebody who should not, and people may be harmed. There is a short time limit that we have not looked up: ask your data protection officer on the same day.',
        fr: 'Quand des données personnelles ont été perdues ou vues par quelqu’un qui n’aurait pas dû, et que des personnes risquent un préjudice. Le délai est court, nous ne l’avons pas cherché : demandez le jour même à la personne déléguée à la protection des données.',
      },
      clause: 'UK GDPR, notification of a breach',
      notice: 'reported',
      leaveOut: [people, account, codes],
      tellSurvivorFirst: true,
      source: null,
      status: 'unchecked',
    },
  ],
  services: [],
  notes: [
    {
      id: 'referral-and-consent',
      says: {
        en: 'An adult is referred to the national referral mechanism only if they agree. A child is referred without.',
        fr: 'Une personne adulte n’est orientée vers le mécanisme national que si elle est d’accord. Un enfant l’est sans accord.',
      },
      source: sources.referralAndConsent,
      status: 'unchecked',
    },
    {
      id: 'protected-disclosure',
      says: {
        en: 'Since 6 April 2026 telling about sexual harassment is a protected disclosure of a worker. Participants and community groups are mostly not workers: your own promise has to protect them.',
        fr: 'Depuis le 6 avril 2026, signaler un harcèlement sexuel est une alerte protégée quand une personne salariée le fait. Les participantes, participants et groupes locaux ne le sont le plus souvent pas : c’est votre promesse qui doit les protéger.',
      },
      source: sources.protectedDisclosure,
      status: 'unchecked',
    },
    {
      id: 'silence-and-crime',
      says: {
        en: 'Since 1 October 2025 no agreement can keep somebody harmed by a crime in England and Wales from telling the police, lawyers, support services and certain others.',
        fr: 'Depuis le 1er octobre 2025, aucun accord ne peut empêcher une personne atteinte par un crime ou un délit en Angleterre ou au pays de Galles d’en parler à la police, aux avocats, aux services d’aide et à certains autres.',
      },
      source: sources.silenceAndCrime,
      status: 'unchecked',
    },
    {
      id: 'wider-ban-on-silence',
      says: {
        en: 'A wider ban on agreements that silence people about harassment and discrimination is expected in 2027. In April 2026 it was still being consulted on.',
        fr: 'Une interdiction plus large des accords qui font taire sur le harcèlement et la discrimination est attendue en 2027. En avril 2026, la consultation était en cours.',
      },
      source: sources.protectedDisclosure,
      status: 'unchecked',
    },
    {
      id: 'third-party-harassment',
      says: {
        en: 'From October 2026 employers are expected to have to take all reasonable steps against sexual harassment and to answer for harassment by others.',
        fr: 'À partir d’octobre 2026, les employeurs devraient prendre toutes les mesures raisonnables contre le harcèlement sexuel et répondre du harcèlement par des tiers.',
      },
      source: sources.thirdPartyHarassment,
      status: 'unchecked',
    },
    {
      id: 'transfer',
      says: {
        en: 'We believe that Sierra Leone, Guinea and Senegal have no adequacy decision, so that files need a transfer tool. We have not checked.',
        fr: 'Nous pensons que la Sierra Leone, la Guinée et le Sénégal n’ont pas de décision d’adéquation, et qu’un transfert demande un instrument. Nous ne l’avons pas vérifié.',
      },
      source: null,
      status: 'unchecked',
    },
    {
      id: 'duty-to-notify',
      says: {
        en: 'Councils, police and a few other public authorities in England and Wales must tell the Home Office when they believe that somebody may have been held in slavery or trafficked (Modern Slavery Act 2015, section 52). Not a university, not a charity. No notice to it is prepared here, because it also enforces immigration law.',
        fr: 'En Angleterre et au pays de Galles, les conseils locaux, la police et quelques autres autorités publiques doivent avertir le Home Office quand elles pensent que quelqu’un a pu subir l’esclavage ou la traite (Modern Slavery Act 2015, section 52). Ni une université, ni une association. Aucun avis ne lui est préparé ici, parce qu’il fait aussi appliquer le droit de l’immigration.',
      },
      source: sources.dutyToNotify,
      status: 'unchecked',
    },
    {
      id: 'police-and-immigration',
      says: {
        en: 'Before the police take part, tell the person: the police may share what they know with the Home Office.',
        fr: 'Avant que la police intervienne, dites à la personne : la police peut transmettre ce qu’elle sait au Home Office.',
      },
      source: null,
      status: 'unchecked',
    },
    picturesUnknown,
  ],
}
