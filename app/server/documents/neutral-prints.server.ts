import { mm } from '#app/server/documents/look.server.ts'
import { drawDownArrow, drawStep, steps } from '#app/server/documents/neutral-shapes.server.ts'
import {
  a4,
  inInk,
  ink,
  openNeutralSheet,
  type NeutralSheet,
} from '#app/server/documents/neutral-sheet.server.ts'
import { qrCode } from '#app/server/documents/qr.server.ts'
import type { Locale } from '#content/locale.ts'
import { wordsFor, type Key, type Words } from '#content/words.ts'

/** Everything that a printed thing knows: an address and a language. It cannot say what it was never told. */
export interface NeutralPrint {
  kind: 'card' | 'picture-sheet' | 'paper'
  locale: Locale
  address: string
}

export const neutralKinds = ['card', 'picture-sheet', 'paper'] as const

export function drawNeutralPrint(model: NeutralPrint): Promise<Uint8Array> {
  const t = wordsFor(model.locale)
  const titles: Record<NeutralPrint['kind'], Key> = {
    card: 'doors.print.card',
    'picture-sheet': 'doors.print.picture',
    paper: 'doors.print.paper',
  }
  const sheet = openNeutralSheet(model.locale, t(titles[model.kind]))
  if (model.kind === 'card') drawCards(sheet, model, t)
  else if (model.kind === 'paper') drawPaper(sheet, model, t)
  else drawPictures(sheet, model, t)
  return sheet.end()
}

const card = { width: mm(85), height: mm(54), across: 2, down: 5 } as const

/** Ten to a page, of the size of a bank card, to be cut along the lines. */
function drawCards(sheet: NeutralSheet, { address }: NeutralPrint, t: Words): void {
  const { doc } = sheet
  doc.addPage()
  const left = (a4.width - card.across * card.width) / 2
  const top = (a4.height - card.down * card.height) / 2
  const qr = qrCode(address)
  for (let index = 0; index < card.across * card.down; index++) {
    const x = left + (index % card.across) * card.width
    const y = top + Math.floor(index / card.across) * card.height
    sheet.artifact(() =>
      doc.rect(x, y, card.width, card.height).lineWidth(0.4).dash(3, { space: 3 }).stroke('#777777').undash(),
    )
    const inner = card.height - mm(8)
    sheet.figure(t('doors.print.qr', { address }), () =>
      qr.draw(doc, x + mm(2), y + (card.height - qr.size) / 2),
    )
    const textX = x + mm(3) + qr.size
    const width = card.width - qr.size - mm(7)
    const said = sheet.set(t('doors.print.cardWords'), inInk('regular', 8.5), width)
    const shown = sheet.set(address, inInk('bold', 8.5), width)
    const start = y + mm(4) + Math.max(0, (inner - shown.height - said.height - mm(3)) / 2)
    const below = sheet.words('P', shown, textX, start)
    sheet.words('P', said, textX, below + mm(3))
  }
}

/** The way in five pictures, from the telephone to the answer. */
function drawPictures(sheet: NeutralSheet, { address }: NeutralPrint, t: Words): void {
  const { doc } = sheet
  doc.addPage()
  const [left, size, gap] = [mm(22), mm(36), mm(8)]
  const width = a4.width - left - size - mm(12) - mm(18)
  let y = mm(16)
  steps.forEach((step, index) => {
    sheet.figure(t(`doors.print.step.${step}`), () => drawStep(doc, step, left, y, size))
    const words = sheet.set(t(`doors.print.step.${step}`), inInk('bold', 20), width)
    sheet.words('P', words, left + size + mm(12), y + (size - words.height) / 2)
    if (index < steps.length - 1)
      sheet.artifact(() => drawDownArrow(doc, left + size / 2, y + size + mm(1.5), gap - mm(3)))
    y += size + gap
  })
  const qr = qrCode(address)
  const foot = a4.height - mm(12) - qr.size
  sheet.artifact(() =>
    doc
      .moveTo(left, foot - mm(3))
      .lineTo(a4.width - mm(18), foot - mm(3))
      .lineWidth(0.8)
      .stroke(ink),
  )
  sheet.figure(t('doors.print.qr', { address }), () => qr.draw(doc, left - mm(2), foot))
  const shown = sheet.set(address, inInk('bold', 14), width)
  const free = sheet.set(t('doors.print.free'), inInk('regular', 12), width)
  const start = foot + (qr.size - shown.height - free.height - mm(2)) / 2
  const below = sheet.words('P', shown, left + size + mm(12), start)
  sheet.words('P', free, left + size + mm(12), below + mm(2))
}

