import { Composer, CST, isMap, isScalar, isSeq, Lexer, Parser, type Node, type ParsedNode } from 'yaml'
import { quoted, type FaultRule, type Spot, type Values } from '#content/import/fault.ts'
import { spoiledCharacters } from '#content/import/text.ts'

/** Where each part of a value stands in its text. `at` of a field is that of its name. */
export type Place = { at: number; fields?: Map<string, { at: number; value: Place }>; items?: Place[] }
export type ReadText = { value: unknown; place: Place; faults: Spot[] }

/** More would be no list of requirements, and nesting beyond this none that a person wrote. */
const mostTokens = 600_000
const deepest = 24
const widestIndent = 200
const mostFaults = 1000

/**
 * Reads YAML 1.2 or JSON with the places of everything in it. What could make a small text large (anchors, tags, merge
 * keys, deep nesting) is refused while the text is cut into tokens, before anything is built from it.
 */
export function readYaml(text: string): ReadText {
  const nothing = (faults: Spot[]): ReadText => ({ value: undefined, place: { at: 0 }, faults })
  const spoiled = spoiledCharacters(text, mostFaults)
  if (spoiled.length > 0) return nothing(spoiled.map(({ at, code }) => spot(at, 'character', { code })))
  try {
    const { tokens, faults } = cut(text)
    if (faults.length > 0) return nothing(faults)
    return compose(tokens, text, nothing)
  } catch (error) {
    // The library runs out of stack on texts made for that; nothing else is expected here.
    if (error instanceof RangeError) return nothing([spot(0, 'deep', { deepest })])
    throw error
  }
}

function spot(at: number, rule: FaultRule, values: Values = {}, path = ''): Spot {
  return { at, path, rule, values }
}

function cut(text: string): { tokens: CST.Token[]; faults: Spot[] } {
  const tokens: CST.Token[] = []
  const faults: Spot[] = []
  const parser = new Parser()
  const watch = watcher(faults)
  for (const lexeme of new Lexer().lex(text)) {
    if (!watch(lexeme)) return { tokens, faults }
    if (faults.length === 0) for (const token of parser.next(lexeme)) tokens.push(token)
  }
  if (faults.length === 0) for (const token of parser.end()) tokens.push(token)
  return { tokens, faults }
}

const refused: Partial<Record<string, FaultRule>> = {
  anchor: 'anchor',
  alias: 'anchor',
  tag: 'tag',
  'directive-line': 'directive',
}

const escape = /\\[^]/g
const knownEscape = /^\\[0abtnvfre "/\\N_LPxuU\n\t]/

/** Looks at each piece of the text; false when nothing after it needs to be read. */
function watcher(faults: Spot[]): (lexeme: string) => boolean {
  let at = 0
  let count = 0
  let flow = 0
  let marks = 0
  let newLine = true
  let scalarNext = false
  return (lexeme) => {
    const here = at
    if (lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END) {
      scalarNext = lexeme === CST.SCALAR
      return true
    }
    at += lexeme.length
    const type = scalarNext ? 'scalar' : CST.tokenType(lexeme)
    scalarNext = false
    count += 1
    if (count > mostTokens) return stop('long')
    if (type === 'newline') marks = 0
    if (type === 'space' && newLine && lexeme.length > widestIndent) return stop('deep', { deepest })
    newLine = type === 'newline'
    if (type === 'flow-map-start' || type === 'flow-seq-start') flow += 1
    if (type === 'flow-map-end' || type === 'flow-seq-end') flow -= 1
    if (type === 'seq-item-ind' || type === 'explicit-key-ind') marks += 1
    if (flow > deepest || marks > deepest) return stop('deep', { deepest })
    const rule = type === null ? undefined : refused[type]
    if (rule) faults.push(spot(here, rule, { given: quoted(lexeme) }))
    if (type === 'double-quoted-scalar')
      for (const { 0: given, index } of lexeme.matchAll(escape)) {
        if (!knownEscape.test(given)) faults.push(spot(here + index, 'escape', { given }))
        if (faults.length >= mostFaults) return false
      }
    return faults.length < mostFaults

    function stop(rule: FaultRule, values: Values = {}): false {
      faults.push(spot(here, rule, values))
      return false
    }
  }
}

function compose(tokens: CST.Token[], text: string, nothing: (faults: Spot[]) => ReadText): ReadText {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    merge: false,
    logLevel: 'silent',
  })
  const documents = [...composer.compose(tokens, true, text.length)]
  const [document, second] = documents
  if (document && document.errors.length > 0)
    return nothing(document.errors.slice(0, mostFaults).map(({ code, pos }) => ofLibrary(code, pos[0])))
  if (second) return nothing([spot(second.range[0], 'documents')])
  const contents = document?.contents
  if (!contents || (isScalar(contents) && contents.value === null)) return nothing([spot(0, 'empty')])
  const faults: Spot[] = []
  const { value, place } = build(contents, contents.range[0], '', 0, faults)
  return { value, place, faults }
}

