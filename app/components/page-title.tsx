import type { ReactNode } from 'react'

/** The one h1 of a page. `question` is the smaller size, for questions and records. */
export function PageTitle({
  caption,
  question = false,
  children,
}: {
  caption?: ReactNode
  question?: boolean
  children: ReactNode
}) {
  return (
    <>
      {caption && <span className="govuk-caption-l">{caption}</span>}
      <h1 className={question ? 'govuk-heading-l' : 'govuk-heading-xl'}>{children}</h1>
    </>
  )
}
