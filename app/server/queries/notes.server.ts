import type { Actor } from '#app/policies/actor.ts'
import { mayReadNotes } from '#app/policies/note.policy.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { planReadBy } from '#app/server/queries/contributors.server.ts'
import { shownFor } from '#app/server/queries/assessment.server.ts'
import { knowFramework } from '#app/server/repositories/framework-versions.server.ts'
import { listNotes, listOwnNotes, type ReadNote } from '#app/server/repositories/requirement-notes.server.ts'
import { asShown, framework, type FrameworkShown } from '#content/index.ts'
import type { Locale } from '#content/words.ts'

/** The form that says what does not fit in one question, with what this person has said about it before. */
export function notePage(actor: Actor, assessmentId: string, requirementId: string) {
  return withScope(actor.id, async (tx) => {
    const row = await planReadBy(tx, actor, assessmentId)
    const question = shownFor(row, actor.locale).find(({ id }) => id === requirementId)
    if (!question) throw notFound()
    return {
      id: assessmentId,
      title: row.title,
      requirementId,
      question: question.question,
      earlier: await listOwnNotes(tx, { personId: actor.id, assessmentId, requirementId }),
    }
  })
}

/** What people say about questions of frameworks that this person looks after, question by question. */
export function notesPage(actor: Actor) {
  if (!mayReadNotes(actor)) throw notPermitted()
  return withScope(actor.id, async (tx) => {
    const notes = await listNotes(tx)
    for (const { frameworkId, frameworkVersion } of notes)
      await knowFramework(tx, frameworkId, frameworkVersion)
    const groups = Map.groupBy(
      notes,
      (note) => `${note.frameworkId}/${note.frameworkVersion}/${note.requirementId}`,
    )
    const words = wordsIn(actor.locale)
    const questions = [...groups.values()].map((said) => questionOf(said, words(said[0]!)))
    return {
      unread: questions.filter(({ unreadIds }) => unreadIds.length > 0),
      read: questions.filter(({ unreadIds }) => unreadIds.length === 0),
    }
  })
}

function questionOf(said: ReadNote[], { head, questions }: Shown) {
  const { frameworkId, frameworkVersion, requirementId, people } = said[0]!
  return {
    asked: `${frameworkId}-${frameworkVersion}-${requirementId}`,
    requirementId,
    framework: `${head.title}, ${head.versionName}`,
    question: questions.get(requirementId) ?? null,
    people,
    notes: said.map(({ id, body, locale: language, saidOn, readAt }) => ({
      id,
      body,
      language,
      saidOn,
      readAt,
    })),
    unreadIds: said.filter(({ readAt }) => readAt === null).map(({ id }) => id),
  }
}

type Shown = { head: FrameworkShown['framework']; questions: Map<string, string> }

/** As each question is worded in the version that people answered; every version is put into words once. */
function wordsIn(locale: Locale) {
  const known = new Map<string, Shown>()
  return ({ frameworkId, frameworkVersion, requirementId }: ReadNote): Shown => {
    const asked = framework(frameworkId, frameworkVersion).requirements.find(({ id }) => id === requirementId)
    const audience = asked?.audience ?? 'project'
    const key = `${frameworkId}/${frameworkVersion}/${audience}`
    const found = known.get(key) ?? shownTo(asShown(frameworkId, frameworkVersion, audience, locale))
    known.set(key, found)
    return found
  }
}

function shownTo({ framework: head, requirements }: FrameworkShown): Shown {
  return { head, questions: new Map(requirements.map(({ id, question }) => [id, question])) }
}
