import type { Tool } from './tool.ts';
import { CAMPS_TOOL, HOW_CONNECTED_TOOL, STANCE_TOOL, WHAT_CHANGED_TOOL } from './tools/analysis.ts';
import { WHO_IS_TOOL } from './tools/entities.ts';
import { EVENTS_TOOL } from './tools/events.ts';
import { PROPOSE_TOOL } from './tools/propose.ts';
import { ACCORDING_TO_TOOL, DISPUTES_TOOL, EVIDENCE_TOOL, RELATIONSHIPS_TOOL } from './tools/relationships.ts';
import { SOURCES_TOOL } from './tools/sources.ts';

/** All tools that only read, in the order in which they are listed. */
export const TOOLS: readonly Tool[] = [
  WHO_IS_TOOL,
  RELATIONSHIPS_TOOL,
  HOW_CONNECTED_TOOL,
  STANCE_TOOL,
  WHAT_CHANGED_TOOL,
  CAMPS_TOOL,
  EVENTS_TOOL,
  DISPUTES_TOOL,
  EVIDENCE_TOOL,
  ACCORDING_TO_TOOL,
  SOURCES_TOOL,
];

/** The tools that save something. None writes to the graph. */
export const SAVING_TOOLS: readonly Tool[] = [PROPOSE_TOOL];
