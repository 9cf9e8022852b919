import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contentFaults, type ContentFile } from '#content/checks/content-files.ts'
import { mendTypography } from '#content/checks/typography.ts'
import { unusedKeys } from '#content/checks/unused.ts'
import { locales, type Locale } from '#content/locale.ts'

const root = join(import.meta.dirname, '../../..')
const content = join(root, 'content')

/** Every words file: the namespaces of the screens, and the words of each version of each framework. */
async function contentFiles(): Promise<ContentFile[]> {
  const files: ContentFile[] = []
  const add = async (path: string, set: string, locale: Locale, namespace: string | null) =>
    files.push({ path, set, locale, namespace, text: await readFile(join(root, path), 'utf8') })
  for (const locale of locales)
    for (const name of await jsonNames(join(content, 'translations', locale)))
      await add(`content/translations/${locale}/${name}.json`, `translations/${name}`, locale, name)
  for (const framework of await readdir(join(content, 'frameworks')))
    for (const version of await readdir(join(content, 'frameworks', framework, 'words')))
      for (const locale of locales)
        await add(
          `content/frameworks/${framework}/words/${version}/${locale}.json`,
          `${framework}/${version}`,
          locale,
          null,
        )
  return files
}

async function jsonNames(folder: string): Promise<string[]> {
  return (await readdir(folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
}

/** Everything that may ask for a sentence. A key that only a test asks for still counts. */
async function sources(): Promise<string[]> {
  const found: string[] = []
  for (const folder of ['app', 'content', 'machines', 'public', 'tests'])
    for (const name of await readdir(join(root, folder), { recursive: true }))
      if (/\.(tsx?|m?js)$/.test(name)) found.push(await readFile(join(root, folder, name), 'utf8'))
  return found
}

/** On the line of the English file where it stands. */
async function unusedFaults(files: readonly ContentFile[]): Promise<string[]> {
  const asked = await sources()
  return files
    .filter(({ locale, namespace }) => locale === 'en' && namespace !== null)
    .flatMap(({ path, text }) =>
      unusedKeys(Object.keys(JSON.parse(text) as object), asked).map((key) => {
        const line = text.slice(0, text.indexOf(`"${key}"`)).split('\n').length
        return `${path}:${line} ${key} is asked for nowhere`
      }),
    )
}

/** The platform's own digest: our crypto folder would make this installation's secret merely to check words. */
async function fingerprint(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('hex')
}

/** Only the words of the screens: a framework's words may be frozen. */
async function mend(files: readonly ContentFile[]): Promise<void> {
  for (const { path, locale, namespace, text } of files) {
    if (namespace === null) continue
    const words: unknown = JSON.parse(text)
    const mended = `${JSON.stringify(words, (_, value: unknown) => (typeof value === 'string' ? mendTypography(value, locale) : value), 2)}\n`
    if (mended === text) continue
    await writeFile(join(root, path), mended)
    console.log(`${path}: mended`)
  }
}

if (process.argv.includes('--fix')) await mend(await contentFiles())

const files = await contentFiles()
const lines = contentFaults(files).map(({ path, line, message }) => `${path}:${line} ${message}`)
if (lines.length === 0) lines.push(...(await unusedFaults(files)))

// Loaded only now: a broken framework stops its own import, and the faults above say where to look.
try {
  const { frozenFaults } = await import('#content/checks/published.ts')
  lines.push(...(await frozenFaults(fingerprint)).map((fault) => `content/published.json:1 ${fault}`))
} catch (error) {
  lines.push(`content/index.ts:1 ${error instanceof Error ? error.message : String(error)}`)
}

for (const line of lines) console.error(line)
console.log(
  lines.length === 0 ? 'content: every language has every sentence' : `content: ${lines.length} to put right`,
)
process.exitCode = lines.length === 0 ? 0 : 1
