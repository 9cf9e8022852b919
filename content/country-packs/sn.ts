import type { CountryPack } from '#content/country-packs/schema.ts'
import { nothingLookedUp, picturesUnknown } from '#content/country-packs/unknown.ts'

export const senegal: CountryPack = {
  country: 'SN',
  status: 'unchecked',
  readOn: '2026-11-22',
  clocks: [],
  reportingDuties: [],
  services: [],
  notes: [
    nothingLookedUp,
    picturesUnknown,
    {
      id: 'data-protection',
      says: {
        en: 'We believe that Senegal has a data protection law. We have not read it. Ask a lawyer in Senegal before files about people cross the border.',
        fr: 'Nous pensons que le Sénégal a une loi sur la protection des données. Nous ne l’avons pas lue. Demandez à un conseil juridique au Sénégal avant que des dossiers sur des personnes passent la frontière.',
      },
      source: null,
      status: 'unchecked',
    },
  ],
}
