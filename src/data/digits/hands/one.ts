import { hand, part, on } from './hand'

const STICK = part(
  '50,0 50,33 50,66 50,100',
  '55,0 51,33 48,66 48,100',
  '46,0 49,33 51,66 50,100',
  '50,0 53,33 52,66 48,100',
  '52,0 47,33 47,66 52,100',
)

const SHORT_FLAG = part('34,22 46,12 56,0!', '40,14 48,8 55,0!', '28,30 44,18 58,0!', '40,26 48,14 54,0!')

/** Up to half of the height, and from beside the stem to far away from it. */
const LONG_FLAG = part(
  '22,36 40,20 58,0!',
  '0,46 28,26 58,0!',
  '38,58 48,30 56,0!',
  '10,54 34,30 60,0!',
  '-12,40 24,22 60,0!',
  '44,66 50,34 55,0!',
)

const CURVED_FLAG = part('12,28 36,26 58,0!', '6,34 38,32 60,0!', '20,44 42,34 58,0!')

/** The peak is turned, not cornered. */
const ROUNDED = part('30,34 44,12 57,4', '14,34 40,10 60,4', '42,44 46,16 56,4', '36,22 46,6 58,6')

/** Up beside the stem and over its top. */
const LOOPED = part('56,26 42,40 38,18 52,2', '60,14 44,32 40,14 54,2', '50,8 34,26 48,36 56,10')

const STEM = on('55,34 54,66 54,100', '57,34 55,66 52,100', '54,34 52,66 48,100', '56,34 56,66 57,100', '54,34 50,66 42,100')

const BAR = part(
  '24,99 52,98 82,97',
  '34,99 54,98 74,97',
  '10,100 50,99 94,97',
  '30,96 52,98 78,101',
  '20,103 52,99 88,95',
  '40,99 60,98 96,97',
)

/** To the left and back to the right without lifting. */
const DRAWN_FOOT = on('22,98! 52,99 84,97', '34,99! 54,100 74,98', '8,96! 48,99 92,98', '26,102! 56,98 90,94', '30,94! 50,98 80,100')

const LEFT_HOOK = on('46,100 28,99', '44,102 16,98', '40,100 30,94')
const RIGHT_FOOT = on('58,100 74,94', '60,100 84,98', '56,98 66,92')

export const ONE = [
  hand('stick', 52, STICK),
  hand('flag', 10, SHORT_FLAG, STEM),
  hand('long flag', 15, LONG_FLAG, STEM),
  hand('curved flag', 3, CURVED_FLAG, STEM),
  hand('round peak', 4, ROUNDED, STEM),
  hand('looped peak', 1, LOOPED, STEM),
  hand('flag and foot', 5, SHORT_FLAG, STEM, BAR),
  hand('long flag and foot', 5, LONG_FLAG, STEM, BAR),
  hand('flag and foot in one line', 3, LONG_FLAG, STEM, DRAWN_FOOT),
  hand('stick and foot', 2, STICK, BAR),
  hand('hooked', 2, LONG_FLAG, STEM, LEFT_HOOK),
  hand('turned out', 1, SHORT_FLAG, STEM, RIGHT_FOOT),
]
