import type { Day, Entry } from '#app/server/demonstration/whole-plan.server.ts'

/** Thirteen groups and one sealed row; what is graver than medium is signed off, or waits. */
export function theGateRisks(day: Day): Entry[] {
  const risk = (
    [group, affected, event]: [string, string, string],
    [likelihood, severity, residualLikelihood, residualSeverity]: [number, number, number, number],
    more: Record<string, string>,
    entry: Partial<Entry> = {},
  ): Entry => ({
    register: 'risks',
    ...entry,
    values: {
      group,
      affected,
      event,
      likelihood,
      severity,
      residualLikelihood,
      residualSeverity,
      community: 'agrees',
      ...more,
    },
  })
  const planned = { costLine: 'referrals', dueOn: day(19), reviewOn: day(80) }
  return [
    risk(
      [
        'children',
        'Girls of 13 to 17 who come on Sundays',
        'A house finds out that she sings with us, and she is beaten, locked in or sent away at night.',
      ],
      [4, 5, 2, 5],
      {
        cause: 'Somebody sees her at the gate, or the little ones tell.',
        existing: 'The circle is one of four things that happen at the hostel on Sundays. Nobody is fetched.',
        control: 'A bed that is always free, a fare on the telephone, and the night nurse told beforehand.',
        owner: 'Focal point, Mtwamba',
        ...planned,
      },
      {
        key: 'found out',
        by: 'zawadi',
        signedOff: {
          by: 'neema',
          reason:
            'I know this risk from inside. The bed and the fare are real, I have seen both used. We go on, and we stop if the bed is ever full on a Sunday.',
        },
      },
    ),
    risk(
      [
        'survivors',
        'Women who left and sing about it',
        'A song is known for hers. A former employer threatens her or her mother.',
      ],
      [5, 4, 5, 4],
      {
        cause: 'Mtwamba is small and voices are known.',
        existing: 'Words are changed together, and another woman sings them.',
        control:
          'A rule for the radio: nothing is broadcast until the one whose life it is has heard it twice, a week apart.',
        owner: 'Shelani Story House',
        costLine: 'counselling',
        dueOn: day(30),
        community: 'disagrees',
      },
      { by: 'wanjiku' },
    ),
    risk(
      [
        'participants',
        'Girls and women of the circle',
        'What is sung brings back what happened, and the week until next Sunday is long.',
      ],
      [4, 3, 3, 3],
      {
        existing: 'The drum. Two matrons who only watch.',
        control: 'A counsellor on Wednesdays, at the salon.',
        owner: 'Deputy, Mtwamba',
        costLine: 'counselling',
        dueOn: day(24),
      },
    ),
    risk(
      [
        'households',
        'Families far away who live on her wages',
        'She loses the place and they lose school fees.',
      ],
      [3, 3, 2, 3],
      {
        existing: 'Bus money is paid to the end of term, also to whoever stops.',
        control: 'Half a month’s wage from the tin, once.',
        owner: 'Treasurer',
        costLine: 'pettyCash',
      },
    ),
    risk(
      [
        'community',
        'Good employers, of whom there are many',
        'All are spoken of as one, and doors close for girls who need a place.',
      ],
      [3, 2, 2, 2],
      { existing: 'One play in three is about a good house.', community: 'agrees' },
    ),
    risk(
      [
        'fieldworkers',
        'Six who run the circle, four of them once in such houses',
        'They carry what they heard, and live beside those it is about.',
      ],
      [4, 3, 2, 3],
      {
        existing: 'Two circles a month at most.',
        control: 'A counsellor of one’s own choosing, four hours each.',
        owner: 'Principal investigator',
        costLine: 'counselling',
        dueOn: day(24),
      },
      { by: 'zawadi' },
    ),
    risk(
      ['partners', 'Hostel and kitchen', 'They are accused of hiding girls, and lose their permit.'],
      [2, 4, 2, 3],
      {
        existing: 'The hostel keeps its own book.',
        control: 'A letter from the lead university that says what the hostel does.',
        owner: 'Principal investigator',
        costLine: 'none',
        smallerHarm: 'With the letter a permit is suspended and not lost: the beds stay.',
        community: 'agrees',
      },
    ),
    risk(
      ['digital', 'Whoever calls or is recorded', 'A telephone is looked through at home.'],
      [4, 4, 2, 4],
      {
        existing: 'The line shows no number. We never write first.',
        control: 'Recordings are carried on a card, by two people, and wiped each Monday.',
        owner: 'Radio technician',
        costLine: 'training',
        dueOn: day(18),
        community: 'agrees',
      },
      { by: 'wanjiku' },
    ),
    risk(
      ['images', 'Girls at the hostel', 'A picture taken by a visitor shows who was there.'],
      [3, 4, 1, 4],
      { existing: 'Telephones stay in a basket at the door, also ours.', community: 'agrees' },
    ),
    risk(['payments', 'Girls who are paid KES 150', 'The money is found or taken.'], [3, 2, 2, 2], {
      existing: 'The matron keeps it for whoever wants, in an envelope with a drawing.',
      community: 'agrees',
    }),
    risk(
      ['travel', 'Whoever goes home from Selembe', 'The last minibus is gone and a lift is offered.'],
      [3, 5, 1, 5],
      {
        existing: 'The van waits until the last one is home.',
        control: 'A second driver for evenings, so that the van never leaves early.',
        owner: 'Cook of the Faith Kitchen',
        costLine: 'transport',
        dueOn: day(19),
        community: 'agrees',
      },
      {
        key: 'the last minibus',
        by: 'zawadi',
        signedOff: {
          by: 'neema',
          reason: 'With a second driver the van does not leave early. Until there is one, we end at four.',
        },
      },
    ),
    risk(
      ['safeguarding', 'Girls who told a matron', 'A matron means well and goes to the house herself.'],
      [3, 4, 2, 4],
      { existing: 'The word “short” goes to the focal point alone.', community: 'not_asked' },
      { by: 'zawadi' },
    ),
    risk(
      [
        'stopping',
        'Girls who counted on Sunday',
        'Money ends and so does the only hour of the week that was theirs.',
      ],
      [3, 3, 2, 2],
      {
        existing: 'The hostel was there before us.',
        smallerHarm: 'The matrons go on with the songs, without a microphone.',
        community: 'agrees',
      },
    ),
    risk(
      [
        'adults',
        'One person, known to three of us',
        'Somebody who buys from us may also be watching the gate.',
      ],
      [3, 4, 2, 4],
      {
        existing: 'He is served by somebody else, at another hour.',
        owner: 'Focal point, Mtwamba',
        community: 'not_asked',
      },
      { by: 'zawadi', seal: true },
    ),
    {
      register: 'riskGaps',
      values: { group: 'students', reason: 'No students take part, and none visit.' },
    },
  ]
}
