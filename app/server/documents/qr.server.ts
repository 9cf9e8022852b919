import qrcode from 'qrcode-generator'
import { colour, mm } from '#app/server/documents/look.server.ts'

const quietZone = 4
/** Without its quiet zone, as the design asks. */
const smallest = mm(27)

export type QrCode = { size: number; draw(doc: PDFKit.PDFDocument, x: number, y: number): void }

/** `size` includes the quiet zone of four modules on every side. */
export function qrCode(text: string): QrCode {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const modules = code.getModuleCount()
  const module = smallest / modules
  const size = smallest + 2 * quietZone * module
  return {
    size,
    draw: (doc, x, y) => {
      doc.rect(x, y, size, size).fill(colour.paper)
      for (let row = 0; row < modules; row++) {
        for (let from = 0; from < modules; from++) {
          let to = from
          while (to < modules && code.isDark(row, to)) to++
          if (to > from)
            doc.rect(
              x + (quietZone + from) * module,
              y + (quietZone + row) * module,
              (to - from) * module,
              module,
            )
          from = to
        }
      }
      doc.fill('#000000')
    },
  }
}