const ofCode: Record<string, FaultRule> = {
  TAB_AS_INDENT: 'tab',
  BAD_INDENT: 'indent',
  MISSING_CHAR: 'missingMark',
  UNEXPECTED_TOKEN: 'unexpected',
  BAD_SCALAR_START: 'unexpected',
  BLOCK_AS_IMPLICIT_KEY: 'indent',
  BLOCK_IN_FLOW: 'indent',
  MULTILINE_IMPLICIT_KEY: 'missingMark',
  BAD_DQ_ESCAPE: 'escape',
  BAD_DIRECTIVE: 'directive',
  MULTIPLE_DOCS: 'documents',
  RESOURCE_EXHAUSTION: 'deep',
}

function ofLibrary(code: string, at: number): Spot {
  return spot(at, ofCode[code] ?? 'syntax', { deepest })
}

type Built = { value: unknown; place: Place }

function build(node: Node | null, at: number, path: string, depth: number, faults: Spot[]): Built {
  if (depth > deepest) {
    faults.push(spot(at, 'deep', { deepest }, path))
    return { value: null, place: { at } }
  }
  if (isMap(node)) return buildMap(node.items, at, path, depth, faults)
  if (isSeq(node)) {
    const built = node.items.map((item, index) =>
      build(item as Node | null, startOf(item, at), `${path}[${index + 1}]`, depth + 1, faults),
    )
    return { value: built.map(({ value }) => value), place: { at, items: built.map(({ place }) => place) } }
  }
  const value = isScalar(node) ? node.value : null
  // An escape may write what the text itself may not hold.
  if (typeof value === 'string')
    for (const { code } of spoiledCharacters(value, 1)) faults.push(spot(at, 'character', { code }, path))
  return { value, place: { at } }
}

type Entry = { key: unknown; value: unknown }

function buildMap(entries: Entry[], at: number, path: string, depth: number, faults: Spot[]): Built {
  const fields = new Map<string, { at: number; value: Place }>()
  const values: [string, unknown][] = []
  for (const { key, value } of entries) {
    const keyAt = startOf(key, at)
    const name = isScalar(key) && typeof key.value === 'string' ? key.value : null
    const field = `${path === '' ? '' : `${path}.`}${name ?? ''}`
    if (name === null) {
      faults.push(spot(keyAt, 'keyNotText', { given: isScalar(key) ? quoted(String(key.value)) : '' }, path))
      continue
    }
    if (name === '<<') faults.push(spot(keyAt, 'mergeKey', {}, path))
    else if (fields.has(name))
      faults.push({
        ...spot(keyAt, 'duplicateKey', { field: quoted(name) }, path),
        otherAt: fields.get(name)!.at,
      })
    else {
      // A group or a list is found by its name, whose line is above its own.
      const valueAt = isMap(value) || isSeq(value) ? keyAt : startOf(value, keyAt)
      const built = build(value as Node | null, valueAt, quoted(field), depth + 1, faults)
      fields.set(name, { at: keyAt, value: built.place })
      values.push([name, built.value])
    }
  }
  return { value: Object.fromEntries(values), place: { at, fields } }
}

/** What says nothing stands nowhere: it is found by the name before it. */
function startOf(node: unknown, otherwise: number): number {
  const said = isScalar(node) ? node.source !== '' : isMap(node) || isSeq(node)
  return said ? ((node as ParsedNode).range?.[0] ?? otherwise) : otherwise
}
