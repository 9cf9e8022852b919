import { describe, expect, test } from 'vitest'
import { largestSound, readSound } from '#app/server/files/sound.server.ts'
import { anMp3File, anMp4File, anOggFile, aWebmFile, withTags } from '#tests/support/sounds.ts'
import { aWavFile } from '#tests/support/voice.ts'

const problem = async (bytes: Uint8Array) => {
  const read = await readSound(bytes)
  return 'problem' in read ? read.problem : read.media
}

describe('refused as a recording', () => {
  test('a file with nothing in it, and one that is too large', async () => {
    expect(await problem(Buffer.alloc(0))).toBe('empty')
    expect(await problem(Buffer.concat([anOggFile(), Buffer.alloc(largestSound)]))).toBe('tooLarge')
  })

  test.each([
    '<!DOCTYPE html><p>listen',
    '  <html>',
    '\ufeff<script>alert(1)</script>',
    '<?xml version="1.0"?><svg/>',
  ])('a web page, whatever its name is: %s', async (words) => {
    expect(await problem(Buffer.from(words))).toBe('page')
  })

  test('a web page that hides behind the first bytes of a recording', async () => {
    expect(await problem(anOggFile('<script>alert(1)</script>'))).toBe('page')
    expect(await problem(withTags(Buffer.from('<html>'), 'a song'))).toBe('page')
  })

  test('a recording that ends as a zip does', async () => {
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    expect(await problem(Buffer.concat([anOggFile(), end]))).toBe('wrongType')
  })

  test('words, pictures and kinds of sound that telephones do not all play', async () => {
    expect(await problem(Buffer.from('Tell us if someone was hurt'))).toBe('wrongType')
    expect(await problem(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).toBe('wrongType')
    expect(await problem(aWavFile())).toBe('wrongType')
  })

  test('a film, and a recording with the place written into it', async () => {
    expect(await problem(anMp4File('isom', 'vide', 'soun'))).toBe('pictures')
    expect(await problem(aWebmFile('V_VP9', 'A_OPUS'))).toBe('pictures')
    expect(await problem(anMp4File('M4A ', 'soun', '\u00a9xyz+08.48-013.23'))).toBe('place')
  })
})

describe('taken as a recording, by what it is', () => {
  test.each([
    ['audio/ogg', anOggFile()],
    ['audio/mpeg', anMp3File()],
    ['audio/mp4', anMp4File('M4A ', 'soun')],
    ['audio/mp4', anMp4File('mp42', 'soun')],
    ['audio/webm', aWebmFile('A_OPUS')],
  ])('%s', async (media, bytes) => {
    expect(await problem(bytes)).toBe(media)
  })

  test('what is written into an MP3 about somebody is not published', async () => {
    const read = await readSound(withTags(anMp3File(), 'Fictional Singer'))
    expect(read).toEqual({ media: 'audio/mpeg', bytes: anMp3File() })
  })
})
