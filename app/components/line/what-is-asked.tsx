import { useWords } from '#app/components/words.tsx'
import type { Key } from '#content/words.ts'

export type Asked = {
  count: number
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
    }[]
  }[]
}

/** Every question of a call, readable before anybody signs in. Drawn alike on public and signed-in pages. */
export function WhatIsAsked({ count, framework, requirements }: Asked) {
  const t = useWords()
  return (
    <section aria-labelledby="asked">
      <h2 id="asked" className="govuk-heading-l">
        {t('line.asked.title')}
      </h2>
      <p className="am-measure">
        <b>{t('content.framework.count', { count })}</b>
        {'. '}
        {framework.hours && t('content.framework.hours', framework.hours)} {t('line.asked.no')}
      </p>
      {requirements.map(({ principle, asked }) => (
        <div key={principle} className="am-asked">
          <h3 className="govuk-heading-m">{t(`content.principle.${principle}`)}</h3>
          <p className="am-quiet am-measure">{t(`content.principle.${principle}.about`)}</p>
          <ol className="govuk-list govuk-list--number am-measure">
            {asked.map(({ id, question, why, gate }) => (
              <li key={id}>
                {question}
                <br />
                <span className="am-quiet">
                  {gate ? `${t(whenKeys[gate])}. ` : ''}
                  {why}
                </span>
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
