import type { Given } from '#app/server/demonstration/plan-model.server.ts'

/** Ways in which projects answered the requirements on equity. */
export const equity: Record<string, readonly Given[]> = {
  'E-P-01': [
    {
      text: 'Three evenings with {partner} and one with the women of {site}, forty people in all. Each was paid a day’s wage ({£4}), from our own savings, before we knew of this call. When there is money we ask those who could not come in the evening: nursing mothers and night workers.',
    },
    {
      text: 'We have asked nobody yet, because nobody should work for a bid. With the first payment we hold four meetings in {site} and {other}, two of them in {second}, and the plan may still change: {£620} and six weeks are kept for that.',
    },
    {
      text: 'The council of {site} asked us first, so the question is theirs. Eleven elders and nine young people were heard, each group alone. They were given lunch and fares, no fee, and we owe them that: it is in line 1.3 ({£150}).',
    },
    {
      text: 'Nine people from {site} who left this work advised on the questions and struck out four of them. They were paid by the hour. Asked once there is money: employers, because leaving them out would make them guess.',
    },
    {
      text: '“You will come, you will ask, and you will go.” That was the first answer, in {other}. So two of the team live there, and the results are played back before anything is printed. Advisers got {£6} a meeting. Next we ask the people who said no, and why.',
    },
    {
      text: '{partner} asked its own members and told us what they decided, not who said what. It was paid as a consultant would be ({£700}). Still to be asked: seasonal workers, who arrive after the planting; {£240} is kept for it.',
    },
  ],
  'E-P-03': [
    {
      text: 'Focal points’ time {£2400} ({partner}); training {£800} (us); translation {£650} (two translators in {site}); referrals {£500} (the clinic); transport {£720} ({partner}); counselling {£900} (a counsellor of the clinic’s choosing); insurance {£410} (bought by the lead university).',
    },
    {
      text: 'Time of two focal points {£1900}, transport {£1100} because {other} is far, counselling {£1200}, training {£450}, translation into {second} {£300}. Referrals: nothing, the services are free and we checked. Insurance: nothing yet, because no insurer here covers volunteers. The lead is asking in London.',
    },
    {
      text: 'Eleven in every hundred of our budget. Largest line: {partner}, {£3100} for focal points, fares and a telephone. Then counselling {£1000}, insurance {£520}, training {£600}, translation {£280}. Referrals {£250} as a fund from which fares and fees are paid on the day.',
    },
    {
      text: 'All seven lines are filled, {£5600} together, and four of them go to {partner}, which does the work. We moved {£700} from printing to counselling after the women’s meeting: they said they would not read the book, but would need somebody to talk to.',
    },
    {
      text: 'Focal point and deputy {£2100}; transport {£450}; referrals {£600}; training {£500}; counselling {£800}. Translation is done by members of {partner} who are paid for it ({£350}). Insurance comes from the lead’s policy, and we have the letter that names our drivers.',
    },
    {
      text: '{partner} receives {£2750} for time, fares and airtime. We keep {£900} for training and counselling. Insurance {£380}. Translation is empty: all of us speak {language}, and for {second} the lead pays the interpreter directly.',
    },
  ],
  'E-P-07': [
    {
      choice: 'yes',
      text: 'Four rows of the register are theirs, and they wrote them with {partner}: being followed home, being asked by cousins what was said, carrying stories they cannot put down, and being blamed after we have gone. Each has a control and a budget line.',
    },
    {
      choice: 'yes',
      text: 'Yes, with their families, because both assistants in {site} are mothers. They chose to work in {other}, where nobody is related to them. They may hand any interview back without a reason, and are paid for it.',
    },
    {
      choice: 'partly',
      text: 'The risks during fieldwork are written down. Those afterwards are not: what does it mean to meet the employer you asked about at the market in {site}, next year? We sit down with the five assistants for a paid day and add what they say.',
      dueIn: 35,
    },
    {
      choice: 'yes',
      text: 'They are young men with motorbikes, and the police stop them first. Each carries a letter from us and has a number to call. {partner} checks that they are home by eight. The register says what we do in the year after the project.',
    },
    {
      choice: 'yes',
      text: 'The names of the assistants in {site} are not in reports unless they ask for it, and each decides again when the report is ready. Two wish to be named, three do not. Supervision goes on for three months after the last interview ({£420}).',
    },
    {
      choice: 'partly',
      text: 'We assessed them together with the visiting staff, and see now that this hides the difference: visitors leave. {partner} leads the new round, without us in the room.',
      dueIn: 28,
    },
  ],
  'E-P-10': [
    {
      choice: 'yes',
      text: 'Five advisers, {£18} a meeting and fares. {partner} pays them in cash against a number, so that no name reaches our accounts. Two chose to be named in the film and may change their minds until it is shown.',
    },
    {
      choice: 'yes',
      text: 'The advisers of {partner} are paid as any consultant is. Those who are unnamed appear as “the advisory circle”. We asked how they would like to be called; nobody liked “survivor” in {language}, so we say “those who came back”.',
    },
    {
      choice: 'partly',
      text: 'Paid, yes. Unnamed, only in part: the bank asks for a name for every transfer. Until mobile payment through {partner} works, fees are held for those who do not want a transfer.',
      dueIn: 45,
    },
    {
      choice: 'not_applicable',
      text: 'Our advisers from {partner} study and teach; none of them has been asked about their own life. Should somebody tell us that they have lived through it, they are paid the same and nothing changes in how they are named.',
    },
    {
      choice: 'yes',
      text: 'Three members of our committee in {site} have lived through it. They decided together not to say who. Their fee ({£25} a month) is part of the committee allowance, which everybody gets, so it tells nobody anything.',
    },
    {
      choice: 'yes',
      text: 'Advice is paid by the half day, also when the advice is to stop. Each adviser has a contact in {partner} who is not from their street. There is no list with names; the contact keeps it in her head and her deputy’s.',
    },
  ],
}
