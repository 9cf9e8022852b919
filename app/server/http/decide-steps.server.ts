import { mostRows, numbersTo, rowsTyped } from '#app/forms/decide.form.ts'
import { isBegun } from '#app/forms/condition.form.ts'
import type { Typed } from '#app/forms/typed-words.ts'

type Exception = { requirementId: string; reason: string }

/** The form with one more row, everything typed still in it, and the row to look at. Null for a button that is not about rows. */
export function withOneMore(
  typed: Typed,
  then: string,
  exceptions: readonly Exception[],
): { typed: Typed; lookAt: string } | null {
  if (then === 'addAsk') {
    const count = Math.min(rowsTyped(typed, 'askCount') + 1, mostRows)
    return {
      typed: { ...typed, outcome: 'more_information', askCount: String(count) },
      lookAt: `ask${count}`,
    }
  }
  if (then === 'addCondition') {
    const count = Math.min(rowsTyped(typed, 'conditionCount') + 1, mostRows)
    return { typed: withConditions(typed, count), lookAt: `condition${count}` }
  }
  const exception = exceptions.find(({ requirementId }) => then === `exception:${requirementId}`)
  if (!exception) return null
  const rows = numbersTo(rowsTyped(typed, 'conditionCount'))
  const number =
    rows.find((each) => !isBegun(partsJoined(typed), each)) ?? Math.min(rows.length + 1, mostRows)
  const filled = withConditions(typed, Math.max(number, rows.length))
  if (isBegun(partsJoined(typed), number)) return { typed: filled, lookAt: `condition${number}` }
  return { typed: { ...filled, [`sentence${number}`]: exception.reason }, lookAt: `condition${number}` }
}

function withConditions(typed: Typed, count: number): Typed {
  return { ...typed, outcome: 'approved_with_conditions', conditionCount: String(count) }
}

/** A date arrives in three boxes; any of them begins it. */
function partsJoined(typed: Typed): Typed {
  const joined: Typed = { ...typed }
  for (const [name, text] of Object.entries(typed)) {
    const field = /^(.+)\.(day|month|year)$/.exec(name)?.[1]
    if (field && text !== '') joined[field] = text
  }
  return joined
}
