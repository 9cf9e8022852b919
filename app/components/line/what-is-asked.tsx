import { OwnNotice } from '#app/components/frameworks/own-notice.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Extent } from '#app/components/line/how-much.tsx'
import type { Tier } from '#content/vocabulary.ts'
import type { Key, Locale } from '#content/words.ts'

export type Asked = {
  count: number
  extent: Extent | null
  leastTier: Tier
  framework: {
    title: string
    versionName: string
    follows: string
    hours: { from: number; to: number } | null
  }
  requirements: {
    principle: 'rights' | 'equity' | 'transparency' | 'accountability'
    asked: {
      id: string
      question: string
      why: string
      gate: 'submit' | 'award' | 'fieldwork' | 'close_out' | null
      because: string | undefined
      own: boolean | undefined
      wordsIn: Locale | undefined
    }[]
  }[]
}

/** Every question of a call, readable before anybody signs in. Drawn alike on public and signed-in pages. */
export function WhatIsAsked({ count, extent, leastTier, framework, requirements }: Asked) {
  const t = useWords()
  const hours = extent ? extent.hours : framework.hours
  return (
    <section aria-labelledby="asked">
      <h2 id="asked" className="govuk-heading-l">
        {t('line.asked.title')}
      </h2>
      <p className="am-measure">
        <b>{extent ? t('tier.extent', extent.questions) : t('content.framework.count', { count })}</b>
        {'. '}
        {hours && t('content.framework.hours', hours)} {t('line.asked.no')}
      </p>
      {extent && (
        <p className="am-measure">
          {t('tier.asked.all', { count })}{' '}
          {leastTier > 0 && t('tier.asked.least', { tier: t(`tier.name.${leastTier}`) })}
        </p>
      )}
      {requirements.map(({ principle, asked }) => (
        <div key={principle} className="am-asked">
          <h3 className="govuk-heading-m">{t(`content.principle.${principle}`)}</h3>
          <p className="am-quiet am-measure">{t(`content.principle.${principle}.about`)}</p>
          <ol className="govuk-list govuk-list--number am-measure">
            {asked.map(({ id, question, why, gate, because, own, wordsIn }) => (
              <li key={id}>
                <span lang={wordsIn}>{question}</span>
                <br />
                <span className="am-quiet">
                  {gate ? `${t(whenKeys[gate])}. ` : ''}
                  <span lang={wordsIn}>{why}</span> {because}
                </span>
                {own && <OwnNotice wordsIn={wordsIn} />}
              </li>
            ))}
          </ol>
        </div>
      ))}
      <p className="am-quiet am-measure">
        {framework.title}, {framework.versionName}. {framework.follows}
      </p>
    </section>
  )
}

const whenKeys: Record<'submit' | 'award' | 'fieldwork' | 'close_out', Key> = {
  submit: 'content.gate.submit.when',
  award: 'content.gate.award.when',
  fieldwork: 'content.gate.fieldwork.when',
  close_out: 'content.gate.close_out.when',
}
