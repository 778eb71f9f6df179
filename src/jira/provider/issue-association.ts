/**
 * The issues that something belongs to, as builds, deployments and feature flags name them (`issueKeys` beside it is
 * deprecated). At most 500 values over all associations of one entity.
 */
export type IssueAssociation = {
  readonly associationType: 'issueKeys';
  readonly values: readonly string[];
};
