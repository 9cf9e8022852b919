import type { ReactNode } from 'react'

/** Somebody's own words. Set `lang` when they are not in the language of the page. */
export function InsetQuote({
  children,
  from,
  lang,
}: {
  children: ReactNode
  from?: ReactNode
  lang?: string | undefined
}) {
  return (
    <blockquote className="am-said">
      <div lang={lang} dir="auto" className="am-said__words">
        {children}
      </div>
      {from && <footer>{from}</footer>}
    </blockquote>
  )
}
