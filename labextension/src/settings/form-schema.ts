import type { TranslationBundle } from '@jupyterlab/translation';
import type { RJSFSchema } from '@rjsf/utils';
import cellSchema from '../../../src/notebook/schema/headwater-cell.schema.json';
import notebookSchema from '../../../src/notebook/schema/headwater-notebook.schema.json';

/** The published schema of a step's settings as the form needs it. */
export function stepFormSchema(trans: TranslationBundle): RJSFSchema {
  const properties = Object.entries(cellSchema.properties).map(([name, schema]) => [name, propertyOf(name, schema, trans)] as const);
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}

/** The published schema of a notebook's settings as the form needs it. */
export function flowFormSchema(): RJSFSchema {
  const properties = Object.entries(notebookSchema.properties).map(([name, schema]) => [name, formProperty(schema)] as const);
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}

function propertyOf(name: string, schema: object, trans: TranslationBundle): RJSFSchema {
  const property = formProperty(schema);
  const limit = limitOf(name, trans);
  return limit === null ? property : { ...property, description: `${property.description ?? ''} ${limit}` };
}

/** Settings that the schema has and runs do not follow yet (HW135). */
function limitOf(name: string, trans: TranslationBundle): string | null {
  switch (name) {
    case 'compute':
      return trans.__('Not done yet: with another place than local the flow does not run.');
    case 'resources':
      return trans.__('Not done yet: it is kept, and nothing enforces it on this machine.');
    default:
      return null;
  }
}

/** The form has a field for each type by itself, and calls them by their titles. */
function formProperty(schema: object): RJSFSchema {
  const property = schema as RJSFSchema;
  if (!Array.isArray(property.type)) return property;
  const { type, properties, additionalProperties, ...rest } = property;
  const inner = { properties: properties ?? {}, additionalProperties: additionalProperties ?? true };
  return { ...rest, anyOf: type.map(each => ({ type: each, title: each, ...(each === 'object' ? inner : {}) })) };
}
