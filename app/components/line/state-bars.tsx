import { lookOf, stepKey } from '#app/components/line/state-tag.tsx'
import { useWords } from '#app/components/words.tsx'

const order = [
  'draft',
  'submitted',
  'in_review',
  'changes_requested',
  'awaiting_decision',
  'decided',
  'being_signed',
  'signed',
  'superseded',
  'withdrawn',
]

const fills = {
  neutral: 'neutral',
  progress: 'progress',
  wait: 'wait',
  done: 'done',
  alert: 'alert',
  hold: 'neutral',
}

/** A word and a number for each state; the bar only repeats the number. */
export function StateBars({
  caption,
  counts,
}: {
  caption: string
  counts: { state: string; count: number }[]
}) {
  const t = useWords()
  const largest = Math.max(1, ...counts.map(({ count }) => count))
  const sorted = [...counts].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  return (
    <table className="am-bars">
      <caption>{caption}</caption>
      <tbody>
        {sorted.map(({ state, count }) => (
          <tr key={state}>
            <th scope="row">{t(stepKey(state))}</th>
            <td className="n">{count}</td>
            <td aria-hidden="true">
              <svg viewBox="0 0 100 12" preserveAspectRatio="none">
                <rect className="am-fill-track" width="100" height="12" />
                <rect
                  className={`am-fill-${fills[lookOf(state).tone]}`}
                  width={Math.round((100 * count) / largest)}
                  height="12"
                />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
