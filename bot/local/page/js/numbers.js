/** Telephone numbers as people read them. */

/** Russian numbers in their usual groups, wherever they stand in the text; others as they are. */
export const grouped = (text) => text.replace(/\+7(\d{3})(\d{3})(\d{2})(\d{2})(?!\d)/g, "+7 $1 $2-$3-$4");
