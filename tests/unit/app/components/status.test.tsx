import { describe, expect, test } from 'vitest'
import { ClockChip, readClock } from '#app/components/clock-chip.tsx'
import { ConflictNotice } from '#app/components/conflict-notice.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { Icon, iconNames } from '#app/components/icon.tsx'
import { withQuery } from '#app/components/local-link.tsx'
import { ProgressBar } from '#app/components/progress-bar.tsx'
import { StateLine } from '#app/components/state-line.tsx'
import { TaskList } from '#app/components/task-list.tsx'
import { rendered } from './rendered.tsx'

const now = new Date('2027-03-05T23:30:00Z')
const dueIn = (days: number) => readClock({ dueAt: new Date(now.getTime() + days * 86_400_000), now })

describe('a clock', () => {
  test.each([
    [30, 'progress', 'left'],
    [8, 'progress', 'left'],
    [7, 'wait', 'left'],
    [1, 'wait', 'left'],
    [0, 'wait', 'today'],
    [-1, 'alert', 'overdue'],
  ] as const)('with %i days to go is %s, %s', (days, tone, state) => {
    expect(dueIn(days)).toMatchObject({ tone, state, days: Math.abs(days) })
  })

  test('counts calendar days, not hours', () => {
    expect(readClock({ dueAt: '2027-03-06T00:10:00Z', now }).state).toBe('left')
  })

  test('that was met is done, however late it is now', () => {
    expect(readClock({ dueAt: '2027-01-01', now, metAt: '2026-12-30' })).toMatchObject({
      tone: 'done',
      state: 'met',
    })
  })

  test('says it in words, with a date that machines can read', () => {
    const html = rendered(<ClockChip dueAt="2027-02-26" now={now} />)
    expect(html).toContain('7 days overdue')
    expect(html).toContain('<time dateTime="2027-02-26">since 26 February 2027</time>')
    expect(rendered(<ClockChip dueAt="2027-03-06" now={now} />, 'fr')).toContain('Encore 1 jour')
  })
})

describe('where a process stands', () => {
  const states = [
    { id: 'draft', label: 'Draft', status: 'done' },
    { id: 'review', label: 'In review', status: 'now' },
    { id: 'signed', label: 'Signed', status: 'ahead' },
  ] as const
  const html = rendered(<StateLine states={states} label="Where this plan stands" />)

  test('is an ordered list with exactly one current state, and every state is also said in words', () => {
    expect(html.match(/aria-current="step"/g)).toHaveLength(1)
    expect(html).toContain('you are here')
    expect(html).toContain('(done)')
    expect(html).toContain('(still ahead)')
  })

  test('its picture is for the eye only', () => {
    expect(html).toContain('<svg class="am-track" aria-hidden="true">')
    expect(html).toContain('x="16.67%"')
    expect(html.match(/class="node /g)).toHaveLength(3)
  })
})

test('a task that cannot start is not a link, and says what opens it', () => {
  const html = rendered(
    <TaskList
      tasks={[
        { id: 'a', name: 'Your answers', status: 'inProgress', to: '/app/a' },
        {
          id: 'b',
          name: 'Send',
          hint: 'Opens when every requirement has an answer',
          status: 'cannotStart',
          to: '/app/b',
        },
      ]}
    />,
  )
  expect(html).toContain('href="/app/a"')
  expect(html).not.toContain('href="/app/b"')
  expect(html).toContain('Cannot start yet')
})

test('a table names the row and the column of every value', () => {
  const html = rendered(
    <DataTable
      caption="Open conditions"
      columns={[
        { id: 'what', head: 'Condition', cell: (row: { id: string; by: string }) => row.id },
        { id: 'by', head: 'By', cell: (row) => row.by },
      ]}
      rows={[{ id: 'Map', by: 'March' }]}
      idOf={(row) => row.id}
    />,
  )
  expect(html).toContain('<th scope="row">Map</th><td data-l="By">March</td>')
  expect(html).toContain('<caption>Open conditions</caption>')
})

test('when two people wrote at once both texts are on the page', () => {
  const html = rendered(<ConflictNotice by="Ruth" theirs="the map is checked" yours="the map is missing" />)
  expect(html).toContain('Ruth saved this while you were writing.')
  expect(html).toContain('the map is checked')
  expect(html).toContain('the map is missing')
})

test('progress is said in words before it is drawn, and never draws past its end', () => {
  const html = rendered(
    <ProgressBar done={12} of={10}>
      12 of 10 answered
    </ProgressBar>,
  )
  expect(html.indexOf('12 of 10')).toBeLessThan(html.indexOf('<svg'))
  expect(html).toContain('class="am-fill-done" width="360"')
})

test('the set of icons is closed: 26, all hidden from screen readers', () => {
  expect(iconNames).toHaveLength(26)
  for (const name of iconNames) expect(rendered(<Icon name={name} />)).toContain('aria-hidden="true"')
})

test.each([
  ['/calls', '/calls?lang=fr'],
  ['/calls?lang=en&page=2', '/calls?lang=fr&page=2'],
  ['/calls#top', '/calls?lang=fr#top'],
])('a language is put into %s', (path, expected) => {
  expect(withQuery(path, 'lang', 'fr')).toBe(expected)
})
