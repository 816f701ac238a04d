/**
 * What must never reach a terminal: characters that control it, and invisible ones. Joiners and variation selectors are
 * not included, because they are kept where they change a character; tabs are included.
 */
export const unseen =
  /(?!\p{Join_Control}|\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u
