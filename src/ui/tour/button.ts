/** What the button of the guided reading knows of it without its code. A test holds it to the stops. */
export const STOP_COUNT = 8

/** Gets the focus back when the guided reading is left. */
export const TOUR_BUTTON = 'tour-button'
