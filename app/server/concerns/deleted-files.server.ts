import { dropSealedFile } from '#app/server/concerns/sealed-files.server.ts'
import { asSystem } from '#app/server/database.server.ts'

/** Bytes of files whose case two people deleted. Done again and again, it removes what a stopped server left behind. */
export async function dropFilesOfDeleted(): Promise<number> {
  const places = await asSystem(
    'files of deleted cases',
    (tx) =>
      tx.$queryRaw<{ concernId: string; fileId: string; recipient: string }[]>`
      select f.concern_id as "concernId", f.id as "fileId", k.recipient
      from sealed_file f join concern_key k on k.id = f.key_id where app_is_deleted(f.concern_id)`,
  )
  for (const place of places) await dropSealedFile(place)
  return places.length
}
