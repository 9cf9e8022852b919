import { sealTo } from '#app/sealing/age.ts'
import type { PartOf } from '#app/sealing/parts.ts'

export interface LockedFile {
  part: PartOf<'file'>
  sealed: Uint8Array
}

const largestPicture = 20 * 1024 * 1024

/** Seals a chosen file. A picture is drawn anew first, so that its hidden details stay on this device, unless they are kept as proof. */
export async function lockFile(file: File, recipient: string, asProof: boolean): Promise<LockedFile[]> {
  const cleaned = await withoutHiddenDetails(file)
  const copies = [
    ...(cleaned ? [{ blob: cleaned, cleaned: true, original: false, inline: true }] : []),
    ...(!cleaned || asProof
      ? [
          {
            blob: file,
            cleaned: false,
            // Also of a picture that this browser could not draw: what hides in it is still there.
            original: cleaned !== null || isPicture(file),
            inline: /^audio\//.test(file.type),
          },
        ]
      : []),
  ]
  return Promise.all(
    copies.map(async ({ blob, ...what }): Promise<LockedFile> => ({
      part: {
        kind: 'file',
        fileId: crypto.randomUUID(),
        name: file.name.slice(0, 200) || 'file',
        mediaType: blob.type.slice(0, 100) || 'application/octet-stream',
        size: blob.size,
        scan: 'not_scanned',
        ...what,
        from: 'reporter',
      },
      sealed: await sealTo([recipient], new Uint8Array(await blob.arrayBuffer())),
    })),
  )
}

/** Not asked to be kept, and still there: a HEIC of a telephone, or a picture that this browser could not draw. */
export function leavesDetails(files: readonly LockedFile[], asProof: boolean): boolean {
  return !asProof && files.some(({ part }) => part.original)
}

/** Not every browser knows what a HEIC is. */
function isPicture({ type, name }: File): boolean {
  return type.startsWith('image/') || /\.(heic|heif)$/i.test(name)
}

/** Null for what is no picture, and for one that this browser cannot draw. */
async function withoutHiddenDetails(file: File): Promise<Blob | null> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size > largestPicture) return null
  try {
    const picture = await createImageBitmap(file)
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    canvas.getContext('2d')!.drawImage(picture, 0, 0)
    picture.close()
    return await canvas.convertToBlob({ type: file.type, quality: 0.9 })
  } catch {
    return null
  }
}
