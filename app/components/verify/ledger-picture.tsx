import { useDates, useWords } from '#app/components/words.tsx'

const lines = 8
const width = 320
const rows = [232, 182, 132, 82]

/** Eight lines stand for all of them; the figures under the picture are the real ones. */
export function LedgerPicture({
  size,
  latest,
  witnesses,
}: {
  size: number
  latest: { size: number; at: Date | string } | null
  witnesses: number
}) {
  const t = useWords()
  const { date } = useDates()
  return (
    <div className="card">
      <svg
        viewBox={`0 0 ${width} 290`}
        width="100%"
        height="290"
        role="img"
        aria-labelledby="ledger-picture-title ledger-picture-text"
        fill="none"
        stroke="currentColor"
      >
        <title id="ledger-picture-title">{t('ledger.picture.title')}</title>
        <desc id="ledger-picture-text">{t('ledger.picture.text', { size, witnesses })}</desc>
        {rows
          .slice(0, -1)
          .flatMap((y, level) =>
            places(level).map((x, index) => (
              <path
                key={`${level} ${index}`}
                d={`M${x} ${y - 12} L${places(level + 1)[Math.floor(index / 2)]} ${rows[level + 1]! + 12}`}
                strokeWidth="1.5"
              />
            )),
          )}
        {rows.flatMap((y, level) =>
          places(level).map((x) => (
            <rect
              key={`${level} ${x}`}
              x={x - (level === 0 ? 15 : 12)}
              y={y - 12}
              width={level === 0 ? 30 : 24}
              height="24"
              rx={level === 0 ? 2 : 12}
              fill={level === 3 ? 'currentColor' : 'none'}
              strokeWidth="1.5"
            />
          )),
        )}
        <g fill="currentColor" stroke="none" fontSize="14" textAnchor="middle">
          {places(0).map((x, index) => (
            <text key={x} x={x} y={rows[0]! + 5}>
              {labelOf(index, size)}
            </text>
          ))}
          <text x={width / 2} y="24">
            {t('ledger.picture.root')}
          </text>
          <text x={width / 2} y="46" fontWeight="700">
            {latest ? date(latest.at) : t('ledger.picture.none')}
          </text>
          <text x={width / 2} y="274">
            {t('ledger.picture.lines', { size })}
          </text>
        </g>
      </svg>
      <p>
        {latest
          ? t('ledger.picture.caption', { size: latest.size, at: date(latest.at, 'moment'), witnesses })
          : t('ledger.picture.captionNone', { size })}
      </p>
    </div>
  )
}

/** The first six by their number, then the newest. */
function labelOf(index: number, size: number): string {
  if (index < lines - 2) return String(index + 1)
  return index === lines - 2 || size > 999 ? '…' : String(Math.max(size, lines))
}

function places(level: number): number[] {
  const count = lines / 2 ** level
  const step = width / count
  return Array.from({ length: count }, (_, index) => step * (index + 0.5))
}
