import type { RequirementShown } from '#content/shown.ts'

export type Question = Pick<RequirementShown, 'id' | 'principle' | 'question' | 'help' | 'answer' | 'because'>

export type Reworded = { before: Question; after: Question; answerChanged: boolean }

export type Difference = { added: Question[]; removed: Question[]; reworded: Reworded[] }

/** What somebody who has read the first list has to know before reading the second. */
export function differenceOf(before: readonly Question[], after: readonly Question[]): Difference {
  const was = new Map(before.map((one) => [one.id, one]))
  const is = new Set(after.map(({ id }) => id))
  return {
    added: after.filter(({ id }) => !was.has(id)).map(plain),
    removed: before.filter(({ id }) => !is.has(id)).map(plain),
    reworded: after.flatMap((one) => {
      const old = was.get(one.id)
      if (!old) return []
      const answerChanged = old.answer !== one.answer
      const same = old.question === one.question && old.help === one.help && !answerChanged
      return same ? [] : [{ before: plain(old), after: plain(one), answerChanged }]
    }),
  }
}

function plain({ id, principle, question, help, answer, because }: Question): Question {
  return { id, principle, question, help, answer, ...(because ? { because } : {}) }
}
