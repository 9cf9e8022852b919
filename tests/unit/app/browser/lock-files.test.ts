import { describe, expect, test } from 'vitest'
import { leavesDetails, lockFile } from '#app/browser/lock-files.ts'
import { newKeyPair } from '#app/sealing/age.ts'

const chosen = (name: string, type: string) => new File(['bytes of no picture'], name, { type })

/** No browser here draws a picture, as none draws a HEIC. */
async function leaves(file: File, asProof = false): Promise<boolean> {
  const { recipient } = await newKeyPair()
  return leavesDetails(await lockFile(file, recipient, asProof), asProof)
}

describe('with what is locked on the device, it is said that hidden details are left', () => {
  test.each([
    ['a picture of a telephone', 'a.heic', 'image/heic'],
    ['one whose kind the browser does not know', 'IMG_1.HEIC', ''],
    ['a picture that could not be drawn', 'a.jpg', 'image/jpeg'],
  ])('in %s', async (_, name, type) => expect(await leaves(chosen(name, type))).toBe(true))

  test('and not of a voice, of a text, or where they are to be kept', async () => {
    expect(await leaves(chosen('a.amr', 'audio/amr'))).toBe(false)
    expect(await leaves(chosen('a.txt', ''))).toBe(false)
    expect(await leaves(chosen('a.heic', 'image/heic'), true)).toBe(false)
  })
})
