import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
// @ts-expect-error fontkit ships no types; ParsedFont below says what is used of it
import * as fontkit from 'fontkit'

export type Face = 'regular' | 'bold' | 'mono' | 'arabic' | 'arabicBold'

/** The part of a fontkit font used here. */
export interface ParsedFont {
  unitsPerEm: number
  ascent: number
  descent: number
  hasGlyphForCodePoint(codePoint: number): boolean
  layout(text: string): unknown
  _glyphs: Record<number, unknown>
}

const files: Record<Face, string> = {
  regular: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf',
  mono: 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  arabic: '@expo-google-fonts/amiri/400Regular/Amiri_400Regular.ttf',
  arabicBold: '@expo-google-fonts/amiri/700Bold/Amiri_700Bold.ttf',
}

export type Fonts = Readonly<Record<Face, ParsedFont>>

let parsed: Fonts | undefined

/** Parsing costs ten times a whole document, so it happens once. */
export function loadFonts(): Fonts {
  parsed ??= Object.fromEntries(Object.entries(files).map(([face, file]) => [face, parse(file)])) as Record<
    Face,
    ParsedFont
  >
  return parsed
}

function parse(file: string): ParsedFont {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(file))
  return (fontkit as unknown as { create(bytes: Uint8Array): ParsedFont }).create(bytes)
}

/**
 * fontkit remembers with each glyph the characters it first stood for. Left alone, a document's text layer would depend
 * on what was drawn before it, and drawing it again would give other bytes.
 */
export function forgetGlyphs(fonts: Fonts): void {
  for (const font of Object.values(fonts)) font._glyphs = {}
}
