import type { Tool } from './tool.ts';
import { CAMPS, HOW_CONNECTED, STANCE_TOOL, WHAT_CHANGED } from './tools/analysis.ts';
import { WHO_IS } from './tools/entities.ts';
import { EVENTS } from './tools/events.ts';
import { ACCORDING_TO, DISPUTES, EVIDENCE, RELATIONSHIPS } from './tools/relationships.ts';
import { SOURCES } from './tools/sources.ts';

/** All tools, in the order in which they are listed. None writes. */
export const TOOLS: readonly Tool[] = [
  WHO_IS,
  RELATIONSHIPS,
  HOW_CONNECTED,
  STANCE_TOOL,
  WHAT_CHANGED,
  CAMPS,
  EVENTS,
  DISPUTES,
  EVIDENCE,
  ACCORDING_TO,
  SOURCES,
];