type Asked = { key: Key; lines?: number; boxes?: readonly Key[] }

/** In the order in which the screen asks, so that it can be typed in as it was written. */
const asked: readonly Asked[] = [
  {
    key: 'doors.print.ask.now',
    boxes: [
      'doors.print.need.safe',
      'doors.print.need.doctor',
      'doors.print.need.talk',
      'doors.print.need.legal',
      'doors.print.need.none',
    ],
  },
  { key: 'doors.print.ask.words', lines: 11 },
  { key: 'doors.print.ask.danger', boxes: ['doors.print.yes', 'doors.print.no', 'doors.print.unsure'] },
  { key: 'doors.print.ask.child', boxes: ['doors.print.yes', 'doors.print.no', 'doors.print.unsure'] },
  { key: 'doors.print.ask.readers', lines: 2 },
  {
    key: 'doors.print.ask.who',
    boxes: ['doors.print.who.me', 'doors.print.who.other', 'doors.print.who.many'],
  },
  { key: 'doors.print.ask.when', lines: 2 },
  { key: 'doors.print.ask.subject', lines: 2 },
  { key: 'doors.print.ask.wants', lines: 3 },
  { key: 'doors.print.ask.reach', lines: 3 },
  { key: 'doors.print.ask.readBack', boxes: ['doors.print.yes', 'doors.print.no'] },
  { key: 'doors.print.ask.day', lines: 1 },
]

function drawPaper(sheet: NeutralSheet, { address }: NeutralPrint, t: Words): void {
  const { doc } = sheet
  const [left, right, top, bottom] = [mm(20), a4.width - mm(18), mm(18), a4.height - mm(18)]
  const width = right - left
  const rule = mm(8.5)
  doc.addPage()
  let y = sheet.words('H1', sheet.set(t('doors.print.paper'), inInk('bold', 20), width), left, top) + mm(2)
  y =
    sheet.words('P', sheet.set(t('doors.print.paperLead'), inInk('regular', 10.5, 1.4), width), left, y) +
    mm(4)
  asked.forEach(({ key, lines = 0, boxes = [] }, index) => {
    const question = sheet.set(`${index + 1}. ${t(key)}`, inInk('bold', 12), width)
    const choices =
      boxes.length > 0
        ? sheet.set(
            boxes.map((one) => `☐ ${t(one)}`.replaceAll(' ', '\u00a0')).join('      '),
            inInk('regular', 12, 1.5),
            width,
          )
        : null
    const height = question.height + mm(1.5) + lines * rule + (choices?.height ?? 0) + mm(4)
    if (y + height > bottom) {
      doc.addPage()
      y = top
    }
    y = sheet.words('H2', question, left, y) + mm(1.5)
    if (choices) y = sheet.words('P', choices, left, y)
    const from = y
    sheet.artifact(() => {
      for (let line = 1; line <= lines; line++)
        doc
          .moveTo(left, from + line * rule)
          .lineTo(right, from + line * rule)
          .lineWidth(0.4)
          .stroke('#777777')
    })
    y = from + lines * rule + mm(4)
  })
  drawCodeBoxes(sheet, t, address, left, y, width, bottom)
}

function drawCodeBoxes(
  sheet: NeutralSheet,
  t: Words,
  address: string,
  left: number,
  from: number,
  width: number,
  bottom: number,
): void {
  const { doc } = sheet
  const box = mm(6.4)
  let y = from
  if (y + mm(48) > bottom) {
    doc.addPage()
    y = mm(18)
  }
  y = sheet.words('H2', sheet.set(t('doors.print.code'), inInk('bold', 12), width), left, y) + mm(2)
  const at = y
  sheet.artifact(() => {
    for (let digit = 0; digit < 20; digit++)
      doc
        .rect(left + digit * box + Math.floor(digit / 5) * mm(5), at, box, mm(9))
        .lineWidth(0.8)
        .stroke(ink)
  })
  y = at + mm(12)
  y =
    sheet.words('P', sheet.set(t('doors.print.codeHint'), inInk('regular', 10.5, 1.4), width), left, y) +
    mm(2)
  sheet.words('P', sheet.set(address, inInk('bold', 12), width), left, y)
}
