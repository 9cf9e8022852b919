import { expect, test } from 'vitest'
import { MoneyPanel } from '#app/components/registers/money-panel.tsx'
import { RiskPanel } from '#app/components/registers/panels.tsx'
import { rendered } from '../rendered.tsx'

const risks = {
  plan: 'p',
  before: [{ likelihood: 4, severity: 5, positions: [2] }],
  after: [{ likelihood: 2, severity: 5, positions: [2] }],
  gaps: [
    { group: 'children', reason: 'Nobody under 18 takes part.', rowId: 'r' },
    { group: 'images', reason: null, rowId: null },
  ],
  sealed: 1,
  unsigned: 1,
  shown: [2],
  mayEdit: true,
}

test('the matrix says in words what it shows, and its sentence stands below it', () => {
  const html = rendered(<RiskPanel {...risks} />)
  expect(html).toContain('One at harm 5 and likelihood 4, Critical.')
  expect(html).toContain('One at harm 5 and likelihood 2, High.')
  expect(html).toContain('High means people could be gravely harmed. It is not a bad mark.')
  expect(html).toContain('href="#row-2"')
  expect(html).not.toContain('style=')
})

test('a group without a risk asks for one, or why there is none', () => {
  const html = rendered(<RiskPanel {...risks} />)
  expect(html).toContain('/lists/riskGaps/r"')
  expect(html).toContain('/lists/riskGaps/new?group=images')
  expect(html).toContain('/lists/risks/new?group=images')
})

test('who only reads is offered nothing to do', () => {
  expect(rendered(<RiskPanel {...risks} mayEdit={false} />)).not.toContain('/new')
})

test('petty cash is missed where it is missing, and pounds are a sum of what has a rate', () => {
  const money = { plan: 'p', gaps: [], pence: '191335', withoutRate: 1, mayEdit: true }
  const totals = [{ partner: 'Tsavanya Listening Circle', currency: 'SLE', amount: '60500.50' }]
  const html = rendered(<MoneyPanel {...money} totals={totals} pettyCash={false} />)
  expect(html).toContain('there is none yet')
  expect(html.replaceAll('\u00a0', ' ')).toContain('In pounds: GBP 1,913.35.')
  expect(html).toContain('1 line has no rate')
})
