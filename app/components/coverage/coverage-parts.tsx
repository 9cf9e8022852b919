import type { ReactNode } from 'react'
import type { IconName } from '#app/components/icon.tsx'
import { Why } from '#app/components/notice.tsx'
import { Tag, type Tone } from '#app/components/tag.tsx'
import { useWords } from '#app/components/words.tsx'
import { coverageStatuses, type BodyId, type CoverageStatus } from '#content/coverage.ts'

const looks: Record<CoverageStatus, { tone: Tone; icon: IconName }> = {
  covered: { tone: 'done', icon: 'tick' },
  partly: { tone: 'wait', icon: 'half' },
  gap: { tone: 'neutral', icon: 'ring' },
  notAsked: { tone: 'neutral', icon: 'bar' },
  notKnown: { tone: 'neutral', icon: 'bar' },
  notApplicable: { tone: 'neutral', icon: 'bar' },
}

export function CoverageTag({ status }: { status: CoverageStatus }) {
  const t = useWords()
  return <Tag {...looks[status]}>{t(`coverage.status.${status}`)}</Tag>
}

/** Above everything else: whose judgement this is, and what it is not. */
export function Judgement() {
  const t = useWords()
  return <Why title={t('coverage.judgement.title')}>{t('coverage.judgement')}</Why>
}

export function StatusKey({ chain }: { chain: boolean }) {
  const t = useWords()
  const shown = coverageStatuses.filter((status) => chain || status !== 'notKnown')
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('coverage.key')}</span>
      </summary>
      <dl className="am-dl govuk-details__text">
        {shown.map((status) => (
          <div key={status}>
            <dt>
              <CoverageTag status={status} />
            </dt>
            <dd>{t(`coverage.status.${status}.means`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

/** One body after another, each with a heading to jump to. */
export function Bodies<Body extends { id: BodyId; areas: { status: CoverageStatus }[] }>({
  bodies,
  children,
}: {
  bodies: readonly Body[]
  children: (body: Body, name: string) => ReactNode
}) {
  const t = useWords()
  return (
    <>
      <nav aria-label={t('coverage.bodies')}>
        <ul className="govuk-list">
          {bodies.map(({ id, areas }) => (
            <li key={id}>
              <a className="govuk-link" href={`#${id}`}>
                {t(`coverage.body.${id}`)}
              </a>
              {' · '}
              {t('coverage.counted', {
                covered: areas.filter(({ status }) => status === 'covered').length,
                total: areas.length,
              })}
            </li>
          ))}
        </ul>
      </nav>
      {bodies.map((body) => (
        <section key={body.id} aria-labelledby={body.id}>
          <h2 className="govuk-heading-m" id={body.id}>
            {t(`coverage.body.${body.id}`)}
          </h2>
          {children(body, t(`coverage.body.${body.id}`))}
        </section>
      ))}
    </>
  )
}
