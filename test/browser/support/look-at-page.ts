import type { Frame, Locator } from 'playwright-core';

/**
 * What a person sees of a page, asked of the page itself; each gives a line for every fault. Scripts of the browser, which
 * has other types than this program.
 */

type Window = {
  readonly IntersectionObserver: new (look: (seen: readonly { isIntersecting: boolean }[]) => void) => {
    observe(element: object): void;
  };
};

/** Waits until some of it is in the window, that of Jira around us included. */
export async function inWindow(part: Locator): Promise<void> {
  await part.evaluate(async (element: object) => {
    const { IntersectionObserver } = globalThis as unknown as Window;
    await new Promise<void>((resolve) => {
      new IntersectionObserver((seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) resolve();
      }).observe(element);
    });
  });
}

/** Nothing makes the page wider than its window: what is wide scrolls, or breaks, where it stands. */
export function widerThanWindow(frame: Frame): Promise<string[]> {
  return frame.evaluate(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const scrolls = (element) => {
      for (let at = element.parentElement; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.overflowX !== 'visible' || style.position === 'fixed') return true;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll('*')].filter((element) =>
      element.getBoundingClientRect().right > clientWidth + 1 && !scrolls(element));
    return wide.slice(-3).map((element) =>
      'wider than the window: <' + element.localName + ' class="' + element.className + '"> '
        + Math.round(element.getBoundingClientRect().right) + ' > ' + clientWidth + ' ' + element.textContent.trim().slice(0, 40));
  })()`);
}

/** What a box cuts off can be had whole: by scrolling it, from its title, or by opening something. */
export function cutWithoutAWay(frame: Frame): Promise<string[]> {
  return frame.evaluate(`(() => {
    const faults = [];
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest('.visually-hidden, svg, template, select') !== null) continue;
      const style = getComputedStyle(element);
      if (style.display === 'none' || element.getClientRects().length === 0) continue;
      const hides = ['hidden', 'clip'];
      const cut = hides.includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1
        || hides.includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
      if (!cut || element.textContent.trim() === '') continue;
      if (element.closest('[title]') !== null) continue;
      faults.push('cut: <' + element.localName + ' class="' + element.className + '"> ' + element.textContent.trim().slice(0, 40));
    }
    return faults.slice(0, 5);
  })()`);
}

/** Whatever can have the focus shows it. The last key was Tab, so that the browser takes the focus for a keyboard's. */
export function invisibleFocus(frame: Frame): Promise<string[]> {
  return frame.evaluate(`(() => {
    const looks = (element) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
      return [outlineStyle === 'none' ? '' : outlineWidth + outlineColor, boxShadow, borderColor, backgroundColor].join();
    };
    const faults = [];
    const focusable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    for (const element of document.querySelectorAll(focusable)) {
      if (element.disabled || element.getClientRects().length === 0) continue;
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      document.activeElement?.blur();
      const before = looks(element);
      element.focus();
      if (document.activeElement !== element) continue;
      if (looks(element) === before) faults.push('focus unseen: ' + element.outerHTML.slice(0, 80));
    }
    document.activeElement?.blur();
    return faults.slice(0, 5);
  })()`);
}

/** Names stay text: none has become an element, has run, or was taken for a template. */
export function takenForMarkup(frame: Frame): Promise<string[]> {
  return frame.evaluate(`(() => {
    const faults = [];
    if (document.title.includes('taken')) faults.push('markup ran');
    for (const element of document.querySelectorAll('img[src="x"], img[src$="/x"], [onerror], main b'))
      faults.push('markup became an element: ' + element.outerHTML.slice(0, 80));
    // The names hold &amp; as it is, and no other such sign.
    if (/&(lt|gt|quot|#\\w+|amp;amp);/.test(document.querySelector('main').textContent)) faults.push('escaped twice');
    return faults;
  })()`);
}

/**
 * Text that runs from right to left has an element of its own that keeps it to itself (Unicode bidi isolation): otherwise
 * it moves what stands beside it.
 */
export function mixedDirections(frame: Frame): Promise<string[]> {
  return frame.evaluate(`(() => {
    const rightToLeft = /[\\u0590-\\u08FF\\u202E]/;
    const isolating = ['isolate', 'isolate-override', 'plaintext'];
    const faults = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      if (!rightToLeft.test(text.data)) continue;
      const element = text.parentElement;
      if (element.closest('script, style, template, option, textarea, svg') !== null) continue;
      const style = getComputedStyle(element);
      if (isolating.includes(style.unicodeBidi) && !/\\u2068/.test(text.data) || element.dir === 'auto') continue;
      // Isolated by the characters for it, in a text of ours (FSI and PDI).
      if (text.data.replaceAll(/\\u2068[^\\u2069]*\\u2069/g, '').search(rightToLeft) < 0) continue;
      faults.add('not isolated: <' + element.localName + ' class="' + element.className + '"> in <'
        + element.parentElement.localName + '> ' + text.data.trim().slice(0, 30));
    }
    return [...faults].slice(0, 8);
  })()`);
}
