import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig, type Plugin } from 'vite'
import { logicalProperties } from './app/styles/logical-properties.ts'
import remixConfig from './remix.config.js'

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true
  }
}

const runFromSource = /^#(app\/(server|policies|forms|sealing)|machines|content|prisma)\//
const outside = '\0outside:'
/** Shared, because Remix reads this file more than once. */
const shared = globalThis as { amanaModules?: Map<string, Record<string, unknown>> }
const loaded = (shared.amanaModules ??= new Map())

/**
 * Everything that is not a page runs from its source under Node, in the server as in scripts and workers. Bundling a
 * second copy would give a second database handle and a second ledger.
 */
function keepServerCodeOutside(): Plugin {
  let developing = false
  return {
    name: 'amana-keep-server-code-outside',
    enforce: 'pre',
    config: (_, { command }) => {
      developing = command === 'serve'
    },
    resolveId(source, _importer, options) {
      if (!options.ssr || !runFromSource.test(source)) return null
      return developing ? `${outside}${source}` : { id: source, external: true }
    },
    /** In development Vite would load its own copy, so it gets the exports of the module that Node has already loaded. */
    async load(id) {
      if (!id.startsWith(outside)) return null
      const url = pathToFileURL(resolve(id.slice(outside.length + 1))).href
      const module = (await import(url)) as Record<string, unknown>
      loaded.set(id, module)
      return Object.keys(module)
        .filter((name) => name !== 'default')
        .map((name) => `export const ${name} = globalThis.amanaModules.get(${JSON.stringify(id)}).${name}`)
        .join('\n')
    },
  }
}

/** Modules of their own, beside the pages: case pages and device-locked filing load them by a name that never changes. */
const scripts = { cases: 'app/browser/cases.ts', lock: 'app/browser/lock.ts' }

function buildScripts(): Plugin {
  let building = false
  return {
    name: 'amana-build-scripts',
    config: (_, { command, isSsrBuild }) => {
      building = command === 'build' && isSsrBuild !== true
    },
    buildStart() {
      if (!building) return
      for (const [name, id] of Object.entries(scripts))
        this.emitFile({ type: 'chunk', id: resolve(id), fileName: `scripts/${name}.js` })
    },
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const name = /^\/scripts\/(cases|lock)\.js(?:\?|$)/.exec(
          request.url ?? '',
        )?.[1] as keyof typeof scripts
        if (name) request.url = `/${scripts[name]}`
        next()
      })
    },
  }
}

export default defineConfig({
  plugins: [keepServerCodeOutside(), buildScripts(), remix(remixConfig)],
  css: {
    postcss: { plugins: [logicalProperties()] },
    preprocessorOptions: { scss: { loadPaths: [realpathSync('node_modules')] } },
  },
  optimizeDeps: { exclude: ['@node-rs/argon2'] },
  build: { assetsInlineLimit: 0, cssMinify: 'esbuild', reportCompressedSize: false },
})
