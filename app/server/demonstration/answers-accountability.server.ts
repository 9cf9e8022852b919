import type { Given } from '#app/server/demonstration/plan-model.server.ts'

/** Ways in which projects answered the requirements on accountability. */
export const accountability: Record<string, readonly Given[]> = {
  'A-P-01': [
    {
      choice: 'yes',
      text: '{site}: a midwife, eight paid hours a week, and a teacher as deputy. {other}: the secretary of {partner}, six hours, and a market trader. All four accepted in writing or before two witnesses. None is related to anybody on the team.',
    },
    {
      choice: 'partly',
      text: 'Focal points at both sites, ten paid hours each. A deputy in {site} only. In {other} the women’s group wants to choose for itself and meets after the market.',
      dueIn: 18,
    },
    {
      choice: 'yes',
      text: 'Two roles in {site} and two in {other}, a woman and a man, because some will only speak to one or the other. Five hours a week each at {£2} an hour, also in weeks when nothing happens.',
    },
    {
      choice: 'yes',
      text: 'The roles rotate every four months, so that no one becomes “the one who is told things”. Those who are not on duty stay available. {partner} keeps the rota and pays for the hours.',
    },
    {
      choice: 'yes',
      text: 'Yes, at {site} and at {other}. Each is the other’s deputy when away, and the lead university’s safeguarding lead answers if both are. Twelve hours a month each, line 4.1.',
    },
    {
      choice: 'partly',
      text: 'We have one focal point who travels between {site} and {other}. It is too much for her, and she said so. The second post is advertised in {language}, with the pay.',
      dueIn: 42,
    },
  ],
  'A-P-02': [
    {
      text: 'Every group we named has a row except one: passers-by during the performances. We do not know what could happen to them, and will ask {partner}. Read through last week, aloud, by the whole team.',
    },
    {
      text: 'Drivers had none until {partner} asked. They have three now. Still without a row: the landlords who house us. We judged that they risk little, and will ask them whether that is so.',
    },
    {
      text: 'Every group has a row. The one for employers is thin: one line, one control. We do not want to make them more careful than they are, so it is kept with the focal point in {site}. Last read through eleven days ago.',
    },
    {
      text: 'Children who come along with a parent. We planned for adults only, and then the first meeting had nine children in it. A row is being written with the teacher in {site}; until then there is a paid minder in another room.',
    },
    {
      text: 'Translators and typists, who hear everything and are seen by nobody. They are in the register since the review by {partner}. No group is missing that we know of, and we wrote down whom we asked.',
    },
    {
      text: 'People who say no. They could be thought disloyal in {other}, where the chief said yes. We have no control yet except not telling anyone who was asked. It will have its row before fieldwork.',
    },
  ],
  'A-P-05': [
    {
      choice: 'yes',
      text: 'Nineteen people, three of them drivers, two cooks. Half a day with {partner}, in {language}, with scenes to act out. On a newcomer’s first day the focal point takes an hour with them before they meet anyone, goes through the code with pictures, and they repeat three things in their own words.',
    },
    {
      choice: 'partly',
      text: 'The team has. Two drivers and one interpreter joined later and wait for the next session in {other}. Until then they drive and interpret for the team only. A newcomer’s first day: the code, the two telephone numbers, and somebody to walk with.',
      dueIn: 24,
    },
    {
      choice: 'yes',
      text: 'Yes; the register shows role and date. {partner} trained us, not the other way round. First day of a newcomer: tea with the focal point, the code read aloud, a question each way, and a mark or signature before two witnesses.',
    },
    {
      choice: 'partly',
      text: 'All who speak with participants in {site} have. Day workers who carry and cook have not: they change every week. From now on the foreman of the day gives a talk of ten minutes, which he has practised, and is paid for it.',
      dueIn: 16,
    },
    {
      choice: 'yes',
      text: 'Everyone who is paid, and everyone who comes along unpaid, also visiting professors. Those who come for a day hear the short version in the car. It says what we do not do: no gifts, no lifts after dark, no photographs, no promises. {partner} chose the list.',
    },
    {
      choice: 'no',
      text: 'Nobody has been hired yet besides us two, and we trained last year. The first thing the first payment buys is two days for all twelve, drivers included ({£540}). On a first day: the code, told in {language} by somebody from {partner}.',
    },
  ],
  'A-P-10': [
    {
      text: '{partner} tells participants, in person, within three days, with the same words at both sites. Wages are paid to the end of the month, from a sum that is never spent on anything else ({£1600}). Counselling goes on for six months. The focal points keep the telephone for a year.',
    },
    {
      text: 'The focal point tells people, because they know her. Everyone hired is paid for what was agreed, also days not worked. Fares home from {site} for those who came from elsewhere: {£210}. The lead university stays in touch after we are gone and has promised so in writing.',
    },
    {
      text: 'We had to stop once before, in the floods, so we know. A list on paper of whom to tell, kept in two houses in {site}. Wages first, then the clinic, then the landlord. Radio messages in {language} say only that we have stopped and that it is nobody’s fault.',
    },
    {
      text: 'Recordings that are not yet typed are sealed and given to {partner}, not carried. People are told at the next market day, or by house if there is none. {£950} is set aside for pay and support; nobody has to ask for it.',
    },
    {
      text: 'Who tells: the two people who asked for consent. Who is paid: all, for four weeks. Who stays in touch: the counsellor, with those who want it. We wrote it on one page with {partner}, and read it aloud as the last item of each monthly meeting.',
    },
    {
      text: 'If it is the road, we wait and pay. If it is us, {partner} takes over the visits that were promised, with the money for them ({£700}). If it is the funder, they have agreed to pay support and wages for three months, whatever the reason.',
    },
  ],
}
