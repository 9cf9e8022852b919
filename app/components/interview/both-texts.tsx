import type { ReactNode } from 'react'
import { useWords } from '#app/components/words.tsx'

type Props = { id: string; by: string; theirs: ReactNode; yours: ReactNode }

/** As the notice of a single conflict; there may be one for every question. */
export function BothTexts({ id, by, theirs, yours }: Props) {
  const t = useWords()
  const sides = [
    { part: 'theirs', title: t('shell.conflict.theirs'), body: theirs, look: '' },
    { part: 'yours', title: t('shell.conflict.yours'), body: yours, look: ' am-now' },
  ]
  return (
    <div className="am-conflict" id={`${id}-conflict`}>
      <p>{by ? t('shell.conflict.by', { name: by }) : t('shell.conflict.someone')}</p>
      <div className="am-compare">
        {sides.map(({ part, title, body, look }) => (
          <section className={`am-compare__side${look}`} aria-labelledby={`${id}-${part}`} key={part}>
            <header>
              <h4 id={`${id}-${part}`}>{title}</h4>
            </header>
            <div className="am-compare__body am-pre" dir="auto">
              {body}
            </div>
          </section>
        ))}
      </div>
    </div>
  )
}
