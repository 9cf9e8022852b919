import type { Note } from '#content/country-packs/schema.ts'

export const nothingLookedUp: Note = {
  id: 'nothing-looked-up',
  says: {
    en: 'We have not looked up what must be reported in this country, to whom and by when, nor who helps. Somebody who knows the law of the country has to say so before you rely on anything.',
    fr: 'Nous n’avons pas cherché ce qui doit être déclaré dans ce pays, à qui et dans quel délai, ni qui aide. Une personne qui connaît le droit du pays doit le dire avant que vous vous fiiez à quoi que ce soit.',
  },
  source: null,
  status: 'unchecked',
}

export const picturesUnknown: Note = {
  id: 'pictures',
  says: {
    en: 'We do not know what the law here asks of somebody who receives a picture that is unlawful to hold. Lock it. Do not look at it, copy it, forward it or delete it. Ask a lawyer in this country now.',
    fr: 'Nous ne savons pas ce que la loi demande ici à qui reçoit une image qu’il est interdit de détenir. Mettez-la sous clé. Ne la regardez pas, ne la copiez pas, ne la transmettez pas, ne l’effacez pas. Demandez tout de suite à un conseil juridique dans ce pays.',
  },
  source: null,
  status: 'unchecked',
}
