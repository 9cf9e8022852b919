import type { ReactNode } from 'react'
import { Icon } from '#app/components/icon.tsx'

/** The quiet line that says something is kept. */
export function Saved({ children }: { children: ReactNode }) {
  return (
    <span className="am-saved">
      <Icon name="tick" />
      <span>{children}</span>
    </span>
  )
}

/** What the last step did, at the top of the next page. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div className="am-notice am-t-done" role="status">
      <Icon name="tick" />
      <div>{children}</div>
    </div>
  )
}

/** Why this is asked: always before the answer. */
export function Why({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="am-why">
      <p>
        <b>{title}</b> {children}
      </p>
    </div>
  )
}

/** A request for a change, in the words of whoever asked. */
export function Asked({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="am-ask">
      <p>
        <b>{title}</b>
      </p>
      <p>{children}</p>
    </div>
  )
}
