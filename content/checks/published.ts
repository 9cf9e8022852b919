import { frameworks, frozenTexts } from '#content/index.ts'
import published from '#content/published.json' with { type: 'json' }

type Frozen = Record<string, Record<string, Record<string, string>>>

/** What a published version was frozen at, against what it is now. The hash comes from the caller: content does no cryptography. */
export async function frozenFaults(
  hash: (text: string) => Promise<string>,
  frozen: Frozen = published,
): Promise<string[]> {
  const released = frameworks.filter(({ status }) => status === 'published')
  const faults: string[] = []
  for (const framework of released)
    for (const [part, text] of Object.entries(frozenTexts(framework))) {
      const name = `${framework.id} v${framework.version} ${part}`
      const known = frozen[framework.id]?.[String(framework.version)]?.[part]
      const now = await hash(text)
      if (known === undefined) faults.push(`${name} has no hash; it would be ${now}`)
      else if (known !== now) faults.push(`${name} was changed after it was published`)
    }
  for (const [id, versions] of Object.entries(frozen))
    for (const version of Object.keys(versions))
      if (!released.some((framework) => framework.id === id && String(framework.version) === version))
        faults.push(`${id} v${version} was published and is gone`)
  return faults
}
