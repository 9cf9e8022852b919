import qrcode from 'qrcode-generator'

export type QrPicture = { size: number; path: string }

/** A QR code as one SVG path in module units, with the quiet zone of four that readers ask for. */
export function qrPicture(text: string): QrPicture {
  const quiet = 4
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  const modules = Array.from(
    { length: count * count },
    (_, index) => [Math.floor(index / count), index % count] as const,
  )
  const path = modules
    .filter(([row, column]) => code.isDark(row, column))
    .map(([row, column]) => `M${column + quiet} ${row + quiet}h1v1h-1z`)
    .join('')
  return { size: count + 2 * quiet, path }
}
