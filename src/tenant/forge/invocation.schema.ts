import { z } from 'zod';

const text = z.string().min(1).max(255);

/** `ari:cloud:ecosystem::environment/<app>/<environment>`, or the environment's id alone. */
const environmentId = text.transform((id) => id.slice(id.lastIndexOf('/') + 1)).pipe(z.string().min(1));

/** What people see in their address bar. */
const siteUrl = z
  .url({ protocol: /^https?$/ })
  .transform((url) => new URL(url).origin)
  .optional()
  .catch(undefined);

/** What Jira says about where a module is shown; it differs by module and is absent for events. */
const named = z.object({ key: text }).optional().catch(undefined);
const extension = z.object({ issue: named, project: named }).optional().catch(undefined);

/**
 * The claims of a Forge invocation token that are used (Forge, "Forge Remote essentials": FIT). `license` is there for
 * paid apps in production only, `principal` where a person called.
 */
export const invocationClaims = z.object({
  iat: z.number(),
  app: z.object({
    id: text,
    appVersion: text.default('unknown'),
    installationId: text,
    apiBaseUrl: z.string().max(1000),
    environment: z.object({ id: environmentId, type: text }),
    module: z.object({ key: text }).optional().catch(undefined),
    installation: z
      .object({ contexts: z.array(z.object({ cloudId: text, siteUrl })) })
      .optional()
      .catch(undefined),
    license: z.object({ active: z.boolean() }).nullish(),
  }),
  context: z
    .object({
      cloudId: text.optional(),
      siteUrl,
      moduleKey: text.optional().catch(undefined),
      extension,
    })
    .nullish(),
  principal: text.nullish(),
});

export type InvocationClaims = z.infer<typeof invocationClaims>;
