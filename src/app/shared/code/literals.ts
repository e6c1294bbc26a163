/**
 * Texts as literals of JSON and of Python: whatever could change how the line around it looks is written as an escape,
 * so that the code reads as it runs (checklist H1).
 */

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

const unitEscape = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`

/** A JSON document on one line. */
export const jsonText = (value: unknown) =>
  JSON.stringify(value).replace(HIDDEN, (character) =>
    Array.from({ length: character.length }, (_, at) => unitEscape(character.charCodeAt(at))).join(''),
  )

/** Python reads the escapes of JSON, but takes two halves of a character for two characters. */
export const pythonText = (text: string) =>
  JSON.stringify(text).replace(HIDDEN, (character) =>
    character.length === 1
      ? unitEscape(character.charCodeAt(0))
      : `\\U${character.codePointAt(0)!.toString(16).padStart(8, '0')}`,
  )

export const pythonBool = (value: boolean) => (value ? 'True' : 'False')
