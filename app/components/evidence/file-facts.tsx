import type { IconName } from '#app/components/icon.tsx'
import { Tag, type Tone } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { asksWhetherTrue, lifeOf } from '#app/forms/evidence-life.ts'
import { isKey } from '#content/words.ts'

const kilobyte = 1024
const megabyte = 1024 * 1024

export const kindIcons: Record<string, IconName> = {
  file: 'file',
  link: 'link',
  page: 'policy',
  assessment_by_others: 'people',
}

/** "PDF, 240 KB". */
export function useFileLine(): (file: { mediaType: string; size: number }) => string {
  const t = useWords()
  return ({ mediaType, size }) => {
    const key = `evidence.type.${shortTypes[mediaType] ?? mediaType.split('/')[0]}`
    const type = isKey(key) ? t(key) : mediaType
    return size < megabyte
      ? t('evidence.size.kilobytes', { type, size: Math.max(1, Math.round(size / kilobyte)) })
      : t('evidence.size.megabytes', { type, size: Math.round((size / megabyte) * 10) / 10 })
  }
}

const shortTypes: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'text/csv': 'csv',
}

/** Short for the eye, whole on request: with it anybody can tell whether a copy is the same file. */
export function Fingerprint({ sha256 }: { sha256: string }) {
  const t = useWords()
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">
          {t('evidence.hash.short', { start: sha256.slice(0, 8) })}
        </span>
      </summary>
      <div className="govuk-details__text">
        <span className="am-hash">{sha256}</span>
      </div>
    </details>
  )
}

const scanLooks: Record<string, { tone: Tone; icon: IconName }> = {
  clean: { tone: 'done', icon: 'tick' },
  infected: { tone: 'alert', icon: 'barred' },
  unscannable: { tone: 'wait', icon: 'question' },
  not_scanned: { tone: 'neutral', icon: 'ring' },
}

export function ScanTag({ scan }: { scan: string }) {
  const t = useWords()
  const key = `evidence.scan.${scan}`
  return <Tag {...(scanLooks[scan] ?? scanLooks.not_scanned!)}>{isKey(key) ? t(key) : scan}</Tag>
}

const lifeLooks = {
  good: { tone: 'done', icon: 'clock' },
  ending: { tone: 'wait', icon: 'clock' },
  ended: { tone: 'alert', icon: 'triangle' },
} as const

export function LifeTag({ reviewOn, now }: { reviewOn: Date | string | null; now: Date }) {
  const t = useWords()
  const { date } = useDates()
  const { state, days } = lifeOf(reviewOn ? new Date(reviewOn) : null, now)
  if (state === 'endless' || !reviewOn) return null
  return (
    <Tag {...lifeLooks[state]}>
      {t(`evidence.life.${state}`, { date: date(reviewOn), days: Math.abs(days) })}
    </Tag>
  )
}

export function StillTrueTag({
  item,
  now,
}: {
  item: { stillTrueOn: Date | null; createdAt: Date }
  now: Date
}) {
  const t = useWords()
  const { date } = useDates()
  if (asksWhetherTrue(item, now))
    return (
      <Tag tone="wait" icon="question" box>
        {t('evidence.stillTrue.ask')}
      </Tag>
    )
  return item.stillTrueOn ? (
    <Tag tone="done" icon="tick">
      {t('evidence.stillTrue.on', { date: date(item.stillTrueOn) })}
    </Tag>
  ) : null
}
