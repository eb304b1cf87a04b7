import { ascii, readU8 } from "./bytes.ts";
import { greekCheckWords } from "./check-words-greek.ts";
import type { Cipher } from "./cipher.ts";

/**
 * Four words that both sides of a pairing show, so that people can see that they hold the same key. Who puts another key
 * in its place unread has one chance in 2^32 that the words agree (P31). Who can read the key on its way needs no other:
 * that is why it travels by hand.
 */
export const CHECK_WORDS = 4;

/** Short, common, and far from one another in sound and spelling. The order is part of the protocol. */
const WORDS =
  "acorn actor adult agent alarm album amber anchor angel ankle apple apron arch arena armour arrow artist atlas attic autumn " +
  "badge baker bamboo banana banjo barn basket beach beaver bell bench berry bicycle bird blanket boat bottle bread bridge brush " +
  "bucket button cabin cactus camel candle canoe carpet carrot castle cedar cellar chalk cheese cherry circle city " +
  "clock cloud coconut coffee comet copper coral cotton crayon cricket crown curtain daisy dancer desert diamond dinner doctor " +
  "dolphin donkey dragon drum eagle earth echo elbow engine envelope eraser evening fabric falcon farmer feather fence ferry fiddle " +
  "finger flag flute forest fountain fox garden garlic gate ginger giraffe glove goat gravel guitar hammer harbour harvest " +
  "hazel helmet hermit hill honey horse hotel ice igloo infant ink insect iron island ivory jacket jaguar jelly jewel journey judge " +
  "jungle kettle kitchen kite kitten ladder lake lantern laurel lemon letter library lily lizard lobster magnet mango maple marble " +
  "market meadow melon mirror monkey moon morning mountain museum mushroom needle nest nickel night north novel nurse oasis ocean " +
  "office olive onion orange orchid otter oven owl paddle painter palace paper parrot peach pencil pepper piano picnic pigeon pillow " +
  "pilot planet plum pocket poet pond poppy prince pumpkin puzzle quail quarry queen rabbit radio raven ribbon river robin rocket " +
  "rope saddle sailor salmon sandal school shadow shell silver sister spider spoon statue stone summer swan table teacher temple " +
  "thunder tiger tomato tower tractor tulip tunnel turtle umbrella uncle valley velvet village violin vulture wagon walnut water " +
  "whale willow window winter wolf yacht yellow zebra";

export type WordLanguage = "en" | "el";

/** All of them, for whoever looks one up. */
export function allCheckWords(language: WordLanguage): string[] {
  return language === "en" ? WORDS.split(" ") : greekCheckWords();
}

/**
 * @param root of the pairing, 32 bytes.
 * @param language of the list; word i of one list stands where word i of the other does, and means something else.
 * @returns CHECK_WORDS words with a space between.
 */
export function checkWords(cipher: Cipher, root: Uint8Array, language: WordLanguage): string {
  const words = allCheckWords(language);
  const digest = cipher.hmac(root, ascii("lychnos check words"));
  const shown: string[] = [];
  for (let i = 0; i < CHECK_WORDS; i++) shown.push(words[readU8(digest, i)] as string);
  return shown.join(" ");
}
