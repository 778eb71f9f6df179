declare module 'express-hbs' {
  type Engine = (path: string, options: object, callback: (error: unknown, html?: string) => void) => void;
  const hbs: {
    express4(options: { partialsDir: string; layoutsDir: string; extname: string }): Engine;
  };
  export = hbs;
}
