import { hand, part, on } from './hand'

const TOP = part(
  '16,8 48,7 82,6!',
  '12,16 46,10 84,2!',
  '22,6 48,8 76,8!',
  '12,10 44,12 78,10!',
  '6,28 44,18 92,2!',
  '10,2 48,4 86,8!',
  '26,8 50,6 74,4!',
)

const SERIF = part(
  '18,26 19,7! 50,6 82,5!',
  '12,34 18,12! 48,8 84,4!',
  '12,32 14,10! 48,14 80,14!',
  '8,40 26,20! 56,12 90,2!',
  '22,18 20,4! 48,6 78,6!',
  '14,-4 18,12! 48,10 82,4!',
  '16,46 22,14! 52,10 86,4!',
  '22,40 34,16! 56,14 80,6!',
)

/** The bar begins in a hook and dips. */
const HOOK = part(
  '12,34 20,10 44,14 82,6!',
  '20,30 16,8 48,10 80,10!',
  '4,32 24,18 56,14 92,2!',
  '14,20 26,6 52,12 84,4!',
  '10,24 30,4 54,8 80,6!',
)

/** No corner at all: the bar turns into the stem. */
const ARCH = part(
  '14,14 44,5 74,10 74,34',
  '18,20 40,6 70,6 76,30',
  '10,16 44,10 80,8 76,30',
  '6,30 30,4 64,4 78,34',
  '20,10 46,2 66,10 70,32',
  '0,26 34,2 74,10 84,42',
)

const STEM = on('62,50 46,100', '68,46 52,100', '66,50 60,100', '56,50 30,100', '66,42 38,98', '78,54 76,100', '60,46 54,100')

/** Comes back to the left at once and then falls. */
const BENT_STEM = on('58,32 46,62 42,100', '62,30 50,58 50,100', '52,34 36,62 30,100', '66,28 60,56 60,100')

const ARCH_STEM = on('58,66 46,100', '66,64 58,100', '54,62 34,100', '70,66 66,100', '64,66 48,100')

/** Through the stem, or to it. */
const BAR = part(
  '34,52 56,51 80,49',
  '38,58 58,52 84,44',
  '22,58 50,52 84,48',
  '36,50 60,53 88,58',
  '28,60 48,52 66,48',
  '10,56 46,54 90,52',
  '40,46 58,45 76,44',
  '44,62 60,60 76,58',
  '22,68 48,65 84,62',
  '30,72 56,66 78,60',
)

/** Begins below and swings into the bar. */
const HOOKED_BAR = part(
  '26,66 22,56 48,52 80,48',
  '32,64 30,54 54,52 78,52',
  '20,62 28,52 56,54 88,50',
  '36,70 28,60 50,56 78,50',
  '18,78 22,66 52,66 88,66',
  '28,74 26,62 50,64 74,70',
)

/** From the foot back up and across, without lifting. */
const DRAWN_BAR = on('24,72! 52,58 82,50', '16,70! 50,60 86,58', '30,66! 56,56 84,44')

export const SEVEN = [
  hand('plain', 34, TOP, STEM),
  hand('bent', 8, TOP, BENT_STEM),
  hand('round', 9, ARCH, ARCH_STEM),
  hand('serif', 10, SERIF, STEM),
  hand('hooked', 10, HOOK, STEM),
  hand('barred', 9, TOP, STEM, BAR),
  hand('serif and bar', 3, SERIF, STEM, BAR),
  hand('hook and bar', 4, HOOK, STEM, BAR),
  hand('round and bar', 7, ARCH, ARCH_STEM, BAR),
  hand('bent and bar', 3, TOP, BENT_STEM, BAR),
  hand('hooked bar', 3, TOP, STEM, HOOKED_BAR),
  hand('round, hooked bar', 5, ARCH, ARCH_STEM, HOOKED_BAR),
  hand('in one line', 1, TOP, STEM, DRAWN_BAR),
]
