import { CSPInjectionService, CSPProcessingService } from '@forge/csp';
import { load } from 'cheerio';

const FORGE_CDN = 'https://forge.cdn.prod.atlassian-dev.net';

/** As a stream of tags: nothing moves to where HTML would have it. */
const read = (document: string | Buffer) => load(document, { xml: { xmlMode: false } });

/**
 * What Forge's CLI makes of a resource's `index.html` before it uploads it: its two scripts stand at the start of the
 * `<head>` that cheerio finds, the bridge first, which a browser waits for.
 * Source: `BridgeScriptService` and `IframeResizerScriptService` of @forge/cli-shared 9.8.
 *
 * @param forgeUrl where Forge's own scripts are, as `https://forge.cdn.prod.atlassian-dev.net`
 */
export function withForgeScripts(document: string, forgeUrl: string): string {
  const $ = read(document);
  if ($('html').length === 0) throw new Error('Malformed HTML document');
  if ($('head').length === 0) $('html').prepend('<head></head>');
  const head = $('head');
  head.prepend(`<script async src="${forgeUrl}/iframeResizer.contentWindow.min.js"></script>`);
  head.prepend(`<script src="${forgeUrl}/global-bridge.js"></script>`);
  return $.html();
}

/** The Content-Security-Policy of a resource's document, by Atlassian's own package for it. */
export function policyOf(
  document: string,
  from: {
    permissions: object;
    forgeUrl: string;
    sites: readonly string[];
  },
): string {
  // The package has types for require and for import, which TypeScript takes for two things.
  const loader = read as unknown as ConstructorParameters<typeof CSPProcessingService>[1];
  const processing = new CSPProcessingService({ info: () => {} }, loader);
  const existingCSPDetails = processing.getCspDetails(document, from.permissions);
  return (
    new CSPInjectionService()
      .getInjectableCSP({ existingCSPDetails, microsEnv: 'prod', hostname: from.sites.join(' ') })
      // Reports would leave the machine.
      .filter((directive) => !directive.startsWith('report-uri'))
      .join('; ')
      .replaceAll(FORGE_CDN, from.forgeUrl)
  );
}
