import { describe, expect, test } from 'vitest'
import sharp from 'sharp'
import { asAttachment, shownName } from '#app/server/files/name.server.ts'
import { cleanPicture } from '#app/server/files/picture.server.ts'
import { FileRefused } from '#app/server/files/problems.server.ts'
import { guessType, textInspector } from '#app/server/files/types.server.ts'
import { officeType, readZipDirectory } from '#app/server/files/zip-directory.server.ts'
import { aPdf, aPhoto, aWordFile, aZip } from '#tests/support/uploads.ts'

async function problemOf(run: () => unknown): Promise<string> {
  try {
    await run()
    return 'taken'
  } catch (error) {
    if (error instanceof FileRefused) return error.problem
    throw error
  }
}

const film = (brand: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}\0\0\0\0${brand}isom`),
    Buffer.alloc(99),
  ])
const sound = (start: string) => Buffer.from(`${start}${'x'.repeat(200)}`, 'latin1')

describe('the type of a file', () => {
  test.each([
    ['a PDF', aPdf(), 'application/pdf'],
    ['an MP4 film', film('mp42'), 'video/mp4'],
    ['a 3GP film', film('3gp4'), 'video/3gpp'],
    ['M4A', film('M4A '), 'audio/mp4'],
    ['AMR', sound('#!AMR\n'), 'audio/amr'],
    ['WAV', sound('RIFF\x24\x08\0\0WAVEfmt '), 'audio/wav'],
    ['MP3', sound('ID3\x04\0\0\0\0\0\0\u00ff\u00fb\x90\x64'), 'audio/mpeg'],
    ['text', Buffer.from('Une règle simple.'), 'text/plain'],
    ['text that begins with a mark', Buffer.from('\ufeffwords'), 'text/plain'],
    ['text about < and >', Buffer.from('2 < 3'), 'text/plain'],
  ])('is found in its content: %s', async (_, head, mediaType) => {
    expect(await guessType(head, 'anything.exe')).toMatchObject({ mediaType })
  })

  test('is a table only where the name of a text says so', async () => {
    expect(await guessType(Buffer.from('a,b\n1,2'), 'List.CSV')).toMatchObject({ mediaType: 'text/csv' })
    expect(await guessType(aPdf(), 'list.csv')).toMatchObject({ mediaType: 'application/pdf' })
  })

  test.each([
    ['a page', Buffer.from('<!DOCTYPE html><html>'), 'webPage'],
    ['a page after blanks', Buffer.from('\ufeff \n\t<HTML>'), 'webPage'],
    ['a drawing of code', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'), 'webPage'],
    ['XML', Buffer.from('<?xml version="1.0"?><a/>'), 'webPage'],
    ['PHP', Buffer.from('<?php echo 1'), 'webPage'],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf /'), 'webPage'],
    ['a program', sound('MZ\0\0'), 'wrongType'],
    [
      'an old Word file',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'wrongType',
    ],
    ['RTF', Buffer.from('{\\rtf1 words}'), 'wrongType'],
    ['a RAR archive', Buffer.from('526172211a0700cf907300', 'hex'), 'wrongType'],
    ['a QuickTime film', film('qt  '), 'wrongType'],
    ['HEIC', film('heic'), 'heic'],
    ['HEIF', film('mif1'), 'heic'],
    ['zeros', Buffer.alloc(500), 'wrongType'],
    ['a PDF behind other bytes', Buffer.concat([Buffer.from('GIF89a'), aPdf()]), 'wrongType'],
    ['a PDF behind zeros', Buffer.concat([Buffer.alloc(9), aPdf()]), 'wrongType'],
  ])('that is %s is refused', async (_, head, problem) => {
    expect(await problemOf(() => guessType(head, 'policy.pdf'))).toBe(problem)
  })

  test('text is UTF-8 to its last byte, however it is cut', async () => {
    const inspect = (pieces: Uint8Array[]) =>
      problemOf(() => {
        const inspector = textInspector()
        for (const piece of pieces) inspector.push(piece)
        inspector.end()
      })
    const words = Buffer.from('éàü')
    expect(await inspect([words.subarray(0, 1), words.subarray(1)])).toBe('taken')
    expect(await inspect([words.subarray(0, 5)])).toBe('encoding')
    expect(await inspect([Buffer.from('caf\u00e9', 'latin1')])).toBe('encoding')
    expect(await inspect([Buffer.from('a\u0007b')])).toBe('wrongType')
    expect(await inspect([Buffer.from('a\tb\r\n')])).toBe('taken')
  })
})

describe('an office document', () => {
  const typeOf = (zip: Buffer) => {
    const entries = readZipDirectory(zip.subarray(-1024 * 1024), zip.length)
    return entries && officeType(entries, zip.subarray(0, 65_536)).mediaType
  }

  test('is recognised by its main part', async () => {
    expect(typeOf(await aWordFile())).toContain('wordprocessingml')
    const parts = (main: string) =>
      aZip([
        ['[Content_Types].xml', ''],
        [main, ''],
      ])
    expect(typeOf(await parts('xl/workbook.xml'))).toContain('spreadsheetml')
    expect(typeOf(await parts('ppt/presentation.xml'))).toContain('presentationml')
    const odt = 'application/vnd.oasis.opendocument.text'
    expect(
      typeOf(
        await aZip([
          ['mimetype', odt, { compress: false }],
          ['content.xml', '<a/>'],
        ]),
      ),
    ).toBe(odt)
  })

  test.each([
    ['macros', aWordFile(['word/vbaProject.bin', 'x']), 'macros'],
    [
      'old macros in a workbook',
      aZip([
        ['[Content_Types].xml', ''],
        ['xl/workbook.xml', ''],
        ['xl/macrosheets/sheet1.xml', ''],
      ]),
      'macros',
    ],
    [
      'macros in an OpenDocument',
      aZip([
        ['mimetype', 'application/vnd.oasis.opendocument.text', { compress: false }],
        ['Basic/Standard/Module1.xml', ''],
      ]),
      'macros',
    ],
    ['a program in it', aWordFile(['word/embeddings/tool.exe', 'MZ']), 'wrongType'],
    ['a zip in it', aWordFile(['word/embeddings/more.zip', 'PK']), 'wrongType'],
    ['nothing of an office in it', aZip([['notes.txt', 'hello']]), 'wrongType'],
    ['two parts of one name', aWordFile(['word/document.xml', 'again']), 'unsound'],
    [
      'two thousand and one entries',
      aZip(Array.from({ length: 2001 }, (_, at) => [`word/${at}.xml`, ''])),
      'unsound',
    ],
    ['what unpacks to 300 MB', aWordFile(['word/media/a.bin', Buffer.alloc(300 * 1024 * 1024)]), 'unsound'],
    [
      'what unpacks to a thousand times its size',
      aWordFile(['word/media/a.bin', Buffer.alloc(20 * 1024 * 1024)]),
      'unsound',
    ],
  ])('with %s is refused', async (_, zip, problem) => {
    const bytes = await zip
    expect(await problemOf(() => typeOf(bytes))).toBe(problem)
  })

  test('whose entries lie over one another, or that is locked, is refused', async () => {
    const zip = await aWordFile()
    const directoryAt = zip.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'))
    const overlapping = Buffer.from(zip)
    overlapping.writeUInt32LE(0xffff, directoryAt + 20)
    expect(await problemOf(() => typeOf(overlapping))).toBe('unsound')
    const locked = Buffer.from(zip)
    locked.writeUInt16LE(locked.readUInt16LE(directoryAt + 8) | 1, directoryAt + 8)
    expect(await problemOf(() => typeOf(locked))).toBe('unsound')
    const moved = Buffer.concat([Buffer.from('PK\u0003\u0004#!/bin/sh\n', 'latin1'), zip])
    expect(await problemOf(() => typeOf(moved))).toBe('unsound')
  })

  test('that was cut has no table of contents', async () => {
    expect(typeOf((await aWordFile()).subarray(0, -5))).toBeNull()
  })

  test('made of noise never does more than refuse', async () => {
    const zip = await aWordFile()
    for (let at = zip.length - 200; at < zip.length; at += 1)
      for (const value of [0, 0x50, 0xff]) {
        const spoiled = Buffer.from(zip)
        spoiled[at] = value
        expect(['taken', 'unsound', 'wrongType', 'macros']).toContain(await problemOf(() => typeOf(spoiled)))
      }
  })
})

describe('a picture', () => {
  test('is turned upright and loses its place, its camera and whatever hangs behind it', async () => {
    const photo = Buffer.concat([await aPhoto(), Buffer.from('PK\u0003\u0004 a hidden archive', 'latin1')])
    expect((await sharp(photo).metadata()).exif?.toString('latin1')).toContain('Secret phone')
    const cleaned = await cleanPicture(photo, 'image/jpeg')
    const after = await sharp(cleaned).metadata()
    expect([after.exif, after.orientation, after.width, after.height]).toEqual([undefined, undefined, 40, 60])
    expect(cleaned.includes(Buffer.from('Secret'))).toBe(false)
    expect(cleaned.includes(Buffer.from('hidden'))).toBe(false)
  })

  test.each(['image/png', 'image/webp'])('stays what it was: %s', async (mediaType) => {
    const made = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    const bytes = await (mediaType === 'image/png' ? made.png() : made.webp()).toBuffer()
    expect(`image/${(await sharp(await cleanPicture(bytes, mediaType)).metadata()).format}`).toBe(mediaType)
  })

  test('that is broken, cut or far too large is refused', async () => {
    expect(
      await problemOf(() => cleanPicture(Buffer.from('\u00ff\u00d8\u00ff\u00e0 no', 'latin1'), 'image/jpeg')),
    ).toBe('brokenPicture')
    const photo = await aPhoto({ width: 900, height: 900 })
    expect(await problemOf(() => cleanPicture(photo.subarray(0, photo.length / 2), 'image/jpeg'))).toBe(
      'brokenPicture',
    )
    const huge = await sharp({ create: { width: 8000, height: 7000, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    expect(await problemOf(() => cleanPicture(huge, 'image/png'))).toBe('hugePicture')
  })
})

describe('the name of a file', () => {
  test.each([
    ['C:\\fakepath\\Map of Zemani.PDF', ['pdf'], 'Map of Zemani.pdf'],
    ['../../etc/passwd', ['txt'], 'passwd.txt'],
    ['photo.jpg.exe', ['jpg', 'jpeg'], 'photo.jpg'],
    ['map.jpg', ['png'], 'map.png'],
    ['map.v2', ['pdf'], 'map.pdf'],
    ['scan.jpeg', ['jpg', 'jpeg'], 'scan.jpeg'],
    ['', ['pdf'], 'document.pdf'],
    ['.htaccess', ['txt'], 'htaccess.txt'],
    ['a\u202efdp.exe', ['pdf'], 'afdp.pdf'],
    ['"quo\r\nted".pdf', ['pdf'], 'quo ted.pdf'],
    [`${'é'.repeat(300)}.pdf`, ['pdf'], `${'é'.repeat(120)}.pdf`],
  ] as const)('%s becomes safe', (given, endings, shown) => {
    expect(shownName(given, endings as unknown as [string, ...string[]])).toBe(shown)
  })

  test('travels whole in a header, and never breaks out of it', () => {
    expect(asAttachment('Règlement «été».pdf')).toBe(
      `attachment; filename="Reglement ete.pdf"; filename*=UTF-8''R%C3%A8glement%20%C2%AB%C3%A9t%C3%A9%C2%BB.pdf`,
    )
    expect(asAttachment('ナマ.pdf')).toContain('filename="pdf"')
    expect(asAttachment('a"\r\nX: y.pdf')).not.toMatch(/[\r\n]|"[^"]*"[^"]*"[^;]/)
  })
})
