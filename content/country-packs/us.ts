import { firstNotice } from '#content/country-packs/leave-out.ts'
import type { CountryPack } from '#content/country-packs/schema.ts'
import { picturesUnknown } from '#content/country-packs/unknown.ts'

/** Awards with money of the United States, wherever the work is done. All of it is hearsay until somebody checks. */
export const unitedStatesAwards: CountryPack = {
  country: 'US',
  status: 'unchecked',
  readOn: '2026-11-22',
  clocks: [],
  reportingDuties: [
    {
      id: 'us-trafficking-term',
      to: {
        en: 'The agency that made the award, and its Inspector General',
        fr: 'L’agence qui a accordé le financement, et son inspection générale',
      },
      binds: {
        en: 'Recipients and sub-recipients of an award that holds the trafficking term. Look into your own award.',
        fr: 'Qui reçoit, directement ou non, un financement dont l’accord contient la clause sur la traite. Regardez le vôtre.',
      },
      basis: 'contract',
      when: {
        en: 'We believe: at once, when credible information about trafficking under the award comes in.',
        fr: 'Nous pensons : tout de suite, dès qu’une information crédible de traite dans le cadre du financement arrive.',
      },
      clause: '2 CFR 175, award term on trafficking in persons',
      notice: 'reported',
      leaveOut: firstNotice,
      tellSurvivorFirst: true,
      source: null,
      status: 'unchecked',
    },
  ],
  services: [],
  notes: [
    {
      id: 'us-reprisal',
      says: {
        en: 'We believe that 41 USC 4712 protects employees of recipients and sub-recipients who speak up. We have not looked up whom else it covers.',
        fr: 'Nous pensons que 41 USC 4712 protège les personnes employées par qui reçoit le financement quand elles parlent. Nous n’avons pas cherché qui d’autre est couvert.',
      },
      source: null,
      status: 'unchecked',
    },
    {
      id: 'us-access',
      says: {
        en: 'An Inspector General may ask to see records. Ask a lawyer before you hand over anything from a case, and enter the request at the requests desk.',
        fr: 'Une inspection générale peut demander à voir des documents. Demandez à un conseil juridique avant de remettre quoi que ce soit d’un dossier, et inscrivez la demande au bureau des demandes.',
      },
      source: null,
      status: 'unchecked',
    },
    picturesUnknown,
  ],
}
