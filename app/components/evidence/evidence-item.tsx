import type { ReactNode } from 'react'
import { Link } from '@remix-run/react'
import type { EvidenceData } from '#app/components/evidence/evidence-data.ts'
import {
  Fingerprint,
  kindIcons,
  LifeTag,
  ScanTag,
  StillTrueTag,
  useFileLine,
} from '#app/components/evidence/file-facts.tsx'
import { Icon } from '#app/components/icon.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type ItemProps = {
  item: EvidenceData
  now: Date
  /** Where its name leads. */
  to?: string
  /** Adds the fingerprint. */
  whole?: boolean
  /** Where the page is called after it, it need not say so again. */
  nameless?: boolean
  children?: ReactNode
  action?: ReactNode
}

/** One line of a list of evidence. */
export function EvidenceItem({
  item,
  now,
  to,
  whole = false,
  nameless = false,
  children,
  action,
}: ItemProps) {
  const { kind, title, file } = item
  return (
    <li>
      <Icon name={kindIcons[kind] ?? 'file'} />
      <div>
        {!nameless && (
          <p className="am-evidence__name" dir="auto">
            {to ? (
              <Link className="govuk-link" to={to}>
                {title}
              </Link>
            ) : (
              title
            )}
          </p>
        )}
        <p>
          <WhatItIs item={item} />
        </p>
        <Tags item={item} now={now} />
        <Source item={item} />
        {children}
        {whole && file && <Fingerprint sha256={file.sha256} />}
      </div>
      {action && <div className="am-evidence__act">{action}</div>}
    </li>
  )
}

function Tags({ item, now }: { item: EvidenceData; now: Date }) {
  return (
    <p>
      <LifeTag reviewOn={item.reviewOn} now={now} /> <StillTrueTag item={item} now={now} />{' '}
      {item.file && <ScanTag scan={item.file.scan} />}
    </p>
  )
}

/** What it is, in a line: format and size, page, who assessed; and its own date. */
export function WhatItIs({
  item,
}: {
  item: Pick<EvidenceData, 'kind' | 'page' | 'assessedBy' | 'datedOn' | 'file'>
}) {
  const t = useWords()
  const { date } = useDates()
  const fileLine = useFileLine()
  const { kind, page, assessedBy, datedOn, file } = item
  const facts = [
    kind === 'link' && t('evidence.kind.link'),
    kind === 'page' && page && t('evidence.facts.page', { page }),
    assessedBy && t('evidence.facts.assessedBy', { who: assessedBy }),
    file && fileLine(file),
    datedOn && t('evidence.facts.dated', { date: date(datedOn) }),
  ]
  return <>{facts.filter(Boolean).join('. ')}</>
}

/** Where it is: the file, unless something harmful was found in it, and the address. */
export function Source({ item }: { item: Pick<EvidenceData, 'url' | 'file'> }) {
  const t = useWords()
  const { url, file } = item
  return (
    <>
      {file && file.scan !== 'infected' && (
        <p className="am-evidence__act">
          <a className="govuk-link" href={`/app/evidence/files/${file.id}`}>
            {t('evidence.file.download', { name: file.name })}
          </a>
        </p>
      )}
      {file?.scan === 'infected' && (
        <p>
          <b>{t('evidence.scan.infected.what', { name: file.name })}</b> {t('evidence.scan.infected.do')}
        </p>
      )}
      {file?.scan === 'unscannable' && <p>{t('evidence.scan.unscannable.what')}</p>}
      {url && (
        <p className="am-evidence__act">
          <a className="govuk-link" href={url} rel="nofollow noreferrer">
            {url}
          </a>
        </p>
      )}
    </>
  )
}
