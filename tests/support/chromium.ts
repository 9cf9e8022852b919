import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { chromium, type Browser } from 'playwright'

/** CHROMIUM_PATH decides alone; where it leads nowhere, the bundled one is used. */
const installed = process.env.CHROMIUM_PATH
  ? [process.env.CHROMIUM_PATH]
  : ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const plain = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--no-first-run', '--disable-sync']
const shell = [...plain, '--no-zygote', '--headless=shell']

/** The machine's own Chromium, or the one that comes as a development dependency. No network is needed. */
export async function launchChromium(): Promise<Browser> {
  const own = installed.find((path) => existsSync(path))
  if (own) return chromium.launch({ executablePath: own, args: plain })
  const { executablePath, env } = await unpacked()
  return chromium.launch({ executablePath, env, args: shell })
}

type Unpacked = { executablePath: string; env: Record<string, string> }

/** Unpacked once, under a folder of its own version; half-unpacked ones are never used. */
export async function unpacked(): Promise<Unpacked> {
  const modules = resolve(import.meta.dirname, '../../node_modules')
  const home = join(modules, '@sparticuz/chromium')
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string }
  const folder = join(modules, '.cache/chromium', version)
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`
    await mkdir(draft, { recursive: true })
    await inflateInto(draft, home)
    await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }))
  }
  return { executablePath: join(folder, 'chromium'), env: environment(folder) }
}

/** The package unpacks where temporary files go, so for that long they go to the folder given. */
async function inflateInto(folder: string, home: string): Promise<void> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const { inflate } = createRequire(import.meta.url)(join(home, 'build/lambdafs.js')) as {
      inflate: (path: string) => Promise<string>
    }
    for (const part of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'])
      await inflate(join(home, 'bin', part))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** Libraries and fonts that came with it stand behind those of the machine. */
function environment(folder: string): Record<string, string> {
  const { LD_LIBRARY_PATH } = process.env
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }
  const libraries = [LD_LIBRARY_PATH, join(folder, 'al2023/lib')].filter(Boolean).join(':')
  const given = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  return { ...given, ...fonts, LD_LIBRARY_PATH: libraries }
}
