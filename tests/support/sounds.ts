/** The least that each format is known by, made here so that no voice lies in the repository. */

/** A second of silence in Opus, whole enough to be played; `voice` stands in it and tells one recording from another. */
export function anOggFile(voice = 'a voice, for a test'): Buffer<ArrayBuffer> {
  const head = Buffer.concat([Buffer.from('OpusHead'), Buffer.from([1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(Buffer.byteLength(voice))
  const tags = Buffer.concat([Buffer.from('OpusTags'), length, Buffer.from(voice), Buffer.alloc(4)])
  const silence = Array.from({ length: 50 }, () => Buffer.from([0xf8, 0xff, 0xfe]))
  return Buffer.concat([
    oggPage([head], { kind: 2, number: 0, samples: 0 }),
    oggPage([tags], { kind: 0, number: 1, samples: 0 }),
    oggPage(silence, { kind: 4, number: 2, samples: silence.length * 960 }),
  ])
}

type PageOf = { kind: number; number: number; samples: number }

function oggPage(packets: readonly Buffer[], { kind, number, samples }: PageOf): Buffer {
  const head = Buffer.alloc(27)
  head.write('OggS', 0)
  head.writeUInt8(kind, 5)
  head.writeUInt32LE(samples, 6)
  head.writeUInt32LE(1, 14)
  head.writeUInt32LE(number, 18)
  head.writeUInt8(packets.length, 26)
  const page = Buffer.concat([head, Buffer.from(packets.map(({ length }) => length)), ...packets])
  page.writeUInt32LE(checksumOf(page), 22)
  return page
}

/** As the format of Ogg wants it. */
function checksumOf(page: Buffer): number {
  let sum = 0
  for (const byte of page) {
    sum ^= byte << 24
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1
  }
  return sum >>> 0
}

/** Silent frames of MPEG layer III, 128 kbit/s at 44.1 kHz. */
export function anMp3File(frames = 4): Buffer<ArrayBuffer> {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfb, 0x90, 0x64])
  return Buffer.concat(Array.from({ length: frames }, () => frame))
}

/** What tells whose music it is, before the sound and behind it. */
export function withTags(sound: Buffer, words: string): Buffer<ArrayBuffer> {
  const text = Buffer.from(words)
  const last = Buffer.alloc(128)
  last.write(`TAG${words}`)
  return Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, text.length]), text, sound, last])
}

/** `brand` as telephones write it; `inside` is what its tracks and details say. */
export function anMp4File(brand: string, ...inside: string[]): Buffer<ArrayBuffer> {
  const box = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(8 + body.length, 0)
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, body])
  }
  const track = inside.map((words) => box('hdlr', Buffer.from(`\0\0\0\0\0\0\0\0${words}`, 'latin1')))
  const type = box('ftyp', Buffer.from(`${brand}\0\0\0\0${brand}`, 'latin1'))
  return Buffer.concat([type, box('moov', Buffer.concat(track))])
}

/** The head of EBML, the kind of document, and the name of what is inside. */
export function aWebmFile(...inside: string[]): Buffer<ArrayBuffer> {
  const type = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84])
  return Buffer.concat([type, Buffer.from('webm'), Buffer.from(inside.join('\0'))])
}
