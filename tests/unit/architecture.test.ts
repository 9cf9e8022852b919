import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const own = (...folders: string[]) => new RegExp(`^(${folders.join('|')})`)

/** What each layer may import at run time, besides files of its own folder. Node's own modules count as I/O. */
const mayImport: Record<string, RegExp> = {
  machines: own('xstate$', '#machines/'),
  content: own('zod$', 'intl-messageformat$', 'yaml$', '#content/'),
  'app/policies': own('#app/policies/'),
  'app/forms': own('zod$', '#app/(forms|policies)/', '#app/sealing/recipient\\.', '#content/'),
  'app/sealing': own('age-encryption$', '@noble/', '@scure/base$', 'zod$', '#app/sealing/'),
  'app/browser': own('@scure/base$', 'hash-wasm$', 'zod$', '#app/(browser|sealing)/'),
  'app/components': own('react$', 'react/', '@remix-run/react$', '#app/(components|forms)/', '#content/'),
  'app/server/repositories': own(
    '#app/server/(repositories|crypto|database\\.|scope\\.|errors\\.|clock\\.)',
    '#app/sealing/',
    '#app/forms/door-terms\\.',
    '@scure/base$',
    '#app/policies/',
    '#prisma/',
    '#content/',
    '#machines/',
  ),
  'app/server/mail': own(
    'nodemailer',
    'node:',
    '#app/server/(mail/|crypto/|env\\.|clock\\.|jobs/failure\\.)',
    '#content/',
  ),
  'app/routes': own(
    'react$',
    '@remix-run/(node|react)$',
    '#app/(components|forms|policies|styles)/',
    '#app/server/(queries|workflows|http|sign-in)/',
    '#app/server/(with-actor|clock|errors|env)\\.',
    '#content/',
    '@simplewebauthn/browser$',
  ),
}

test.each(Object.entries(mayImport))('%s imports only what its layer may', (folder, allowed) => {
  for (const file of sourceFiles(folder)) {
    const forbidden = runtimeImportsOf(file).filter((name) => !name.startsWith('.') && !allowed.test(name))
    expect(forbidden, file).toEqual([])
  }
})

test.each([
  ['node:crypto', 'app/server/crypto'],
  ['pdfkit', 'app/server/documents'],
  ['nodemailer', 'app/server/mail'],
])('%s is imported in %s and nowhere else', (name, folder) => {
  const elsewhere = sourceFiles('app', 'machines', 'content').filter(
    (file) => !file.startsWith(`${folder}/`) && importsOf(file).includes(name),
  )
  expect(elsewhere).toEqual([])
})

test('documents and mail never speak to the database', () => {
  const speaking = sourceFiles('app/server/documents', 'app/server/mail').filter((file) =>
    importsOf(file).some((name) => /^#prisma\/|#app\/server\/(repositories|database\.)/.test(name)),
  )
  expect(speaking).toEqual([])
})

test('only repositories name Prisma’s client', () => {
  const naming = sourceFiles('app')
    .filter((file) => !/^app\/server\/(repositories|database|database\.server)/.test(file))
    .filter((file) =>
      runtimeImportsOf(file).some((name) => name.startsWith('#prisma/') || name === '@prisma/client'),
    )
  expect(naming).toEqual([])
})

test('policies, machines and content know no clock, no chance and no network', () => {
  const knowing = sourceFiles('app/policies', 'machines').filter((file) =>
    /Date\.now\(|new Date\(\)|Math\.random\(|\bfetch\(/.test(read(file)),
  )
  expect(knowing).toEqual([])
})

test('files are named for their job', () => {
  const banned = /(^|[-./])(utils?|helpers?|misc|common|managers?|services?)([-./]|$)/
  const files = sourceFiles('app', 'machines', 'content', 'tests')
  expect(files.filter((file) => banned.test(file))).toEqual([])
  const kebab = /^[a-z0-9$_.[\]-]+\.(tsx?|json)$/
  const routes = /^[a-zA-Z0-9$_.[\]-]+\.tsx?$/
  expect(
    files.filter(
      (file) =>
        !(file.startsWith('app/routes/') || file.includes('/app/routes/') ? routes : kebab).test(
          basename(file),
        ),
    ),
  ).toEqual([])
})

test('everything under app/server says so in its name, and none of it is a page', () => {
  const misnamed = allFiles('app/server').filter(
    (file) => !/\.server\.ts$/.test(file) && !/\.(d\.ts|sql|json)$/.test(file),
  )
  expect(misnamed).toEqual([])
  expect(
    allFiles('app/server', 'app/policies', 'app/forms', 'machines', 'content').filter((file) =>
      file.endsWith('.tsx'),
    ),
  ).toEqual([])
})

test('nothing that Node runs imports without its extension', () => {
  const folders = [
    'app/server',
    'app/policies',
    'app/forms',
    'app/sealing',
    'app/browser',
    'machines',
    'content',
  ]
  const bare = sourceFiles(...folders).flatMap((file) =>
    importsOf(file)
      .filter((name) => /^(#|\.)/.test(name) && !/\.(ts|tsx|json)$/.test(name))
      .map((name) => `${file}: ${name}`),
  )
  expect(bare).toEqual([])
})

test('server code takes only types from components', () => {
  const taking = sourceFiles('app/server').flatMap((file) =>
    runtimeImportsOf(file)
      .filter((name) => name.startsWith('#app/components/') || name.endsWith('.tsx'))
      .map((name) => `${file}: ${name}`),
  )
  expect(taking).toEqual([])
})

test('the environment is read in one place', () => {
  const reading = sourceFiles('app', 'machines', 'content').filter((file) =>
    /process\.env\b/.test(read(file)),
  )
  expect(reading.sort()).toEqual(['app/server/env.server.ts', 'app/server/scripts/start.server.ts'])
})

test('routes export what Remix knows, and nothing else', () => {
  const known = /^(loader|action|meta|headers|handle|links|shouldRevalidate|ErrorBoundary|default)$/
  for (const file of sourceFiles('app/routes')) {
    const exported = [...read(file).matchAll(/^export (?:async )?(?:function|const|let|class) (\w+)/gm)].map(
      ([, name]) => name!,
    )
    expect(
      exported.filter((name) => !known.test(name)),
      file,
    ).toEqual([])
  }
})

test('no test is skipped or alone', () => {
  const odd = sourceFiles('tests').filter((file) =>
    /\b(test|it|describe)\.(skip|only|todo)\(/.test(read(file).replaceAll(/\/[^/\n]+\/[a-z]*\.test/g, '')),
  )
  expect(odd).toEqual([])
})

function allFiles(...folders: string[]): string[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(root.length + 1)
            .replaceAll('\\', '/'),
        ),
    )
}

function sourceFiles(...folders: string[]): string[] {
  return allFiles(...folders).filter((file) => /\.tsx?$/.test(file))
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function importsOf(file: string): string[] {
  return importsIn(read(file))
}

/** Type-only imports are erased, so they bind nothing. */
function runtimeImportsOf(file: string): string[] {
  return importsIn(read(file).replaceAll(/(?:^|\n)\s*(?:import|export) type\s[^'"]*?from\s*'[^']+'/g, ''))
}

function importsIn(source: string): string[] {
  const statement =
    /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*'([^']+)'|(?:^|\n)import\s+'([^']+)'|\bimport\(\s*'([^']+)'/g
  return [...source.matchAll(statement)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '')
}
