const longest = 80
/** Names that Windows keeps for devices, with any ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** A name that every system takes: ASCII, one segment, never hidden, never going up. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/\.{2,}/g, '.')
    .replace(/^[._-]+|[._-]+$/g, '')
  const kept = shortened(plain)
  if (kept === '') return 'file'
  return reserved.test(kept) ? `_${kept}` : kept
}

function shortened(name: string): string {
  if (name.length <= longest) return name
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  return name.slice(0, longest - ending.length).replace(/[._-]+$/, '') + ending
}

/** Gives each name once, whatever its case: "plan.pdf", then "plan-2.pdf". */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>()
  return (name) => {
    const safe = safeName(name)
    const [, stem = safe, ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/.exec(safe) ?? []
    let given = safe
    for (let count = 2; taken.has(given.toLowerCase()); count += 1) given = `${stem}-${count}${ending}`
    taken.add(given.toLowerCase())
    return given
  }
}
