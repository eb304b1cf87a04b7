// The bundler gathers style sheets into page.css; to the compiler an import of one is only an effect.
declare module "*.css";
