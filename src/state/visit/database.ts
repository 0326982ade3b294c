/** Where visits are kept: the name of the browser's database. */
export const VISITS = 'gatelight-visits'
