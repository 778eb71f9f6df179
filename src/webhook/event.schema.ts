import { z } from 'zod';

/**
 * What an event names, and no more: nothing else of it is believed or kept. Field names as in
 * doc/user/project/integrations/webhook_events.md; `undefined` for what makes no sense.
 */
export type HookEvent =
  | { readonly kind: 'push'; readonly projectId: number; readonly ref: string }
  | { readonly kind: 'tag_push'; readonly projectId: number }
  | { readonly kind: 'merge_request'; readonly projectId: number; readonly iid: number }
  | { readonly kind: 'note'; readonly projectId: number; readonly iid: number | undefined }
  | { readonly kind: 'pipeline'; readonly projectId: number; readonly id: number; readonly status: string }
  | { readonly kind: 'deployment'; readonly projectId: number; readonly id: number }
  | { readonly kind: 'feature_flag'; readonly projectId: number }
  /** A project or subgroup came, went or moved. */
  | { readonly kind: 'projects' }
  /** An event that we do not ask for. */
  | { readonly kind: 'other' };

const number = z.int().positive();
/** What a ref can be called (git check-ref-format): no control characters; lone surrogates cannot be stored. */
const ref = z
  .string()
  .max(1_000)
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  .refine((text) => text.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(text));
const project = z.object({ id: number });

const schemas = {
  push: z
    .object({ project_id: number, ref })
    .transform((of) => ({ kind: 'push' as const, projectId: of.project_id, ref: of.ref })),
  tag_push: z
    .object({ project_id: number })
    .transform((of) => ({ kind: 'tag_push' as const, projectId: of.project_id })),
  merge_request: z.object({ project, object_attributes: z.object({ iid: number }) }).transform((of) => ({
    kind: 'merge_request' as const,
    projectId: of.project.id,
    iid: of.object_attributes.iid,
  })),
  note: z
    .object({
      project,
      object_attributes: z.object({ noteable_type: z.string() }),
      merge_request: z.object({ iid: number }).nullish(),
    })
    .transform((of) => ({
      kind: 'note' as const,
      projectId: of.project.id,
      iid: of.object_attributes.noteable_type === 'MergeRequest' ? of.merge_request?.iid : undefined,
    })),
  pipeline: z
    .object({ project, object_attributes: z.object({ id: number, status: z.string().max(100) }) })
    .transform((of) => ({
      kind: 'pipeline' as const,
      projectId: of.project.id,
      id: of.object_attributes.id,
      status: of.object_attributes.status,
    })),
  deployment: z
    .object({ project, deployment_id: number })
    .transform((of) => ({ kind: 'deployment' as const, projectId: of.project.id, id: of.deployment_id })),
  feature_flag: z
    .object({ project })
    .transform((of) => ({ kind: 'feature_flag' as const, projectId: of.project.id })),
} satisfies Readonly<Record<string, z.ZodType<HookEvent>>>;

const byKind: ReadonlyMap<string, z.ZodType<HookEvent>> = new Map(Object.entries(schemas));

/** Events of projects and subgroups of a group have no `object_kind`. */
const named = z.object({
  object_kind: z.string().optional(),
  event_name: z.string().optional(),
});

/** @param body as it came, unparsed */
export function readEvent(body: Buffer): HookEvent | undefined {
  const json = parse(body);
  const names = named.safeParse(json).data;
  if (names?.object_kind === undefined) {
    if (names?.event_name === undefined) return undefined;
    return /^(project|subgroup)_/.test(names.event_name) ? { kind: 'projects' } : { kind: 'other' };
  }
  const schema = byKind.get(names.object_kind);
  return schema === undefined ? { kind: 'other' } : schema.safeParse(json).data;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
