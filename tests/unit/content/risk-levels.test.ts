import fc from 'fast-check'
import { expect, test } from 'vitest'
import { needsSignOff, riskLevel, riskLevels, steps } from '#content/risk-levels.ts'

const step = fc.constantFrom(...steps)
const rank = (likelihood: number, severity: number) => riskLevels.indexOf(riskLevel(likelihood, severity))

test('the matrix, from the gravest harm down', () => {
  const rows = [...steps]
    .reverse()
    .map((severity) => steps.map((likelihood) => riskLevel(likelihood, severity)))
  expect(rows).toEqual([
    ['high', 'high', 'high', 'critical', 'critical'],
    ['low', 'medium', 'high', 'high', 'critical'],
    ['low', 'medium', 'medium', 'high', 'high'],
    ['low', 'low', 'medium', 'medium', 'high'],
    ['low', 'low', 'low', 'low', 'medium'],
  ])
})

test('the gravest harm is never below high, however unlikely', () => {
  fc.assert(fc.property(step, (likelihood) => needsSignOff(riskLevel(likelihood, 5))))
})

test('likelier or graver is never a lower level', () => {
  fc.assert(
    fc.property(step, step, step, step, (a, b, c, d) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)]
      const [milder, graver] = [Math.min(c, d), Math.max(c, d)]
      return rank(less, milder) <= rank(more, graver)
    }),
  )
})
