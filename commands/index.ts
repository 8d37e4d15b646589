import type { Command } from '../src/chat/contract/command.ts';
import { article } from './article.ts';
import { ask } from './ask.ts';
import { digest } from './digest.ts';
import { findSources } from './find-sources.ts';
import { followList } from './follow-list.ts';
import { followRemove } from './follow-remove.ts';
import { followTopic } from './follow-topic.ts';
import { forgetMe } from './forget-me.ts';
import { help } from './help.ts';
import { kutipAdd } from './kutip-add.ts';
import { kutipAnnounce } from './kutip-announce.ts';
import { kutipArticles } from './kutip-articles.ts';
import { kutipAudit } from './kutip-audit.ts';
import { kutipEdit } from './kutip-edit.ts';
import { kutipFeedAdd } from './kutip-feed-add.ts';
import { kutipFeedCheck } from './kutip-feed-check.ts';
import { kutipFeedExport } from './kutip-feed-export.ts';
import { kutipFeedList } from './kutip-feed-list.ts';
import { kutipFeedRemove } from './kutip-feed-remove.ts';
import { kutipRemove } from './kutip-remove.ts';
import { kutipSettings } from './kutip-settings.ts';
import { kutipStats } from './kutip-stats.ts';
import { kutipUnanswered } from './kutip-unanswered.ts';
import { latest } from './latest.ts';
import { search } from './search.ts';
import { sources } from './sources.ts';
import { timeline } from './timeline.ts';

export const commands: readonly Command[] = [
  ask,
  search,
  latest,
  timeline,
  article,
  sources,
  followTopic,
  followList,
  followRemove,
  digest,
  help,
  forgetMe,
  kutipSettings,
  kutipStats,
  kutipUnanswered,
  kutipAdd,
  kutipArticles,
  kutipEdit,
  kutipRemove,
  kutipAudit,
  kutipFeedAdd,
  kutipFeedList,
  kutipFeedRemove,
  kutipFeedCheck,
  kutipFeedExport,
  kutipAnnounce,
  findSources,
];
