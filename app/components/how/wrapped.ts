export interface TextSize {
  size: number
  bold?: boolean
}

/** Broader than most letters are in any of our typefaces: a drawing cannot ask how wide its words will be. */
const broad = { plain: 0.55, bold: 0.6 }

export function widthOf(text: string, { size, bold = false }: TextSize): number {
  return [...text].length * size * (bold ? broad.bold : broad.plain)
}

/** Lines of whole words; a word longer than the line stands alone. */
export function wrapped(text: string, width: number, size: TextSize): string[] {
  const lines: string[] = []
  for (const word of text.split(/[ \n]+/)) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && widthOf(longer, size) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
