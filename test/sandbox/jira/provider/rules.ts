/** What the schemas of builds, deployments and feature flags share. Source: Jira Software Cloud REST API. */
export const MAX_ASSOCIATIONS = 500;

export const text255 = { type: 'string', maxLength: 255 };
export const url2000 = { type: 'string', minLength: 1, maxLength: 2000, format: 'web-address' };
export const whole = { type: 'integer' };
export const rfc3339 = { type: 'string', format: 'jira-time' };
export const schemaVersion = { enum: ['1.0'] };
export const issueKeys = {
  type: 'array',
  minItems: 1,
  maxItems: MAX_ASSOCIATIONS,
  items: { type: 'string', pattern: '^\\w{1,255}-\\d{1,255}$' },
};

export const issueAssociation = association(['issueKeys', 'issueIdOrKeys'], {
  type: 'string',
  pattern: '^(\\w{1,255}-\\d{1,255}|\\d{1,255})$',
});

export function association(types: string[], items: object): object {
  const values = { type: 'array', minItems: 1, maxItems: MAX_ASSOCIATIONS, items };
  return closed({ associationType: { enum: types }, values }, ['associationType', 'values']);
}

/** A bulk request: `list` names its entities, which name issues by the older `issueKeys` or by `associations`. */
export function bulkSchema(list: string, entity: { properties: object; required: string[] }): object {
  return closed(
    {
      [list]: {
        type: 'array',
        minItems: 1,
        items: {
          ...closed(entity.properties, entity.required),
          anyOf: [{ required: ['issueKeys'] }, { required: ['associations'] }],
        },
      },
      properties: {
        type: 'object',
        maxProperties: 5,
        propertyNames: { minLength: 1, maxLength: 255, pattern: '^[^_:][^:]*$' },
        additionalProperties: text255,
      },
      providerMetadata: closed({ product: { type: 'string' } }),
    },
    [list],
  );
}

export function closed(properties: object, required: string[] = []): object {
  return { type: 'object', properties, required, additionalProperties: false };
}
