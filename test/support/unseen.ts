/**
 * What must reach no terminal, whatever stands around it: what terminals obey, and what they draw as nothing.
 * Joiners and variation selectors are not here, since they stay where they change how a character looks; tabs
 * are.
 */
export const unseen =
  /(?!\p{Join_Control}|\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u
