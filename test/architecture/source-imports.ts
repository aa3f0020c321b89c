import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** One file of `src/`, or of a planted house; the path is below `src/`. */
export type Sources = ReadonlyMap<string, string>;

/** One import as it stands in a file. `to` is a path below `src/` (ending in .ts) or the name of a package. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly inside: boolean;
  readonly typeOnly: boolean;
  readonly names: readonly string[];
}

export function sourcesBelow(folder: string): Sources {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** Every import of a file: declarations, re-exports, `import()` and `import('x').Y` alike. */
export function importsOf(from: string, source: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, names: readonly string[] = []): void => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) found.push({ from, ...target(from, specifier.text), typeOnly, names });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node), namesOf(node));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(from, source, ts.ScriptTarget.Latest));
  return found;
}

function target(from: string, specifier: string): { to: string; inside: boolean } {
  if (!specifier.startsWith('.')) return { to: specifier, inside: false };
  return { to: posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts'), inside: true };
}

/** `import type { X }` and `import { type X }` leave nothing behind when the program runs. */
function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.isTypeOnly) return true;
  const named = importClause.namedBindings;
  if (importClause.name !== undefined || named === undefined || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

function namesOf({ importClause }: ts.ImportDeclaration): string[] {
  const named = importClause?.namedBindings;
  return named !== undefined && ts.isNamedImports(named) ? named.elements.map(({ name, propertyName }) => (propertyName ?? name).text) : [];
}
