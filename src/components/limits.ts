/** Discord's limit of characters over all text displays of a message. https://discord.com/developers/docs/components/reference */
export const messageCharacters = 4000;

/** Discord's limit of components in a message, nested ones included. */
export const messageComponents = 40;

/** Discord's limit of a custom id, in characters. */
export const customIdCharacters = 100;

/** Discord's limits of buttons in a row, and of options in a select. */
export const buttonsInRow = 5;
export const selectOptions = 25;

/** Our own limit of the components that are controls or rows of them, so that they leave room for the texts. */
export const controlComponents = 24;

/**
 * Our own limits, in characters before escaping, which at most doubles them: with one of each, a quote still
 * fits. A link is measured as sent.
 */
export const longest = {
  heading: 300,
  text: 1000,
  title: 200,
  name: 100,
  notes: 300,
  link: 1500,
  // Discord's own.
  button: 80,
  placeholder: 150,
  option: 100,
  modalTitle: 45,
  buttonAddress: 512,
};
