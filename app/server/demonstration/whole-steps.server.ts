import { mendTypography } from '#content/checks/typography.ts'
import type { Actor } from '#app/policies/actor.ts'
import type { PersonKey } from '#app/server/demonstration/cast.server.ts'
import { newestComment } from '#app/server/demonstration/rows.server.ts'
import { wholeBank } from '#app/server/demonstration/whole-bank.server.ts'
import type { Day, Item, WholeAnswer, WholePlan } from '#app/server/demonstration/whole-plan.server.ts'
import { receiveFile } from '#app/server/files/receive.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { addComment, settle } from '#app/server/workflows/comments.server.ts'
import { addEvidence, moveEvidence } from '#app/server/workflows/evidence.server.ts'
import { saveRow } from '#app/server/workflows/registers.server.ts'
import { cellOf, type Cell, type Row } from '#content/answer-value.ts'
import { asShown, tierOf, type RequirementShown } from '#content/index.ts'
import type { RowValues } from '#content/registers/definition.ts'

/** What one plan has so far, for what comes after it. */
export interface Laid {
  id: string
  /** Rows of its registers by their keys. */
  rows: Map<string, string>
  /** How often each question was answered. */
  revisions: Map<string, number>
}

interface Setting {
  plan: WholePlan
  actors: Record<PersonKey, Actor>
  day: Day
  laid: Laid
}

const minute = 60_000
const later = (at: Date, steps: number, minutes: number) => new Date(at.getTime() + steps * minutes * minute)

/** The rows of the registers, some minutes apart. */
export async function lay({ plan, actors, day, laid }: Setting, at: Date): Promise<void> {
  for (const [index, entry] of (plan.entries?.(day) ?? []).entries()) {
    const { register, key, by = plan.author, seal = false } = entry
    const values = inPlace(entry.values, plan, laid)
    const then = later(at, index, 6)
    const saved = await saveRow(actors[by], laid.id, register, null, { values, seal }, 0, then)
    if (!saved.saved) throw new Error(`The demonstration could not keep a row of ${register}.`)
    if (key) laid.rows.set(key, saved.id)
  }
}

/** Sites by the id of their row, words with the typography of their language. */
function inPlace(values: RowValues, { locale }: WholePlan, { rows }: Laid): RowValues {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => {
      if (field === 'site') return [field, rows.get(String(value))!]
      return [field, typeof value === 'string' ? mendTypography(value, locale) : value]
    }),
  )
}

/** The answers, each some minutes after the one before it. */
export async function fill({ plan, actors, day, laid }: Setting, at: Date): Promise<void> {
  const shown = questionsOf(plan)
  for (const [index, [requirementId, given]] of Object.entries(plan.answers?.(day) ?? {}).entries()) {
    const asked = shown.get(requirementId)
    if (!asked) throw new Error(`The demonstration answers ${requirementId}, which nobody asked.`)
    const { choice = null, text = '', dueIn, by = plan.author } = given
    const seen = laid.revisions.get(requirementId) ?? 0
    const answer = {
      choice,
      text: mendTypography(text, plan.locale),
      dueOn: dueIn === undefined ? null : new Date(day(dueIn)),
      value: valueOf(given, asked),
    }
    const saved = await saveAnswer(actors[by], laid.id, requirementId, answer, seen, later(at, index, 7))
    if (!saved.saved) throw new Error(`The demonstration answered ${requirementId} twice.`)
    laid.revisions.set(requirementId, seen + 1)
  }
}

function questionsOf({ locale, work }: WholePlan): Map<string, RequirementShown> {
  const circumstances = Object.fromEntries(work.circumstances.map((each) => [each, true]))
  const terms = { circumstances, tier: tierOf(circumstances).tier, audiences: work.answersFor }
  const { requirements } = asShown(wholeBank.id, wholeBank.version, 'project', locale, terms)
  return new Map(requirements.map((requirement) => [requirement.id, requirement]))
}

function valueOf({ rows, role }: WholeAnswer, { labels = {}, table }: RequirementShown): unknown {
  if (role) return role
  if (!rows) return null
  const columns = table?.columns ?? []
  return {
    rows: rows.map((row): Row => {
      const strange = Object.keys(row).filter((cell) => columns.every(({ id }) => id !== cell))
      if (strange.length > 0)
        throw new Error(`The demonstration fills ${strange.join()}, which is no column.`)
      const cells = columns.flatMap(({ id }) => {
        const cell = cellOf(row, id)
        return cell === undefined ? [] : ([[id, named(cell, labels)]] as const)
      })
      return Object.fromEntries(cells)
    }),
  }
}

function named(cell: Cell, labels: Record<string, string>): Cell {
  return typeof cell === 'string' && cell.startsWith('@') ? (labels[cell.slice(1)] ?? cell) : cell
}

/** Documents, links and pages, with what they show. */
export async function keep({ plan, actors, day, laid }: Setting, at: Date): Promise<void> {
  for (const [index, item] of (plan.evidence ?? []).entries()) {
    const actor = actors[item.by ?? plan.author]
    const then = later(at, index, 11)
    const file = item.file ? await received(item.file) : null
    const id = await addEvidence(actor, laid.id, described(item, day), item.serves, file, then)
    if (item.inPassport) await moveEvidence(actor, id, 'intoPassport', 1, later(then, 1, 2))
  }
}

function described({ kind, title, url, page, assessedBy, dated, review }: Item, day: Day) {
  return {
    ...{ kind, title, url: url ?? null, page: page ?? null, assessedBy: assessedBy ?? null },
    datedOn: dated === undefined ? null : day(dated),
    reviewOn: review === undefined ? null : day(review),
  }
}

async function received({ name, bytes }: NonNullable<Item['file']>) {
  const content = await bytes()
  async function* arriving() {
    yield await Promise.resolve(content)
  }
  return receiveFile(arriving(), name)
}

/** What they wrote to each other beside the answers. */
export async function say({ plan, actors, laid }: Setting, at: Date): Promise<void> {
  for (const [index, { by, on = null, body, settledBy }] of (plan.remarks ?? []).entries()) {
    const then = later(at, index, 23)
    await addComment(actors[by], laid.id, { requirementId: on, body }, then)
    if (!settledBy) continue
    await settle(actors[settledBy], laid.id, await newestComment(laid.id), true, later(then, 1, 9))
  }
}
