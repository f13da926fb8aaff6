/** Declarations for one flow and the folder that they belong to. */
export interface FlowTypes {
  readonly flow: string;
  readonly folder: string;
  /** The whole `.d.ts` file. */
  readonly text: string;
}

/** The file of a flow's types: a heading, declarations that they need, and the interface `<Flow>Artifacts`. */
export function flowTypesText(
  flow: string,
  source: string,
  declarations: string,
  fields: readonly (readonly [name: string, type: string])[]
): string {
  const lines = fields.map(([name, type]) => `  readonly ${/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)}: ${type};`);
  const needed = declarations.trim() === '' ? '' : `\n${declarations.trim()}\n`;
  return `// Types of the flow ${flow}, from ${source}. Made by \`headwater types\`; do not edit.
${needed}
/** Artifacts of ${flow}: Flow<${flow}Artifacts>('${flow}'). */
export interface ${flow}Artifacts {
${lines.join('\n')}
}
`;
}
