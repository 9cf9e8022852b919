import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { disc, nameSize, type Drawing, type LaneArrow, type LaneBox } from '#app/components/how/drawing.ts'
import { laidOut } from '#app/components/how/layout.ts'
import { eventsIn, modelOf } from '#app/components/how/lane-model.ts'
import { movesWithin, sayIn } from '#app/components/how/say.ts'
import { widthOf, wrapped } from '#app/components/how/wrapped.ts'
import { processPage } from '#app/server/queries/told-process.server.ts'
import { locales, wordsFor } from '#content/words.ts'
import { toldIds, viewpoints } from '#machines/processes.ts'

type Area = { x: number; y: number; width: number; height: number }
type Line = readonly [readonly [number, number], readonly [number, number]]

const within = (inner: Area, outer: Area) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height
const overlap = (one: Area, other: Area) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height

function linesOf(path: string): Line[] {
  const points = [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  )
  return points.slice(1).map((point, index) => [points[index]!, point])
}

/** A box without its border: arrows end on that. */
const inside = ({ x, y, width, height }: Area): Area => ({
  x: x + 1,
  y: y + 1,
  width: width - 2,
  height: height - 2,
})

function areaOf([[x, y], [toX, toY]]: Line): Area {
  return {
    x: Math.min(x, toX),
    y: Math.min(y, toY),
    width: Math.abs(toX - x) + 0.01,
    height: Math.abs(toY - y) + 0.01,
  }
}

function faultsOf(drawing: Drawing): string[] {
  const outer = drawing.boxes.filter(({ look }) => look !== 'inner')
  const faults: string[] = []
  for (const box of drawing.boxes)
    if (!within(box, { x: 0, y: 0, width: drawing.width, height: drawing.height }))
      faults.push(`${box.id} is outside`)
  outer.forEach((box, index) => {
    for (const other of outer.slice(index + 1))
      if (overlap(box, other)) faults.push(`${box.id} covers ${other.id}`)
    for (const line of drawing.lines.flatMap(linesOf))
      if (overlap(areaOf(line), inside(box))) faults.push(`an arrow runs through ${box.id}: ${String(line)}`)
  })
  for (const line of drawing.lines.flatMap(linesOf)) {
    const [[x, y], [toX, toY]] = line
    if (x !== toX && y !== toY) faults.push(`an arrow is neither level nor upright: ${String(line)}`)
    if (Math.min(x, toX) < 0 || Math.max(x, toX) > drawing.width)
      faults.push(`an arrow is outside: ${String(line)}`)
  }
  for (const { number, x, y } of drawing.numbers)
    if (
      !within(
        { x: x - disc, y: y - disc, width: 2 * disc, height: 2 * disc },
        { x: 0, y: 0, width: drawing.width, height: drawing.height },
      )
    )
      faults.push(`number ${number} is outside`)
  return faults
}

function coveredNumbers({ numbers }: Drawing): string[] {
  return numbers.flatMap((one, index) =>
    numbers
      .slice(index + 1)
      .filter((other) => Math.hypot(one.x - other.x, one.y - other.y) < 2 * disc)
      .map((other) => `${one.number} covers ${other.number}`),
  )
}

const every = toldIds.flatMap((id) =>
  viewpoints[id].flatMap((viewpoint) => locales.map((locale) => ({ id, viewpoint, locale }))),
)

describe.each(every)('$id for $viewpoint in $locale', ({ id, viewpoint, locale }) => {
  const page = processPage(id, viewpoint)
  const say = sayIn(wordsFor(locale), locale, page)
  const drawn = page.lanes.map((lane) => {
    const { boxes, arrows } = modelOf(lane, say, () => ['You are here'])
    return { lane, boxes, arrows, drawing: laidOut(boxes, arrows) }
  })

  test('nothing in the picture covers anything else or leaves it', () => {
    for (const { drawing } of drawn) expect([...faultsOf(drawing), ...coveredNumbers(drawing)]).toEqual([])
  })

  test('every name fits into its box, and the words into the picture', () => {
    for (const { drawing } of drawn) {
      for (const { name, width } of drawing.boxes)
        for (const line of name.lines) expect(widthOf(line, nameSize), line).toBeLessThanOrEqual(width - 4)
      for (const { x, lines } of drawing.words)
        for (const line of lines)
          expect(x + widthOf(line, { size: 13 }), line).toBeLessThanOrEqual(drawing.width)
    }
  })

  test('every state is drawn, every number of the lane stands in it and every arrow has its tip', () => {
    for (const { lane, boxes, drawing } of drawn) {
      const all = (some: readonly LaneBox[]): LaneBox[] => some.flatMap((box) => [box, ...all(box.inner)])
      expect(drawing.boxes.map(({ id }) => id).sort()).toEqual(
        all(boxes)
          .map(({ id }) => id)
          .sort(),
      )
      const shown = new Set([
        ...drawing.numbers.map(({ number }) => number),
        ...drawing.boxes.flatMap(({ stays, fromAbove }) => [
          ...(stays?.numbers.map(({ number }) => number) ?? []),
          ...(fromAbove ? [fromAbove.number.number] : []),
        ]),
      ])
      expect([...shown].sort((one, other) => one - other)).toEqual(
        eventsIn(lane.states.flatMap(movesWithin)).map(({ number }) => number),
      )
    }
  })
})

const word = fc.constantFrom('Sent', 'Changes', 'Waiting', 'decision', 'Changements', 'réponse', 'in', 'a')
const aBox = fc.record({
  name: fc.array(word, { minLength: 1, maxLength: 4 }),
  branch: fc.boolean(),
  stays: fc.nat(9),
})
const aLane = fc.array(aBox, { minLength: 1, maxLength: 9 }).chain((boxes) =>
  fc.record({
    boxes: fc.constant(
      boxes.map(({ name, branch, stays }, index): LaneBox => ({
        id: String(index),
        name: name.join(' '),
        branch: branch && index > 0,
        notes: [],
        here: false,
        passed: false,
        stays: Array.from({ length: stays }, (_, number) => number),
        reachedFromAbove: null,
        inner: [],
      })),
    ),
    arrows: fc.array(
      fc.record({ from: fc.nat(boxes.length - 1), to: fc.nat(boxes.length - 1), number: fc.nat(20) }),
      { maxLength: 14 },
    ),
  }),
)

test('whatever the lane, boxes never cover each other and no arrow runs through a box', () => {
  fc.assert(
    fc.property(aLane, ({ boxes, arrows }) => {
      const between = arrows
        .filter(({ from, to }) => from !== to)
        .map(({ from, to, number }): LaneArrow => ({
          from: String(from),
          to: String(to),
          number,
          words: 'The answers are sent again',
        }))
      const drawing = laidOut(boxes, between)
      expect(faultsOf(drawing)).toEqual([])
      for (const { number } of between) expect(drawing.numbers.map((one) => one.number)).toContain(number)
    }),
    { numRuns: 500 },
  )
})

test('words are broken between words only', () => {
  expect(wrapped('Waiting for a decision', 100, { size: 15, bold: true })).toEqual([
    'Waiting for',
    'a decision',
  ])
  expect(wrapped('Changements', 10, { size: 15 })).toEqual(['Changements'])
  expect(wrapped('', 10, { size: 15 })).toEqual([''])
})
