import type { CountryPack } from '#content/country-packs/schema.ts'
import { nothingLookedUp, picturesUnknown } from '#content/country-packs/unknown.ts'

export const guinea: CountryPack = {
  country: 'GN',
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
        en: 'We believe that Guinea has a data protection law. We have not read it. Ask a lawyer in Guinea before files about people cross the border.',
        fr: 'Nous pensons que la Guinée a une loi sur la protection des données. Nous ne l’avons pas lue. Demandez à un conseil juridique en Guinée avant que des dossiers sur des personnes passent la frontière.',
      },
      source: null,
      status: 'unchecked',
    },
  ],
}
