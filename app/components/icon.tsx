import type { ReactNode } from 'react'

/** The closed set of design. `.f` is filled, `.k` is knocked out of the fill. */
const shapes = {
  ring: <circle cx="12" cy="12" r="8.5" />,
  half: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path className="f" d="M12 3.5a8.5 8.5 0 0 1 0 17z" />
    </>
  ),
  tick: (
    <>
      <circle className="f" cx="12" cy="12" r="10" />
      <path className="k" d="M7.5 12.5l3 3 6-6.5" />
    </>
  ),
  bar: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M8 12h8" />
    </>
  ),
  return: <path d="M9 5L4 10l5 5M4.5 10H14a5 5 0 0 1 0 10h-3" />,
  hourglass: <path d="M7 3h10M7 21h10M8 3c0 5 8 6 8 9s-8 4-8 9M16 3c0 5-8 6-8 9s8 4 8 9" />,
  pause: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M10 9v6M14 9v6" />
    </>
  ),
  past: <path d="M4.5 9A8.5 8.5 0 1 1 3.5 12M3.5 4.5V9H8M12 8v4.5l3 1.7" />,
  triangle: (
    <>
      <path d="M12 3.5L22 20.5H2z" />
      <path d="M12 10v4.5M12 17.6v.01" />
    </>
  ),
  barred: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M5.8 18.2L18.2 5.8" />
    </>
  ),
  cross: (
    <>
      <circle className="f" cx="12" cy="12" r="10" />
      <path className="k" d="M8.5 8.5l7 7M15.5 8.5l-7 7" />
    </>
  ),
  question: (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M9 9.5a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 2M12 17.3v.01" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5l3.5 2" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="11" width="14" height="9.5" rx="2" />
      <path d="M8 11V8a4 4 0 0 1 8 0v3" />
    </>
  ),
  file: <path d="M6 3h8l4.5 4.5V21H6zM14 3v5h4.5" />,
  link: (
    <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2" />
  ),
  policy: <path d="M5 17.5V6a2.5 2.5 0 0 1 2.5-2.5H19v17H7.5a2.5 2.5 0 0 1 0-5H19" />,
  people: (
    <>
      <circle cx="9" cy="8" r="3.5" />
      <path d="M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.2.8 3.5 2.6 3.5 5.5" />
    </>
  ),
  pin: (
    <>
      <path d="M12 21.5s7-6.6 7-12a7 7 0 0 0-14 0c0 5.4 7 12 7 12z" />
      <circle cx="12" cy="9.5" r="2.5" />
    </>
  ),
  print: <path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z" />,
  exit: <path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4" />,
  play: <path className="f" d="M8 5l12 7-12 7z" />,
  pen: <path d="M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4" />,
  speech: <path d="M4 5h16v11H10l-5 4.5V16H4z" />,
  gate: <path d="M4 21v-9c0-4.5 3.5-7.5 8-9 4.5 1.5 8 4.5 8 9v9M9 21v-7h6v7" />,
  arrow: <path d="M5 12h14M13 6l6 6-6 6" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof shapes
export const iconNames = Object.keys(shapes) as IconName[]

/** Only arrows that mean forward or back turn round in right-to-left scripts. */
const mirrored = new Set<IconName>(['arrow', 'return', 'exit'])

/** Decoration beside a word, never instead of one. */
export function Icon({ name }: { name: IconName }) {
  const classes = mirrored.has(name) ? 'am-icon am-icon--flip' : 'am-icon'
  return (
    <svg className={classes} viewBox="0 0 24 24" aria-hidden="true">
      {shapes[name]}
    </svg>
  )
}
