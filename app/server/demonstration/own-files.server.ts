import sharp from 'sharp'

/** Small files such as people keep. They are made here, so that nobody real is in them. */

/** A path drawn by hand, with a gate at one end and a lamp at the other. No words, no faces. */
export function sketchOfAWay(): Promise<Buffer> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420">
    <rect width="640" height="420" fill="#f4efe2"/>
    <g fill="none" stroke="#3d3a34" stroke-width="4" stroke-linecap="round">
      <path d="M70 340 C 160 330 150 230 240 235 S 340 330 420 280 S 470 130 560 110" stroke-dasharray="2 14"/>
      <path d="M40 300 V 370 M 66 300 V 370 M 40 318 H 66 M 40 348 H 66"/>
      <path d="M530 100 L 560 70 L 590 100 V 140 H 530 Z M 552 140 V 115 H 570 V 140"/>
      <path d="M225 200 q 18 -44 36 0 q -18 12 -36 0 M 243 206 V 234"/>
      <path d="M330 120 C 300 170 380 200 350 260 S 300 380 330 410" stroke="#5b8aa6"/>
    </g>
    <circle cx="560" cy="52" r="8" fill="#d79a2b"/>
  </svg>`
  return sharp(Buffer.from(drawing)).png().toBuffer()
}

export function rotaOfTheLine(): Buffer {
  return Buffer.from(
    [
      'day,from,to,role,language',
      'Monday,18:00,22:00,mother of the watch,Wolof',
      'Tuesday,18:00,22:00,mother of the watch,Pulaar',
      'Wednesday,18:00,22:00,baker,Wolof',
      'Thursday,18:00,22:00,mother of the watch,Pulaar',
      'Friday,19:00,22:00,retired teacher,Wolof and French',
      'Saturday,18:00,23:00,mother of the watch,Wolof',
      'Sunday,18:00,23:00,baker,Pulaar',
      '',
    ].join('\n'),
  )
}

export function trainedByRole(): Buffer {
  return Buffer.from(
    [
      'role,how many,language,day',
      'driver,2,Ewe,second',
      'interpreter,3,Ewe and Ga,first',
      'boat mechanic,1,Ga,first',
      'cook,2,Ewe,first',
      'interviewer,3,Ewe and English,first',
      '',
    ].join('\n'),
  )
}
