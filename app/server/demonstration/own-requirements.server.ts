import type { Actor } from '#app/policies/actor.ts'
import { publishFramework, tryFramework } from '#app/server/workflows/frameworks.server.ts'

/** What a donor asks of its own, on top of the whole framework, as its officer would bring it in. */
export async function publishOwnRequirements(
  officer: Actor,
  organisationId: string,
  at: Date,
): Promise<{ frameworkId: string; frameworkVersion: number }> {
  const { preview, faults } = await tryFramework(officer, organisationId, file)
  if (!preview) throw new Error(`The demonstration’s own requirements: ${JSON.stringify(faults)}`)
  const { done } = await publishFramework(officer, organisationId, file, preview.fingerprint, at)
  if (!done) throw new Error('The demonstration’s own requirements were not published.')
  return { frameworkId: done.id, frameworkVersion: done.version }
}

const file = `# Meridian Office for Freedom (fictional)
id: mof-measured-freedom
version: 1
builtOn: { id: amana-ukcdr, version: 1 }
source:
  title: How we count without harm
  publisher: Meridian Office for Freedom (fictional)
  date: 2026-05
  url: https://meridian.example/counting
hours:
  project: { from: 1, to: 2 }
  organisation: { from: 1, to: 2 }
requirements:
  - id: MOF-P-001
    principle: rights
    audience: project
    phase: set_up
    verb: anticipate
    gate: award
    answer: yes-partly-no
    appliesIf: [children]
  - id: MOF-P-002
    principle: rights
    audience: project
    phase: fieldwork
    verb: mitigate
    gate: fieldwork
    answer: table
    showIf: { requirement: MOF-P-001, is: [yes, partly] }
    table:
      columns:
        - { id: question, kind: line, required: true }
        - { id: age, kind: number }
        - { id: triedWith, kind: choice, options: [children, grownUps, nobody] }
      least: 1
  - id: MOF-R-001
    principle: accountability
    audience: organisation
    phase: monitoring
    verb: address
    answer: number
    number: { unit: count, least: 0, most: 500 }
words:
  en:
    title: Amana with requirements of the Meridian Office for Freedom
    requirements:
      MOF-P-001:
        question: Would the household survey still be worth doing if no child in the house were asked anything?
        help: If yes, say why children are asked all the same.
        why: A child who answers at the door is heard by everybody in the house.
        evidence: Half a page that somebody has read who works with children.
      MOF-P-002:
        question: Which questions are put to children, and with whom were they tried?
        why: A question that a grown-up finds harmless may not be.
        evidence: The questions themselves, with what was changed after trying them.
        labels:
          question: The question, as it is asked
          age: Youngest age
          triedWith: Tried with
          children: Children
          grownUps: Grown-ups only
          nobody: Nobody yet
      MOF-R-001:
        question: How many doors did enumerators leave last year without asking, because it did not feel right?
        why: Whoever never turns away has perhaps not been told that they may.
        evidence: The supervisors’ weekly lists.
  fr:
    title: Amana, avec des exigences du Meridian Office for Freedom
    requirements:
      MOF-P-001:
        question: "L’enquête auprès des ménages vaudrait-elle encore la peine si l’on n’interrogeait aucun enfant de la maison\u202f?"
        help: Si oui, dites pourquoi on interroge quand même les enfants.
        why: Un enfant qui répond à la porte est entendu de toute la maison.
        evidence: Une demi-page relue par une personne qui travaille avec des enfants.
      MOF-P-002:
        question: "Quelles questions pose-t-on aux enfants, et avec qui les a-t-on essayées\u202f?"
        why: Une question qu’une grande personne trouve anodine ne l’est pas toujours.
        evidence: Les questions elles-mêmes, avec ce qui a changé après l’essai.
        labels:
          question: La question, telle qu’on la pose
          age: Âge le plus jeune
          triedWith: Essayée avec
          children: Des enfants
          grownUps: Des adultes seulement
          nobody: Personne encore
      MOF-R-001:
        question: "L’an dernier, combien de portes a-t-on quittées sans rien demander, parce que quelque chose n’allait pas\u202f?"
        why: À qui ne renonce jamais, personne n’a peut-être dit que c’était permis.
        evidence: Les listes hebdomadaires des responsables d’équipe.
`
