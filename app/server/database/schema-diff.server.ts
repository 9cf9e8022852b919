import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { PrismaPGlite } from 'pglite-prisma-adapter'

export const schemaFile = fileURLToPath(new URL('../../../prisma/schema.prisma', import.meta.url))

/** The SQL that turns what the migrations make into what the schema says, or null when they agree. For development only. */
export async function sqlToReach(schema: string, lite: PGlite): Promise<string | null> {
  const engine = await newEngine(schema, lite)
  const files = [{ path: schemaFile, content: schema }]
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: '.' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  })
  return exitCode === 0 ? null : stdout
}

async function newEngine(schema: string, lite: PGlite) {
  loading ??= load()
  const engine = await loading
  return engine.SchemaEngine.new(
    { datamodels: [[schemaFile, schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(lite)),
  )
}

/** Once for the process: the bindings keep one instance, and a second would pull the memory from under the first. */
let loading: Promise<EngineBindings> | null = null

async function load(): Promise<EngineBindings> {
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const { instance } = await WebAssembly.instantiate(
    await readFile(join(dirname(script), 'schema_engine_bg.wasm')),
    {
      './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
    },
  )
  const engine = bindings as unknown as EngineBindings
  engine.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  return engine
}

type EngineBindings = {
  __wbg_set_wasm(exports: WebAssembly.Exports): void
  SchemaEngine: typeof SchemaEngine
}
