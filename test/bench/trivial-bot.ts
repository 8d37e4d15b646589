import {
  ApplicationCommandOptionType,
  Client,
  ComponentType,
  GatewayIntentBits,
  MessageFlags,
} from 'discord.js';

/** A bot that does nothing but answer: what discord.js and the loopback cost by themselves. */
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.KUTIP_DISCORD_API!, globalRequestsPerSecond: Number.POSITIVE_INFINITY },
});
client.once('clientReady', ({ application }) => {
  const question = {
    type: ApplicationCommandOptionType.String,
    name: 'question',
    description: 'question',
  } as const;
  void application.commands.set([{ name: 'ask', description: 'ask', options: [question] }]);
});
client.on('interactionCreate', (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  const components = [{ type: ComponentType.TextDisplay, content: 'an answer' }] as const;
  void interaction
    .deferReply()
    .then(() => interaction.editReply({ components, flags: MessageFlags.IsComponentsV2, allowedMentions: { parse: [] } }));
}); // prettier-ignore
process.once('SIGTERM', () => void client.destroy());
await client.login(process.env.DISCORD_TOKEN);
