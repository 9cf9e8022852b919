import type { SentEvidence } from '#app/components/evidence/evidence-data.ts'
import { Source, WhatItIs } from '#app/components/evidence/evidence-item.tsx'
import { Fingerprint, kindIcons, LifeTag, ScanTag } from '#app/components/evidence/file-facts.tsx'
import { Icon } from '#app/components/icon.tsx'
import { useWords } from '#app/components/words.tsx'

type ListProps = {
  items: readonly SentEvidence[]
  /** Only what serves this requirement. */
  requirementId?: string
  now: Date
}

/** Evidence as it was sent, beside the answers it serves. Nothing at all where there is none. */
export function EvidenceList({ items, requirementId, now }: ListProps) {
  const t = useWords()
  const here = items.filter(({ requirementIds }) => !requirementId || requirementIds.includes(requirementId))
  if (here.length === 0) return null
  return (
    <ul className="am-evidence" aria-label={t('evidence.panel.title')}>
      {here.map((item) => (
        <SentItem key={item.id} item={item} now={now} />
      ))}
    </ul>
  )
}

function SentItem({ item, now }: { item: SentEvidence; now: Date }) {
  const shown = {
    ...item,
    datedOn: item.datedOn ? new Date(item.datedOn) : null,
    file: fileOf(item),
  }
  return (
    <li>
      <Icon name={kindIcons[item.kind] ?? 'file'} />
      <div>
        <p className="am-evidence__name" dir="auto">
          {item.title}
        </p>
        <p>
          <WhatItIs item={shown} />
        </p>
        <p>
          <LifeTag reviewOn={item.reviewOn} now={now} /> {item.scan && <ScanTag scan={item.scan} />}
        </p>
        <Source item={shown} />
        {item.sha256 && <Fingerprint sha256={item.sha256} />}
      </div>
    </li>
  )
}

function fileOf({ fileId, fileName, mediaType, size, sha256, scan, cleaned }: SentEvidence) {
  if (!fileId || !fileName || !mediaType || size === null || !sha256 || !scan) return null
  return { id: fileId, name: fileName, mediaType, size, sha256, cleaned, scan }
}
