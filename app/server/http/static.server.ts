import { readFile, readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { compress, encodingFor, isText, type Encoding } from '#app/server/http/compress.server.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.pem': 'application/x-pem-file',
}

type Served = {
  bytes: Uint8Array<ArrayBuffer>
  type: string
  packed: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>
}

export type Files = {
  answer(request: Request, path: string): Promise<Response | null>
  find(pattern: RegExp): string | null
}

/** Reads the whole folder once: only what was there at the start can be asked for, so no path leaves it. */
export async function filesOf(folder: string): Promise<Files> {
  const served = new Map<string, Served>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries.filter((each) => each.isFile() && !each.name.startsWith('.'))) {
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(folder, file).split(sep).join('/')}`
    const bytes = new Uint8Array(await readFile(file))
    served.set(path, { bytes, type: types[extname(file)] ?? 'application/octet-stream', packed: new Map() })
  }
  return {
    find: (pattern) => [...served.keys()].find((path) => pattern.test(path)) ?? null,
    async answer(request, path) {
      const found = served.get(path)
      if (!found || (request.method !== 'GET' && request.method !== 'HEAD')) return null
      const headers = new Headers({
        'Content-Type': found.type,
        // Built files carry their hash in their name; the others may change with the next version.
        'Cache-Control': path.startsWith('/assets/')
          ? 'public, max-age=31536000, immutable'
          : 'public, max-age=3600',
      })
      const encoding = isText(found.type) ? encodingFor(request.headers.get('accept-encoding')) : null
      const bytes = encoding ? await packed(found, encoding) : found.bytes
      if (isText(found.type)) headers.set('Vary', 'Accept-Encoding')
      if (encoding) headers.set('Content-Encoding', encoding)
      headers.set('Content-Length', String(bytes.byteLength))
      return new Response(request.method === 'HEAD' ? null : bytes, { headers })
    },
  }
}

function packed(file: Served, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const known = file.packed.get(encoding) ?? compress(file.bytes, encoding, true)
  file.packed.set(encoding, known)
  return known
}

/** The first folder that has the file answers. */
export function joined(...folders: Files[]): Files {
  return {
    find: (pattern) => folders.map((each) => each.find(pattern)).find((path) => path !== null) ?? null,
    async answer(request, path) {
      for (const each of folders) {
        const response = await each.answer(request, path)
        if (response) return response
      }
      return null
    },
  }
}
