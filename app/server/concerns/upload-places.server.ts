/** Files are looked through a few at a time. Nobody holds a place for long by sending next to nothing while others wait. */
export interface Limits {
  atOnce: number
  /** So much has to come in each stretch of time, while somebody waits: a slow telephone line does it. This project's proposal. */
  leastBytes: number
  stretch: number
  /** So long somebody waits for a place; then the file is let go of, and words go on. */
  longestWait: number
}

const usual: Limits = { atOnce: 64, leastBytes: 16 * 1024, stretch: 30_000, longestWait: 45_000 }
let limits = usual

/** For tests; returns what puts the usual ones back. */
export function limitPlaces(others: Partial<Limits>): () => void {
  limits = { ...usual, ...others }
  return () => {
    limits = usual
  }
}

type Waiting = (place: Place | null) => void
let held = 0
const waiting = new Set<Waiting>()

export interface Place {
  /** What comes from the source, for as long as the place is theirs; throws SentTooSlowly when it was given to another. */
  watch<Piece extends Uint8Array>(source: AsyncIterable<Piece>): AsyncGenerator<Piece>
  leave(): void
}

export class SentTooSlowly extends Error {
  override readonly name = 'SentTooSlowly'
}

/** Null when nobody left one in time. */
export function takePlace(): Promise<Place | null> {
  if (held < limits.atOnce) {
    held += 1
    return Promise.resolve(placeOf())
  }
  return new Promise((told) => {
    const tell: Waiting = (place) => {
      clearTimeout(timer)
      waiting.delete(tell)
      told(place)
    }
    const timer = setTimeout(() => tell(null), limits.longestWait)
    waiting.add(tell)
  })
}

function placeOf(): Place {
  let isHeld = true
  const leave = () => {
    if (!isHeld) return
    isHeld = false
    const [next] = waiting
    if (next) next(placeOf())
    else held -= 1
  }
  return { leave, watch: (source) => watched(source, leave) }
}

async function* watched<Piece extends Uint8Array>(
  source: AsyncIterable<Piece>,
  leave: () => void,
): AsyncGenerator<Piece> {
  const arriving = source[Symbol.asyncIterator]()
  let came = 0
  /** While nothing is asked of the sender it is not they who are slow. */
  let asked = false
  let tooSlow = (_error: Error) => {}
  const lost = new Promise<never>((_, failed) => (tooSlow = failed))
  lost.catch(() => undefined)
  const timer = setInterval(() => {
    if (asked && came < limits.leastBytes && waiting.size > 0) tooSlow(new SentTooSlowly('others wait'))
    came = 0
  }, limits.stretch)
  try {
    for (;;) {
      asked = true
      const next = await Promise.race([arriving.next(), lost])
      asked = false
      if (next.done) return
      came += next.value.byteLength
      yield next.value
    }
  } finally {
    clearInterval(timer)
    leave()
  }
}
