import type { Pages } from '../page';

/** Pages of HW700 to HW719: cards. */
export const cardPages: Pages = {
  HW700: {
    title: 'There is no such card',
    meaning: 'The task has no card, or none of the type or id that was asked for. Steps with the setting card: false have none.',
    example: "await Flow('Flights').latestRun.card('train', { type: 'blank' })",
    fix: 'Look at what there is: await step.cards, or headwater card list <pathspec>.'
  },
  HW701: {
    title: 'No browser that can draw a card as a picture or PDF',
    meaning: 'headwater card get --format png and pdf use an installed Chromium, Chrome or Edge by its command line; none was found.',
    example: 'headwater card get Flights/latest/train --format pdf   on a server without a browser',
    fix: 'Install one (apt install chromium; brew install --cask chromium), or name its program in HEADWATER_BROWSER. --format html needs none.'
  },
  HW702: {
    title: 'The browser could not draw the card',
    meaning: 'The browser was found and started, but left no picture.',
    example: 'a container that does not let Chromium start its processes',
    fix: 'Start the program that the message names by hand to see what it says, or take --format html.'
  }
};
