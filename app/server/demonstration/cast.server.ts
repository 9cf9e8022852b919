import type { OrganisationKind, Role } from '#app/policies/actor.ts'

export interface CastOrganisation {
  name: string
  kind: OrganisationKind
  country: string
}

export interface CastPerson {
  name: string
  organisation: OrganisationKey
  role: Role
  /** Everybody has a user name, which is the key; only some have an address. */
  email: boolean
  locale?: 'fr'
}

/** None of these exists. */
export const organisations = {
  northlight: { name: 'Northlight Research Fund', kind: 'funder', country: 'GB' },
  wrexmoor: { name: 'University of Wrexmoor', kind: 'university', country: 'GB' },
  harmattan: { name: 'Harmattan Foundation', kind: 'funder', country: 'BE' },
  tsavanya: { name: 'Tsavanya Listening Circle', kind: 'community', country: 'GH' },
  lukasha: { name: 'Lukasha Mothers’ Choir', kind: 'community', country: 'CD' },
  kambawo: { name: 'Kambawo Young Drivers', kind: 'community', country: 'SL' },
  tafinat: { name: 'Tafinat Women’s League', kind: 'community', country: 'NE' },
  shelani: { name: 'Shelani Story House', kind: 'community', country: 'KE' },
  acholwe: { name: 'Acholwe Returnees’ Theatre', kind: 'community', country: 'UG' },
  kolimbe: { name: 'Kolimbe Griots’ Workshop', kind: 'community', country: 'ML' },
  ndialar: { name: 'Ndialar Street Educators', kind: 'community', country: 'SN' },
  bongare: { name: 'Bongare Growers’ Circle', kind: 'community', country: 'GH' },
  ngabwe: { name: 'Ngabwe Radio Collective', kind: 'community', country: 'CD' },
  tefaya: { name: 'Tefaya Diggers’ Families', kind: 'community', country: 'SL' },
  azelak: { name: 'Azelak Youth Parliament', kind: 'community', country: 'NE' },
  mtwamba: { name: 'Mtwamba Domestic Workers’ Forum', kind: 'community', country: 'KE' },
  kisenda: { name: 'Kisenda Tailors’ Cooperative', kind: 'community', country: 'UG' },
  meridian: { name: 'Meridian Office for Freedom', kind: 'funder', country: 'US' },
  altamont: { name: 'Altamont State University', kind: 'university', country: 'US' },
  ellersby: { name: 'Ellersby University', kind: 'university', country: 'GB' },
  kanyama: { name: 'Kanyama Research Cooperative', kind: 'ngo', country: 'SL' },
  safeQuay: { name: 'Safe Quay Services', kind: 'ngo', country: 'SL' },
  fataleh: { name: 'Fataleh Centre d’Études', kind: 'ngo', country: 'GN' },
  keurJaloore: { name: 'Keur Jaloore', kind: 'ngo', country: 'SN' },
  lanternfield: { name: 'Lanternfield Listening Office', kind: 'ngo', country: 'IE' },
} as const satisfies Record<string, CastOrganisation>
export type OrganisationKey = keyof typeof organisations

