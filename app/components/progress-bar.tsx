import type { ReactNode } from 'react'

/** Words first; the bar only repeats them. */
export function ProgressBar({ done, of, children }: { done: number; of: number; children: ReactNode }) {
  const share = of > 0 ? Math.min(1, Math.max(0, done / of)) : 0
  return (
    <div className="am-progress">
      <p>{children}</p>
      <svg viewBox="0 0 360 12" preserveAspectRatio="none" aria-hidden="true">
        <rect className="am-fill-track" width="360" height="12" rx="2" />
        {share > 0 && <rect className="am-fill-done" width={Math.round(360 * share)} height="12" rx="2" />}
      </svg>
    </div>
  )
}
