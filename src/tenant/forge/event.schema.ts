import { z } from 'zod';

/**
 * What Forge sends with an event, read for the log alone: all that matters is in the invocation token, which nobody can
 * change on the way. Schedules and `preUninstall` name no type. (Forge, "Life cycle events", "preUninstall".)
 */
export const eventBody = z.looseObject({ eventType: z.string().max(255).optional() });
