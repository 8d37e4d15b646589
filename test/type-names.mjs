// Fails when a name of a type is declared twice in the program: one name, one thing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const files = ['src', 'commands'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);
/** The places of each name. */
const declared = new Map();
for (const file of files) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const visit = (node) => {
    const isType =
      ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node);
    if (isType && node.name !== undefined) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const name = node.name.text;
      declared.set(name, [...(declared.get(name) ?? []), `${file}:${line + 1}`]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

const twice = [...declared].filter(([, places]) => places.length > 1);
for (const [name, places] of twice)
  process.stderr.write(`"${name}" names ${places.length} types: ${places.join(', ')}\n`);
if (twice.length > 0) process.exitCode = 1;
