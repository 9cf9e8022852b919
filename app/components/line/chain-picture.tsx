import {
  ownTierOf,
  standingKeys,
  standings,
  type ChainStanding,
  type Tier,
} from '#app/components/line/chain-tree.ts'
import { useWords } from '#app/components/words.tsx'

const width = 1088
const storey = 84
const boxHeight = 36
const widestBox = 300
const narrowestBox = 150

type Placed = {
  tier: Tier | null
  name: string
  x: number
  y: number
  room: number
  box: boolean
  from: Placed | null
}

/** The chain at a glance: shape and number, never colour alone. The list below says the same in words. */
export function ChainPicture({
  owner,
  tiers,
  title,
  description,
}: {
  owner: string
  tiers: Tier[]
  title: string
  description: string
}) {
  const placed = place(owner, tiers)
  const height = Math.max(...placed.map(({ y }) => y)) + 48
  return (
    <>
      <svg
        className="am-pic am-only-wide"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-labelledby="chain-title chain-desc"
      >
        <title id="chain-title">{title}</title>
        <desc id="chain-desc">{description}</desc>
        {placed.map(({ x, y, from, tier }) =>
          from ? <path key={`edge-${tier?.id}`} className="edge" d={edge(from, x, y)} /> : null,
        )}
        {placed.map((one) =>
          one.box ? <Box key={one.tier?.id ?? 'owner'} {...one} /> : <Symbol key={one.tier!.id} {...one} />,
        )}
      </svg>
      <Legend
        present={standings.filter((standing) =>
          placed.some(({ tier, box }) => !box && tier?.standing === standing),
        )}
      />
    </>
  )
}

function Legend({ present }: { present: ChainStanding[] }) {
  const t = useWords()
  return (
    <ul className="am-legend am-only-wide" aria-hidden="true">
      {present.map((standing) => (
        <li key={standing}>
          <svg className="am-pic" viewBox="-1 -1 38 38">
            <Shape standing={standing} x={18} y={18} />
          </svg>
          {t(standingKeys[standing])}
        </li>
      ))}
    </ul>
  )
}

/** Every leaf has a column of its own; what stands above is centred over its columns. */
function place(owner: string, tiers: Tier[]): Placed[] {
  const columns = Math.max(1, leavesOf(tiers))
  const column = width / columns
  const own = ownTierOf(owner, tiers)
  const root: Placed = { tier: own, name: owner, x: width / 2, y: 20, room: width, box: true, from: null }
  const placed = [root]
  const lay = (siblings: Tier[], from: Placed, first: number) => {
    let at = first
    for (const tier of siblings) {
      const span = Math.max(1, leavesOf(tier.children))
      const room = span * column
      const box = tier.children.length > 0 && (tier.number === null || room >= narrowestBox)
      const one = {
        tier,
        name: tier.organisationName,
        x: (at + span / 2) * column,
        y: from.y + storey,
        room,
        box,
        from,
      }
      placed.push(one)
      lay(tier.children, one, at)
      at += span
    }
  }
  lay(own ? own.children : tiers, root, 0)
  return placed
}

function leavesOf(tiers: readonly Tier[]): number {
  return tiers.reduce((sum, { children }) => sum + Math.max(1, leavesOf(children)), 0)
}

function edge(from: Placed, x: number, y: number): string {
  const start = from.y + (from.box ? boxHeight / 2 : 34)
  const bend = y - 34
  return `M${round(from.x)} ${start}V${bend}H${round(x)}V${y - 16}`
}

function Box({ tier, name, x, y, room }: Placed) {
  const wide = Math.min(widestBox, room - 12)
  const letters = Math.floor(wide / 8.5)
  const shown = tier?.number ? `${tier.number}. ${name}` : name
  return (
    <>
      <rect
        className="s-top"
        x={round(x - wide / 2)}
        y={y - boxHeight / 2}
        width={round(wide)}
        height={boxHeight}
        rx="4"
      />
      <text className="ontop" x={round(x)} y={y + 5} fontSize="15" textAnchor="middle">
        {shown.length > letters ? `${shown.slice(0, letters - 1)}…` : shown}
      </text>
    </>
  )
}

function Symbol({ tier, x, y }: Placed) {
  return (
    <>
      <Shape standing={tier!.standing} x={round(x)} y={y} />
      <text x={round(x)} y={y + 36} fontSize="14" textAnchor="middle">
        {tier!.number}
      </text>
    </>
  )
}

function Shape({ standing, x, y }: { standing: ChainStanding; x: number; y: number }) {
  switch (standing) {
    case 'signed':
      return (
        <>
          <circle className="node s-done" cx={x} cy={y} r="15" />
          <path className="mark" d={`M${x - 6} ${y}l4 5 8-9`} />
        </>
      )
    case 'approved':
      return (
        <>
          <rect className="node s-done" x={x - 14} y={y - 14} width="28" height="28" rx="3" />
          <path className="mark" d={`M${x - 6} ${y}l4 5 8-9`} />
        </>
      )
    case 'conditions':
      return (
        <>
          <rect className="node s-wait" x={x - 14} y={y - 14} width="28" height="28" rx="3" />
          <path className="mark" d={`M${x - 5} ${y + 5}l10-10`} />
        </>
      )
    case 'changes':
      return (
        <>
          <rect className="node s-wait" x={x - 14} y={y - 14} width="28" height="28" rx="3" />
          <path className="mark" d={`M${x + 5} ${y}h-10l4-4M${x - 5} ${y}l4 4`} />
        </>
      )
    case 'overdue':
      return (
        <>
          <path className="node s-alert" d={`M${x} ${y - 17}l18 31h-36z`} />
          <path className="mark" d={`M${x} ${y - 5}v9M${x} ${y + 9}v.1`} />
        </>
      )
    case 'sent':
      return (
        <>
          <circle className="node s-progress" cx={x} cy={y} r="14" />
          <path className="markd" d={`M${x - 5} ${y}h10`} />
        </>
      )
    case 'declined':
    case 'over':
      return (
        <>
          <circle className="node s-neutral" cx={x} cy={y} r="15" />
          <path className="edge" d={`M${x - 5} ${y - 5}l10 10M${x + 5} ${y - 5}l-10 10`} />
        </>
      )
    case 'draft':
      return (
        <>
          <circle className="node s-neutral" cx={x} cy={y} r="15" />
          <circle className="dot" cx={x} cy={y} r="4" />
        </>
      )
    case 'nothing':
      return <circle className="node s-neutral" cx={x} cy={y} r="15" />
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
