import sharp from 'sharp'
import { FileRefused } from '#app/server/files/problems.server.ts'

export const mostPixels = 50_000_000
const patience = 20

sharp.cache(false)
sharp.concurrency(1)

let last: Promise<unknown> = Promise.resolve()

/**
 * Draws the picture anew, so that place, time, camera and whatever hangs behind it stay outside. One at a time: a large
 * picture needs a lot of memory while it is turned upright.
 */
export function cleanPicture(bytes: Buffer, mediaType: string): Promise<Buffer> {
  const mine = last.then(() => redraw(bytes, mediaType))
  last = mine.catch(() => undefined)
  return mine
}

async function redraw(bytes: Buffer, mediaType: string): Promise<Buffer> {
  const open = () =>
    sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true, pages: 1 })
  try {
    const { width, height } = await open().metadata()
    if (width * height > mostPixels) throw new FileRefused('hugePicture')
    const upright = open().autoOrient().timeout({ seconds: patience })
    switch (mediaType) {
      case 'image/png':
        return await upright.png().toBuffer()
      case 'image/webp':
        return await upright.webp({ quality: 85 }).toBuffer()
      default:
        return await upright.jpeg({ quality: 85 }).toBuffer()
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error
    const message = error instanceof Error ? error.message : ''
    throw new FileRefused(/pixel limit/i.test(message) ? 'hugePicture' : 'brokenPicture')
  }
}
