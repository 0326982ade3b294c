/** Under which the server of `npm run train` has the files of `PEN_DIGITS_DIR`. */
export const PEN_DIGITS_FOLDER = '/@pen-digits/'
