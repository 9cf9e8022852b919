import { fileErrorOf, type ArrivedFile } from '#app/server/workflows/evidence.server.ts'

/** As for any evidence; and a file in which something harmful was found is not given to anybody. */
export function fileFaultOf(kind: string, arrived: ArrivedFile): ReturnType<typeof fileErrorOf> {
  if ('file' in arrived && arrived.file.scan === 'infected')
    return { errors: { file: { key: 'conditions.error.infected' } }, status: 422 }
  // Without a kind nothing new is described: then only a file that was sent and did not come is a fault.
  if (kind === '' && 'problem' in arrived && arrived.problem === 'none') return null
  return fileErrorOf(kind, arrived)
}
