/** A key written out whole, or the fixed parts of one that is put together: `line.kind.${kind}`. */
const whole = /['"]([a-z]\w*(?:\.\w+)+)['"]/g
const puzzled = /`([a-z]\w*\.(?:\$\{(?:[^{}]|\{[^{}]*\})*\}|[^`])*)`/g
const hole = /\$\{(?:[^{}]|\{[^{}]*\})*\}/

/** Keys that no source asks for. A key built from parts counts as soon as its fixed parts fit. */
export function unusedKeys(keys: readonly string[], sources: readonly string[]): string[] {
  const written = new Set<string>()
  const shapes = new Set<string>()
  for (const source of sources) {
    for (const [, key = ''] of source.matchAll(whole)) written.add(key)
    for (const [, shape = ''] of source.matchAll(puzzled)) if (hole.test(shape)) shapes.add(shape)
  }
  const fits = [...shapes].map((shape) => new RegExp(`^${shape.split(hole).map(literal).join('.+')}$`))
  return keys.filter((key) => !written.has(key) && !fits.some((shape) => shape.test(key)))
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
