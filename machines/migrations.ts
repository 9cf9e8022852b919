export interface Persisted {
  value: unknown
  context: unknown
}

/** A pure step from one version to the next. Old steps stay: somebody's assessment may still wait on version 1. */
export type Migration = (old: Persisted) => Persisted

/** `migrations.assessment[1]` brings version 1 to version 2. */
export const migrations: Record<
  'assessment' | 'call' | 'condition' | 'concern',
  Readonly<Record<number, Migration>>
> = {
  assessment: {
    // Version 2 lets a decision be appealed; nobody had.
    1: ({ value, context }) => ({ value: { ...(value as object), appeal: 'none' }, context }),
  },
  call: {},
  condition: {},
  concern: {},
}

/** Throws when the version is newer than this programme, or older than its first step. */
export function migrate(
  name: string,
  stored: Persisted & { machineVersion: number },
  version: number,
  steps: Readonly<Record<number, Migration>>,
): Persisted {
  let { value, context }: Persisted = stored
  for (let from = stored.machineVersion; from !== version; from += 1) {
    const step = from < version ? steps[from] : undefined
    if (!step) {
      throw new Error(
        `${name}: a stored version ${stored.machineVersion} cannot be read; this is version ${version}`,
      )
    }
    ;({ value, context } = step({ value, context }))
  }
  return { value, context }
}
