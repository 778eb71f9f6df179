declare module 'express-hbs' {
  type Engine = (path: string, options: object, callback: (error: unknown, html?: string) => void) => void;
  const hbs: {
    express4(options: { partialsDir: string; layoutsDir: string; extname: string }): Engine;
    registerHelper(name: string, helper: (...given: never[]) => unknown): void;
    /** Words that need no escaping any more. */
    SafeString: new (html: string) => object;
    /** The Handlebars it compiles with. */
    handlebars: { parse(template: string): unknown };
  };
  export = hbs;
}
