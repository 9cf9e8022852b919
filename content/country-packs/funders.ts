import { firstNotice } from '#content/country-packs/leave-out.ts'
import type { CountryPack } from '#content/country-packs/schema.ts'
import { sources } from '#content/country-packs/sources.ts'

const noDays = {
  en: 'We found no number of days. Your award decides.',
  fr: 'Nous n’avons pas trouvé de nombre de jours. Votre accord de financement décide.',
}

export const funders: CountryPack = {
  country: 'funders',
  status: 'unchecked',
  readOn: '2026-11-22',
  clocks: [],
  reportingDuties: [
    {
      id: 'ukri',
      to: { en: 'UKRI', fr: 'UKRI' },
      binds: {
        en: 'Organisations with a UKRI grant, also through a partner.',
        fr: 'Les organismes financés par UKRI, aussi par un partenaire.',
      },
      basis: 'contract',
      when: {
        en: `When an allegation linked to work that UKRI pays for has been upheld. ${noDays.en}`,
        fr: `Quand une accusation liée à un travail payé par UKRI a été confirmée. ${noDays.fr}`,
      },
      clause: 'UKRI full economic cost grant terms, RGC 3.5 safeguarding and RGC 3.6 bullying and harassment',
      notice: 'upheld',
      leaveOut: firstNotice,
      tellSurvivorFirst: true,
      source: sources.ukriTerms2023,
      status: 'unchecked',
    },
    {
      id: 'nihr',
      to: {
        en: 'The NIHR centre that manages the award',
        fr: 'Le centre NIHR qui gère le financement',
      },
      binds: {
        en: 'Whoever holds an NIHR contract that says so.',
        fr: 'Qui a un contrat NIHR qui le dit.',
      },
      basis: 'contract',
      when: {
        en: `We believe: concerns and investigations, as the contract says. ${noDays.en}`,
        fr: `Nous pensons : signalements et enquêtes, comme le dit le contrat. ${noDays.fr}`,
      },
      clause: 'Your NIHR contract; the guidance names no time',
      notice: 'reported',
      leaveOut: firstNotice,
      tellSurvivorFirst: true,
      source: null,
      status: 'unchecked',
    },
    {
      id: 'wellcome',
      to: { en: 'Wellcome', fr: 'Wellcome' },
      binds: {
        en: 'Organisations with Wellcome money, for people linked to it.',
        fr: 'Les organismes financés par Wellcome, pour les personnes liées à ce financement.',
      },
      basis: 'contract',
      when: {
        en: `When a formal investigation opens. We believe also its outcome. ${noDays.en}`,
        fr: `Quand une enquête formelle s’ouvre. Nous pensons : son résultat aussi. ${noDays.fr}`,
      },
      clause: 'Wellcome grant conditions: bullying, harassment, abuse and harm policy',
      notice: 'investigation-opened',
      leaveOut: firstNotice,
      tellSurvivorFirst: true,
      source: sources.wellcomeAtYork,
      status: 'unchecked',
    },
    {
      id: 'fcdo',
      to: {
        en: 'FCDO Reporting Concerns',
        fr: 'FCDO, service Reporting Concerns',
      },
      binds: {
        en: 'Partners and their own partners, by their agreement with FCDO.',
        fr: 'Les partenaires et leurs propres partenaires, par leur accord avec FCDO.',
      },
      basis: 'contract',
      when: {
        en: 'Suspicions and allegations of sexual exploitation, abuse and harassment. We believe: at once. Anybody may write there, also without a name. We found no number of days.',
        fr: 'Soupçons et accusations d’exploitation, d’abus et de harcèlement sexuels. Nous pensons : tout de suite. Tout le monde peut y écrire, aussi sans nom. Nous n’avons pas trouvé de nombre de jours.',
      },
      clause: 'Your agreement with FCDO; SEAH due diligence guidance, November 2022',
      address: 'reportingconcerns@fcdo.gov.uk, +44 (0)1355 843747',
      notice: 'reported',
      leaveOut: firstNotice,
      tellSurvivorFirst: true,
      source: sources.fcdoMailbox,
      status: 'unchecked',
    },
    {
      id: 'state-inspector-general',
      to: {
        en: 'US Department of State, Office of Inspector General',
        fr: 'Département d’État des États-Unis, inspection générale',
      },
      binds: {
        en: 'Whoever holds an award of the Department that says so.',
        fr: 'Qui a un financement du Département dont l’accord le dit.',
      },
      basis: 'contract',
      when: {
        en: 'We believe: at once, with the award’s agency. Read the award.',
        fr: 'Nous pensons : tout de suite, en même temps que l’agence. Lisez l’accord.',
      },
      clause: '2 CFR 175, award term on trafficking in persons',
      notice: 'reported',
      leaveOut: firstNotice,
      tellSurvivorFirst: true,
      source: null,
      status: 'unchecked',
    },
    {
      id: 'charity-commission',
      to: {
        en: 'Charity Commission for England and Wales',
        fr: 'Charity Commission (Angleterre et pays de Galles)',
      },
      binds: {
        en: 'Trustees of charities registered in England and Wales, also for what happens in a partner’s work abroad.',
        fr: 'Les administrateurs et administratrices d’associations enregistrées en Angleterre et au pays de Galles, aussi pour le travail d’un partenaire à l’étranger.',
      },
      basis: 'regulator',
      when: {
        en: 'An event, real or alleged, that caused or risks significant harm: promptly, even if police or donor know. Not to report has to be explained. No number of days is given.',
        fr: 'Un événement, réel ou allégué, qui a causé ou risque un préjudice important : vite, même si la police ou le bailleur le sait. Ne pas le déclarer doit s’expliquer. Aucun nombre de jours n’est donné.',
      },
      clause: 'Charity Commission guidance: reporting a serious incident',
      notice: 'reported',
      leaveOut: firstNotice,
      tellSurvivorFirst: true,
      source: sources.charityCommission,
      status: 'unchecked',
    },
  ],
  services: [],
  notes: [
    {
      id: 'no-days-found',
      says: {
        en: 'No fixed number of days was found for UKRI, NIHR, Wellcome or FCDO. Enter the clock of your own award with its clause; none is built in.',
        fr: 'Aucun nombre de jours fixe n’a été trouvé pour UKRI, NIHR, Wellcome ou FCDO. Inscrivez le délai de votre propre accord avec sa clause ; aucun n’est prévu d’avance.',
      },
      source: null,
      status: 'unchecked',
    },
    {
      id: 'ukri-covers',
      says: {
        en: 'The UKRI policy covers everybody who is employed on the work that it pays for, takes part in it or comes into contact with it.',
        fr: 'La politique de UKRI couvre toute personne employée au travail qu’il paie, qui y participe ou qui entre en contact avec lui.',
      },
      source: sources.ukriPolicy,
      status: 'unchecked',
    },
    {
      id: 'wellcome-tell-participants',
      says: {
        en: 'Wellcome asks that participants are told how to report, and lets anybody report to it.',
        fr: 'Wellcome demande que les participantes et participants sachent comment signaler, et accepte le signalement de toute personne.',
      },
      source: sources.wellcomePolicy,
      status: 'unchecked',
    },
    {
      id: 'nihr-covers',
      says: {
        en: 'NIHR applies its guidance to everybody it funds, involves or employs, and to its panels.',
        fr: 'NIHR applique ses consignes à toute personne qu’il finance, associe ou emploie, et à ses comités.',
      },
      source: sources.nihrGuidance,
      status: 'unchecked',
    },
    {
      id: 'fcdo-six-areas',
      says: {
        en: 'FCDO looks at six areas: safeguarding, whistleblowing, human resources, risk management, code of conduct, governance. Partners further down count.',
        fr: 'FCDO regarde six domaines : protection, alerte, ressources humaines, gestion des risques, code de conduite, gouvernance. Les partenaires plus bas comptent aussi.',
      },
      source: sources.fcdoDueDiligence,
      status: 'unchecked',
    },
    {
      id: 'a-clause-is-not-a-law',
      says: {
        en: 'A clause in an agreement is not a law. It does not by itself let a report go out against the wish of the person harmed; a notice that names nobody often meets it.',
        fr: 'Une clause d’un accord n’est pas une loi. À elle seule, elle ne permet pas de transmettre contre la volonté de la personne atteinte ; un avis qui ne nomme personne y suffit souvent.',
      },
      source: null,
      status: 'unchecked',
    },
  ],
}
