import { colour, shoulder } from '#app/server/documents/look.server.ts'

type Canvas = PDFKit.PDFDocument

const markPath =
  'M12 1.2C6 3.4 2 8 2 13.8V21c0 .8.7 1.5 1.5 1.5H7v-5.3c0-.7.5-1.2 1.2-1.2h7.6c.7 0 1.2.5 1.2 1.2v5.3h3.5c.8 0 1.5-.7 1.5-1.5v-7.2C22 8 18 3.4 12 1.2zM12 6.3c1.9 1.5 2.8 2.8 2.8 4.2a2.8 2.8 0 0 1-5.6 0c0-1.4.9-2.7 2.8-4.2z'

/** The granary. One path, filled even-odd so that the seed stays open. */
export function drawMark(doc: Canvas, x: number, y: number, size: number): void {
  doc
    .save()
    .translate(x, y)
    .scale(size / 24)
  doc.path(markPath).fill(colour.vat, 'even-odd')
  doc.restore()
}

const circle = (radius: number) =>
  `M${12 - radius} 12a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`

type Stroke = { path: string; as: 'line' | 'fill' | 'knockedOut' }

/** From the design's closed set of icons, on a grid of 24. */
const icons = {
  tick: [
    { path: circle(10), as: 'fill' },
    { path: 'M7.5 12.5l3 3 6-6.5', as: 'knockedOut' },
  ],
  half: [
    { path: circle(8.5), as: 'line' },
    { path: 'M12 3.5a8.5 8.5 0 0 1 0 17z', as: 'fill' },
  ],
  cross: [
    { path: circle(10), as: 'fill' },
    { path: 'M8.5 8.5l7 7M15.5 8.5l-7 7', as: 'knockedOut' },
  ],
  bar: [
    { path: circle(8.5), as: 'line' },
    { path: 'M8 12h8', as: 'line' },
  ],
  return: [{ path: 'M9 5L4 10l5 5M4.5 10H14a5 5 0 0 1 0 10h-3', as: 'line' }],
  clock: [
    { path: circle(9), as: 'line' },
    { path: 'M12 7v5l3.5 2', as: 'line' },
  ],
  speech: [{ path: 'M4 5h16v11H10l-5 4.5V16H4z', as: 'line' }],
  pen: [{ path: 'M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4', as: 'line' }],
} as const satisfies Record<string, Stroke[]>

export type Icon = keyof typeof icons

export function drawIcon(
  doc: Canvas,
  icon: Icon,
  x: number,
  y: number,
  size: number,
  ink: string = colour.vat,
): void {
  doc
    .save()
    .translate(x, y)
    .scale(size / 24)
    .lineWidth(2)
    .lineCap('round')
    .lineJoin('round')
  for (const { path, as } of icons[icon]) {
    if (as === 'fill') doc.path(path).fill(ink)
    else doc.path(path).stroke(as === 'line' ? ink : colour.paper)
  }
  doc.restore()
}

/** The design's card: one large corner where reading begins. */
export function shoulderPath(
  x: number,
  y: number,
  width: number,
  height: number,
  large = shoulder,
  small = 2.8,
): string {
  const big = Math.min(large, height / 2)
  return [
    `M${x} ${y + big}`,
    `A${big} ${big} 0 0 1 ${x + big} ${y}`,
    `H${x + width - small}A${small} ${small} 0 0 1 ${x + width} ${y + small}`,
    `V${y + height - small}A${small} ${small} 0 0 1 ${x + width - small} ${y + height}`,
    `H${x + small}A${small} ${small} 0 0 1 ${x} ${y + height - small}Z`,
  ].join('')
}

export function drawRule(
  doc: Canvas,
  x: number,
  y: number,
  width: number,
  ink: string,
  weight: number,
): void {
  doc
    .save()
    .lineWidth(weight)
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke(ink)
    .restore()
}