/** Fictional people. The key is what they sign in with. */
export const people = {
  ruth: { name: 'Ruth Adeyemi-Clarke', organisation: 'northlight', role: 'programme_officer', email: true },
  samuel: { name: 'Samuel Okoro-Lind', organisation: 'northlight', role: 'reviewer', email: true },
  nadia: { name: 'Nadia Ferreira-Holt', organisation: 'northlight', role: 'reviewer', email: true },
  helene: { name: 'Hélène Asante-Moor', organisation: 'northlight', role: 'approver', email: true },
  ines: { name: 'Inès Adjei-Marlow', organisation: 'northlight', role: 'approver', email: true },
  margaret: {
    name: 'Margaret Olu-Whitby',
    organisation: 'northlight',
    role: 'safeguarding_lead',
    email: true,
  },
  tomas: { name: 'Tomas Ekwall-Bright', organisation: 'northlight', role: 'administrator', email: true },

  idrissa: {
    name: 'Idrissa Koné-Vale',
    organisation: 'harmattan',
    role: 'reviewer',
    email: true,
    locale: 'fr',
  },
  beatrice: { name: 'Beatrice Lunn-Diarra', organisation: 'harmattan', role: 'approver', email: true },

  daniel: { name: 'Daniel Abara-Finch', organisation: 'wrexmoor', role: 'programme_officer', email: true },
  imogen: {
    name: 'Imogen Tarrant-Osei',
    organisation: 'wrexmoor',
    role: 'principal_investigator',
    email: true,
  },
  lowri: { name: 'Lowri Pasque-Bello', organisation: 'wrexmoor', role: 'safeguarding_lead', email: true },

  adwoa: {
    name: 'Adwoa Mensima-Reed',
    organisation: 'tsavanya',
    role: 'principal_investigator',
    email: true,
  },
  efua: { name: 'Efua Tetteh-Brown', organisation: 'tsavanya', role: 'focal_point', email: false },
  clemence: {
    name: 'Clémence Ilunga-Morel',
    organisation: 'lukasha',
    role: 'principal_investigator',
    email: true,
    locale: 'fr',
  },
  esperance: {
    name: 'Espérance Mbuyi-Lane',
    organisation: 'lukasha',
    role: 'focal_point',
    email: false,
    locale: 'fr',
  },
  sahr: { name: 'Sahr Bendu-Clay', organisation: 'kambawo', role: 'principal_investigator', email: true },
  rahila: {
    name: 'Rahila Moussa-Grant',
    organisation: 'tafinat',
    role: 'principal_investigator',
    email: true,
  },
  wanjiku: {
    name: 'Wanjiku Halden-Otieno',
    organisation: 'shelani',
    role: 'principal_investigator',
    email: true,
  },
  okello: {
    name: 'Okello Anyango-Price',
    organisation: 'acholwe',
    role: 'principal_investigator',
    email: true,
  },
  fanta: {
    name: 'Fanta Kolibaly-Roux',
    organisation: 'kolimbe',
    role: 'principal_investigator',
    email: true,
    locale: 'fr',
  },
  mamadou: {
    name: 'Mamadou Sarr-Linden',
    organisation: 'ndialar',
    role: 'principal_investigator',
    email: true,
  },
  awa: { name: 'Awa Gueye-Holm', organisation: 'ndialar', role: 'safeguarding_lead', email: true },
  kwabena: {
    name: 'Kwabena Oduro-Fenn',
    organisation: 'bongare',
    role: 'principal_investigator',
    email: true,
  },
  patience: {
    name: 'Patience Kabeya-North',
    organisation: 'ngabwe',
    role: 'principal_investigator',
    email: true,
  },
  isata: { name: 'Isata Conteh-Marsh', organisation: 'tefaya', role: 'principal_investigator', email: false },
  aichatou: {
    name: 'Aïchatou Bello-Faure',
    organisation: 'azelak',
    role: 'principal_investigator',
    email: true,
    locale: 'fr',
  },
  neema: { name: 'Neema Barasa-Wells', organisation: 'mtwamba', role: 'principal_investigator', email: true },
  zawadi: { name: 'Zawadi Achieng-Moss', organisation: 'mtwamba', role: 'focal_point', email: false },
  grace: {
    name: 'Grace Nakato-Stone',
    organisation: 'kisenda',
    role: 'principal_investigator',
    email: false,
  },

  denise: { name: 'Denise Halloran-Diop', organisation: 'meridian', role: 'programme_officer', email: true },
  carla: { name: 'Carla Whitfield-Oye', organisation: 'meridian', role: 'reviewer', email: true },
  joseph: { name: 'Joseph Brandt-Amadi', organisation: 'meridian', role: 'approver', email: true },
  priya: { name: 'Priya Castellane', organisation: 'meridian', role: 'safeguarding_lead', email: true },
  walter: { name: 'Walter Finnegan-Ross', organisation: 'altamont', role: 'programme_officer', email: true },
  eleri: { name: 'Eleri Stanton-Kaba', organisation: 'ellersby', role: 'programme_officer', email: true },
  tamba: { name: 'Tamba Foray-Lake', organisation: 'kanyama', role: 'principal_investigator', email: true },
  hawa: { name: 'Hawa Jalloh-Pine', organisation: 'safeQuay', role: 'principal_investigator', email: true },
  oumou: {
    name: 'Oumou Bangoura-Vidal',
    organisation: 'fataleh',
    role: 'principal_investigator',
    email: true,
    locale: 'fr',
  },
  aliou: {
    name: 'Aliou Faye-Marchetti',
    organisation: 'keurJaloore',
    role: 'principal_investigator',
    email: true,
  },

  orla: { name: 'Orla Fennimore-Sesay', organisation: 'northlight', role: 'case_handler', email: true },
  kofi: { name: 'Kofi Brandreth-Amo', organisation: 'northlight', role: 'case_handler', email: true },
  solveig: { name: 'Solveig Marchbanks-Dia', organisation: 'northlight', role: 'case_handler', email: true },
  lucien: {
    name: 'Lucien Abernathy-Koro',
    organisation: 'northlight',
    role: 'case_handler',
    email: true,
    locale: 'fr',
  },
  abena: { name: 'Abena Quillfeather-Osei', organisation: 'northlight', role: 'case_handler', email: true },
  maeve: { name: 'Maeve Tolland-Nkosi', organisation: 'lanternfield', role: 'case_handler', email: true },
  idriss: {
    name: 'Idriss Valmont-Keita',
    organisation: 'lanternfield',
    role: 'case_handler',
    email: true,
    locale: 'fr',
  },
} as const satisfies Record<string, CastPerson>
export type PersonKey = keyof typeof people
