/** Of a response in the list: its title, two lines of text, one of where it belongs. */
export const ROW_HEIGHT_PX = 96;
