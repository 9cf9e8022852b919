import type { Declaration, Plugin } from 'postcss'

const sided = /^(margin|padding|border|scroll-margin|scroll-padding)-(left|right)(?=$|-)/
const inlineSide = { left: 'inline-start', right: 'inline-end' } as const
const sideValue = { left: 'start', right: 'end' } as const
const corners: Record<string, string> = {
  'border-top-left-radius': 'border-start-start-radius',
  'border-top-right-radius': 'border-start-end-radius',
  'border-bottom-left-radius': 'border-end-start-radius',
  'border-bottom-right-radius': 'border-end-end-radius',
}

type Side = keyof typeof inlineSide
const isSide = (value: string): value is Side => value === 'left' || value === 'right'

function mirror(declaration: Declaration) {
  const { prop, value } = declaration
  const match = sided.exec(prop)
  if (match) {
    declaration.prop = prop.replace(sided, `${match[1]}-${inlineSide[match[2] as Side]}`)
  } else if (isSide(prop)) {
    declaration.prop = `inset-${inlineSide[prop]}`
  } else if (corners[prop]) {
    declaration.prop = corners[prop]
  } else if (prop === 'text-align' && isSide(value)) {
    declaration.value = sideValue[value]
  } else if ((prop === 'float' || prop === 'clear') && isSide(value)) {
    declaration.value = inlineSide[value]
  }
}

/** govuk-frontend is written for left-to-right. This turns left and right into start and end, so that it mirrors. */
export function logicalProperties(): Plugin {
  return { postcssPlugin: 'amana-logical-properties', Declaration: mirror }
}
