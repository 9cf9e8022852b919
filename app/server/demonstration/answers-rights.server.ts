import type { Given } from '#app/server/demonstration/plan-model.server.ts'

/** Ways in which projects answered the requirements on rights. `V-P-01` is every project's own. */
export const rights: Record<string, readonly Given[]> = {
  'V-P-02': [
    {
      choice: 'yes',
      text: 'Two of us visited every service in {site} and {other}, asked in {language} and {second}, and wrote down the hours, the cost and who is turned away. Three entries changed: one clinic has moved, one helpline does not answer at night, and one shelter takes women only.',
    },
    {
      choice: 'partly',
      text: 'The map for {site} was tried last month. {other} is still to do, because the road was closed. {partner} sends two people, who are paid for the day, and nobody is interviewed there until they are back.',
      dueIn: 40,
    },
    {
      choice: 'yes',
      text: 'A volunteer from {partner} called every number as if she needed help, and was paid for the afternoon. Where a service asks for a police paper first, the map says so in red and names another that does not.',
    },
    {
      choice: 'partly',
      text: 'Health services in {site} and {other} were visited. For legal advice we have one number, and it answered two times out of five. We are looking for a second and will pay a paralegal’s fare rather than leave the line empty.',
      dueIn: 60,
    },
    {
      choice: 'yes',
      text: 'We walked the way a person would walk, at the hour they could get away. That is why the map now shows the nurse in {other} and not the district office: outside the office everybody can see who waits. Men and boys are seen on Tuesdays.',
    },
    {
      choice: 'no',
      text: 'Not yet. The old map is eleven months old and we do not trust it. Two people from {partner} try each service before the first visit. Their days and fares are in the budget: {£380}.',
    },
  ],
  'V-P-03': [
    {
      choice: 'yes',
      text: 'It is the second thing people in {site} hear, before any question: whom they can tell, that one of the two does not work for us, and that only the focal point listens to the telephone. Read aloud in {language}, and in {second} for those who came here to work.',
    },
    {
      choice: 'yes',
      text: 'A recording of ninety seconds in {language} and {second}, made by two women from {partner}. Nothing is given to carry: the group said that a card in a pocket can be found. The number is in the last line of a song that children here already know.',
    },
    {
      choice: 'partly',
      text: 'In {language}, yes. In {second} the script is translated and not yet tried out. We read it to five speakers in {other} before anyone is asked for consent, and change what they did not understand.',
      dueIn: 30,
    },
    {
      choice: 'yes',
      text: 'The interviewer says it and then asks the person to say it back in their own words. If they cannot, we explain again before going on. Those who want it get the number written inside a matchbox lid, as {partner} suggested.',
    },
    {
      choice: 'yes',
      text: 'Consent is given in two visits. The complaint routes are told on the first, so that there are some days to ask neighbours about us. A poster in {language} hangs at the water point in {site}, with pictures for those who do not read.',
    },
    {
      choice: 'yes',
      text: 'Each person in {site} and {other} hears both routes in {language}, and who would know: the focal point, her deputy and nobody else unless they say so. The list of who would know is short enough to be told without paper.',
    },
  ],
  'V-P-05': [
    {
      text: 'The interviewer stops, closes the notebook and asks one question: “Shall we sit, walk, or end here?” Nothing that was said before is used unless the person wants it. The focal point in {site} calls the same evening and again after a week. Counselling for up to a year is paid from line 4.6 ({£900}).',
    },
    {
      text: 'Anyone in the room may stop it, also the interpreter. Tea and a quiet place are ready at the {site} clinic. A counsellor who speaks {language} is on call on interview days. For our own team: no more than two hard conversations a day and a paid hour together afterwards.',
    },
    {
      text: 'We practised it three times, with the drivers too. Who stops: whoever notices first. What is offered: silence, water, the way home, or the counsellor in {other}. Who follows up: the focal point, by the way the person chose, after two days and after two weeks. The fare is ours, both ways.',
    },
    {
      text: 'Rehearsals are harder than interviews: people play what happened to others, and find their own. So two members of {partner} sit outside the circle and only watch. A raised hand ends the scene. The pay for the day is the same. Group sessions with a counsellor go on for six months after the last performance ({£1150}).',
    },
    {
      text: 'Stop, stay, ask, offer, write nothing. The card has these five words in {language}, as {partner} chose them. The person decides who takes them home. For researchers: the lead university pays four sessions with a supervisor of their own choosing, and taking them is not reported to us.',
    },
    {
      text: 'Whoever asks is never alone: one speaks, one listens for tiredness and tears. We end on something ordinary, such as the price of fish. The nurse in {other} agreed to see people the same day and is paid a monthly fee ({£60}), not by head, so that nobody counts heads.',
    },
  ],
}
