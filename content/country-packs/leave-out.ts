import type { Said } from '#content/country-packs/schema.ts'

/** What a first notice never holds, whoever it goes to. This project’s own list: no body’s rule. */
export const people: Said = {
  en: 'Who was harmed, who told us, who saw it: no name, age, sex, job, language or anything that leads to a person.',
  fr: 'Qui a subi le mal, qui nous l’a dit, qui l’a vu : ni nom, ni âge, ni sexe, ni fonction, ni langue, ni rien qui mène à une personne.',
}
export const subject: Said = {
  en: 'Who is said to have done it, unless the clause asks for the name and two people have decided to give it.',
  fr: 'Qui l’aurait fait, sauf si la clause demande le nom et que deux personnes ont décidé de le donner.',
}
export const place: Said = {
  en: 'The site, the village and the day. The award and the month are enough.',
  fr: 'Le site, le village et le jour. Le financement et le mois suffisent.',
}
export const account: Said = {
  en: 'What happened, in any words, and every file.',
  fr: 'Le récit, même en peu de mots, et tout fichier.',
}
export const codes: Said = {
  en: 'The receipt code, any number of the case and any address of this service that leads to it.',
  fr: 'Le code de suivi, le numéro du dossier et toute adresse de ce service qui y mène.',
}

export const firstNotice = [people, subject, place, account, codes]
