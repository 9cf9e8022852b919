import type { CountryPack } from '#content/country-packs/schema.ts'
import { sources } from '#content/country-packs/sources.ts'
import { picturesUnknown } from '#content/country-packs/unknown.ts'

export const sierraLeone: CountryPack = {
  country: 'SL',
  status: 'unchecked',
  readOn: '2026-11-22',
  clocks: [],
  reportingDuties: [],
  services: [
    {
      id: 'rainbo-centres',
      kind: 'health',
      says: {
        en: 'Rainbo centres: medical care and counselling after sexual or physical violence, free. They also write the medical certificate. Freetown, Bo, Kenema, Kono and Makeni on their own page; a newspaper counts seven centres.',
        fr: 'Centres Rainbo : soins et soutien après des violences sexuelles ou physiques, gratuits. Ils établissent aussi le certificat médical. Freetown, Bo, Kenema, Kono et Makeni selon leur page ; un journal en compte sept.',
      },
      freeCertificate: true,
      whoToldUs: {
        en: 'Their own page, and newspapers. Nobody has called or gone there for this pack.',
        fr: 'Leur propre page, et des journaux. Personne n’a appelé ni ne s’y est rendu pour cette fiche.',
      },
      source: sources.rainbo,
      status: 'unchecked',
    },
    {
      id: 'national-hotline',
      kind: 'telephone',
      says: {
        en: 'National hotline against trafficking: a report of 2024 found that it did not work. Try it before you give the number to anybody.',
        fr: 'Ligne nationale contre la traite : un rapport de 2024 a constaté qu’elle ne fonctionnait pas. Essayez-la avant de donner le numéro à quiconque.',
      },
      answeredWhenCalled: false,
      whoToldUs: {
        en: 'A report of the United States Department of State.',
        fr: 'Un rapport du Département d’État des États-Unis.',
      },
      source: sources.sierraLeone2024,
      status: 'unchecked',
    },
    {
      id: 'shelters',
      kind: 'shelter',
      says: {
        en: 'Shelters for people who were trafficked: a report of 2018 found one that let nobody go out alone. A report of 2024 found few places, above all for men and boys. Ask whether people may leave when they wish.',
        fr: 'Refuges pour les personnes qui ont subi la traite : un rapport de 2018 en a trouvé un qui ne laissait sortir personne sans accompagnement. Un rapport de 2024 a trouvé peu de places, surtout pour les hommes et les garçons. Demandez si l’on peut partir quand on veut.',
      },
      mayLeave: false,
      whoToldUs: {
        en: 'Reports of the United States Department of State. The one about leaving is from 2018.',
        fr: 'Des rapports du Département d’État des États-Unis. Celui sur les sorties date de 2018.',
      },
      source: sources.sierraLeone2018,
      status: 'unchecked',
    },
  ],
  notes: [
    {
      id: 'own-mechanism',
      says: {
        en: 'Sierra Leone has its own national referral mechanism for trafficking and written procedures. We do not know its time limits.',
        fr: 'La Sierra Leone a son propre mécanisme national d’orientation pour la traite et des procédures écrites. Nous n’en connaissons pas les délais.',
      },
      source: sources.sierraLeone2024,
      status: 'unchecked',
    },
    {
      id: 'reporting-duties',
      says: {
        en: 'We have not looked up what must be reported to the police or to social welfare here. Ask a lawyer in Sierra Leone.',
        fr: 'Nous n’avons pas cherché ce qui doit être déclaré ici à la police ou aux services sociaux. Demandez à un conseil juridique en Sierra Leone.',
      },
      source: null,
      status: 'unchecked',
    },
    {
      id: 'data-protection',
      says: {
        en: 'We believe that there is no general data protection law. We have not checked.',
        fr: 'Nous pensons qu’il n’y a pas de loi générale sur la protection des données. Nous ne l’avons pas vérifié.',
      },
      source: null,
      status: 'unchecked',
    },
    picturesUnknown,
  ],
}
