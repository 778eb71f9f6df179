/** One outbound exchange. `body` is sent as it is; set `content-type` with it. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** Whole exchange, ms. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Larger answers are refused. Default 32 MiB. */
  readonly maxBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** Header names are lower-case. Redirects are answers like any other: never followed. */
export type HttpResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

export type Http = {
  /**
   * @throws AppError `timeout`, `unreachable`, `bad_certificate`, `address_refused` (private address that is not in
   * PRIVATE_HOSTS, checked when connecting), `too_large`, `cancelled` (signal).
   */
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
};
