import type { Given } from '#app/server/demonstration/plan-model.server.ts'

/** Answers of the projects that wrote in French. The spaces of French typography are put in when they are filled. */
export const french: Record<string, readonly Given[]> = {
  'V-P-02': [
    {
      choice: 'yes',
      text: 'Oui. Deux femmes de {partner} se sont rendues dans chaque service à {site} et à {other}, en demandant en {language}. Elles ont noté les heures, le prix et qui est renvoyé. Un centre a changé de quartier ; un numéro ne répond pas la nuit.',
    },
    {
      choice: 'partly',
      text: 'La carte de {site} a été vérifiée le mois dernier. À {other}, la piste est coupée par les pluies : {partner} y envoie deux personnes, payées à la journée, et aucun entretien n’y commence avant leur retour.',
      dueIn: 38,
    },
  ],
  'V-P-03': [
    {
      choice: 'yes',
      text: 'C’est dit à {site} avant toute question, en {language} et en {second} : à qui parler, que l’une des deux voies ne passe pas par nous, et qui serait au courant. La personne le redit avec ses mots. On ne donne pas de carte, car une carte se trouve.',
    },
    {
      choice: 'yes',
      text: 'Un griot de {site} l’a mis en chanson, en {language}, et une femme le redit en {second}. Le numéro est dans le dernier vers. À chacun, on demande ensuite : « Si quelque chose ne va pas, tu fais quoi ? »',
    },
  ],
  'V-P-05': [
    {
      text: 'Celui qui remarque le premier arrête tout. On propose de l’eau, le silence, le chemin du retour, ou la psychologue du centre de {other}. La personne référente rappelle après deux jours et après deux semaines, comme la personne l’a voulu. C’est payé pendant un an ({£900}).',
    },
    {
      text: 'Celle qui pose les questions n’est jamais seule. L’interprète peut aussi arrêter. Personne ne mène plus de deux entretiens difficiles par jour, et une heure ensemble, payée, les suit. La sage-femme de {site} reçoit le jour même, contre un forfait mensuel ({£55}).',
    },
  ],
  'E-P-01': [
    {
      text: 'Trente-quatre femmes et douze hommes, en quatre soirées, avec {partner}. Chacun a reçu une journée de salaire ({£4}) sur nos propres fonds. Quand il y aura de l’argent, nous irons voir celles qui travaillent la nuit, et ceux qui ont dit non.',
    },
    {
      text: 'Nous n’avons encore interrogé personne : travailler pour un dossier n’est pas payé, et la plupart des dossiers sont refusés. Dès le premier versement, quatre rencontres à {site} et à {other}, dont deux en {second}. Six semaines et {£640} sont prévus pour changer le projet s’il le faut.',
    },
  ],
  'E-P-03': [
    {
      text: 'Temps des référentes {£2100} ({partner}) ; formation {£700} ; traduction {£520} ; orientations {£450} ; transport {£980}, car {other} est loin ; accompagnement psychologique {£1100} ; assurance {£400}, prise par l’université cheffe de file.',
    },
    {
      text: '{partner} reçoit {£2900} pour le temps, les déplacements et le téléphone. Nous gardons {£850} pour la formation et l’accompagnement. Assurance {£360}. La ligne « traduction » est vide : nous parlons tous {language}, et pour le {second} l’interprète est payé par l’université.',
    },
  ],
  'E-P-07': [
    {
      choice: 'yes',
      text: 'Cinq lignes du registre, écrites à {site}, sont les leurs : être suivis, être questionnés par des cousins, porter ce qu’ils ont entendu, être tenus pour responsables après notre départ, perdre un autre travail.',
    },
    {
      choice: 'partly',
      text: 'Pendant le terrain, oui. Pour l’année d’après, non : que veut dire croiser au marché de {site} le maître dont on a parlé ? Une journée payée avec les quatre assistants est fixée, et leurs réponses entrent dans le registre.',
      dueIn: 30,
    },
  ],
  'E-P-10': [
    {
      choice: 'yes',
      text: 'Six conseillères, {£15} par réunion et le transport. {partner} paie en espèces contre un numéro : aucun nom n’entre dans nos comptes. Deux veulent être nommées ; elles pourront changer d’avis jusqu’à l’impression.',
    },
    {
      choice: 'yes',
      text: 'Oui, par {partner}. Dans le rapport, on dit « le cercle ». Personne n’aime le mot « survivante » en {language} ; on dit « ceux qui ont repris leur nom », et chacun choisit pour soi.',
    },
  ],
  'T-P-01': [
    {
      choice: 'yes',
      text: 'Huit minutes sur téléphone, en {language} à {site} et en {second} à {other}. Les questions posées après l’écoute ont leur réponse dans la dernière minute, enregistrée une semaine plus tard.',
    },
    {
      choice: 'partly',
      text: 'La version en {language} est prête. Celle en {second} attend une voix qui ne soit pas d’une famille de notables : c’est ce qu’on nous a demandé à {other}.',
      dueIn: 20,
    },
  ],
  'T-P-02': [
    {
      choice: 'yes',
      text: 'Les quatre points y sont, en {language} et en {second}, essayés à {other}, et les limites du secret viennent en premier : si un enfant est en danger aujourd’hui, il faudra peut-être le dire, et nous disons à qui. Partir prend une phrase et ne demande pas de raison.',
    },
    {
      choice: 'yes',
      text: 'Oui, la troisième version, écoutée par {partner}, qui l’a raccourcie de moitié. Trois questions à la fin : qui écoutera, quand faudrait-il le dire, comment arrêtes-tu ? Qui ne sait pas répondre n’a pas consenti.',
    },
  ],
  'T-P-04': [
    {
      choice: 'yes',
      text: 'C’est la personne référente qui dit si le changement est grand, pas la responsable du projet. Le travail attend que {partner} l’ait annoncé aux deux endroits et redemandé l’accord. Les journées d’attente sont payées.',
    },
    {
      choice: 'partly',
      text: 'Pour la méthode et l’équipe, oui. Pour la sécurité, c’est une habitude : quand les chauffeurs disent non, personne ne part pour {other}. Nous l’écrivons, pour que cela vaille aussi quand le chauffeur est nouveau.',
      dueIn: 26,
    },
  ],
  'T-P-05': [
    {
      choice: 'yes',
      text: 'Il est affiché chez {partner}, avec un crayon. Deux lignes sont scellées pour la sécurité de quelqu’un, et c’est écrit. La dernière modification par un partenaire date de mardi : la pirogue du soir.',
    },
    {
      choice: 'no',
      text: 'Non. Jusqu’ici c’était une annexe de notre contrat. Il est en cours de traduction en {language} et part chez {partner} avec une colonne vide pour ce que nous n’avons pas vu.',
    },
  ],
  'A-P-01': [
    {
      choice: 'yes',
      text: 'À {site}, une sage-femme, huit heures par semaine, et un instituteur pour la remplacer. À {other}, la secrétaire de {partner}, six heures, et une vendeuse. Toutes et tous ont accepté devant deux témoins et sont payés.',
    },
    {
      choice: 'partly',
      text: 'Une référente à chaque endroit, dix heures payées. Une remplaçante à {site} seulement ; à {other}, le groupe des femmes veut choisir lui-même et se réunit après les récoltes.',
      dueIn: 22,
    },
  ],
  'A-P-02': [
    {
      text: 'Tous les groupes nommés ont leur ligne, sauf les logeurs. Nous pensions qu’ils risquaient peu ; nous allons le leur demander. Le registre a été relu à voix haute avec {partner} il y a neuf jours.',
    },
    {
      text: 'Les enfants qui viennent avec un parent. Nous avions prévu des adultes, et il y avait sept enfants à la première réunion de {other}. La ligne s’écrit avec l’institutrice ; d’ici là, une personne payée les garde dans une autre pièce.',
    },
  ],
  'A-P-05': [
    {
      choice: 'yes',
      text: 'Dix-sept personnes, dont trois piroguiers et deux cuisinières. Une demi-journée avec {partner}, en {language}, avec des scènes à jouer. Le premier jour d’un nouveau : une heure avec la référente, le code en images, et il redit trois choses avec ses mots.',
    },
    {
      choice: 'partly',
      text: 'L’équipe, oui. Deux chauffeurs arrivés plus tard attendent la prochaine séance à {site} et ne transportent que l’équipe. Premier jour : le code, les deux numéros, et quelqu’un avec qui marcher.',
      dueIn: 17,
    },
  ],
  'A-P-10': [
    {
      text: '{partner} prévient les personnes, de vive voix, en trois jours, avec les mêmes mots aux deux endroits. Les salaires sont payés jusqu’à la fin du mois sur une somme qui ne sert à rien d’autre ({£1500}). Les référentes gardent le téléphone un an.',
    },
    {
      text: 'Ceux qui ont demandé l’accord le disent. Tout le monde est payé quatre semaines. La psychologue reste joignable pour qui le veut. C’est une page, lue à la fin de chaque réunion avec {partner}. La radio dit seulement que nous arrêtons et que ce n’est la faute de personne.',
    },
  ],
}
