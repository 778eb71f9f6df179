import { buildSchema } from 'graphql';

/** The part of GitLab's GraphQL schema that is served here. Anything else fails validation, as there. */
export const schema = buildSchema(`
  scalar Time

  enum MergeRequestState { merged opened closed locked all }
  enum MergeRequestSort { UPDATED_ASC UPDATED_DESC CREATED_ASC CREATED_DESC }
  enum MergeRequestReviewState { UNREVIEWED REVIEWED REQUESTED_CHANGES APPROVED UNAPPROVED REVIEW_STARTED }

  type Query {
    project(fullPath: ID!): Project
    currentUser: User
    metadata: Metadata
    queryComplexity: QueryComplexity
  }

  type Metadata { version: String! revision: String! enterprise: Boolean! }
  type QueryComplexity { score: Int limit: Int }

  type Project {
    id: ID!
    name: String!
    path: String!
    fullPath: ID!
    nameWithNamespace: String!
    description: String
    visibility: String
    webUrl: String
    archived: Boolean
    createdAt: Time
    lastActivityAt: Time
    mergeRequestsEnabled: Boolean
    repository: Repository
    mergeRequests(
      state: MergeRequestState
      iids: [String!]
      sort: MergeRequestSort = CREATED_DESC
      updatedAfter: Time
      updatedBefore: Time
      createdAfter: Time
      createdBefore: Time
      sourceBranches: [String!]
      targetBranches: [String!]
      after: String
      first: Int
    ): MergeRequestConnection
    mergeRequest(iid: String!): MergeRequest
  }

  type Repository { empty: Boolean! tree(path: String = "", ref: String = "head"): Tree }
  type Tree { lastCommit: Commit }
  type Commit {
    id: ID!
    sha: String!
    shortId: String!
    title: String
    authorName: String
    authorEmail: String
    author: User
  }

  type MergeRequestConnection {
    count: Int!
    nodes: [MergeRequest]
    edges: [MergeRequestEdge]
    pageInfo: PageInfo!
  }
  type MergeRequestEdge { cursor: String! node: MergeRequest }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }

  type MergeRequest {
    id: ID!
    iid: String!
    title: String!
    description: String
    state: MergeRequestState!
    draft: Boolean!
    createdAt: Time!
    updatedAt: Time!
    mergedAt: Time
    closedAt: Time
    webUrl: String
    reference(full: Boolean = false): String!
    sourceBranch: String!
    targetBranch: String!
    sourceProjectId: Int
    targetProjectId: Int!
    projectId: Int!
    diffHeadSha: String
    mergeCommitSha: String
    userNotesCount: Int
    commitCount: Int
    author: User
    mergeUser: User
    reviewers(first: Int): ReviewerConnection
    approvedBy(first: Int): UserConnection
    approved: Boolean!
  }

  type ReviewerConnection { nodes: [MergeRequestReviewer] }
  type MergeRequestReviewer {
    id: ID!
    username: String!
    name: String!
    publicEmail: String
    avatarUrl: String
    webUrl: String!
    mergeRequestInteraction: UserMergeRequestInteraction
  }
  type UserMergeRequestInteraction {
    approved: Boolean!
    reviewed: Boolean!
    reviewState: MergeRequestReviewState
    canMerge: Boolean!
    canUpdate: Boolean!
  }

  type UserConnection { nodes: [User] }
  type User { id: ID! username: String! name: String! publicEmail: String avatarUrl: String webUrl: String! }
`);
