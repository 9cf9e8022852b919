import type { Given } from '#app/server/demonstration/plan-model.server.ts'

/** Ways in which projects answered the requirements on transparency. */
export const transparency: Record<string, readonly Given[]> = {
  'T-P-01': [
    {
      choice: 'yes',
      text: 'Six minutes on a telephone, in {language} for {site} and in {second} for {other}. It was played at both landing places and the questions people asked are answered in the last minute.',
    },
    {
      choice: 'yes',
      text: 'One page with nine drawings, made with {partner}. Below each drawing a line in {language}. The drawing of the focal point had to be changed: people took her for a tax collector.',
    },
    {
      choice: 'partly',
      text: 'The recording in {language} is ready. {second} needs a speaker who is not from a trading family, as people in {other} asked for. She begins next week.',
      dueIn: 21,
    },
    {
      choice: 'yes',
      text: 'It is sung. The choir of {site} made a verse of each promise, in {language} and {second}, and a verse of how to complain. The words are written down and dated, so that we can be held to them.',
    },
    {
      choice: 'yes',
      text: 'A one-page version in {language} was read aloud in {site} and left with the teacher and the midwife. In {other} it was told at the well. Who has heard it is counted by age and sex, without names.',
    },
    {
      choice: 'no',
      text: 'Not yet: the plan changed twice in this review, and a recording of the wrong plan is worse than none. The studio is booked and paid ({£120}), with a speaker from {site}. Fieldwork does not begin before it has been played.',
    },
  ],
  'T-P-02': [
    {
      choice: 'yes',
      text: 'All four, and the limits of secrecy come first: if a child is in danger now, we may have to tell someone, and we say whom. Leaving takes one sentence and needs no reason. Version 3, tried out in {site}, in {language} and {second}.',
    },
    {
      choice: 'yes',
      text: 'The script says that voices are recorded, that two people hear them, that the recording is wiped after typing, and that names are changed by the person themselves. {partner} listened to it and made it half as long.',
    },
    {
      choice: 'partly',
      text: 'It says what is recorded and who sees it. How to leave after the group discussion is unclear, because what others heard cannot be taken back. We now say exactly that, and are trying the new words out in {other}.',
      dueIn: 25,
    },
    {
      choice: 'yes',
      text: 'We ask three questions at the end, in {language}: who will hear this, when would we have to tell, how do you stop? Whoever cannot answer has not consented. Of twenty people in {site}, six had to hear it again.',
    },
    {
      choice: 'yes',
      text: 'Yes, with one page for the person and one for whoever came with them, because in {site} nobody comes alone. The companion’s page says that they may not consent for somebody else.',
    },
    {
      choice: 'yes',
      text: 'Limits of secrecy are told with examples and not with the word “law”: a child beaten today, a plan to hurt somebody. All else stays between us. Recorded in {site} in {language}; the {second} version was made by another translator and compared.',
    },
  ],
  'T-P-04': [
    {
      choice: 'yes',
      text: 'The focal point decides what is a big change, not the principal investigator. Then work waits until {partner} has told both sites and asked again. There is a notebook for it, with two entries from the trial.',
    },
    {
      choice: 'yes',
      text: 'A new place, a new person with access to recordings, a new way of asking, or a new armed group on the road to {other}: each means a meeting before the next visit. The community is told by the same person who told them the first plan.',
    },
    {
      choice: 'partly',
      text: 'For method and staff, yes. For security we have a habit and no rule: when the drivers say no, nobody goes to {other}. We write that down, so that it holds also when a driver is new.',
      dueIn: 30,
    },
    {
      choice: 'yes',
      text: 'Every month, on the day wages are paid, we read the list of changes aloud and ask who is affected. {partner} can stop work by a telephone call, and explains afterwards.',
    },
    {
      choice: 'yes',
      text: 'Consent is asked again whenever the recording device changes, because a telephone is not a notebook. Risk is looked at again by the whole team and {partner}, drivers included. Nobody loses a day’s pay while we wait.',
    },
    {
      choice: 'partly',
      text: 'We do this for {site}. In {other} the chief tells the community, and some of them would rather hear it from somebody else. {partner} is finding out from whom.',
      dueIn: 33,
    },
  ],
  'T-P-05': [
    {
      choice: 'yes',
      text: 'It hangs in the office of {partner}, on paper, with a pencil. The sealed rows are with the focal point alone; the sheet says how many there are and why they are sealed, nothing more.',
    },
    {
      choice: 'yes',
      text: 'A shared table that opens on a cheap telephone. Last change by a partner: four days ago, about the ferry. {partner} raised nine of our twenty-six risks, among them the two that now have the highest score.',
    },
    {
      choice: 'partly',
      text: 'Partners can read it. Changing it goes through us, which takes up to a week, and that is too slow. From next month {partner} has its own key to the table.',
      dueIn: 20,
    },
    {
      choice: 'yes',
      text: 'We read it through aloud together every month, since not all of us read. Changes are made on the spot by the secretary of {partner}. Two rows are sealed for somebody’s safety.',
    },
    {
      choice: 'yes',
      text: 'Yes, and they may raise a score without asking, but need us to agree before lowering one. {partner} proposed this rule and we think others should have it.',
    },
    {
      choice: 'no',
      text: 'No. Until now it was an annex to our contract and nobody below us had seen it. It is being put into {language} and goes to {partner} with an empty column for what we did not see.',
    },
  ],
}
